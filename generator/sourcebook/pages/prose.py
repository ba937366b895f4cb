"""How much of an article's prose stands in other articles, too."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sourcebook.records import Article, ArticleSpan, Reuse, Span

from .lately import Lately

_WORD = re.compile(r"\w+(?:[.'’\-]\w+)*")
_PROSE = frozenset({"title", "heading", "body"})
# Articles whose words are held.
_MOST: Final = 2_000


class Prose:
    """The words of the articles' prose, counted when first asked for.

    Args:
        articles: all articles by their id.
        pairs: the passages that two articles share, by the ids of both.

    Attributes:
        counted: of pairs how many words of the first stand in the second, as far as it is known.
    """

    def __init__(
        self, articles: Mapping[str, Article], pairs: Mapping[tuple[str, str], Sequence[Reuse]] | None = None
    ) -> None:
        self._articles = articles
        self._pairs = pairs or {}
        self.counted: dict[tuple[str, str], int] = {}
        # As a column: of all articles they are millions.
        self._words = Lately(self._counted, _MOST).__getitem__

    def words(self, article: str) -> int:
        """Return the number of words of an article's prose."""
        return len(self._words(article))

    def shared(self, article: str, passages: Iterable[Reuse]) -> int:
        """Return how many words of an article's prose lie in passages, each word counted once."""
        starts = self._words(article)
        total, at = 0, 0
        for start, end in sorted([(side.start, side.end) for side in (_side(article, reuse) for reuse in passages)]):
            if end > at:
                total += max(0, bisect_left(starts, end) - bisect_left(starts, max(start, at)))
                at = end
        return total

    def by_pair(self) -> dict[tuple[str, str], int]:
        """Return how many words of the first of two articles stand in the second, too, where any do; counted once."""
        known = self.counted
        self.counted = {
            pair: known[pair] if pair in known else self.shared(pair[0], passages)
            for pair, passages in self._pairs.items()
        }
        return {pair: amount for pair, amount in self.counted.items() if amount}

    def share(self, article: str, passages: Iterable[Reuse]) -> str:
        """Return the share of an article's prose that lies in passages, in words: ``19 %``."""
        whole = self.words(article)
        part = self.shared(article, passages)
        if not whole or not part:
            return "0 %"
        return f"{max(1, round(100 * part / whole))} %"

    def _counted(self, article: str) -> array[int]:
        known = self._articles[article]
        blocks = sorted((b.start, b.end) for b in known.blocks if b.kind in _PROSE)
        return array("i", (found.start() for start, end in blocks for found in _WORD.finditer(known.text, start, end)))


def own(article: str, reuse: Reuse) -> Span:
    """Return the stretch of `article` that a shared passage covers."""
    side = _side(article, reuse)
    return Span(side.start, side.end)


def _side(article: str, reuse: Reuse) -> ArticleSpan:
    return reuse.a if reuse.a.article == article else reuse.b
