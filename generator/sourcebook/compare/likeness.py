"""How alike the openings of articles are."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from sourcebook.compare.happening import Group
from sourcebook.compare.meetings import likely
from sourcebook.compare.terms import Weights
from sourcebook.records import Article

# So many members stand for a large group when it is compared with another.
SAMPLE = 12
_NONE: Mapping[str, int] = {}


class Likeness:
    """How alike the openings of articles are: the weight they share over the geometric mean of their own."""

    def __init__(self, opening: Mapping[str, Counter[str]], weights: Weights) -> None:
        self._weights = weights
        self._terms = {article: terms.keys() for article, terms in opening.items()}
        self._totals = {article: weights.total(terms) for article, terms in self._terms.items()}

    def of(self, a: str, b: str) -> float:
        """Return how alike two articles are, 0 to 1."""
        product = self._totals.get(a, 0.0) * self._totals.get(b, 0.0)
        return self._weights.total(self._terms[a] & self._terms[b]) / math.sqrt(product) if product > 0 else 0.0

    def mean(self, one: Group, other: Group) -> float:
        """Return how alike two groups are on average; of large groups some members stand for all."""
        (a, many), (b, more) = self._held(one), self._held(other)
        weight = self._weights.of
        return math.fsum(a[term] * b[term] * weight(term) for term in a.keys() & b.keys()) / (many * more)

    def pairs(self, articles: Sequence[Article], least: float) -> dict[tuple[str, str], float]:
        """Return how alike the pairs are that share a telling term, if they are at least so much so.

        A term that very many articles open with tells none of them apart; of its holders only neighbours meet.
        """
        names = [article.id for article in articles]
        opened = [self._terms.get(name, _NONE) for name in names]
        held = Counter(chain.from_iterable(opened))
        weights = {term: self._weights.of(term) for term, count in held.items() if count > 1}
        totals = [self._totals.get(name, 0.0) for name in names]
        met = ((names[a], names[b]) for a, b in likely(opened, weights, totals, least))
        return {pair: score for pair in met if (score := self.of(*pair)) >= least}

    def _held(self, group: Group) -> tuple[Mapping[str, float], int]:
        """Return the terms of the members that stand for a group, and how many these are.

        What two articles share over the geometric mean of their weights is a sum over terms, so is that of all pairs:
        a term counts in each group with the sum of one over the root of the weights of the articles that hold it.
        """
        if group.held is None:
            sample = group.articles[:: 1 + len(group.articles) // SAMPLE]
            shares: dict[str, list[float]] = defaultdict(list)
            for article in sample:
                total = self._totals.get(article, 0.0)
                for term in self._terms.get(article, ()) if total > 0 else ():
                    shares[term].append(1 / math.sqrt(total))
            group.held = {term: math.fsum(parts) for term, parts in shares.items()}, len(sample)
        return group.held
