"""Who holds a stance: whoever takes it, whoever is quoted with it, else the article itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import attributions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from sourcebook.annotate.authenticity.finding import Finding
    from sourcebook.records import Article, Quote, Source


class Holders:
    """Looks up the source that stands behind a stretch of an article."""

    def __init__(self, article: Article, doc: Doc, quotes: Sequence[Quote], sources: Sequence[Source]) -> None:
        self._cited = [(c.start, c.end, s.id) for s in sources for c in s.citations if c.article == article.id]
        self._by_quote = {q: s.id for s in sources for c in s.citations for q in c.quotes}
        by_entity = {s.entity: s.id for s in sources if s.entity is not None}
        for quote in quotes:
            if quote.id not in self._by_quote and quote.speaker in by_entity:
                self._by_quote[quote.id] = by_entity[quote.speaker]
        self._quotes = [(p.start, p.end, q.id) for q in quotes for p in q.content]
        self._said = []
        for each in attributions(doc):
            head, (start, end) = doc[each.head], each.content
            source = self._at(head)
            if end > start and source is not None and each.shape in {"says", "according", "maker"}:
                last = doc[end - 1]
                self._said.append((doc[start].idx, last.idx + len(last), source))

    def of(self, finding: Finding) -> str | None:
        """Return the id of the source that holds a finding's stance, ``None`` for the article's own voice."""
        taker = finding.holder
        if taker is not None:
            own = self._at(taker)
            if own is not None:
                return own
            pronoun = taker.lower_ in {"he", "she", "they", "it", "i", "we", "that", "who"}
            if (finding.rule in {"claimed", "claiming"} and taker.lower_ != "i") or (not pronoun and taker.ent_type_):
                return None
        at = finding.anchor.idx
        quoted = [(e - s, self._by_quote[q]) for s, e, q in self._quotes if s <= at < e and q in self._by_quote]
        said = [(e - s, source) for s, e, source in self._said if s <= at < e]
        return min(quoted + said, default=(0, None))[1]

    def _at(self, token: Token) -> str | None:
        """Return the source whose words cover a token."""
        covering = [(end - start, source) for start, end, source in self._cited if start <= token.idx < end]
        return min(covering, default=(0, None))[1]
