"""The entries of curation.yml as records, before anything is looked up."""

from __future__ import annotations

from typing import Any

from sourcebook.errors import CurationError
from sourcebook.records import Record


class Selector(Record, frozen=True, kw_only=True):
    """Quoted words and what stands around them: the TextQuoteSelector of the W3C Web Annotation Data Model."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Place(Record, frozen=True, kw_only=True):
    """An article, and words in it unless the whole article is meant."""

    article: str
    at: Selector | None = None


class Entry(Record, frozen=True, kw_only=True):
    """One checked entry: who says what about which place, and why.

    ``number`` counts the entries of a file from 0, ``line`` its lines from 1. ``values`` holds what it sets; ``was``
    what the finding that it judges says, where several stand at one place.
    """

    number: int
    line: int
    do: str
    what: str
    place: Place
    others: tuple[Place, ...] = ()
    values: dict[str, Any] = {}  # noqa: RUF012 - msgspec copies it
    was: dict[str, Any] = {}  # noqa: RUF012 - the same
    note: str = ""
    by: str
    date: str
    reason: str


class Corrections(Record, frozen=True, kw_only=True):
    """All entries of a file that can be used, and what is wrong with the others."""

    file: str
    entries: tuple[Entry, ...] = ()
    errors: tuple[CurationError, ...] = ()
