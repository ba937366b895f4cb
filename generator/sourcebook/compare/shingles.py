"""Where two articles have the same run of words: shingles found in one sorted array (as in Broder, 1997)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sourcebook.compare.vocabulary import bounds_of, distinct
from sourcebook.compare.words import FUNCTION_WORDS, numbers_of

# Seeds: short in a small folder, so that reworded passages are found; longer where chance meetings are many.
SEED_WORDS = 4
SEED_WORDS_LARGE = 6
LARGE_FOLDER = 300
# A seed must hold so many words of content, else it meets by chance; a run of the least length needs none.
SEED_CONTENT = 2
# A seed that more articles share is paired with the first of them only, so that the work stays linear.
COMMON_SEED = 30
# A seed that one article repeats is taken at its first places only; words repeated beyond that are a refrain or a list.
SAME_SEED = 3
# So many shingles are sorted at once, so many words are hashed, and about so many places of pairs are laid out: memory
# is bounded, the result is the same.
SORTED_AT_ONCE = 4_000_000
HASHED_AT_ONCE = 1_000_000
PLACES_AT_ONCE = 5_000_000
# Two positions in one number: the first in the upper half.
_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)
_BITS = 64


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


def seeds(forms: Iterable[bytes], least: int) -> Iterator[tuple[int, Met]]:
    """Yield the articles that share words with others, in order, each with the places where equal shingles start.

    Args:
        forms: the words of each article by the numbers of their forms, as the bytes of a column of `Words`.
        least: how many words of any kind make a seed; of fewer words some must have content.

    Yields:
        The number of an article, and where it meets others.
    """
    # As they come: of a large folder those of all articles are held once and not twice.
    words, sizes = bytearray(), []
    for column in forms:
        words += column
        sizes.append(len(column))
    text = np.frombuffer(words, np.int64)
    first = bounds_of(np.array(sizes, dtype=np.int64) // text.itemsize)
    owner = np.repeat(np.arange(len(sizes), dtype=np.int32), np.diff(first))
    plain = np.concatenate([[0], np.cumsum(_among(text, numbers_of(FUNCTION_WORDS)), dtype=np.int32)])
    mixed = text.view(np.uint64)
    mixed += np.uint64(1)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    length = SEED_WORDS if len(sizes) <= LARGE_FOLDER else SEED_WORDS_LARGE
    alone = np.zeros(len(mixed), dtype=bool)
    wanted = sorted(((length, SEED_CONTENT), (least, 0)))
    shared = [part for each in wanted for part in _shared(mixed, owner, plain, alone, each)]
    del text, words, mixed, plain, alone
    # Each of so many parts of the folder is held against the whole.
    parts = 1 + sum(len(places) * len(_pairs(places.shape[1])[0]) for places in shared) // PLACES_AT_ONCE
    ends = sorted({len(sizes) * (part + 1) // parts for part in range(parts)})
    for start, end in pairwise([0, *ends]):
        codes = np.concatenate([np.empty(0, np.uint64), *_codes(shared, int(first[start]), int(first[end]))])
        yield from _met(distinct(codes), owner, first)


def _met(codes: np.ndarray, owner: np.ndarray, first: np.ndarray) -> Iterator[tuple[int, Met]]:
    """Yield the articles that meet others at pairs of positions (two in a number), these in order."""
    here, there = (codes >> _HALF).astype(np.int64), (codes & _LOWER).astype(np.int64)
    # The places of one pair stay in order.
    order = _ordered(owner[here].astype(np.uint64) * np.uint64(len(first)) + owner[there].astype(np.uint64))
    here, there = here[order], there[order]
    one, other = owner[here], owner[there]
    here, there = here - first[one], there - first[other]
    cuts = _starts(one.astype(np.int64) * len(first) + other)
    ones, others, pairs = one[cuts], other[cuts], len(order)
    bounds = np.append(cuts, pairs)
    for start, end in pairwise([*_starts(ones).tolist(), len(ones)]):
        inside = slice(bounds[start], bounds[end])
        told = Met(others[start:end], bounds[start : end + 1] - bounds[start], Seeds(here[inside], there[inside]))
        yield int(ones[start]), told


def _codes(shared: Sequence[np.ndarray], start: int, end: int) -> Iterator[np.ndarray]:
    """Yield the pairs of positions (two in a number) of equal shingles, the first of them from `start` to `end`."""
    for places in shared:
        one, other = _pairs(places.shape[1])
        inside = (places >= start) & (places < end)
        near = inside.any(axis=1)
        for rows in np.array_split(np.flatnonzero(near), 1 + np.count_nonzero(near) * len(one) // PLACES_AT_ONCE):
            kept = inside[rows][:, one]
            some = places[rows].astype(np.uint64)
            yield some[:, one][kept] << _HALF | some[:, other][kept]


def _pairs(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which of so many places of one shingle are paired: all; of very many the first, and neighbours."""
    one, other = np.triu_indices(size, 1)
    if size > COMMON_SEED:
        near = (one == 0) | (other == one + 1)
        one, other = one[near], other[near]
    return one, other


def _shared(
    mixed: np.ndarray, owner: np.ndarray, plain: np.ndarray, alone: np.ndarray, wanted: tuple[int, int]
) -> Iterator[np.ndarray]:
    """Yield the places at which equal shingles start, a row a shingle: those of as many together.

    Args:
        mixed: a number for each word of the folder.
        owner: the article of each.
        plain: how many words without content stand before each, and in all.
        alone: where shingles begin that stand nowhere else; longer ones do not either. Those of this size are noted.
        wanted: how many words a shingle has, and how many of them must have content.
    """
    size, content = wanted
    count = len(mixed) - size + 1
    if count <= 0:
        return
    usable = (plain[size:] - plain[:count] <= size - content) & (owner[:count] == owner[size - 1 :]) & ~alone[:count]
    positions = np.flatnonzero(usable).astype(np.uint32)
    hashes = np.empty(len(positions), dtype=np.uint64)
    for start in range(0, len(positions), HASHED_AT_ONCE):
        some = positions[start : start + HASHED_AT_ONCE]
        made = np.zeros(len(some), dtype=np.uint64)
        for offset in range(size):
            made = made * np.uint64(1_000_003) + mixed[some + np.uint32(offset)]
        hashes[start : start + len(some)] = made
    rounds = 1 + len(positions) // SORTED_AT_ONCE
    for turn in range(rounds):
        mine = slice(None) if rounds == 1 else hashes % np.uint64(rounds) == np.uint64(turn)
        order = _ordered(hashes[mine], several=True)
        alone[positions[mine]] = True
        alone[positions[mine][order]] = False
        yield from _rows(positions[mine][order], hashes[mine][order], owner)


def _rows(places: np.ndarray, hashes: np.ndarray, owner: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the places of equal hash, a row a hash; those that one article repeats too often are left out."""
    kept = _ranks(_is_new(hashes) | _is_new(owner[places])) < SAME_SEED
    places, starts = places[kept], _starts(hashes[kept])
    sizes = np.diff(starts, append=len(places))
    for size in np.flatnonzero(np.bincount(sizes)).tolist():
        if size > 1:
            yield places[starts[sizes == size][:, None] + np.arange(size)]


def _among(numbers: np.ndarray, known: frozenset[int]) -> np.ndarray:
    """Return which numbers are among a few known ones."""
    few = np.array(sorted(known), dtype=np.int64)
    found = np.empty(len(numbers), dtype=bool)
    for start in range(0, len(numbers), HASHED_AT_ONCE):
        part = numbers[start : start + HASHED_AT_ONCE]
        found[start : start + len(part)] = few[np.minimum(few.searchsorted(part), len(few) - 1)] == part
    return found


def _ordered(numbers: np.ndarray, *, several: bool = False) -> np.ndarray:
    """Return the order of numbers, equal ones as they stand: as a stable `argsort`, but much faster.

    Numbers are sorted with their places in their lower bits. Where there is no room for both, as many of their first
    bits are sorted as there is room for; few need more.

    Args:
        numbers: of 64 bits at most.
        several: leave most of those out that no other is equal to.
    """
    bits = len(numbers).bit_length()
    spare = min(bits, _BITS - int(numbers.max(initial=0)).bit_length())
    cut, room, mask = np.uint64(bits - spare), np.uint64(bits), np.uint64((1 << bits) - 1)
    both = np.sort(numbers >> cut << room | np.arange(len(numbers), dtype=np.uint64))
    if several:
        new = _is_new(both >> room)
        both = both[~(new & np.append(new[1:], True)[: len(new)])]
    order = (both & mask).astype(np.int64)
    if cut:
        upper, ordered = both >> room, numbers[order]
        odd = np.flatnonzero((upper[1:] == upper[:-1]) & (ordered[1:] != ordered[:-1]))
        for value in distinct(upper[odd]):
            same = slice(upper.searchsorted(value, "left"), upper.searchsorted(value, "right"))
            order[same] = order[same][np.argsort(ordered[same], kind="stable")]
    return order


def _is_new(numbers: np.ndarray) -> np.ndarray:
    """Return of each number whether it is another than that before it."""
    return np.concatenate([[True], numbers[1:] != numbers[:-1]])[: len(numbers)]


def _starts(numbers: np.ndarray) -> np.ndarray:
    """Return where runs of equal numbers begin."""
    return np.flatnonzero(_is_new(numbers))


def _ranks(new: np.ndarray) -> np.ndarray:
    """Return how manieth of its run each is, from 0; `new` tells where runs begin."""
    at = np.arange(len(new))
    return at - np.maximum.accumulate(np.where(new, at, 0))
