"""How alike the openings of articles are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sourcebook.compare.happening import Group, Held
from sourcebook.compare.meetings import likely
from sourcebook.compare.openings import Openings

# So many members stand for a large group when it is compared with another.
SAMPLE = 12
# Weights are summed as whole numbers of this part of one: whatever the order, the sum is the same.
UNIT = 1 << 32
# So many terms are looked up at once.
TERMS_AT_ONCE = 1_000_000


class Likeness:
    """How alike the openings of articles are: the weight they share over the geometric mean of their own.

    Args:
        articles: the ids of the articles.
        openings: what these open with, in the same order.
    """

    def __init__(self, articles: Sequence[str], openings: Openings) -> None:
        self._number = {article: number for number, article in enumerate(articles)}
        self._opened = openings.opened
        self._units = np.rint(openings.weight * UNIT).astype(np.int64)
        self._weight = self._units / UNIT
        sums = np.concatenate([[0], np.cumsum(self._units[self._opened.values])])[self._opened.bounds]
        self._totals = np.diff(sums) / UNIT
        self._roots = np.zeros(len(self._totals))
        np.divide(1, np.sqrt(self._totals), out=self._roots, where=self._totals > 0)

    def of(self, a: str, b: str) -> float:
        """Return how alike two articles are, 0 to 1."""
        one, other = (np.array([self._number[article]]) for article in (a, b))
        return float(self.all(one, other)[0])

    def all(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return how alike pairs of articles are, given by their numbers, the ones in ascending order."""
        sizes = np.diff(self._opened.bounds)[other]
        shared = [np.empty(0, dtype=np.int64)]
        first = 0
        for last in (np.flatnonzero(np.diff(np.cumsum(sizes) // TERMS_AT_ONCE, append=-1)) + 1).tolist():
            shared.append(self._shared(one[first:last], other[first:last], sizes[first:last]))
            first = last
        found: np.ndarray = np.concatenate(shared) / UNIT * self._roots[one] * self._roots[other]
        return found

    def mean(self, one: Group, other: Group) -> float:
        """Return how alike two groups are on average; of large groups some members stand for all.

        What two articles share over the geometric mean of their weights is a sum over terms, so is that of all pairs:
        a term counts in each group with the sum of one over the root of the weights of the articles that hold it.
        """
        terms, shares, many = self._held(one)
        others, parts, more = self._held(other)
        if not len(others):
            return 0.0
        at = np.minimum(others.searchsorted(terms), len(others) - 1)
        same = others[at] == terms
        told = shares[same] * parts[at[same]] * self._weight[terms[same]]
        return math.fsum(told.tolist()) / (many * more)

    def pairs(self, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the pairs that share a telling term and are at least so much alike, and how alike they are.

        A term that very many articles open with tells none of them apart; of its holders only neighbours meet.
        """
        one, other = likely(self._opened, self._weight, self._totals, least)
        scores = self.all(one, other)
        kept = scores >= least
        return one[kept], other[kept], scores[kept]

    def _shared(self, one: np.ndarray, other: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        """Return the weight that pairs of articles share, in units; `sizes` are of the others."""
        ends = np.cumsum(sizes)
        terms = self._opened.values[np.repeat(self._opened.bounds[other] - ends + sizes, sizes) + np.arange(ends[-1])]
        inside = np.zeros(len(self._weight), dtype=bool)
        both = np.empty(len(terms), dtype=bool)
        bounds = np.concatenate([[0], ends])
        cuts = [0, *(np.flatnonzero(np.diff(one)) + 1).tolist(), len(one)]
        for start, end in pairwise(cuts):
            own = self._opened.of(one[start])
            inside[own] = True
            both[bounds[start] : bounds[end]] = inside[terms[bounds[start] : bounds[end]]]
            inside[own] = False
        sums = np.concatenate([[0], np.cumsum(np.where(both, self._units[terms], 0))])
        return np.diff(sums[bounds])

    def _held(self, group: Group) -> Held:
        """Return the terms of the members that stand for a group, the share of each, and how many members these are."""
        if group.held is not None:
            return group.held
        numbers = [self._number[article] for article in group.articles[:: 1 + len(group.articles) // SAMPLE]]
        opened = [self._opened.of(number) for number in numbers]
        shares = np.repeat(self._roots[numbers], [len(terms) for terms in opened])
        if len(numbers) == 1:
            # Most articles are alone, and it is as quickly made as kept.
            return opened[0], shares, 1
        terms, place = np.unique(np.concatenate(opened), return_inverse=True)
        group.held = terms, np.bincount(place, shares, minlength=len(terms)), len(numbers)
        return group.held
