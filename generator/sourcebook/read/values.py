"""Metadata values in the one form the records keep: dates, names, addresses, languages."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sourcebook.read.encoding import without_surrogates

# Longer than any headline or list of authors; what is longer is text that got into the wrong key.
_LONGEST = 1_000
_DEEPEST = 4
# Milliseconds since 1970 stay far below; Python refuses to write out the largest of all numbers.
_LARGEST = 1e15
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ].*)?", re.ASCII | re.DOTALL)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?", re.ASCII)
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?,?[ -](\d{4})\b", re.ASCII)
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (?:at )?(\d{4})\b", re.ASCII)
_MONTH_ONLY = re.compile(r"([a-z]{3,9})\.?,? (\d{4})", re.ASCII)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
_LANGUAGES = {"english": "en", "eng": "en"}
_URL = re.compile(r"https?://[^\s/?#\\]+[^\s\\]*", re.IGNORECASE)
_BY = re.compile(r"by[:\s]\s*", re.IGNORECASE)
_BETWEEN_AUTHORS = re.compile(r"\s*;\s*|\s*\|\s*|\s*,?\s+and\s+|\s+&\s+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_EARLIEST, _LATEST = 1600, 2199


def label(value: Any, depth: int = 0) -> str | None:
    """Return the one line of text that `value` stands for, or ``None``.

    Args:
        value: a string, a number, an object that has a name, or a list of which the first counts.
        depth: how deep in `value` we are.
    """
    if isinstance(value, bool) or depth > _DEEPEST:
        return None
    if isinstance(value, (int, float)):
        return str(value) if abs(value) < _LARGEST else None
    if isinstance(value, Mapping):
        named = (label(value.get(key), depth + 1) for key in ("name", "headline", "title", "rendered", "@value", "@id"))
        return next((name for name in named if name), None)
    if isinstance(value, (list, tuple)):
        return next((name for name in (label(item, depth + 1) for item in value[:10]) if name), None)
    return line(value) if isinstance(value, str) else None


def line(value: str) -> str | None:
    """Return `value` as one line without character references and control characters; ``None`` where empty."""
    plain = html.unescape(value) if _ENTITY.search(value) else value
    plain = " ".join(without_surrogates(plain).replace("\0", " ").split())
    return plain if plain and len(plain) <= _LONGEST and plain.lower() not in {"null", "none", "~"} else None


def authors(value: Any, depth: int = 0) -> tuple[str, ...]:
    """Return the authors that `value` names, each once: a byline, an object with a name, or a list of these."""
    if depth > _DEEPEST:
        return ()
    if isinstance(value, (list, tuple)):
        # A list of several strings holds one name each, however it is joined inside.
        if len(value) > 1 and all(isinstance(item, str) for item in value):
            return _once(_without_by(name) for item in value[:100] if (name := label(item)) and not _URL.match(name))
        return _once(name for item in value[:100] for name in authors(item, depth + 1))
    if isinstance(value, Mapping):
        given = label([value.get("first"), value.get("firstname")]), label([value.get("last"), value.get("lastname")])
        name = label({key: value.get(key) for key in ("name", "@value")}) or " ".join(part for part in given if part)
        return (name,) if name else ()
    byline = label(value)
    if byline is None or _URL.match(byline):
        return ()
    return _once(name for part in _BETWEEN_AUTHORS.split(_without_by(byline)) for name in _at_commas(part))


def published(value: Any) -> str | None:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD, ``None`` where `value` is none or could be two.

    The day is the one written: no time zone is applied to it. Seconds since 1970 are read in UTC.
    """
    written = label(value)
    if written is None or len(written) > 100:  # noqa: PLR2004 - no date is as long
        return None
    if _EPOCH.fullmatch(written):
        seconds = int(written[:10])
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date().isoformat()
    if found := _BASIC.fullmatch(written):
        return _date(found[1], found[2], found[3])
    if found := _ISO.fullmatch(written):
        return _date(found[1], found[3], found[4])
    if found := _NUMBERS.fullmatch(written):
        return _date_of_numbers(int(found[1]), int(found[3]), found[4])
    return _date_in_words(written.lower())


def language(value: Any) -> str | None:
    """Return the language of a tag such as ``en`` or ``en-GB`` (its first part, lower-cased), or ``None``."""
    tag = label(value)
    if tag is None:
        return None
    found = _LANGUAGE.fullmatch(tag)
    return _LANGUAGES.get(tag.lower()) or (found[1].lower() if found else None)


def url(value: Any) -> str | None:
    """Return an http or https address, ``None`` for every other kind."""
    if isinstance(value, Mapping):
        return next((made for key in ("@id", "url", "href") if (made := url(label(value.get(key))))), None)
    written = label(value)
    return written if written and _URL.fullmatch(written) else None


def _without_by(byline: str) -> str:
    found = _BY.match(byline)
    return byline[found.end() :] if found else byline


def _at_commas(part: str) -> list[str]:
    # "Smith, John" is one name and "Jane Smith, John Roe" two: every part must have two words.
    pieces = [piece.strip() for piece in part.split(",")]
    if all(" " in piece for piece in pieces):
        return pieces
    return [part.strip(" ,")]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _date(year: str, month: str | None, day: str | None) -> str | None:
    try:
        made = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not _EARLIEST <= made.year <= _LATEST:
        return None
    return made.isoformat()[: 10 if day else 7 if month else 4]


def _date_of_numbers(first: int, second: int, year: str) -> str | None:
    if first == second or second > 12:  # noqa: PLR2004 - months
        return _date(year, str(first), str(second))
    # With both below 13 the two habits of writing dates give two days.
    return _date(year, str(second), str(first)) if first > 12 else None  # noqa: PLR2004 - months


def _date_in_words(written: str) -> str | None:
    found = {_date(year, _month(month), day) for day, month, year in _DAY_FIRST.findall(written) if _month(month)}
    found |= {_date(year, _month(month), day) for month, day, year in _MONTH_FIRST.findall(written) if _month(month)}
    if not found and (alone := _MONTH_ONLY.fullmatch(written)) and _month(alone[1]):
        found = {_date(alone[2], _month(alone[1]), None)}
    return found.pop() if len(found) == 1 else None


def _month(name: str) -> str | None:
    number = _MONTHS.get(name)
    return None if number is None else str(number)
