"""Dates in the forms of the exports, never more precise than what is known."""

from __future__ import annotations

import datetime as dt
import re

from sourcebook.records import Article

_ISO = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
    r"(Z|[+-]\d{2}:?\d{2})?)?)?)?",
    re.ASCII,
)
# Indices into the groups of _ISO.
_DAY, _HOUR, _SECOND = 3, 4, 6


def parts(value: str | None) -> tuple[int, ...]:
    """Return year, month and day of an ISO 8601 date or time as far as they are given; empty where it is none."""
    match = _ISO.fullmatch(value.strip()) if value else None
    if match is None:
        return ()
    made = tuple(int(part) for part in match.groups()[:_DAY] if part is not None)
    try:
        dt.date(*(*made, 1, 1)[:_DAY])
    except ValueError:
        return ()
    return made


def published(article: Article) -> tuple[int, ...]:
    """Return year, month and day of publication as far as they are known."""
    return parts(article.published.value) if article.published else ()


def retrieved(article: Article) -> tuple[int, ...]:
    """Return year, month and day on which an article was fetched, as far as they are known."""
    return parts(article.retrieved)


def is_inferred(article: Article) -> bool:
    """Return whether the date of publication was worked out and is not stated."""
    return article.published is not None and article.published.basis == "inferred"


def iso(date: tuple[int, ...]) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD; empty where nothing is known."""
    return "-".join(f"{part:0{4 if nth == 0 else 2}}" for nth, part in enumerate(date))


def instant(value: str | None) -> str | None:
    """Return the RFC 3339 time of an ISO 8601 value, the first instant of a day, month or year; UTC where unsaid."""
    known = parts(value)
    match = _ISO.fullmatch(value.strip()) if value else None
    if match is None or not known:
        return None
    day = iso((*known, 1, 1)[:_DAY])
    hour, minute, second = (match.group(nth) or "00" for nth in range(_HOUR, _SECOND + 1))
    zone = match.group(_SECOND + 1) or "Z"
    try:
        at = dt.datetime.fromisoformat(f"{day}T{hour}:{minute}:{second}{zone.replace('Z', '+00:00')}")
        return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except (ValueError, OverflowError):
        return f"{day}T00:00:00Z"
