"""Where two articles have the same run of words: shingles found in one sorted array (as in Broder, 1997)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

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
# So many shingles are sorted at once, and so many words are hashed at once: memory is bounded, the result is the same.
SORTED_AT_ONCE = 4_000_000
HASHED_AT_ONCE = 1_000_000
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


def seeds(forms: Sequence[bytes], least: int) -> Iterator[tuple[int, Met]]:
    """Yield the articles that share words with others, in order, each with the places where equal shingles start.

    Args:
        forms: the words of each article by the numbers of their forms, as the bytes of a column of `Words`.
        least: how many words of any kind make a seed; of fewer words some must have content.

    Yields:
        The number of an article, and where it meets others.
    """
    words = [np.frombuffer(column, np.int64) for column in forms]
    lengths = [len(text) for text in words]
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    owner = np.repeat(np.arange(len(words), dtype=np.int32), lengths)
    text = np.concatenate([np.empty(0, np.int64), *words])
    known = np.array(sorted(numbers_of(FUNCTION_WORDS)), dtype=np.int64)
    parts = np.array_split(text, 1 + len(text) // HASHED_AT_ONCE)
    function = np.concatenate([np.isin(part, known) for part in parts])
    length = SEED_WORDS if len(words) <= LARGE_FOLDER else SEED_WORDS_LARGE
    wanted = ((length, SEED_CONTENT), (least, 0))
    met = [part for size, content in wanted for part in _met(text, owner, function, size, content)]
    codes = np.concatenate([np.empty(0, np.uint64), *met])
    del met
    codes.sort()
    bounds = np.searchsorted(codes, first.astype(np.uint64) << _HALF)
    for a in np.flatnonzero(np.diff(bounds)):
        part = codes[bounds[a] : bounds[a + 1]]
        there = (part & _LOWER).astype(np.int64)
        others = owner[there]
        # Stable: the places of one pair stay in order.
        order = np.argsort(others, kind="stable")
        others, there = others[order], there[order]
        here = (part >> _HALF).astype(np.int64)[order] - first[a]
        cuts = np.concatenate([[0], np.flatnonzero(np.diff(others)) + 1, [len(others)]])
        yield int(a), Met(others[cuts[:-1]], cuts, Seeds(here, there - first[others]))


def _met(text: np.ndarray, owner: np.ndarray, function: np.ndarray, size: int, content: int) -> Iterator[np.ndarray]:
    """Yield the pairs of positions (two in a number) at which equal shingles of `size` words start."""
    count = len(text) - size + 1
    if count <= 0:
        return
    hashes = np.empty(count, dtype=np.uint64)
    usable = np.empty(count, dtype=bool)
    for start in range(0, count, HASHED_AT_ONCE):
        end = min(count, start + HASHED_AT_ONCE)
        made = np.zeros(end - start, dtype=np.uint64)
        plain = np.zeros(end - start, dtype=np.int64)
        for offset in range(start, start + size):
            part = text[offset : offset + end - start]
            made = made * np.uint64(1_000_003) + (part.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
            plain += function[offset : offset + end - start]
        hashes[start:end] = made
        usable[start:end] = plain <= size - content
    usable &= owner[:count] == owner[size - 1 :]
    positions = np.flatnonzero(usable)
    rounds = 1 + len(positions) // SORTED_AT_ONCE
    for turn in range(rounds):
        mine = positions if rounds == 1 else positions[hashes[positions] % np.uint64(rounds) == np.uint64(turn)]
        order = mine[np.argsort(hashes[mine], kind="stable")]
        yield from _paired(order, hashes[order], owner[order])


def _paired(order: np.ndarray, hashes: np.ndarray, owner: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the pairs of positions of equal hash; of a very common one those with the first place and of neighbours."""
    if len(order) == 0:
        return
    new = np.concatenate([[True], hashes[1:] != hashes[:-1]])
    kept = _ranks(new | np.concatenate([[True], owner[1:] != owner[:-1]])) < SAME_SEED
    order, starts = order[kept], np.flatnonzero(np.concatenate([new[kept][:1], hashes[kept][1:] != hashes[kept][:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(order)]]))
    for size in np.unique(sizes[sizes > 1]).tolist():
        places = order[starts[sizes == size][:, None] + np.arange(size)].astype(np.uint64)
        one, other = np.triu_indices(size, 1)
        if size > COMMON_SEED:
            near = (one == 0) | (other == one + 1)
            one, other = one[near], other[near]
        yield ((places[:, one] << _HALF) | places[:, other]).ravel()


def _ranks(new: np.ndarray) -> np.ndarray:
    """Return how manieth of its run each is, from 0; `new` tells where runs begin."""
    at = np.arange(len(new))
    return at - np.maximum.accumulate(np.where(new, at, 0))
