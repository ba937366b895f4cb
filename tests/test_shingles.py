"""Equal runs of words are found in sorted arrays: those that looking at each place by itself finds."""

from __future__ import annotations

import errno
import itertools
import os
import random
import tracemalloc
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from sourcebook.compare import equal_runs, shingles, sorting
from sourcebook.compare.words import FUNCTION_WORDS, number_of_form
from sourcebook.errors import WriteError
from sourcebook.spilled import Room, lying, rooms

LEAST = 8
Found = dict[tuple[int, int], list[tuple[int, int]]]


def folder(seed: int) -> list[list[str]]:
    """Return articles of a few words that follow each other in many ways, and runs that are copied."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    words = [*sorted(FUNCTION_WORDS)[:6], *(f"word{n}" for n in range(30))]
    texts = [[chance.choice(words) for _ in range(chance.randrange(40))] for _ in range(40)]
    for _ in range(60):
        one, other = chance.choice(texts), chance.choice(texts)
        start, at = chance.randrange(len(one) + 1), chance.randrange(len(other) + 1)
        other[at:at] = one[start : start + 12]
    return texts


def forms(texts: Iterable[Sequence[str]]) -> list[bytes]:
    """Return the words of articles as the comparison takes them."""
    return [array("q", map(number_of_form, text)).tobytes() for text in texts]


def found(texts: Sequence[Sequence[str]], room: Room | None = None) -> Found:
    """Return the places at which two articles have a seed, as they are found in arrays."""
    places: Found = {}
    last = (-1, -1)
    for a, met in shingles.seeds(iter(forms(texts)), LEAST, room):
        for nth in range(len(met.others)):
            b, (here, there) = met.pair(nth)
            assert (a, b) > last
            last = (a, b)
            places[a, b] = list(zip(here.tolist(), there.tolist(), strict=True))
    return places


def at_once(monkeypatch: pytest.MonkeyPatch, shared: int, words: int, pairs: int) -> None:
    """Let only so many shingles be sorted, words be hashed and pairs be laid out at once."""
    monkeypatch.setattr(equal_runs, "SORTED_AT_ONCE", shared)
    monkeypatch.setattr(equal_runs, "HASHED_AT_ONCE", words)
    monkeypatch.setattr(shingles, "PAIRS_AT_ONCE", pairs)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Return a room in which all passes through files."""
    return Room(rooms.LARGE, tmp_path)


def one_by_one(texts: Sequence[Sequence[str]]) -> Found:
    """Return the same, shingle by shingle."""
    places: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for size, content in ((shingles.SEED_WORDS, shingles.SEED_CONTENT), (LEAST, 0)):
        stands: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(texts):
            for at in range(len(text) - size + 1):
                words = tuple(text[at : at + size])
                own = [place for place in stands[words] if place[0] == number]
                if sum(word not in FUNCTION_WORDS for word in words) >= content and len(own) < equal_runs.SAME_SEED:
                    stands[words].append((number, at))
        for held in stands.values():
            for n, (a, here) in enumerate(held):
                for m, (b, there) in enumerate(held[n + 1 :], n + 1):
                    if len(held) <= shingles.COMMON_SEED or n == 0 or m == n + 1:
                        places[a, b].add((here, there))
    return {pair: sorted(at) for pair, at in sorted(places.items())}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("common", [shingles.COMMON_SEED, 4])
@pytest.mark.parametrize("least", [LEAST, 3])
def test_seeds_are_those_found_one_by_one(
    monkeypatch: pytest.MonkeyPatch, room: Room, seed: int, common: int, least: int
) -> None:
    """However many words, shingles and pairs are gone through at once, held or in files, whichever seed is longer."""
    monkeypatch.setattr(shingles, "COMMON_SEED", common)
    monkeypatch.setitem(globals(), "LEAST", least)
    texts = folder(seed)
    wanted = one_by_one(texts)
    assert len(wanted) > 50
    for some in ((1_000, 1_000, 1_000), (50, 7, 90), (3, 100, 1)):
        at_once(monkeypatch, *some)
        for where in (Room(), room):
            assert found(texts, where) == wanted


def test_words_without_content_are_known_from_all_others() -> None:
    """Also from numbers that end as theirs do, and from none."""
    known = equal_runs._mixed(np.array(sorted(map(number_of_form, FUNCTION_WORDS)), dtype=np.int64))
    ends = [known ^ (np.uint64(1) << np.uint64(bit)) for bit in range(64)]
    for numbers in (known, *ends, np.arange(1 << 17, dtype=np.uint64), ~np.arange(1 << 17, dtype=np.uint64)):
        assert equal_runs._PLAIN.has(numbers).tolist() == np.isin(numbers, known).tolist()


def test_articles_stand_where_their_words_do() -> None:
    """Whether they have one word, none, or many."""
    chance = np.random.default_rng(3)
    sizes = chance.choice([0, 0, 1, 2, 31, 32, 33, 500], 300)
    words = equal_runs.Words((bytes(8 * size) for size in sizes.tolist()), Room())
    owner = np.repeat(np.arange(300), sizes)
    for kind in (np.uint32, np.int64):
        positions = chance.permutation(len(owner)).astype(kind)
        assert words.owners(positions).tolist() == owner[positions].tolist()


def test_a_folder_may_have_no_words(monkeypatch: pytest.MonkeyPatch, room: Room) -> None:
    """Nor need it have articles, or articles as long as a seed."""
    few = [["one", "two", "three", "four", "five"]] * 2
    for texts in ([], [[]], [[], ["one"], []], few, [[], *few, []], [["one"] * 3, [], *few]):
        for words in (1_000, 1):
            at_once(monkeypatch, 1_000, words, 1_000)
            assert found(texts) == found(texts, room) == one_by_one(texts)


def test_nothing_is_left_where_files_were(monkeypatch: pytest.MonkeyPatch, room: Room, tmp_path: Path) -> None:
    """Files have no names; where none can be made all is held."""
    wanted = found(folder(0), room)
    assert list(tmp_path.iterdir()) == []

    def refused(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(rooms.tempfile, "TemporaryFile", refused)
    assert found(folder(0), room) == wanted


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, room: Room) -> None:
    """Whichever file there is no more room for."""
    at_once(monkeypatch, 50, 100, 90)
    texts, write, calls = folder(0), os.write, itertools.count()

    def counted(handle: int, data: bytes) -> int:
        if next(calls) == full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data)

    monkeypatch.setattr(lying.os, "write", counted)
    full = -1
    found(texts, room)
    writes = next(calls)
    assert writes > 20
    for last in range(0, writes, 3):
        calls, full = itertools.count(), last
        with pytest.raises(WriteError, match="No space left"):
            found(texts, room)


def many(words: int) -> Iterator[bytes]:
    """Yield so many words of articles, one after the other; a fifth of each is that of the one before it."""
    chance = np.random.default_rng(words)
    last = chance.integers(1 << 40, size=500)
    for _ in range(words // 500):
        text = chance.integers(1 << 40, size=500)
        text[:100] = last[-100:]
        last = text
        yield text.tobytes()


def held(texts: Iterable[bytes], room: Room) -> int:
    """Return how many bytes are held at most while words that articles share are looked for."""
    tracemalloc.start()
    try:
        assert sum(len(met.others) for _, met in shingles.seeds(texts, LEAST, room)) > 100
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_goes_by_what_is_done_at_once(monkeypatch: pytest.MonkeyPatch, room: Room) -> None:
    """Of a large folder each further word takes less than a byte, where in memory it takes a dozen and more."""
    at_once(monkeypatch, 10_000, 5_000, 5_000)
    few, more = 80_000, 320_000
    held(many(few), room)
    assert held(many(more), room) - held(many(few), room) < more - few
    assert held(many(more), Room()) - held(many(few), Room()) > 8 * (more - few)


def test_what_all_articles_share_does_not_take_memory_by_their_pairs(room: Room) -> None:
    """Most pairs of the places of a common seed are not looked at, nor laid out."""
    text = array("q", range(10)).tobytes()
    count = 3_000
    assert held([text] * count, room) < count**2


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("top", [1, 10, 1 << 40, (1 << 64) - 1])
def test_the_order_of_numbers_is_that_of_a_stable_sort(top: int, *, several: bool) -> None:
    """Of numbers that leave room for their places, and of those that do not and have their first bits in common."""
    chance = np.random.default_rng(top % 997)
    for count in (0, 1, 2, 500):
        numbers = chance.integers(0, top, count, dtype=np.uint64, endpoint=True)
        numbers = np.concatenate([numbers, numbers[::3], numbers[::5] ^ np.uint64(top > 1 << 60)])
        wanted = np.argsort(numbers, kind="stable")
        if several:
            made = sorting.ordered(numbers, several=True)
            shared = (
                np.bincount(np.unique(numbers, return_inverse=True)[1])[np.unique(numbers, return_inverse=True)[1]] > 1
            )
            assert set(np.flatnonzero(shared).tolist()) <= set(made.tolist())
            assert made.tolist() == [at for at in wanted.tolist() if at in set(made.tolist())]
        else:
            assert sorting.ordered(numbers).tolist() == wanted.tolist()
