"""Makes comparison rows: fills in the event, independent origins and stable ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from msgspec.structs import replace

from sourcebook.compare.origins import independent
from sourcebook.compare.topics import Topics
from sourcebook.records import Article, Cell, Comparison, Corpus, Event, Span
from sourcebook.spilled import by_id
from sourcebook.text import digest, fold

Kind = Literal["quantity", "date", "stance", "name", "wording", "claim"]
Status = Literal["agree", "differ", "conflict"]


class Maker:
    """Makes rows of the articles of a corpus."""

    def __init__(
        self, corpus: Corpus, events: Mapping[str, Event], origins: Mapping[str, str], texts: Mapping[str, str]
    ) -> None:
        """Take what the rows are made of.

        Args:
            corpus: the articles and what is found in them.
            events: the event of each article.
            origins: a name of the origin that an article has in common with others.
            texts: the normalised text of each article.
        """
        self.articles: Mapping[str, Article] = by_id(corpus.articles)
        self.texts = texts
        self.events = events
        self.origins = origins
        self.named = {entity.id: entity.name for entity in corpus.entities}
        self._corpus = corpus

    @cached_property
    def topics(self) -> Topics:
        """What the clauses of the articles say."""
        return Topics(self._corpus, self.texts)

    def row(  # noqa: PLR0913 - a row has so many parts
        self,
        kind: Kind,
        topic: str,
        status: Status,
        cells: Iterable[Cell],
        *,
        why: str,
        possible: bool = False,
        across_events: bool = False,
    ) -> Comparison:
        """Return a row; `why` is the rule by which its status was given."""
        kept = sorted(set(cells), key=lambda c: (c.article, c.evidence.start, c.value, c.source or ""))
        texts = [self.articles[c.article].text[c.evidence.start : c.evidence.end] for c in kept]
        row = Comparison(
            id=f"c-{digest(kind, *(f'{c.article}:{t}:{c.value}' for c, t in zip(kept, texts, strict=True)))}",
            topic=topic,
            kind=kind,
            status=status,
            independent=0,
            cells=tuple(kept),
            possible=possible,
            why=why,
        )
        return self.placed(row, across_events=across_events)

    def placed(self, row: Comparison, *, across_events: bool) -> Comparison:
        """Return a row with its event and with the number of origins that it stands on."""
        told = {cell.article for cell in row.cells}
        events = {self.events[article].id for article in told}
        event = None if across_events and len(events) > 1 else self.events[row.cells[0].article]
        return replace(
            row,
            independent=independent(told, self.origins),
            event=event.id if event else None,
        )

    def shown(self, article: str, start: int, end: int) -> str:
        """Return a stretch of an article on one line."""
        return " ".join(self.articles[article].text[start:end].split())

    def sentence(self, article: str, start: int, end: int) -> Span:
        """Return the sentence or sentences that a stretch of an article stands in."""
        sentences = self.articles[article].sentences
        first = max(0, bisect_right(sentences, Span(start, 1 << 60)) - 1)
        last = max(first, bisect_right(sentences, Span(max(start, end - 1), 1 << 60)) - 1)
        if not sentences or not sentences[first].start <= start < sentences[first].end:
            return Span(start, end)
        return Span(sentences[first].start, max(end, sentences[last].end))

    def folded(self, article: str, start: int, end: int) -> str:
        """Return a stretch of an article for comparing."""
        return fold(self.articles[article].text[start:end])
