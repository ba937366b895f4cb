"""Who is made responsible for a number: the source of the quotation it stands in, or an "according to" beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.records import Quote, Source

# Who shows an attitude to something, or wants it, does not answer for the numbers in it.
_OF_ATTITUDE = ("verb-object", "verb-to", "verb-naming", "verb-about", "verb-on", "verb-of", "verb-for", "verb-with")
_OPEN = ("whether ", "if ")
_DENIED = re.compile(r"\b(?:not|never|declined|refused)\b|n't\b", re.IGNORECASE)
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
        named = _speakers(quotes, sources)
        self._contents = [
            (span.start, span.end, named[q.id])
            for q in quotes
            if q.id in named and _answers_for(text, q)
            for span in q.content
        ]
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


def _speakers(quotes: Sequence[Quote], sources: Sequence[Source]) -> dict[str, str]:
    """Return the source of each quotation: its speaker's, where that is known, else the first one cited for it."""
    cited: dict[str, list[Source]] = {}
    for source in sources:
        for name in {name for citation in source.citations for name in citation.quotes}:
            cited.setdefault(name, []).append(source)
    found: dict[str, str] = {}
    for quote in quotes:
        of_quote = cited.get(quote.id, [])
        if quote.speaker is not None and not quote.in_recording:
            of_quote = [s for s in of_quote if s.entity == quote.speaker]
        if of_quote:
            found[quote.id] = of_quote[0].id
    return found


def _answers_for(text: str, quote: Quote) -> bool:
    """Tell whether whoever is quoted states what stands in the quotation, and does not only ask, blame or decline."""
    if quote.kind != "indirect" or quote.cue is None:
        return True
    cue = text[quote.cue.start : quote.cue.end].lower()
    if _DENIED.search(cue) or text.startswith(_OPEN, quote.content[0].start):
        return False
    gives = any(word.startswith(tuple(words("giving_figures"))) for word in cue.split())
    return gives or not quote.rule.startswith(_OF_ATTITUDE)
