"""A folder of seeds: which files are articles, their ids and order, and errors that stop nothing."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.errors import ReadError, SkippedError
from sourcebook.read import folder, read_folder, seed_paths
from sourcebook.spilled import Spilled, rooms

ROOT_READS_ALL = os.geteuid() == 0 if hasattr(os, "geteuid") else True


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def messages(root: Path) -> list[str]:
    """Return the errors of a folder, as shown."""
    return [str(error) for error in read_folder(root)[1]]


def ids(root: Path) -> list[str]:
    """Return the ids of a folder's articles."""
    return [seed.id for seed in read_folder(root)[0]]


def test_an_id_is_the_path_below_the_folder_without_suffix(tmp_path: Path) -> None:
    """Folders within seeds are part of the id, and the seeds come sorted by it."""
    write(tmp_path, {"b.txt": "B", "a/z.md": "Z", "a/B.TXT": "B", "a.b.txt": "AB", "Ä.txt": "Ä"})
    assert ids(tmp_path) == ["a.b", "a/B", "a/z", "b", "Ä"]
    assert [path.name for path in seed_paths(tmp_path)] == ["a.b.txt", "B.TXT", "z.md", "b.txt", "Ä.txt"]


def test_digest_and_key(tmp_path: Path) -> None:
    """The digest is of the file's bytes; the key changes with the sidecar and the name, and with nothing else."""
    data = b"\xef\xbb\xbfTitle\r\n\r\nText\xc2\xa0here.\r\n"
    write(tmp_path, {"a.txt": data})
    first = read_folder(tmp_path)[0][0]
    assert first.sha256 == hashlib.sha256(data).hexdigest()
    assert first.text == "Title\r\n\r\nText\u00a0here.\r\n"
    write(tmp_path, {"a.yml": "outlet: The Fen Echo\n", "b.txt": data, "c.txt": "other"})
    second, other, _ = read_folder(tmp_path)[0]
    assert second.sha256 == first.sha256 == other.sha256
    assert len({first.key, second.key, other.key}) == 3
    (tmp_path / "a.yml").unlink()
    assert read_folder(tmp_path)[0][0] == first


def test_sidecars_are_found_beside_some_articles_of_many(tmp_path: Path) -> None:
    """Whatever letters the articles' names have; one in another folder belongs to another article."""
    names = {"a/Ä.TXT": "One", "a/b.c.md": "Two", "b/b.c.md": "Three", "Straße.txt": "Four", "d.txt": "Five"}
    beside = {"a/Ä.yml": "outlet: One", "b/b.c.yaml": "outlet: Three", "Straße.yml": "outlet: Four"}
    write(tmp_path, names | beside)
    told = {seed.text: seed.metadata.outlet for seed in read_folder(tmp_path)[0]}
    assert told == {"One": "One", "Two": None, "Three": "Three", "Four": "Four", "Five": None}
    assert messages(tmp_path) == []


def test_ids_are_in_one_unicode_form(tmp_path: Path) -> None:
    """A name that one system stores decomposed and another composed has one id."""
    write(tmp_path, {unicodedata.normalize("NFD", "Müller.txt"): "text"})
    assert ids(tmp_path) == [unicodedata.normalize("NFC", "Müller")]


@pytest.mark.parametrize("name", ['it\'s "quoted".txt', "new\nline.txt", "tab\tand space .txt", "<b>&.txt", "日本.txt"])
def test_any_name_is_read_and_shown_in_one_line(tmp_path: Path, name: str) -> None:
    """Control characters of a name do not get into ids or messages."""
    write(tmp_path, {name: "text", f"{name[:-4]}.xyz": "no article"})
    seeds, errors = read_folder(tmp_path)
    assert len(seeds) == 1
    assert all("\n" not in shown for shown in (seeds[0].id, seeds[0].path, *map(str, errors)))


def test_a_name_that_is_no_unicode_is_read(tmp_path: Path) -> None:
    """File systems allow names of any bytes; ids can always be written as UTF-8."""
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("text", encoding="utf-8")
    assert ids(tmp_path) == ["caf\ufffd"]


def test_files_that_are_no_articles_have_one_line_each_and_stop_nothing(tmp_path: Path) -> None:
    """Tables, pictures and read-me files are named with a remedy; hidden and leftover files are not."""
    write(
        tmp_path,
        {
            "a.txt": "text",
            "metadata.tsv": "a\tb",
            "photo.jpg": b"\xff\xd8",
            "README.md": "about",
            "NOTES": "x",
            ".hidden.txt": "x",
            ".git/b.txt": "x",
            "a.txt~": "x",
            "Thumbs.db": b"x",
            "curation.yml": "corrections: []",
            "page.html": "<html><body><p>"
            + "The page was saved in a browser with all its files. " * 8
            + "</p></body></html>",
            "page_files/frame.html": "<p>part of the page</p>",
            "page_files/app.js": "x",
        },
    )
    seeds, errors = read_folder(tmp_path)
    assert [seed.id for seed in seeds] == ["a", "page"]
    assert all(isinstance(error, SkippedError) for error in errors)
    assert [error.file for error in errors] == ["NOTES", "README.md", "metadata.tsv", "photo.jpg"]
    assert "known: .txt, .md, .markdown, .html, .htm, .json, .jsonl" in str(errors[2])


def test_of_two_articles_of_one_name_the_first_suffix_is_read(tmp_path: Path) -> None:
    """The other is an error that names both."""
    write(tmp_path, {"a.md": "markdown", "a.txt": "text", "a.json": '{"text": "json"}'})
    seeds, errors = read_folder(tmp_path)
    assert [(seed.path, seed.text) for seed in seeds] == [("a.txt", "text")]
    assert [str(error).split(";")[0] for error in errors] == [
        "a.json: a.txt has the same name and is the one read",
        "a.md: a.txt has the same name and is the one read",
    ]


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"---\ntitle: x\n---\n"])
@pytest.mark.parametrize("suffix", sorted(folder.READERS))
def test_a_file_without_text_is_an_error(tmp_path: Path, content: bytes, suffix: str) -> None:
    """Empty files are named, in every format."""
    write(tmp_path, {f"a{suffix}": content, "b.txt": "text"})
    seeds, errors = read_folder(tmp_path)
    if content.startswith(b"---") and suffix == ".txt":
        assert len(seeds) == 2
    elif seeds[0].id == "b":
        assert errors
        assert all(error.file == f"a{suffix}" and error.remedy for error in errors)


def test_links_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    """No file outside the folder is read, whether the link is to a file or a folder, direct or by another link."""
    outside = write(tmp_path / "outside", {"secret.txt": "secret words"})
    root = write(tmp_path / "seeds", {"a.txt": "text"})
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "chain.txt").symlink_to(root / "out.txt")
    (root / "gone.txt").symlink_to(root / "nothing.txt")
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "loop").symlink_to(root)
    (root / "there").symlink_to(outside)
    (root / "a.yml").symlink_to(outside / "secret.txt")
    (root / "inside.txt").symlink_to(root / "a.txt")
    seeds, errors = read_folder(root)
    assert [seed.id for seed in seeds] == ["a", "inside"]
    assert {error.file for error in errors} == {
        "out.txt",
        "chain.txt",
        "gone.txt",
        "self.txt",
        "loop",
        "there",
        "a.yml",
    }
    assert not any("secret words" in str(error) for error in errors)


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """Only what is below it must stay below it."""
    write(tmp_path / "real folder", {"a.txt": "text"})
    (tmp_path / "link").symlink_to(tmp_path / "real folder")
    assert ids(tmp_path / "link") == ["a"]


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    """A named pipe would keep the reader for ever."""
    write(tmp_path, {"a.txt": "text"})
    os.mkfifo(tmp_path / "pipe.txt")
    assert messages(tmp_path) == ["pipe.txt: this is not a regular file; remove it"]


@pytest.mark.skipif(ROOT_READS_ALL, reason="this user may read every file")
def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    """It is named, and the others are read."""
    write(tmp_path, {"a.txt": "text", "b.txt": "text"})
    (tmp_path / "a.txt").chmod(0)
    assert ids(tmp_path) == ["b"]
    assert messages(tmp_path) == ["a.txt: the file cannot be read: Permission denied; check that you may read it"]


def test_a_file_that_goes_away_while_reading_is_an_error(tmp_path: Path) -> None:
    """Editors replace files while we look at them."""
    write(tmp_path, {"a.txt": "text", "b.txt": "text", "c.txt": "text"})
    seen = []

    def remove_next(done: int, total: int, name: str) -> None:
        seen.append((done, total, name))
        (tmp_path / "b.txt").unlink(missing_ok=True)

    seeds, errors = read_folder(tmp_path, on_progress=remove_next)
    assert [seed.id for seed in seeds] == ["a", "c"]
    assert [error.file for error in errors] == ["b.txt"]
    assert seen == [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "c.txt")]


def test_a_folder_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    """Nothing can be read, so it is raised."""
    with pytest.raises(ReadError, match="there is no such folder"):
        read_folder(tmp_path / "none")
    assert read_folder(tmp_path) == ((), [])


def test_neither_ids_nor_order_depend_on_the_order_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File systems list files in any order."""
    write(tmp_path, {f"{folder}/{name}": name for folder in ("x", "y") for name in ("b.txt", "a.txt", "a.md", "c.yml")})
    forward = read_folder(tmp_path)
    walk = os.walk

    def backward(*args: object, **options: object) -> object:
        for place, folders, files in walk(*args, **options):  # type: ignore[call-overload]
            folders.sort(reverse=True)
            yield place, folders, sorted(files, reverse=True)

    monkeypatch.setattr(os, "walk", backward)
    again = read_folder(tmp_path)
    assert again[0] == forward[0]
    assert list(map(str, again[1])) == list(map(str, forward[1]))


def test_articles_of_a_large_folder_lie_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are those of a small one, with the same errors, from however many files they come."""
    several = "\n".join(json.dumps({"id": f"n{n}", "text": f"text {n}"}) for n in (3, 1, 2, 1))
    write(tmp_path, {"b.txt": "b", "a.txt": "a", "a.md": "another a", "many.jsonl": several, "empty.txt": ""})
    small = read_folder(tmp_path)
    assert len(small[0]) == 5
    for large in range(1, 6):
        monkeypatch.setattr(rooms, "LARGE", large)
        seeds, errors = read_folder(tmp_path, aside=tmp_path / "aside")
        assert isinstance(seeds, Spilled)
        assert seeds == small[0]
        assert list(map(str, errors)) == list(map(str, small[1]))
    monkeypatch.setattr(rooms, "LARGE", 6)
    assert isinstance(read_folder(tmp_path)[0], tuple)


def test_nul_characters_are_kept_and_noted(tmp_path: Path) -> None:
    """The text is the file, whatever is in it."""
    write(tmp_path, {"a.txt": "before\0after\n"})
    seed = read_folder(tmp_path)[0][0]
    assert seed.text == "before\0after\n"
    assert seed.notes == ("The text holds 1 NUL character.",)


def test_a_single_line_of_five_megabytes_is_read(tmp_path: Path) -> None:
    """Size alone is no error."""
    write(tmp_path, {"a.txt": "word " * 1_000_000})
    assert len(read_folder(tmp_path)[0][0].text) == 5_000_000


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.tuples(
            st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"---\n", b"{", b"<p>"]), st.binary()
        ).map(b"".join),
    ),
    suffix=st.sampled_from([".txt", ".md", ".html", ".json", ".jsonl"]),
    sidecar=st.one_of(st.none(), st.binary(max_size=60), st.text(max_size=60).map(str.encode)),
)
def test_any_bytes_give_seeds_or_errors(tmp_path: Path, data: bytes, suffix: str, sidecar: bytes | None) -> None:
    """Nothing in a file or sidecar can stop the reading, and what is read can be written as UTF-8."""
    for path in tmp_path.iterdir():
        path.unlink()
    write(tmp_path, {f"a{suffix}": data})
    if sidecar is not None:
        write(tmp_path, {"a.yml": sidecar})
    seeds, errors = read_folder(tmp_path)
    assert seeds or errors
    for seed in seeds:
        assert seed.text.strip()
        repr(seed.metadata).encode()
        seed.text.encode()
    for error in errors:
        str(error).encode()
        assert "\n" not in str(error)
        assert error.remedy


def test_a_folder_that_may_not_be_entered_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where even looking at the folder is forbidden, the error says so in one line."""

    def refused(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refused)
    with pytest.raises(ReadError, match="cannot be read"):
        read_folder(tmp_path)
