"""Findings of which only the place is known, for people to fill."""

from __future__ import annotations

from sourcebook.curate import anchoring
from sourcebook.curate.targets import Finding
from sourcebook.records import Authenticity, DateMention, Quantity, Quote, Span
from sourcebook.text import digest

RULE = "added by a person"
_CLOSE = "”\"'’"
_OPEN = "“\"'‘"
_LETTERS = {"quote": "q", "number": "n", "date": "d", "authenticity": "a"}
# Equal words of one article are told apart by so many characters before them.
_BEFORE = 32


def identifier(what: str, article: str, text: str, at: Span) -> str:
    """Return the id that an added finding has: of the article, its kind, its words and what stands before them."""
    before = anchoring.flat(text[max(0, at.start - _BEFORE) : at.start])
    return f"{_LETTERS[what]}-{digest(article, RULE, text[at.start : at.end], before)}"


def blank(what: str, article: str, text: str, at: Span) -> Finding:
    """Return a finding at a stretch of an article's text; ``what`` is quote, number, date or authenticity."""
    made = identifier(what, article, text, at)
    if what == "quote":
        return _quote(made, article, text, at)
    if what == "number":
        return _number(made, article, text, at)
    return _date(made, article, text, at) if what == "date" else _statement(made, article, at)


def _quote(made: str, article: str, text: str, at: Span) -> Quote:
    marked = text[at.start - 1 : at.start] in set(_OPEN) and text[at.end : at.end + 1] in set(_CLOSE)
    return Quote(
        id=made,
        article=article,
        kind="direct" if marked else "indirect",
        content=(at,),
        cue=None,
        source=None,
        speaker=None,
        speaker_label=None,
        channel=None,
        in_recording=False,
        confidence="high",
        rule=RULE,
        status="corrected",
    )


def _number(made: str, article: str, text: str, at: Span) -> Quantity:
    return Quantity(
        id=made,
        article=article,
        start=at.start,
        end=at.end,
        text=text[at.start : at.end],
        low=None,
        high=None,
        bound="exact",
        unit=None,
        dimension="count",
        counted=None,
        attributed_to=None,
        confidence="high",
        rule=RULE,
        status="corrected",
    )


def _date(made: str, article: str, text: str, at: Span) -> DateMention:
    return DateMention(
        article=article,
        start=at.start,
        end=at.end,
        text=text[at.start : at.end],
        value=None,
        type="DATE",
        id=made,
        reasoning="a person said so",
        status="corrected",
    )


def _statement(made: str, article: str, at: Span) -> Authenticity:
    return Authenticity(
        id=made,
        article=article,
        start=at.start,
        end=at.end,
        cue=at,
        object="",
        object_span=None,
        stance="unknown",
        holder=None,
        confidence="high",
        rule=RULE,
        status="corrected",
    )
