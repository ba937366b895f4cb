"""What waits for a person: findings that may be wrong or say too little, those first that change most on the site."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from heapq import nsmallest
from itertools import chain
from typing import Final

from sourcebook.records import Authenticity, DateMention, Quantity, Quote, Record, Span

from . import escape, words
from .site import Site

_OF_STATEMENTS = 3
_OF_CONFLICTS = 2
_NOTHING: Final = array("q")


class Waiting(Record, frozen=True, kw_only=True):
    """One thing to look at.

    ``weight`` counts the places on the site that rest on it; ``finding`` is its kind and id, as review names it.
    """

    weight: int
    kind: str
    why: str
    says: str
    article: str
    span: Span
    finding: str


def waiting(site: Site, most: int) -> tuple[list[Waiting], Counter[str]]:
    """Return what waits, at most so much, what changes most on the site first; and how much waits of each kind."""
    rests = _Rests(site)
    found = chain(_quotes(site, rests), _numbers(site, rests), _dates(site, rests), _statements(site, rests))
    kinds: Counter[str] = Counter()

    def counted() -> Iterator[Waiting]:
        for each in chain(found, _conflicts(site)):
            kinds[each.kind] += 1
            yield each

    return nsmallest(most, counted(), key=lambda w: (-w.weight, w.kind, w.article, w.span, w.finding)), kinds


def _quotes(site: Site, rests: _Rests) -> Iterator[Waiting]:
    for quote in site.corpus.quotes:
        if quote.status != "machine" or not quote.content:
            continue
        speaker = site.entities.get(quote.speaker or "")
        label = speaker.name if speaker else quote.speaker_label or "nobody"
        why = _low(quote) or ("" if speaker or quote.speaker_label else "nobody was found who says it")
        if why:
            yield _waiting(rests, "quote", why, f"{label}, {words.QUOTES[quote.kind]}", quote)


def _numbers(site: Site, rests: _Rests) -> Iterator[Waiting]:
    for number in site.corpus.quantities:
        if number.status == "machine" and (why := _low(number)):
            yield _waiting(rests, "number", why, f"{words.amount(number)} {number.counted or ''}".strip(), number)


def _dates(site: Site, rests: _Rests) -> Iterator[Waiting]:
    for date in site.corpus.dates:
        if date.status == "machine" and date.value is None:
            yield _waiting(rests, "date", "no day could be found for it", date.text, date)


def _statements(site: Site, rests: _Rests) -> Iterator[Waiting]:
    for statement in site.corpus.authenticity:
        if statement.status == "machine" and (why := _low(statement)):
            says = f"{statement.object}: {words.STANCES[statement.stance]}"
            yield _waiting(rests, "authenticity", why, says, statement)


def _conflicts(site: Site) -> Iterator[Waiting]:
    for row in site.corpus.comparisons:
        if row.curated == "machine" and row.cells and (row.status == "conflict" or row.possible):
            weight = len({cell.article for cell in row.cells}) + (_OF_CONFLICTS if row.status == "conflict" else 0)
            why = "they may be about different things" if row.possible else "these cannot both hold"
            first = row.cells[0]
            values = " / ".join(dict.fromkeys(escape.shortened(cell.value, 60) for cell in row.cells))
            yield Waiting(
                weight=weight,
                kind="row",
                why=f"{row.status}: {why}",
                says=f"{words.upper_first(row.topic)}: {values}",
                article=first.article,
                span=first.evidence,
                finding=f"row:{row.id}",
            )


def _low(found: Quote | Quantity | Authenticity) -> str:
    return "low confidence" if found.confidence == "low" else ""


def _waiting(
    rests: _Rests, kind: str, why: str, says: str, found: Quote | Quantity | DateMention | Authenticity
) -> Waiting:
    span = found.content[0] if isinstance(found, Quote) else Span(found.start, found.end)
    # Its own article, the page of its kind, and every row that it stands in.
    weight = 2 + rests.on(found.article, span) + (_OF_STATEMENTS if kind == "authenticity" else 0)
    return Waiting(
        weight=weight, kind=kind, why=why, says=says, article=found.article, span=span, finding=f"{kind}:{found.id}"
    )


class _Rests:
    """Which rows of the comparison rest on a stretch of an article."""

    def __init__(self, site: Site) -> None:
        # The stretches of each article on which rows rest, each with the row's number, one after the other.
        self._of: dict[str, array[int]] = defaultdict(partial(array, "q"))
        for number, row in enumerate(site.corpus.comparisons):
            for cell in row.cells:
                self._of[cell.article].extend((cell.evidence.start, cell.evidence.end, number))

    def on(self, article: str, span: Span) -> int:
        """Return the number of rows of which some evidence shares a character with a stretch of an article."""
        of = self._of.get(article, _NOTHING)
        each = zip(of[::3], of[1::3], of[2::3], strict=True)
        return len({row for start, end, row in each if start < span.end and span.start < end})
