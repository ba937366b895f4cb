"""What stands between the articles, by article: shared passages, comparisons, renderings of one utterance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sourcebook.records import Comparison, Corpus, Reuse, VariantMember

Pair = tuple[str, str]


def reuse(corpus: Corpus) -> dict[str, list[Reuse]]:
    """Return the passages that known articles share with each other, by article."""
    known = {article.id for article in corpus.articles}
    made: dict[str, list[Reuse]] = defaultdict(list)
    for passage in corpus.reuse:
        if passage.a.article != passage.b.article and {passage.a.article, passage.b.article} <= known:
            made[passage.a.article].append(passage)
            made[passage.b.article].append(passage)
    return made


def pairs(shared: Mapping[str, Sequence[Reuse]], rank: Mapping[str, int]) -> dict[Pair, list[Reuse]]:
    """Return shared passages by the two articles, the lower rank first in a pair and in the order of pairs."""
    made: dict[Pair, list[Reuse]] = defaultdict(list)
    for article in sorted(shared, key=rank.__getitem__):
        for passage in shared[article]:
            other = passage.b.article if passage.a.article == article else passage.a.article
            if rank[article] < rank[other]:
                made[article, other].append(passage)
    return made


def of_each(pairs: Mapping[Pair, Sequence[Reuse]]) -> dict[str, list[Pair]]:
    """Return the pairs that an article stands in, by article."""
    made: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for article in pair:
            made[article].append(pair)
    return made


def comparisons(corpus: Corpus) -> dict[str, list[Comparison]]:
    """Return the comparisons in which an article speaks, by article."""
    made: dict[str, list[Comparison]] = defaultdict(list)
    for comparison in corpus.comparisons:
        for article in dict.fromkeys(cell.article for cell in comparison.cells):
            made[article].append(comparison)
    return made


def members(corpus: Corpus) -> dict[str, list[str]]:
    """Return the known articles of each event, by its id, in order."""
    known = {article.id for article in corpus.articles}
    return {event.id: sorted(known.intersection(event.articles)) for event in corpus.events}


def rendered(corpus: Corpus) -> dict[str, list[VariantMember]]:
    """Return the renderings of utterances that stand in more than one article, by article."""
    made: dict[str, list[VariantMember]] = defaultdict(list)
    for variant in corpus.quote_variants:
        if len({member.article for member in variant.members}) > 1:
            for member in variant.members:
                made[member.article].append(member)
    return made
