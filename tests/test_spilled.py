"""Records in files: read as they were put there, and a large folder gives the same files as a small one."""

from __future__ import annotations

import errno
import os
import platform
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.large import encoded
from tests.test_kept_corpus import CURATION

from sourcebook import pipeline
from sourcebook.errors import StoreError, WriteError
from sourcebook.records import Mention, Span
from sourcebook.spilled import (
    Room,
    Shelved,
    Spill,
    Spilled,
    by_article,
    grouped,
    grouped_by,
    lying,
    ordered,
    rooms,
    selected,
)
from sourcebook.store import Shelf


def spans(number: int) -> list[Span]:
    """Return different records of different lengths."""
    return [Span(n, n * n) for n in range(number)]


def in_file(records: Sequence[Span], folder: Path) -> Spilled[Span]:
    """Put records into a file."""
    taker = Spill(Span, folder)
    for record in records:
        taker.add(record)
    return taker.done()


@pytest.mark.parametrize("piece", [1, 40, 1 << 20])
def test_records_are_read_as_they_were_put_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    """One by one, in slices, backwards, in another order and all, however much is read at once."""
    monkeypatch.setattr(lying, "PIECE_BYTES", piece)
    monkeypatch.setattr(lying, "_MOST_HELD", 3)
    held = spans(300)
    found = in_file(held, tmp_path)
    assert list(found) == held
    assert found == held == list(reversed(list(reversed(found))))
    assert found != held[:-1]
    assert [found[number] for number in (0, 7, -1, 7, 299)] == [held[number] for number in (0, 7, -1, 7, 299)]
    assert found[10:50:7] == tuple(held[10:50:7])
    assert found[50:10:-3] == tuple(held[50:10:-3])
    numbers = random.Random(1).sample(range(300), 100)  # noqa: S311 - nothing secret
    assert list(found.select(numbers)) == found.several(numbers) == [held[number] for number in numbers]
    assert b"".join(found.select(numbers).encoded()) == b"".join(found.raw(number) for number in numbers)
    assert not list(tmp_path.iterdir())
    with pytest.raises(IndexError):
        found[300]


def test_none_are_read_from_an_empty_file(tmp_path: Path) -> None:
    """Nothing was found."""
    found = in_file([], tmp_path)
    assert len(found) == 0
    assert list(found) == []
    assert found[:] == ()
    assert list(found.encoded()) == []


@pytest.mark.parametrize("large", [False, True])
def test_tables_are_the_same_wherever_records_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    """By id, by article, by any keys and in any order; what no record has gives none."""
    monkeypatch.setattr(rooms, "LARGE", 1)
    room = Room(1 if large else 0, tmp_path)
    held = [Mention(article=f"a{n // 4 % 5}", start=n, end=n + 1) for n in range(60)]
    found = room.of(Mention, held)
    assert isinstance(found, Spilled) is large
    of = by_article(found)
    assert {name: of[name] for name in of} == {f"a{n}": [m for m in held if m.article == f"a{n}"] for n in range(5)}
    assert of["none"] == []
    assert of.get("other") is None
    even = grouped(found, lambda mention: "even" if mention.start % 2 == 0 else None)
    assert dict(even) == {"even": held[::2]}
    several = grouped_by(found, lambda mention: [f"{mention.start % 2}", f"{mention.start % 3}"])
    assert several["2"] == held[2::3]
    assert several["0"] == [m for m in held for each in (m.start % 2, m.start % 3) if each == 0]
    assert list(ordered(found, lambda mention: -mention.start)) == held[::-1]
    assert list(selected(found, [5, 3])) == [held[5], held[3]]
    assert ordered(found, lambda mention: mention.start) == found


def test_what_is_kept_is_read_from_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when another takes its place; not what belongs to something else, and nothing that was cut short."""
    monkeypatch.setattr(rooms, "LARGE", 1)
    shelf, held = Shelved(Shelf(tmp_path, Span, "spans"), Span), spans(70)
    for room in (Room(), Room(1, tmp_path)):
        shelf.save("ab", b"mine", in_file(held, tmp_path) if room.is_large else held)
        found = shelf.load("ab", b"mine", room)
        assert found is not None
        shelf.save("ab", b"else", held[:3])
        assert list(found) == held
        assert shelf.load("ab", b"mine", room) is None
        assert list(shelf.load("ab", b"else", room) or ()) == held[:3]
        (file,) = tmp_path.rglob("*.spans")
        file.write_bytes(file.read_bytes()[:-1])
        assert shelf.load("ab", b"else", room) is None
        assert not file.exists()


def test_a_file_that_became_shorter_is_told(tmp_path: Path) -> None:
    """Whatever cut it, no record is made of what is left."""
    shelf = Shelved(Shelf(tmp_path, Span, "spans"), Span)
    shelf.save("ab", b"mine", spans(70))
    found = shelf.load("ab", b"mine", Room(rooms.LARGE))
    assert found is not None
    (file,) = tmp_path.rglob("*.spans")
    os.truncate(file, 100)
    with pytest.raises(StoreError, match="shorter"):
        list(found)


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line with a remedy."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    taker = Spill(Span, tmp_path)
    monkeypatch.setattr(lying.os, "write", full)
    taker.add(Span(1, 2))
    with pytest.raises(WriteError, match="No space left"):
        taker.done()


def test_where_no_file_can_be_made_records_are_held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that cannot be written is gone round, and where there is none they stay in memory."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    room = Room(rooms.LARGE, tmp_path / "file")
    assert isinstance(room.of(Span, spans(3)), Spilled)

    def refused(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(rooms.tempfile, "TemporaryFile", refused)
    assert room.of(Span, spans(3)) == tuple(spans(3))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the GNU C library gives memory back")
def test_free_memory_of_a_large_folder_is_given_back() -> None:
    """What lies between other things is; a small folder's stays for what comes next."""

    def resident() -> int:
        told = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(told.split("VmRSS:")[1].split()[0]) // 1_000

    # The last of every hundred stays, so that no end of the heap is free.
    pieces = [bytes(30_000) for _ in range(3_000)]
    kept = pieces[99::100]
    before = resident()
    del pieces
    Room().give_back()
    assert resident() > before - 20
    Room(rooms.LARGE).give_back()
    assert resident() < before - 60
    assert len(kept) == 30


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_large_folder_gives_the_files_of_a_small_one(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built anew, with nothing changed, after a change and with corrections, every file has the same bytes."""
    made: dict[int, list[dict[str, bytes]]] = {}
    for large in (rooms.LARGE, 1):
        monkeypatch.setattr(rooms, "LARGE", large)
        seeds, site = tmp_path / f"seeds-{large}", tmp_path / f"{large}"
        made[large] = []

        def build(seeds: Path = seeds, site: Path = site, large: int = large) -> None:
            result, _ = pipeline.build(seeds, site / "docs", cache=site / "cache")
            assert isinstance(result.corpus.articles, Spilled) is (large == 1)
            assert encoded(result.corpus) == encoded(pipeline.analyse_folder(seeds).corpus)
            made[large].append(_files(site / "docs"))

        # The same path: ids and addresses are made of names below it.
        seeds.mkdir()
        for file in sorted(story.iterdir()):
            (seeds / file.name).write_bytes(file.read_bytes())
        build()
        build()
        article = seeds / "late-edition.txt"
        article.write_text(article.read_text(encoding="utf-8") + "\n\nDivers found 7 boxes.\n", encoding="utf-8")
        build()
        (seeds / "curation.yml").write_text(CURATION, encoding="utf-8")
        build()
    small, of_files = made.values()
    assert small == of_files
    assert small[0] == small[1] != small[2] != small[3]


def test_a_disk_that_fills_up_leaves_the_site_whole(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whichever file of records there is no more room, what was there stands, and the next build is right."""
    monkeypatch.setattr(rooms, "LARGE", 1)
    docs, cache, write = tmp_path / "docs", tmp_path / "cache", os.write
    pipeline.build(story, docs, cache=cache)
    before, article = _files(docs), story / "late-edition.txt"
    article.write_text(article.read_text(encoding="utf-8") + "\n\nDivers found 7 boxes.\n", encoding="utf-8")
    for room in (0, 1, 5, 12, 20):
        left = iter(range(room))

        def filling(handle: int, data: bytes, left: Iterator[int] = left) -> int:
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(handle, data)

        with monkeypatch.context() as patch:
            patch.setattr(lying.os, "write", filling)
            with pytest.raises(WriteError, match="No space left"):
                pipeline.build(story, docs, cache=cache)
        assert _files(docs) == before
    pipeline.build(story, docs, cache=cache)
    monkeypatch.undo()
    pipeline.build(story, tmp_path / "anew", cache=None)
    assert _files(docs) == _files(tmp_path / "anew") != before
