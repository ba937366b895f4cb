"""Where findings stand: what may be shown of an article whose text is withheld."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Protocol

from sourcebook.records import Corpus, Span


class _Place(Protocol):
    """What stands somewhere in an article."""

    @property
    def article(self) -> str:
        """The article's id."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """The character after the last."""


class Spans(Mapping[str, list[Span]]):
    """Stretches of articles by article, held as numbers: they are many.

    Args:
        articles: the ids of all articles.
        stretches: articles with where a stretch of them begins and ends; others than these are left out.
    """

    def __init__(self, articles: Iterable[str], stretches: Iterable[tuple[str, int, int]]) -> None:
        self._bounds = {article: array("i") for article in articles}
        for article, start, end in stretches:
            if (bounds := self._bounds.get(article)) is not None:
                bounds.append(start)
                bounds.append(end)

    def __getitem__(self, article: str) -> list[Span]:
        bounds = self._bounds[article]
        return list(map(Span, bounds[::2], bounds[1::2]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._bounds)

    def __len__(self) -> int:
        return len(self._bounds)


def spans(corpus: Corpus) -> Spans:
    """Return where findings stand, by article; shared passages are not evidence, they are the text itself."""
    places: Iterator[_Place] = chain(
        corpus.dates,
        corpus.quantities,
        corpus.authenticity,
        (mention for entity in corpus.entities for mention in entity.mentions),
        (role for entity in corpus.entities for role in entity.roles),
        (citation for source in corpus.sources for citation in source.citations),
    )
    stretches = chain(_words_of_quotes(corpus), ((p.article, p.start, p.end) for p in places), _other_words(corpus))
    return Spans((article.id for article in corpus.articles), stretches)


def _words_of_quotes(corpus: Corpus) -> Iterator[tuple[str, int, int]]:
    for quote in corpus.quotes:
        for span in (*quote.content, quote.cue, quote.source, quote.channel):
            if span:
                yield quote.article, span.start, span.end


def _other_words(corpus: Corpus) -> Iterator[tuple[str, int, int]]:
    for statement in corpus.authenticity:
        yield statement.article, statement.cue.start, statement.cue.end
    for comparison in corpus.comparisons:
        for cell in comparison.cells:
            yield cell.article, cell.evidence.start, cell.evidence.end
