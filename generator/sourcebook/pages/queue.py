"""What waits for a person: findings that may be wrong or say too little, those first that change most on the site."""

from __future__ import annotations

from collections.abc import Iterator

from sourcebook.records import Authenticity, Comparison, DateMention, Quantity, Quote, Record, Span

from . import escape, words
from .site import Site

_OF_STATEMENTS = 3
_OF_CONFLICTS = 2


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


def waiting(site: Site) -> list[Waiting]:
    """Return everything that waits, what changes most on the site first."""
    found = [*_quotes(site), *_numbers(site), *_dates(site), *_statements(site), *_conflicts(site)]
    return sorted(found, key=lambda w: (-w.weight, w.kind, w.article, w.span, w.finding))


def _quotes(site: Site) -> Iterator[Waiting]:
    for quote in site.corpus.quotes:
        if quote.status != "machine" or not quote.content:
            continue
        speaker = site.entities.get(quote.speaker or "")
        label = speaker.name if speaker else quote.speaker_label or "nobody"
        why = _low(quote) or ("" if speaker or quote.speaker_label else "nobody was found who says it")
        if why:
            yield _waiting(site, "quote", why, f"{label}, {words.QUOTES[quote.kind]}", quote)


def _numbers(site: Site) -> Iterator[Waiting]:
    for number in site.corpus.quantities:
        if number.status == "machine" and (why := _low(number)):
            yield _waiting(site, "number", why, f"{words.amount(number)} {number.counted or ''}".strip(), number)


def _dates(site: Site) -> Iterator[Waiting]:
    for date in site.corpus.dates:
        if date.status == "machine" and date.value is None:
            yield _waiting(site, "date", "no day could be found for it", date.text, date)


def _statements(site: Site) -> Iterator[Waiting]:
    for statement in site.corpus.authenticity:
        if statement.status == "machine" and (why := _low(statement)):
            says = f"{statement.object}: {words.STANCES[statement.stance]}"
            yield _waiting(site, "authenticity", why, says, statement)


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
    site: Site, kind: str, why: str, says: str, found: Quote | Quantity | DateMention | Authenticity
) -> Waiting:
    span = found.content[0] if isinstance(found, Quote) else Span(found.start, found.end)
    rows = [row for row in site.comparisons.get(found.article, ()) if _rests_on(row, found.article, span)]
    # Its own article, the page of its kind, and every row that it stands in.
    weight = 2 + len(rows) + (_OF_STATEMENTS if kind == "authenticity" else 0)
    return Waiting(
        weight=weight, kind=kind, why=why, says=says, article=found.article, span=span, finding=f"{kind}:{found.id}"
    )


def _rests_on(row: Comparison, article: str, span: Span) -> bool:
    return any(c.article == article and c.evidence.start < span.end and span.start < c.evidence.end for c in row.cells)
