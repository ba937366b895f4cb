"""All articles side by side: what they share, where they agree and differ, on how many origins they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sourcebook.records import Corpus

if TYPE_CHECKING:
    from sourcebook.compare.maker import Maker
    from sourcebook.compare.terms import Sentence, Weights
    from sourcebook.records import Comparison, Event, Reuse


def compare(corpus: Corpus, *, regroup: Callable[[Sequence[Event]], tuple[Event, ...]] | None = None) -> Corpus:
    """Return `corpus` with shared passages, origins, events, comparison rows and quotations in several renderings.

    Args:
        corpus: the linked findings of all articles.
        regroup: given the events that are found, returns those that people say there are.
    """
    # Imported here: numpy and the word lists are not needed to show help or to check seeds.
    from sourcebook.compare import direction, events, origins, reuse, terms, variants, words
    from sourcebook.compare.maker import Maker
    from sourcebook.compare.places import Places

    known = words.worded(corpus.articles)
    shared = direction.find(corpus.articles, reuse.find(corpus.articles, corpus.quotes, known), corpus.entities)
    groups = origins.find(corpus.articles, shared)
    sentences = terms.sentences_of(corpus, known)
    del known
    weights = terms.weights_of(sentences)
    about = events.find(corpus, sentences, weights, shared)
    about = about if regroup is None else regroup(about)
    maker = Maker(corpus, about, groups, Places(corpus))
    rendered = variants.find(maker, corpus.quotes, weights)
    uttered = variants.rows(maker, rendered, corpus.quotes)
    told = variants.without_repeats(_rows(corpus, maker, sentences, weights, shared), uttered)
    unique = {row.id: row for row in (*told, *uttered)}
    unique |= {row.id: row for row in variants.speakers(maker, rendered, corpus.quotes)}
    return replace(
        corpus,
        # They have served to name the rows; nothing after this reads them.
        articles=tuple(replace(article, gists=()) for article in corpus.articles),
        reuse=shared,
        origins=groups,
        events=about,
        comparisons=tuple(unique.values()),
        quote_variants=rendered,
    )


def _rows(
    corpus: Corpus, maker: Maker, sentences: Sequence[Sentence], weights: Weights, shared: Sequence[Reuse]
) -> Iterator[Comparison]:
    from sourcebook.compare import (
        claim_rows,
        claims,
        date_rows,
        fate_rows,
        figure_rows,
        figures,
        gloss_rows,
        name_rows,
        stance_rows,
    )

    event_of = {article: event.id for article, event in maker.events.items()}
    alike = claims.find(sentences, weights, event_of, shared, maker.texts)
    counted = figures.by_event(figures.figures_of(corpus, sentences, maker.places), event_of)
    for part in counted.values():
        yield from figure_rows.rows(maker, part, weights)
    yield from date_rows.rows(maker, corpus.dates, sentences, weights)
    yield from stance_rows.rows(maker, corpus.authenticity, sentences, corpus.entities)
    yield from name_rows.rows(maker, corpus.entities)
    yield from fate_rows.rows(maker, corpus.entities)
    yield from gloss_rows.rows(maker)
    yield from claim_rows.told_apart(maker, corpus.quotes, sentences)
    yield from claim_rows.rows(maker, alike)
    yield from claim_rows.headlines(maker, sentences, weights)
