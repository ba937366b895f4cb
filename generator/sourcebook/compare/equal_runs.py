"""Equal shingles in a folder: hashed some articles at a time, and sorted a share of the hashes at a time.

What is held goes by the limits below and not by the words of the folder, of which a bit each is held; all else passes
through files where the folder is large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sourcebook.compare.sorting import is_new, ordered, ranks, starts
from sourcebook.compare.vocabulary import bounds_of, distinct
from sourcebook.compare.words import FUNCTION_WORDS, numbers_of
from sourcebook.spilled import Room
from sourcebook.spilled.arrays import Arrays, arrays

# A seed that one article repeats is taken at its first places only; words repeated beyond that are a refrain or a list.
SAME_SEED = 3
# About so many shingles are sorted at once, and about so many words are hashed: memory is bounded, the result is the
# same.
SORTED_AT_ONCE = 2_000_000
HASHED_AT_ONCE = 250_000
# Hashes are parted into so many shares at most, so that the number of one is a byte.
_MOST_SHARES = 256
# A word's number is multiplied by the first, that its bits be mixed, and a shingle's hash by the other, word by word.
_MIXING = np.uint64(0x9E3779B97F4A7C15)
_BASE = np.uint64(1_000_003)
# Of every so many words (as a power of two) it is noted in which article the first stands.
_NEAR = np.uint32(5)
# Bits of a byte: which of a bit for each word, in which byte, and what it is there.
_BYTE, _IN_BYTE = np.uint32(3), np.uint32(7)
_BIT = (1 << np.arange(8)).astype(np.uint8)


class Wanted(NamedTuple):
    """How many words a shingle has, and how many of them must have content."""

    size: int
    content: int


class Batch(NamedTuple):
    """Words of some articles that follow each other.

    Attributes:
        start: how many words of the folder stand before them.
        words: a number for each.
        owner: the article of each.
    """

    start: int
    words: np.ndarray
    owner: np.ndarray


class Words:
    """The words of a folder by mixed numbers of their forms, in a file where it is large.

    Args:
        forms: the words of each article by the numbers of their forms, as the bytes of a column of `words.Words`.
        room: where they are put.

    Attributes:
        first: at how many words each article begins, and how many there are in all.
    """

    def __init__(self, forms: Iterable[bytes], room: Room) -> None:
        self._mixed = arrays(np.uint64, room)
        # The articles before each batch, and all.
        self._cuts = [0]
        counts: list[int] = []
        some = bytearray()
        for column in forms:
            some += column
            counts.append(len(column) // _MIXING.itemsize)
            if len(some) >= HASHED_AT_ONCE * _MIXING.itemsize:
                self._add(some, len(counts))
                some = bytearray()
        self._add(some, len(counts))
        self.first = bounds_of(counts)
        # As a search in `first`, but faster.
        every = np.arange(0, len(self), 1 << int(_NEAR))
        self._near = (self.first.searchsorted(every, side="right") - 1).astype(np.int32)

    def __len__(self) -> int:
        return int(self.first[-1])

    def _add(self, forms: bytearray, articles: int) -> None:
        self._mixed.add(_mixed(np.frombuffer(forms, np.int64)))
        self._cuts.append(articles)

    def batches(self) -> Iterator[Batch]:
        """Yield the words, some articles at a time."""
        for nth, (start, end) in enumerate(pairwise(self._cuts)):
            sizes = np.diff(self.first[start : end + 1])
            owner = np.repeat(np.arange(start, end, dtype=np.int32), sizes)
            yield Batch(int(self.first[start]), self._mixed.read(nth), owner)

    def owners(self, positions: np.ndarray) -> np.ndarray:
        """Return in which articles the words at some positions in the folder stand."""
        found: np.ndarray = self._near[positions >> positions.dtype.type(_NEAR)]
        after = np.flatnonzero(self.first[found + 1] <= positions)
        found[after] = self.first.searchsorted(positions[after], side="right") - 1
        return found


class _Marks:
    """A mark for each word of a folder, a bit each."""

    def __init__(self, words: int) -> None:
        self._bits = np.zeros((words >> int(_BYTE)) + 1, dtype=np.uint8)

    def set(self, positions: np.ndarray) -> None:
        """Mark words that have none."""
        np.add.at(self._bits, positions >> _BYTE, _BIT[positions & _IN_BYTE])

    def of(self, start: int, count: int) -> np.ndarray:
        """Return which of so many words from `start` on are marked."""
        first, last = start >> int(_BYTE), start + count >> int(_BYTE)
        before = start & int(_IN_BYTE)
        return np.unpackbits(self._bits[first : last + 1], bitorder="little")[before : before + count].view(bool)


class _Shares:
    """Shingles by shares of their hashes: equal ones are in one share, in the order in which they were added.

    Args:
        words: how many words the folder has.
        room: where they are put.
    """

    def __init__(self, words: int, room: Room) -> None:
        # A power of two, for the last bits of a hash tell its share.
        self._count = min(_MOST_SHARES, 1 << max(0, (words - 1) // SORTED_AT_ONCE).bit_length())
        self._positions, self._hashes = arrays(np.uint32, room), arrays(np.uint64, room)
        # Of each batch: where the shingles of each share begin and end.
        self._bounds: list[np.ndarray] = []

    def add(self, positions: np.ndarray, hashes: np.ndarray) -> None:
        """Take shingles: where they begin, and their hashes."""
        if self._count == 1:
            self._bounds.append(np.array([0, len(hashes)]))
        else:
            share = (hashes & np.uint64(self._count - 1)).astype(np.uint8)
            order = np.argsort(share, kind="stable")
            positions, hashes = positions[order], hashes[order]
            self._bounds.append(bounds_of(np.bincount(share, minlength=self._count)))
        self._positions.add(positions)
        self._hashes.add(hashes)

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for share in range(self._count):
            yield self._of(self._positions, share), self._of(self._hashes, share)

    def _of(self, column: Arrays, share: int) -> np.ndarray:
        each = enumerate(self._bounds)
        return np.concatenate([column.read(nth, int(at[share]), int(at[share + 1])) for nth, at in each])


def shared(words: Words, wanted: Iterable[Wanted], room: Room) -> Iterator[np.ndarray]:
    """Yield the positions at which equal shingles start, a row a shingle: those of as many together.

    Args:
        words: of the folder.
        wanted: kinds of shingles, the shorter first.
        room: where they are put.
    """
    # Where shingles begin that stand nowhere else: longer ones do not either.
    alone = _Marks(len(words))
    for each in wanted:
        shares = _Shares(len(words), room)
        for batch in words.batches():
            shares.add(*_hashed(batch, alone, each))
        for positions, hashes in shares:
            order = ordered(hashes, several=True)
            single = np.ones(len(positions), dtype=bool)
            single[order] = False
            alone.set(positions[single])
            yield from _rows(positions[order], hashes[order], words)


def _hashed(batch: Batch, alone: _Marks, wanted: Wanted) -> tuple[np.ndarray, np.ndarray]:
    """Return where the wanted shingles of some articles begin that may stand elsewhere, and their hashes."""
    words, owner, size = batch.words, batch.owner, wanted.size
    count = max(0, len(words) - size + 1)
    usable = ~alone.of(batch.start, count)
    usable &= owner[:count] == owner[len(owner) - count :]
    if wanted.content:
        plain = np.concatenate([[0], np.cumsum(_PLAIN.has(words), dtype=np.int32)])
        usable &= plain[len(plain) - count :] - plain[:count] <= size - wanted.content
    made = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        made *= _BASE
        made += words[offset : offset + count]
    positions = np.flatnonzero(usable)
    return (positions + batch.start).astype(np.uint32), made[positions]


def _rows(places: np.ndarray, hashes: np.ndarray, words: Words) -> Iterator[np.ndarray]:
    """Yield the places of equal hash, a row a hash; those that one article repeats too often are left out."""
    kept = ranks(is_new(hashes) | is_new(words.owners(places))) < SAME_SEED
    places, first = places[kept], starts(hashes[kept])
    sizes = np.diff(first, append=len(places))
    for size in np.flatnonzero(np.bincount(sizes)).tolist():
        if size > 1:
            yield places[first[sizes == size][:, None] + np.arange(size)]


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """Return numbers of forms with their bits mixed."""
    made = numbers.astype(np.uint64)
    made += np.uint64(1)
    made *= _MIXING
    return made


class _Known:
    """A few known numbers.

    Each stands where its last bits tell, in a table with room for them all; in its empty places stands what no number
    is that is looked for there.
    """

    def __init__(self, numbers: np.ndarray) -> None:
        bits = len(numbers).bit_length()
        while len(distinct(numbers & np.uint64((1 << bits) - 1))) < len(numbers):
            bits += 1
        self._mask = np.uint64((1 << bits) - 1)
        self._table = ~np.arange(1 << bits, dtype=np.uint64)
        self._table[numbers & self._mask] = numbers

    def has(self, numbers: np.ndarray) -> np.ndarray:
        """Return which of some numbers are known."""
        found: np.ndarray = self._table[numbers & self._mask] == numbers
        return found


_PLAIN = _Known(_mixed(np.array(sorted(numbers_of(FUNCTION_WORDS)), dtype=np.int64)))
