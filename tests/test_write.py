"""Pages are written only when they changed, and nothing that is not ours is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.beside import Beside
from sourcebook.errors import WriteError
from sourcebook.records import Page
from sourcebook.write import MANIFEST, read_manifest, write_pages


def page(path: str, text: str = "x") -> Page:
    """Return a page."""
    return Page(path=path, content=text)


def test_only_changed_pages_are_written(tmp_path: Path) -> None:
    """A second run with the same pages writes nothing, not even the list of pages."""
    pages = [page("a.md"), page("people/b.md")]
    assert write_pages(pages, tmp_path) == 2
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    assert write_pages(pages, tmp_path) == 0
    assert before == {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    assert write_pages([page("a.md", "new"), pages[1]], tmp_path) == 1


def test_pages_that_are_gone_are_removed_with_their_folder(tmp_path: Path) -> None:
    """A page of the last run that is not in this one goes; hand-written files beside it stay."""
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "mine.md").write_text("mine")
    write_pages([page("people/b.md"), page("deep/er/c.md"), page("a.md")], tmp_path)
    write_pages([page("a.md")], tmp_path)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == [
        MANIFEST,
        "a.md",
        "people",
        "people/mine.md",
    ]


def test_a_hand_written_file_is_never_overwritten(tmp_path: Path) -> None:
    """Where a hand-written file stands in a page's place, nothing at all is written."""
    (tmp_path / "about.md").write_text("by hand")
    with pytest.raises(WriteError, match=r"about\.md: a hand-written file"):
        write_pages([page("a.md"), page("about.md")], tmp_path)
    assert (tmp_path / "about.md").read_text() == "by hand"
    assert not (tmp_path / "a.md").exists()


def test_generated_files_are_known_without_the_list(tmp_path: Path) -> None:
    """When the list was lost, a page that carries our mark is taken for ours."""
    write_pages([page("a.md", "<!-- sourcebook -->\nold")], tmp_path)
    (tmp_path / MANIFEST).unlink()
    assert write_pages([page("a.md", "<!-- sourcebook -->\nnew")], tmp_path) == 1


def test_a_list_that_points_out_of_the_folder_removes_nothing(tmp_path: Path) -> None:
    """Paths that lead elsewhere are ignored."""
    outside = tmp_path / "outside.md"
    outside.write_text("x")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / MANIFEST).write_text('{"files": ["../outside.md", "/etc/hostname", 3, "a//b"]}')
    assert read_manifest(docs) == set()
    write_pages([page("a.md")], docs)
    assert outside.exists()


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a page cannot be staged, all pages stay as they were and no staging folder is left."""
    write_pages([page("a.md", "old"), page("b.md", "old")], tmp_path)
    real = Path.write_bytes

    def write_bytes(self: Path, data: bytes) -> int:
        if self.name.endswith("-1"):
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(WriteError, match="No space left"):
        write_pages([page("a.md", "new"), page("b.md", "new")], tmp_path)
    assert {(tmp_path / n).read_text() for n in ("a.md", "b.md")} == {"old"}
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "a.md", "b.md"]


def test_pages_are_written_as_they_come(tmp_path: Path) -> None:
    """Each is on the disk, beside its place, before the next is asked for; where making one fails, all is as it was."""

    def coming() -> Iterator[Page]:
        yield page("a.md", "new")
        assert [p.read_text() for p in tmp_path.glob(".sourcebook-*/*")] == ["new"]
        yield page("b.md", "new")
        raise RuntimeError("the third")

    write_pages([page("a.md", "old")], tmp_path)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    with pytest.raises(RuntimeError, match="the third"):
        write_pages(coming(), tmp_path)
    assert before == {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}


def test_what_stands_is_asked_for_at_the_end(tmp_path: Path) -> None:
    """While pages are made it is found out which of the others stand."""
    write_pages([page("a.md"), page("b.md"), page("c.md")], tmp_path)
    standing: set[str] = set()

    def coming() -> Iterator[Page]:
        yield page("a.md", "new")
        standing.add("b.md")

    assert write_pages(coming(), tmp_path, standing=lambda: standing) == 2
    assert sorted(p.name for p in tmp_path.glob("*.md")) == ["a.md", "b.md"]


def test_a_long_file_comes_in_pieces(tmp_path: Path) -> None:
    """It is written beside its place as it comes, moved there with the others, and left where it is the same."""
    pieces = [bytes([n]) * 300_000 for n in range(6)]

    def coming() -> Iterator[bytes]:
        yield from pieces[:5]
        (staged,) = tmp_path.glob(".sourcebook-*/*")
        assert staged.is_file()
        yield pieces[5]

    for number in (1, 0):
        with Beside(tmp_path) as beside:
            assert beside.put("deep/long", coming() if number else iter(pieces)) == b""
            assert len(beside.paths) == number
            beside.move()
        assert (tmp_path / "deep" / "long").read_bytes() == b"".join(pieces)
        assert [p.name for p in tmp_path.iterdir()] == ["deep"]
    with Beside(tmp_path) as beside:
        beside.put("deep/long", pieces[1:])
        beside.put("deep/none", [])
        assert set(beside.paths) == {"deep/long", "deep/none"}
        beside.leave_out({"deep/none"})
        beside.move()
    assert {p.name: p.stat().st_size for p in (tmp_path / "deep").iterdir()} == {"long": 1_800_000, "none": 0}


def test_a_disk_that_fills_while_a_file_comes_changes_nothing(tmp_path: Path) -> None:
    """One line tells of it, whether the file or the folder for making it has no room."""

    def coming() -> Iterator[bytes]:
        yield bytes(2_000_000)
        raise OSError(28, "No space left on device")

    (tmp_path / "long").write_bytes(b"old")
    with Beside(tmp_path) as beside, pytest.raises(WriteError, match="No space left"):
        beside.put("long", coming())
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("long", b"old")]
    with Beside(tmp_path) as beside, beside.room() as room:
        assert room.parent.parent == tmp_path
    (tmp_path / "file").write_bytes(b"")
    with Beside(tmp_path / "file" / "below") as beside, pytest.raises(WriteError), beside.room():
        pass
