"""How alike the openings of articles are."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sourcebook.compare.terms import Weights
from sourcebook.records import Article

# So many members stand for a large group when it is compared with another.
SAMPLE = 12
# A term that more articles open with tells none of them apart.
COMMON_TERM = 50


class Likeness:
    """How alike the openings of articles are: the weight they share over the geometric mean of their own."""

    def __init__(self, opening: Mapping[str, Counter[str]], weights: Weights) -> None:
        self._weights = weights
        self._terms = {article: frozenset(terms) for article, terms in opening.items()}
        self._totals = {article: weights.total(terms) for article, terms in self._terms.items()}

    def of(self, a: str, b: str) -> float:
        """Return how alike two articles are, 0 to 1."""
        product = self._totals.get(a, 0.0) * self._totals.get(b, 0.0)
        return self._weights.total(self._terms[a] & self._terms[b]) / math.sqrt(product) if product > 0 else 0.0

    def mean(self, one: Sequence[str], other: Sequence[str]) -> float:
        """Return how alike two groups are on average; of large groups some members stand for all."""
        a, b = (part[:: 1 + len(part) // SAMPLE] for part in (one, other))
        return math.fsum(self.of(x, y) for x in a for y in b) / (len(a) * len(b))

    def pairs(self, articles: Sequence[Article]) -> dict[tuple[str, str], float]:
        """Return how alike the pairs are that share a telling term.

        A term that very many articles open with tells none of them apart; of its holders only neighbours meet.
        """
        index: dict[str, list[str]] = defaultdict(list)
        for article in articles:
            for term in self._terms.get(article.id, ()):
                index[term].append(article.id)
        met: set[tuple[str, str]] = set()
        for holders in index.values():
            near = len(holders) if len(holders) <= COMMON_TERM else 2
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 : i + 1 + near])
        return {pair: self.of(*pair) for pair in sorted(met)}
