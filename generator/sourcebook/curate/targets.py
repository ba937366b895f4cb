"""Which finding an entry means: the one of its kind that stands on the quoted words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sourcebook.records import Authenticity, DateMention, Facts, Quantity, Quote, Record, Span
from sourcebook.text import fold

# A finding shares at least this much of the stretch that it and the quoted words cover together to be the one meant.
LEAST_SHARED = 0.5
Finding = Quote | Quantity | DateMention | Authenticity


class Choice(Record, frozen=True, kw_only=True):
    """The finding meant, by its place in the list of candidates; none where there is none or several.

    ``near`` tells that it does not stand on the very words, ``part`` that these are only a part of it.
    """

    index: int | None
    near: bool = False
    part: bool = False
    message: str = ""
    remedy: str = ""


class Candidate(Record, frozen=True, kw_only=True):
    """A finding that could be meant: the stretches it stands on, and what it says."""

    spans: tuple[Span, ...]
    says: Mapping[str, Any]


def choose(span: Span, candidates: Sequence[Candidate], was: Mapping[str, Any]) -> Choice:
    """Return which of the candidates stands on a stretch: on the very words, else the only one that mostly does.

    Args:
        span: where the quoted words stand.
        candidates: the article's findings of the kind meant.
        was: what the finding meant is told to say; those that say otherwise are not meant.
    """
    shares = [max((_shared(span, each) for each in c.spans), default=0.0) for c in candidates]
    best = [n for n, share in enumerate(shares) if share == 1.0]
    if not best:
        best = [n for n, share in enumerate(shares) if share >= LEAST_SHARED]
    if not best:
        best = [n for n, c in enumerate(candidates) if any(_holds(span, each) for each in c.spans)]
    same = [n for n in best if _says(candidates[n].says, was)]
    if len(same) == 1:
        return Choice(index=same[0], near=shares[same[0]] < 1.0, part=shares[same[0]] < LEAST_SHARED)
    if same:
        remedy = "say in 'was' which one is meant, or quote its very words"
        return Choice(index=None, message=f"{len(same)} findings of this kind stand on these words", remedy=remedy)
    if best:
        return Choice(index=None, message="what stands there now says something else than 'was'", remedy="look again")
    return Choice(index=None, message="no finding of this kind stands on these words any more", remedy="")


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))


def _holds(one: Span, other: Span) -> bool:
    """Say whether the quoted words are part of a longer finding."""
    return other.start <= one.start and one.end <= other.end


def _says(says: Mapping[str, Any], was: Mapping[str, Any]) -> bool:
    return all(_same(says.get(key), value) for key, value in was.items())


def _same(one: Any, other: Any) -> bool:
    return fold(one) == fold(other) if isinstance(one, str) and isinstance(other, str) else bool(one == other)


def candidates(what: str, facts: Facts, names: Callable[[str | None], str | None]) -> list[Candidate]:
    """Return the findings of one article and kind as candidates, in their order.

    Args:
        what: quote, number, date or authenticity.
        facts: the article's findings.
        names: gives the name of an entity or source by its id.
    """
    made: Iterable[Candidate]
    if what == "quote":
        made = (Candidate(spans=_quoted(q), says=quote_says(q, names)) for q in facts.quotes)
    elif what == "number":
        made = (Candidate(spans=(Span(n.start, n.end),), says=number_says(n, names)) for n in facts.quantities)
    elif what == "date":
        made = (Candidate(spans=(Span(d.start, d.end),), says={"value": d.value, "type": d.type}) for d in facts.dates)
    else:
        made = (
            Candidate(spans=(Span(s.start, s.end), s.cue), says=statement_says(s, names)) for s in facts.authenticity
        )
    return list(made)


def _quoted(quote: Quote) -> tuple[Span, ...]:
    if not quote.content:
        return ()
    return (*quote.content, Span(quote.content[0].start, quote.content[-1].end))


def quote_says(quote: Quote, names: Callable[[str | None], str | None]) -> dict[str, Any]:
    """Return what a quotation says, by the keys of the vocabulary."""
    return {
        "speaker": names(quote.speaker),
        "speaker_label": quote.speaker_label,
        "kind": quote.kind,
        "in_recording": quote.in_recording,
        "credibility": quote.credibility,
    }


def number_says(number: Quantity, names: Callable[[str | None], str | None]) -> dict[str, Any]:
    """Return what a number says, by the keys of the vocabulary."""
    keys = ("low", "high", "bound", "unit", "dimension", "counted", "credibility")
    one = {"value": number.low} if number.low == number.high else {}
    return {key: getattr(number, key) for key in keys} | one | {"attributed_to": names(number.attributed_to)}


def statement_says(statement: Authenticity, names: Callable[[str | None], str | None]) -> dict[str, Any]:
    """Return what a statement on authenticity says, by the keys of the vocabulary."""
    keys = ("stance", "object", "method", "credibility")
    return {key: getattr(statement, key) for key in keys} | {"holder": names(statement.holder)}
