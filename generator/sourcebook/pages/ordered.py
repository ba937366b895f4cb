"""The findings in the order of their content."""

from __future__ import annotations

import msgspec

from sourcebook.records import Corpus


def ordered(corpus: Corpus) -> Corpus:
    """Return the corpus in the order of its content, so that the order in which files were read does not count."""
    return msgspec.structs.replace(
        corpus,
        articles=tuple(sorted(corpus.articles, key=lambda a: a.id)),
        entities=tuple(sorted(corpus.entities, key=lambda e: e.id)),
        quotes=tuple(sorted(corpus.quotes, key=lambda q: (q.article, q.content[:1], q.id))),
        quantities=tuple(sorted(corpus.quantities, key=lambda q: (q.article, q.start, q.id))),
        dates=tuple(sorted(corpus.dates, key=lambda d: (d.article, d.start, d.id))),
        sources=tuple(sorted(corpus.sources, key=lambda s: s.id)),
        comparisons=tuple(sorted(corpus.comparisons, key=lambda c: c.id)),
        reuse=tuple(sorted(corpus.reuse, key=lambda r: (r.a.article, r.a.start, r.id))),
        origins=tuple(sorted(corpus.origins, key=lambda o: (-len(o.articles), o.articles, o.why))),
        events=tuple(sorted(corpus.events, key=lambda e: e.id)),
        quote_variants=tuple(sorted(corpus.quote_variants, key=lambda v: v.id)),
        authenticity=tuple(sorted(corpus.authenticity, key=lambda a: (a.article, a.start, a.id))),
    )
