"""Makes comparison rows: fills in the event, independent origins and stable ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

from sourcebook.compare.origins import independent
from sourcebook.compare.places import Places
from sourcebook.compare.topics import Topics
from sourcebook.records import Article, Cell, Comparison, Corpus, Event, Origin, Span
from sourcebook.text import digest, fold, normalise

Kind = Literal["quantity", "date", "stance", "name", "wording", "claim"]
Status = Literal["agree", "differ", "conflict"]


class Maker:
    """Makes rows of the articles of a corpus."""

    def __init__(self, corpus: Corpus, events: Sequence[Event], origins: Sequence[Origin], places: Places) -> None:
        self.articles: dict[str, Article] = {a.id: a for a in corpus.articles}
        self.texts = {a.id: normalise(a.text) for a in corpus.articles}
        self.events = {a: e for e in events for a in e.articles}
        self.origins = {article: n for n, origin in enumerate(origins) for article in origin.articles}
        self.places = places
        self.topics = Topics(corpus)
        self.named = {entity.id: entity.name for entity in corpus.entities}

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
        told = {cell.article for cell in kept}
        events = {self.events[article].id for article in told}
        event = None if across_events and len(events) > 1 else self.events[kept[0].article]
        texts = [self.articles[c.article].text[c.evidence.start : c.evidence.end] for c in kept]
        return Comparison(
            id=f"c-{digest(kind, *(f'{c.article}:{t}:{c.value}' for c, t in zip(kept, texts, strict=True)))}",
            topic=topic,
            kind=kind,
            status=status,
            independent=independent(told, self.origins),
            cells=tuple(kept),
            possible=possible,
            event=event.id if event else None,
            why=why,
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
