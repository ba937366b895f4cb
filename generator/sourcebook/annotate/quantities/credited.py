"""Who is made responsible for a number: the source of the quotation it stands in, or an "according to" beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.records import Quote, Source

_WORDS = ("according to ", "according to the ", "according to a ", "according to an ")


class Credits:
    """Finds the source of a stretch of text.

    Args:
        text: the normalised text.
        quotes: the article's quotations.
        sources: its sources, with the quotations they are cited for.
    """

    def __init__(self, text: str, quotes: Sequence[Quote], sources: Sequence[Source]) -> None:
        self._text = text
        named = {quote: source.id for source in sources for citation in source.citations for quote in citation.quotes}
        self._contents = [(span.start, span.end, named[q.id]) for q in quotes if q.id in named for span in q.content]
        self._cited = [(c.start, c.end, source.id) for source in sources for c in source.citations]

    def of(self, start: int, end: int, sentence: tuple[int, int]) -> str | None:
        """Return the id of the source of ``text[start:end]``, in the sentence with these bounds, or ``None``."""
        around = [(b - a, source) for a, b, source in self._contents if a <= start and end <= b]
        if around:
            return min(around)[1]
        for a, b, source in self._cited:
            if sentence[0] <= a and b <= sentence[1] and self._accords(a, b):
                return source
        return None

    def _accords(self, start: int, end: int) -> bool:
        before = self._text[max(0, start - 20) : start].lower()
        return before.endswith(_WORDS) or "according to" in self._text[start:end].lower()
