"""What stands between the articles, by article: shared passages, comparisons, renderings of one utterance."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from sourcebook import spilled
from sourcebook.records import Comparison, Corpus, QuoteVariant, Reuse, VariantMember
from sourcebook.spilled import Numbered

Pair = tuple[str, str]


def reuse(corpus: Corpus, known: Collection[str]) -> Mapping[str, list[Reuse]]:
    """Return the passages that known articles share with each other, by article."""

    def sides(passage: Reuse) -> tuple[str, ...]:
        one, other = passage.a.article, passage.b.article
        return (one, other) if one != other and one in known and other in known else ()

    return spilled.grouped_by(corpus.reuse, sides)


def pairs(corpus: Corpus, rank: Mapping[str, int]) -> Mapping[Pair, list[Reuse]]:
    """Return shared passages by the two articles, the lower rank first in a pair and in the order of pairs."""
    numbers: dict[Pair, array[int]] = defaultdict(partial(array, "i"))
    for number, passage in enumerate(corpus.reuse):
        one, other = passage.a.article, passage.b.article
        if one != other and one in rank and other in rank:
            numbers[(one, other) if rank[one] < rank[other] else (other, one)].append(number)
    ordered = sorted(numbers.items(), key=lambda item: (rank[item[0][0]], item[1][0]))
    return spilled.under(corpus.reuse, dict(ordered))


def of_each(pairs: Mapping[Pair, Sequence[Reuse]]) -> dict[str, list[Pair]]:
    """Return the pairs that an article stands in, by article."""
    made: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for article in pair:
            made[article].append(pair)
    return made


def comparisons(corpus: Corpus) -> Mapping[str, list[Comparison]]:
    """Return the comparisons in which an article speaks, by article."""
    return spilled.grouped_by(corpus.comparisons, lambda row: dict.fromkeys(cell.article for cell in row.cells))


def members(corpus: Corpus, known: Collection[str]) -> dict[str, list[str]]:
    """Return the known articles of each event, by its id, in order."""
    return {event.id: sorted({name for name in event.articles if name in known}) for event in corpus.events}


class Rendered(Numbered[str, list[VariantMember]]):
    """The renderings of utterances that stand in more than one article, by article."""

    def __init__(self, variants: Sequence[QuoteVariant]) -> None:
        self._numbers: Mapping[str, list[QuoteVariant]] = spilled.grouped_by(variants, _between)

    def __getitem__(self, article: str) -> list[VariantMember]:
        if article not in self._numbers:
            raise KeyError(article)
        return [member for variant in self._numbers[article] for member in variant.members if member.article == article]


def _between(variant: QuoteVariant) -> dict[str, None]:
    """Return the articles in which an utterance stands; none where it stands in one alone."""
    found = dict.fromkeys(member.article for member in variant.members)
    return found if len(found) > 1 else {}
