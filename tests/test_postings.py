"""Find's index of a large folder: made and kept in stretches, it has the files of one that is made in one piece."""

from __future__ import annotations

import errno
import os
import random
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.test_find import plain_index, told

from sourcebook.errors import WriteError
from sourcebook.kept_index import KeptIndex
from sourcebook.pages import coming, indexed, postings
from sourcebook.spilled import Room, Spilled, lying, rooms

Articles = list[list[set[str]]]
LETTERS = ("abc", "aé\ue000\U00010000\uffff", "a\ud7ff\U00010000\U0010ffff\uffee")


def large(folder: Path) -> Room:
    """Return where a large folder's index is put."""
    return Room(rooms.LARGE, folder)


def limits(chance: random.Random, patch: pytest.MonkeyPatch) -> None:
    """Let an index of a few sentences have several runs and stretches, and several files."""
    patch.setattr(coming, "_TERMS", chance.choice((1, 5, 20)))
    patch.setattr(coming, "_SENTENCES", chance.choice((3, 10, 1_000)))
    patch.setattr(coming, "_SHORT", chance.choice((1, 3, 10)))
    patch.setattr(postings, "_MOST", chance.choice((1, 4, 20, 50)))
    patch.setattr(postings, "_LEAST", chance.choice((1, 3, 10)))
    patch.setattr(postings, "WEIGHT", chance.choice((1, 9, 20, 50)))


def article(chance: random.Random, letters: str) -> list[set[str]]:
    """Return the terms of the sentences of an article: some in one sentence alone, some in many."""
    own = {f"{chance.choice(letters)}{chance.random()}"}
    drawn = [
        {"all", *("".join(chance.choices(letters, k=chance.randint(1, 3))) for _ in range(chance.randint(0, 6)))}
        for _ in range(chance.randint(0, 5))
    ]
    return [own, *drawn]


def changed(chance: random.Random, articles: Articles, letters: str) -> None:
    """Let articles come, go and change, few of them or many."""
    for _ in range(chance.choice((0, 1, 1, 2, 15))):
        at = chance.randrange(len(articles) + 1)
        articles[at : at + chance.randint(0, 2)] = [article(chance, letters) for _ in range(chance.randint(0, 2))]
    if chance.random() < 0.05:
        chance.shuffle(articles)
    if chance.random() < 0.03:
        articles.clear()


def plainly(articles: Articles) -> list[dict[str, int | list[int]]]:
    """Return the files of the index of articles, made term by term."""
    sentences: list[set[str]] = []
    for block in told(articles):
        sentences += [set()] * (block.start - len(sentences))
        sentences += [set(each) for each in block.terms()]
    return plain_index(sentences, sum(map(len, articles)))


def in_order(files: Iterator[dict[str, int | list[int]]]) -> list[list[tuple[str, int | list[int]]]]:
    """Return files with their terms in order."""
    return [list(each.items()) for each in files]


@pytest.mark.parametrize("letters", LETTERS)
def test_in_stretches_it_is_what_it_is_in_one_piece(
    letters: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From nothing and after any changes, file by file and term by term; also where a folder grows large or small."""
    chance = random.Random(3)  # noqa: S311 - nothing secret
    most = 0
    for _ in range(4):
        before, articles = None, [article(chance, letters) for _ in range(chance.randrange(20))]
        for _ in range(25):
            limits(chance, monkeypatch)
            room = large(tmp_path) if chance.random() < 0.8 else Room()
            before = postings.index(told(articles), before, room)
            most = max(most, len(before.stretches))
            whole = postings.index(told(articles))
            assert len(whole.stretches) == bool(articles)
            wanted = in_order(iter(plainly(articles)))
            assert in_order(postings.files(whole)) == wanted
            assert in_order(postings.files(postings.index(told(articles), None, large(tmp_path)))) == wanted
            assert in_order(postings.files(before)) == wanted
            changed(chance, articles, letters)
    assert most > 20
    assert not list(tmp_path.iterdir())


def test_stretches_stay_about_as_long_as_they_are_meant_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often articles come; only a term of more sentences makes one longer."""
    monkeypatch.setattr(coming, "_TERMS", 60)
    monkeypatch.setattr(coming, "_SHORT", 4)
    monkeypatch.setattr(postings, "_MOST", 50)
    before, articles = None, Articles()
    for step in range(60):
        articles += [
            [{f"own{(step * 7 + nth) % 97:02}x{step}x{nth}" for nth in range(4)}] for _ in range(1 + step // 9)
        ]
        before = postings.index(told(articles), before, large(tmp_path))
        lengths = [len(each.numbers) // 4 for each in before.stretches]
        assert max(lengths) < 100
        assert len(lengths) <= 2 + sum(lengths) // 12


def own_words(number: int) -> list[set[str]]:
    """Return the terms of an article that has many words of its own."""
    return [{"all", *(f"{hash((number, at, nth)):x}" for nth in range(20))} for at in range(5)]


def most_held(articles: int, room: Room) -> int:
    """Return the bytes that are held at most while an index is made, changed and cut into files."""
    blocks = [indexed.Sentences(nth.to_bytes(4, "big"), nth * 8, 5, partial(own_words, nth)) for nth in range(articles)]
    tracemalloc.start()
    try:
        before = postings.index(blocks, None, room)
        blocks[7] = blocks[7]._replace(key=b"other", terms=partial(own_words, articles))
        for _ in postings.files(postings.index(blocks, before, room)):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles more need some hundred bytes each, and not the ten thousand of their words."""
    for limit, value in ((coming, "_TERMS"), (postings, "_MOST"), (lying, "PIECE_BYTES"), (rooms, "PIECE_BYTES")):
        monkeypatch.setattr(limit, value, 4_000)
    monkeypatch.setattr(coming, "_SHORT", 200)
    room = large(tmp_path)
    most_held(10, room)
    assert most_held(700, room) - most_held(200, room) < 500 * 1_500


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line with a remedy, whether terms that come or the index itself cannot be put aside."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(lying.os, "write", full)
    for terms in (1, 1_000):
        monkeypatch.setattr(coming, "_TERMS", terms)
        with pytest.raises(WriteError, match="No space left"):
            postings.index(told([[{"one"}], [{"two"}]]), None, large(tmp_path))


def kept(cache: Path, articles: Articles, room: Room) -> tuple[bool, indexed.Index]:
    """Make an index with what is kept, and keep it; return whether something was kept, too."""
    keeper = KeptIndex(cache, "place")
    given: list[indexed.Index | None] = []

    def make(before: indexed.Index | None) -> indexed.Index:
        given.append(before)
        return postings.index(told(articles), before, room)

    made = keeper(make, room)
    keeper.note()
    return given != [None], made


def test_what_is_kept_is_read_in_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the build of a large folder, as another takes its place; by that of a small one it is held."""
    monkeypatch.setattr(postings, "_MOST", 20)
    chance = random.Random(5)  # noqa: S311 - nothing secret
    articles = [article(chance, "abc") for _ in range(30)]
    for nth, room in enumerate((large(tmp_path), large(tmp_path), Room(), Room(), large(tmp_path))):
        was_kept, made = kept(tmp_path / "cache", articles, room)
        assert was_kept is (nth > 0)
        assert isinstance(made.stretches, Spilled) is room.is_large
        assert list(postings.files(made)) == list(postings.files(postings.index(told(articles))))
        articles[nth] = article(chance, "abc")


@pytest.mark.parametrize("is_large", [True, False])
def test_a_damaged_index_is_made_anew(tmp_path: Path, *, is_large: bool) -> None:
    """Cut short, changed, lost, or of another build: nothing of it is believed."""
    room, cache = large(tmp_path) if is_large else Room(), tmp_path / "cache"
    chance = random.Random(9)  # noqa: S311 - nothing secret
    articles = [article(chance, "abc") for _ in range(10)]
    kept(cache, articles[:9], room)
    files = sorted(path for path in cache.rglob("*.*") if path.suffix in {".index", ".terms"})
    assert len(files) == 2
    older = {path: path.read_bytes() for path in files}
    kept(cache, articles, room)
    wanted = list(postings.files(postings.index(told(articles))))
    for path in files:
        data = path.read_bytes()
        other = next(each for each in files if each != path)
        for damaged in (data[:-1], data[:40], b"", bytes([*data[:-1], data[-1] ^ 1]), older[path], older[other], None):
            assert kept(cache, articles, room)[0]
            path.unlink()
            if damaged is not None:
                path.write_bytes(damaged)
            was_kept, made = kept(cache, articles, room)
            assert not was_kept
            assert list(postings.files(made)) == wanted


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """The index is made, and is not kept."""
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    for _ in range(2):
        was_kept, made = kept(tmp_path / "cache", [[{"one"}]], large(tmp_path))
        assert not was_kept
        assert list(postings.files(made)) == [{"one": 0}]
