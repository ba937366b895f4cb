"""What people’s corrections did."""

from __future__ import annotations

from typing import Literal

from sourcebook.records.compared import ArticleSpan
from sourcebook.records.kinds import Confidence, Record


class Correction(Record, frozen=True, kw_only=True):
    """One entry of curation.yml and what became of it.

    ``line`` is 1-based. ``outcome`` is ``applied``; ``near`` (applied at a place whose words differ a little); ``moot``
    (there is nothing left to reject); ``orphaned`` (its place is gone or ambiguous) or ``at-odds`` (another entry says
    otherwise; neither is applied). ``start`` and ``end`` bound the quoted words where they were found; ``target`` is
    the id of the finding, ``was`` how sure the machine was of it, where the machine had made it.
    """

    line: int
    do: str
    what: str
    article: str
    quoted: str | None
    outcome: Literal["applied", "near", "moot", "orphaned", "at-odds"]
    by: str
    date: str
    reason: str
    says: str = ""
    start: int | None = None
    end: int | None = None
    target: str | None = None
    was: Confidence | None = None
    message: str = ""
    remedy: str = ""
    closest: tuple[ArticleSpan, ...] = ()


class Note(Record, frozen=True, kw_only=True):
    """An editor's note on an article, a stretch of it, or a finding."""

    article: str
    start: int | None
    end: int | None
    target: str | None
    what: str
    text: str
    by: str
    date: str


class Curation(Record, frozen=True, kw_only=True):
    """What people's corrections did: how many were applied, which found no place, each entry, and their notes."""

    applied: int = 0
    orphaned: tuple[str, ...] = ()
    entries: tuple[Correction, ...] = ()
    notes: tuple[Note, ...] = ()
