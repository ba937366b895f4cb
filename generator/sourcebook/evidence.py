"""Where findings stand: what may be shown of an article whose text is withheld."""

from __future__ import annotations

from collections import defaultdict

from sourcebook.records import Authenticity, Citation, Corpus, DateMention, Mention, Quantity, Role, Span


def spans(corpus: Corpus) -> dict[str, list[Span]]:
    """Return where findings stand, by article; shared passages are not evidence, they are the text itself."""
    found: dict[str, list[Span]] = defaultdict(list)
    for quote in corpus.quotes:
        found[quote.article] += [s for s in (*quote.content, quote.cue, quote.source, quote.channel) if s]
    places: tuple[DateMention | Quantity | Authenticity | Mention | Role | Citation, ...] = (
        *corpus.dates,
        *corpus.quantities,
        *corpus.authenticity,
        *(mention for entity in corpus.entities for mention in entity.mentions),
        *(role for entity in corpus.entities for role in entity.roles),
        *(citation for source in corpus.sources for citation in source.citations),
    )
    for place in places:
        found[place.article].append(Span(place.start, place.end))
    for statement in corpus.authenticity:
        found[statement.article].append(statement.cue)
    for comparison in corpus.comparisons:
        for cell in comparison.cells:
            found[cell.article].append(cell.evidence)
    return {article.id: found[article.id] for article in corpus.articles}
