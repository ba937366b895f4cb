"""The words in which the site names kinds, stances, grades and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite
from typing import Final

from sourcebook.pages import times
from sourcebook.records import Authenticity, Bound, Published, Quantity

REVIEWED: Final = {
    "quote": "Quotation",
    "number": "Number",
    "date": "Date",
    "name": "Name",
    "source": "Source",
    "authenticity": "Authenticity",
    "entity": "Entity",
    "row": "Comparison",
    "event": "Event",
    "block": "Part of the file",
    "article": "Report",
}
_REVIEWED_MANY: Final = {"authenticity": "statements on authenticity", "block": "parts of a file"}
STATUSES: Final = {"confirmed": "confirmed by a person", "corrected": "corrected by a person"}
# The Admiralty code, as in NATO's AJP-2.1.
RELIABILITY: Final = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY: Final = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
KINDS: Final = {
    "shared": "Shared text",
    "person": "Person",
    "role": "Role",
    "place": "Organisation or place",
    "quote": "Quotation",
    "source": "Source",
    "authenticity": "Authenticity",
    "cue": "Authenticity",
    "number": "Number",
    "date": "Date",
}
COUNTED: Final = {
    "authenticity": ("statement", "statements"),
    "quote": ("quotation", "quotations"),
    "source": ("source", "sources"),
    "number": ("number", "numbers"),
    "date": ("date", "dates"),
    "role": ("role", "roles"),
    "shared": ("shared passage", "shared passages"),
}
LAYERS: Final = {
    "person": "People",
    "place": "Organisations, places",
    "quote": "Quotations",
    "source": "Sources",
    "authenticity": "Authenticity",
    "number": "Numbers",
    "date": "Dates",
    "shared": "Shared text",
}
STANCES: Final = {
    "confirmed": "confirmed",
    "deemed-authentic": "deemed authentic",
    "no-reason-to-doubt": "no reason to doubt",
    "purported": "purported",
    "unverifiable": "cannot be verified",
    "unconfirmed": "not confirmed",
    "disputed": "disputed",
    "unknown": "unknown",
    "attributed": "attributed, no hedge",
}
STANCE_NOTES: Final = {
    "confirmed": "somebody says that it is authentic",
    "deemed-authentic": "somebody judges it to be authentic",
    "no-reason-to-doubt": "somebody sees no reason to doubt it",
    "purported": "the report distances itself: purported, said to be",
    "unverifiable": "somebody could not verify it",
    "unconfirmed": "somebody has not confirmed it",
    "disputed": "somebody disputes it",
    "unknown": "somebody says that it is not known",
    "attributed": "the report says from whom it has it and neither doubts nor vouches for it",
}
SOURCE_KINDS: Final = {
    "named-person": "Named person",
    "official": "Official",
    "spokesperson": "Spokesperson",
    "unnamed-official": "Unnamed official",
    "unnamed-person": "Unnamed person",
    "organisation": "Organisation",
    "agency": "News agency",
    "outlet": "News outlet",
    "document": "Document",
    "recording": "Recording",
    "party-media": "Media of a party",
    "monitor": "Monitoring group",
    "scholar": "Scholar",
    "ngo": "Non-governmental organisation",
}
# As headings over several.
SOURCE_GROUPS: Final = {
    "named-person": "Named people",
    "official": "Officials",
    "spokesperson": "Spokespeople",
    "unnamed-official": "Unnamed officials",
    "unnamed-person": "Unnamed people",
    "organisation": "Organisations",
    "agency": "News agencies",
    "outlet": "News outlets",
    "document": "Documents",
    "recording": "Recordings",
    "party-media": "Media of parties",
    "monitor": "Monitoring groups",
    "scholar": "Scholars",
    "ngo": "Non-governmental organisations",
}
BLOCKS: Final = {
    "title": "repeated title",
    "heading": "heading",
    "body": "paragraph",
    "caption": "caption",
    "highlight": "highlight box",
    "byline": "byline",
    "dateline": "dateline",
    "credit": "credit",
    "related": "related link",
    "video": "video line",
    "consent": "consent banner",
    "newsletter": "newsletter line",
    "sponsor": "sponsor line",
    "section-label": "section label",
    "stray": "stray character",
}
DIMENSIONS: Final = {
    "count": "Counts",
    "duration": "Durations",
    "distance": "Distances",
    "money": "Money",
    "percent": "Percentages",
    "age": "Ages",
    "ordinal": "Ordinals",
    "other": "Other measures",
}
TYPES: Final = {"person": "Person", "organisation": "Organisation", "place": "Place", "group": "Group"}
QUOTES: Final = {"direct": "direct", "mixed": "partly direct", "indirect": "indirect"}
BASES: Final = {"stated": "stated in the text", "inferred": "inferred", "sidecar": "supplied with the article"}
_BOUNDS: Final[dict[Bound, str]] = {
    "exact": "",
    "about": "about ",
    "at-least": "at least ",
    "more-than": "more than ",
    "at-most": "at most ",
    "less-than": "less than ",
    "range": "",
    "vague": "",
}
_SMALL: Final = "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_MEASURES: Final = frozenset({"duration", "distance", "money", "age"})
_NO_PLURAL: Final = frozenset({"yen", "yuan", "won", "baht", "rand"})
_ODD_PLURALS: Final = {"foot": "feet", "inch": "inches", "century": "centuries"}
NO_BREAK: Final = times.NO_BREAK
_DURATION: Final = re.compile(r"P(T?)([0-9]{1,6})([YMWDHS])")
_UNITS: Final = {"Y": "year", "W": "week", "D": "day", "H": "hour", "S": "second"}


ATTRIBUTED: Final = "attributed"


def stance(found: Authenticity) -> str:
    """Return the stance under which a statement is shown.

    Where a report merely says who released or sent something, and hedges nothing, the finding is a weak sign of
    distance; it is called what it is, and stands after the others.
    """
    return ATTRIBUTED if found.rule == "provenance" and found.confidence == "low" else found.stance


def spelled(number: int, one: str, many: str | None = None) -> str:
    """Return ``three reports`` or ``1,234 reports``."""
    said = _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"
    return f"{said}{NO_BREAK}{one if number == 1 else many or one + 's'}"


def upper_first(text: str) -> str:
    """Return a text with a capital at its beginning; names in it keep theirs."""
    return text[:1].upper() + text[1:]


def rests(reports: int, origins: int) -> str:
    """Return on how much something rests: ``three reports, two origins``."""
    return f"{spelled(reports, 'report')}, {spelled(origins, 'origin')}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 article`` or ``1,234 articles``."""
    return f"{number:,}{NO_BREAK}{one if number == 1 else many or one + 's'}"


def reviewed(kind: str, number: int) -> str:
    """Return how many findings of a kind there are: ``2 dates``, ``15 statements on authenticity``."""
    many = _REVIEWED_MANY.get(kind)
    one = REVIEWED[kind].lower() if many is None else many.replace("statements", "statement").replace("parts", "part")
    return count(number, one, many)


def listed(items: Sequence[str], most: int = 3, between: str = ", ") -> str:
    """Return the first `most` items with what stands between them, and how many more there are."""
    more = len(items) - most
    return between.join(items[:most]) + (f" and {more} more" if more > 0 else "")


def number(value: float) -> str:
    """Return a number as people write it: thousands apart, no needless decimals."""
    if not isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e15:  # noqa: PLR2004  (whole numbers are exact below)
        return f"{int(value):,}"
    return f"{value:,.10g}"


def value(quantity: Quantity) -> str:
    """Return what a quantity says: bound and value or range, without its unit."""
    low, high = quantity.low, quantity.high
    if quantity.bound == "vague" or (low is None and high is None):
        # "Hundreds" has no value that could be shown without making one up.
        return f"“{quantity.text}”"
    if low is not None and high is not None and low != high:
        about = "about " if quantity.bound == "about" else ""
        return f"{about}{number(low)}–{number(high)}"
    known = low if low is not None else high
    return _BOUNDS[quantity.bound] + number(known if known is not None else 0.0)


def unit(quantity: Quantity) -> str:
    """Return a quantity's unit, in the plural for measures of more than one."""
    name = quantity.unit or ""
    # Miles per hour: what is counted stands first.
    first, per, rest = name.partition(" per ")
    if quantity.dimension not in {*_MEASURES, *(("other",) if per else ())} or first in _NO_PLURAL:
        return name
    if not first.isalpha() or first.endswith("s") or {quantity.low, quantity.high} <= {1, None}:
        return name
    return _ODD_PLURALS.get(first, first + "s") + per + rest


def amount(quantity: Quantity) -> str:
    """Return what a quantity says in words: bound, value or range, and what is counted or the unit."""
    if quantity.bound == "vague":
        return value(quantity)
    if quantity.dimension == "count":
        return f"{value(quantity)} {quantity.counted or unit(quantity)}".strip()
    measured = f"{value(quantity)} {unit(quantity)}".strip()
    return f"{measured} ({quantity.counted})" if quantity.counted else measured


def timex(value: str) -> str:
    """Return a TIMEX3 value in words where it is a time, a day, a stretch of the calendar or a plain duration."""
    found = _DURATION.fullmatch(value)
    if found is None:
        return times.moment(value)
    clock, amount, letter = found.groups()
    return count(int(amount), ("minute" if clock else "month") if letter == "M" else _UNITS[letter])


def published(known: Published | None) -> str:
    """Return an article's date in words, or that the text does not tell."""
    return "date not told" if known is None else times.day(known.value)


def size(number_of_bytes: int) -> str:
    """Return a file's size in words."""
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if number_of_bytes >= step:
            return f"{number_of_bytes / step:.1f}{NO_BREAK}{unit}"
    return f"{number_of_bytes}{NO_BREAK}bytes"
