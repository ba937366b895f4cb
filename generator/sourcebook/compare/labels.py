"""What events are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sourcebook.compare.heads import Head
from sourcebook.compare.openings import Openings
from sourcebook.records import Corpus

# A few other articles do not show what is said everywhere: they count as if so many more were silent.
FEW_OTHERS = 3
# So many names make a label.
MOST_NAMES = 3


class Labels:
    """Names events by what most of their openings hold and few others.

    Args:
        corpus: the linked findings.
        articles: the heads of its articles.
        openings: what its articles open with, in their order.
    """

    def __init__(self, corpus: Corpus, articles: Sequence[Head], openings: Openings) -> None:
        named = {"@" + entity.id: entity.name for entity in corpus.entities}
        self._names = {n: named[term] for n, term in openings.marked.items() if term in named}
        self._openings = openings
        is_name = np.zeros(len(openings.names), dtype=bool)
        is_name[list(self._names)] = True
        self._opened = openings.opened.only(is_name[openings.opened.values])
        self._totals = np.bincount(self._opened.values, minlength=len(openings.names)).tolist()
        self._number = {article.id: number for number, article in enumerate(articles)}
        self._titles = {article.id: article.title for article in articles}

    def of(self, articles: Sequence[str]) -> str:
        """Return the names that most of an event's openings hold and few others, or the first title."""
        counts = Counter(term for a in articles for term in self._opened.of(self._number[a]).tolist())
        apart = len(self._number) - len(articles)

        def order(term: int) -> tuple[float, int, float, str]:
            """Order by how much larger the share of these openings is that hold a name than that of all others."""
            elsewhere = (self._totals[term] - counts[term]) / (apart + FEW_OTHERS)
            telling = counts[term] / len(articles) - elsewhere
            return -telling, -counts[term], -float(self._openings.weight[term]), self._openings.names[term]

        best = sorted(counts, key=order)[:MOST_NAMES]
        shown = ", ".join(self._names[term] for term in best)
        return shown or next((title for a in articles if (title := self._titles[a])), articles[0])
