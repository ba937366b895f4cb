"""All articles side by side: what they share, where they agree and differ, on how many origins they stand."""

from __future__ import annotations

from msgspec.structs import replace

from sourcebook.records import Corpus


def compare(corpus: Corpus) -> Corpus:
    """Return `corpus` with shared passages, origins, events and comparison rows."""
    # Imported here: numpy and the word lists are not needed to show help or to check seeds.
    from sourcebook.compare import claims, events, figures, origins, reuse, rows, terms

    shared = reuse.find(corpus.articles, corpus.quotes)
    groups = origins.find(corpus.articles, shared)
    sentences = terms.sentences_of(corpus)
    weights = terms.weights_of(sentences)
    about = events.find(corpus, sentences, weights, shared)
    event_of = rows.event_of(about)
    maker = rows.Maker(corpus, about, groups)
    alike = claims.find(sentences, weights, event_of, shared)
    counted = figures.by_event(figures.figures_of(corpus.quantities, sentences), event_of)
    made = [
        *(row for part in counted.values() for row in rows.figure_rows(maker, figures.group(part, weights))),
        *rows.date_rows(maker, alike, corpus.dates),
        *rows.stance_rows(maker, corpus.authenticity),
        *rows.name_rows(maker, corpus.entities),
        *rows.told_apart(maker, corpus.quotes, sentences),
        *rows.claim_rows(maker, alike),
    ]
    unique = {row.id: row for row in made}
    return replace(corpus, reuse=shared, origins=groups, events=about, comparisons=tuple(unique.values()))
