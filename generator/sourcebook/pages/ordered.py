"""The findings in the order of their content."""

from __future__ import annotations

import msgspec

from sourcebook.records import Corpus
from sourcebook.spilled import ordered as in_order


def ordered(corpus: Corpus) -> Corpus:
    """Return the corpus in the order of its content, so that the order in which files were read does not count."""
    return msgspec.structs.replace(
        corpus,
        articles=in_order(corpus.articles, lambda a: a.id),
        entities=in_order(corpus.entities, lambda e: e.id),
        quotes=in_order(corpus.quotes, lambda q: (q.article, q.content[:1], q.id)),
        quantities=in_order(corpus.quantities, lambda q: (q.article, q.start, q.id)),
        dates=in_order(corpus.dates, lambda d: (d.article, d.start, d.id)),
        sources=in_order(corpus.sources, lambda s: s.id),
        comparisons=in_order(corpus.comparisons, lambda c: c.id),
        reuse=in_order(corpus.reuse, lambda r: (r.a.article, r.a.start, r.id)),
        origins=in_order(corpus.origins, lambda o: (-len(o.articles), o.articles, o.why)),
        events=in_order(corpus.events, lambda e: e.id),
        quote_variants=in_order(corpus.quote_variants, lambda v: v.id),
        authenticity=in_order(corpus.authenticity, lambda a: (a.article, a.start, a.id)),
    )
