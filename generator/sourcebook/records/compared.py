"""What is found by setting articles side by side."""

from __future__ import annotations

from typing import Literal

from sourcebook.records.kinds import Record, Span, Status


class ArticleSpan(Record, frozen=True, kw_only=True):
    """A stretch of a named article."""

    article: str
    start: int
    end: int


class Reuse(Record, frozen=True, kw_only=True):
    """A passage two articles share. ``words`` counts words; ``similarity`` is between 0 and 1."""

    id: str
    a: ArticleSpan
    b: ArticleSpan
    words: int
    similarity: float
    kind: Literal["verbatim", "near"]
    quoted: bool = False
    direction: Literal["a-to-b", "b-to-a", "undetermined"] = "undetermined"
    direction_why: str = ""


class Origin(Record, frozen=True, kw_only=True):
    """Articles that rest on one text."""

    articles: tuple[str, ...]
    why: str


class Event(Record, frozen=True, kw_only=True):
    """A happening or object that some of the articles are about, and why they are taken to be about the same."""

    id: str
    label: str
    articles: tuple[str, ...]
    why: str = ""
    curated: Status = "machine"


class Cell(Record, frozen=True, kw_only=True):
    """What one article says on a comparison's topic; ``said_by`` are the words that name who says it."""

    article: str
    evidence: Span
    value: str
    source: str | None
    hedge: str | None = None
    said_by: str | None = None


class Comparison(Record, frozen=True, kw_only=True):
    """Statements of different articles about the same thing, set side by side.

    The articles of its event that have no cell are silent on it; they are not listed, for in an event of thousands most
    articles are silent on most things.
    """

    id: str
    topic: str
    kind: Literal["quantity", "date", "stance", "name", "wording", "claim"]
    status: Literal["agree", "differ", "conflict"]
    independent: int
    cells: tuple[Cell, ...]
    possible: bool = False
    event: str | None = None
    why: str = ""
    curated: Status = "machine"


class VariantMember(Record, frozen=True, kw_only=True):
    """One rendering of an utterance: the part of the quotation that is aligned, and who translated or passed it on."""

    quote: str
    article: str
    start: int = 0
    end: int = 0
    mediator: str | None = None


class QuoteVariant(Record, frozen=True, kw_only=True):
    """One utterance in different renderings."""

    id: str
    members: tuple[VariantMember, ...]
    differs_in: str
