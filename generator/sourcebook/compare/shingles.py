"""Where two articles have the same run of words: shingles found in sorted arrays (as in Broder, 1997)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sourcebook.compare.equal_runs import Wanted, Words, shared
from sourcebook.compare.sorting import ordered, starts
from sourcebook.compare.vocabulary import distinct
from sourcebook.spilled import Room
from sourcebook.spilled.arrays import arrays

# Seeds: short in a small folder, so that reworded passages are found; longer where chance meetings are many.
SEED_WORDS = 4
SEED_WORDS_LARGE = 6
LARGE_FOLDER = 300
# A seed must hold so many words of content, else it meets by chance; a run of the least length needs none.
SEED_CONTENT = 2
# A seed that more articles share is paired with the first of them only, so that the work stays linear.
COMMON_SEED = 30
# About so many pairs of places are laid out at once, of so many parts of the folder at most: memory is bounded, the
# result is the same.
PAIRS_AT_ONCE = 2_000_000
_MOST_PARTS = 1_024
# Two positions in one number: the first in the upper half.
_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)


class Seeds(NamedTuple):
    """Where equal shingles start in two articles: words of the one and of the other, in order."""

    here: np.ndarray
    there: np.ndarray


class Met(NamedTuple):
    """Where an article meets those after it, and itself: the numbers of these, and the places, those of each together.

    ``bounds`` tells where the places of each begin and where they end.
    """

    others: np.ndarray
    bounds: np.ndarray
    places: Seeds

    def pair(self, nth: int) -> tuple[int, Seeds]:
        """Return the number of an other article, and where equal shingles start in the two."""
        start, end = self.bounds[nth], self.bounds[nth + 1]
        return int(self.others[nth]), Seeds(self.places.here[start:end], self.places.there[start:end])


def seeds(forms: Iterable[bytes], least: int, room: Room | None = None) -> Iterator[tuple[int, Met]]:
    """Yield the articles that share words with others, in order, each with the places where equal shingles start.

    Args:
        forms: the words of each article by the numbers of their forms, as the bytes of a column of `Words`.
        least: how many words of any kind make a seed; of fewer words some must have content.
        room: where words, shingles and pairs are put.

    Yields:
        The number of an article, and where it meets others.

    Raises:
        WriteError: a file cannot be written, as on a full disk.
    """
    room = room or Room()
    words = Words(forms, room)
    length = SEED_WORDS if len(words.first) - 1 <= LARGE_FOLDER else SEED_WORDS_LARGE
    wanted = sorted((Wanted(length, SEED_CONTENT), Wanted(least, 0)))
    found = _Pairs(words.first, room)
    for places in shared(words, wanted, room):
        found.add(places)
    for codes in found.parts():
        yield from _met(codes, words)


class _Pairs:
    """Pairs of positions in the folder at which equal shingles start, two in a number, by the first of them.

    Args:
        first: at how many words each article begins, and how many there are in all.
        room: where they are put.
    """

    def __init__(self, first: np.ndarray, room: Room) -> None:
        # The least parts of the folder that are gone through by themselves; none cuts an article.
        parts = min(len(first) - 1, _MOST_PARTS)
        self._cuts = first[np.arange(parts + 1) * (len(first) - 1) // max(1, parts)].astype(np.uint64) << _HALF
        self._codes = arrays(np.uint64, room)
        # Of each array: where the pairs of each part begin and end.
        self._bounds: list[np.ndarray] = []
        self._waiting: list[np.ndarray] = []
        self._count = 0

    def add(self, places: np.ndarray) -> None:
        """Take positions at which equal shingles start, a row a shingle."""
        one, other = _paired(places.shape[1])
        for rows in np.array_split(places, 1 + len(places) * len(one) // PAIRS_AT_ONCE):
            some = rows.astype(np.uint64)
            self._waiting.append((some[:, one] << _HALF | some[:, other]).ravel())
            self._count += len(self._waiting[-1])
            if self._count >= PAIRS_AT_ONCE:
                self._put()

    def _put(self) -> None:
        codes = distinct(np.concatenate([np.empty(0, np.uint64), *self._waiting]))
        self._waiting, self._count = [], 0
        self._codes.add(codes)
        self._bounds.append(codes.searchsorted(self._cuts))

    def parts(self) -> Iterator[np.ndarray]:
        """Yield the different pairs in order, those of some articles at a time."""
        self._put()
        sizes = np.diff(np.sum(self._bounds, axis=0))
        start = total = 0
        for part, size in enumerate(sizes.tolist()):
            if total and total + size > PAIRS_AT_ONCE:
                yield self._between(start, part)
                start, total = part, 0
            total += size
        if total:
            yield self._between(start, len(sizes))

    def _between(self, start: int, end: int) -> np.ndarray:
        """Return the different pairs of the parts from `start` to `end`."""
        each = [self._codes.read(nth, int(at[start]), int(at[end])) for nth, at in enumerate(self._bounds)]
        return each[0] if len(each) == 1 else distinct(np.concatenate(each))


def _met(codes: np.ndarray, words: Words) -> Iterator[tuple[int, Met]]:
    """Yield the articles that meet others at pairs of positions (two in a number), these in order."""
    first = words.first
    here, there = (codes >> _HALF).astype(np.int64), (codes & _LOWER).astype(np.int64)
    one, other = words.owners(here), words.owners(there)
    # The places of one pair stay in order.
    order = ordered(one.astype(np.uint64) * np.uint64(len(first)) + other.astype(np.uint64))
    here, there, one, other = here[order], there[order], one[order], other[order]
    here, there = here - first[one], there - first[other]
    cuts = starts(one.astype(np.int64) * len(first) + other)
    ones, others, pairs = one[cuts], other[cuts], len(order)
    bounds = np.append(cuts, pairs)
    for start, end in pairwise([*starts(ones).tolist(), len(ones)]):
        inside = slice(bounds[start], bounds[end])
        told = Met(others[start:end], bounds[start : end + 1] - bounds[start], Seeds(here[inside], there[inside]))
        yield int(ones[start]), told


def _paired(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which of so many places of one shingle are paired: all; of very many the first, and neighbours."""
    if size <= COMMON_SEED:
        return np.triu_indices(size, 1)
    # Not chosen from all pairs: these are too many to be laid out.
    places = np.arange(size)
    return np.append(np.zeros(size - 1, np.int64), places[1:-1]), np.append(places[1:], places[2:])
