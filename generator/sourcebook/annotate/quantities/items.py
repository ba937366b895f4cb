"""Numbers with their units, and two of them joined to a range: "200 to 300", "$10 to $15 billion"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities import units
from sourcebook.annotate.quantities.lexicon import Unit
from sourcebook.annotate.quantities.pieces import Numeral

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARE = Unit("share", "percent")
MINUTES_OF_HOUR = 60
_LINK = re.compile(
    r"[ \t]*(?:(?P<to>to)|(?P<dash>[-–—])|(?P<and>and)|(?P<or>or))[ \t]*(?:from[ \t]+|about[ \t]+|up to[ \t]+)?"
)
_FAR_LINK = re.compile(r"(?:[ ](?:in[ ][0-9]{4}|[a-z]+))[ ](?P<to>to)[ ](?P<dash>)(?P<and>)(?P<or>)")
_OPENING = re.compile(
    r"\b(?P<word>from|between)(?:[ \t]+(?:about|around|roughly|an estimated|the))?[ \t]+(?:in[ \t]+between[ \t]+)?$",
    re.IGNORECASE,
)
_TENS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_DECADE_OF_LIFE = re.compile(
    r"\bin (?:his|her|their|my|our) (?P<all>(?P<part>early[ -]|mid[ -]|late[ -])?"
    rf"(?P<word>[2-9]0'?s|{'|'.join(_TENS)}))\b",
    re.IGNORECASE,
)
# "Eight or nine" is one uncertain number below this; above, two amounts are more likely.
_UNCERTAIN = 30
_OLDEST = 115
_AGE_BEFORE = re.compile(
    r"(?:\b(?:aged?|ages|age of|aged between)"
    r"|\b(?:who|he|she|I)[ \t]+(?:is|was|turned|am)(?:[ \t]+(?:only|just|now|then))?)[ \t]+$",
    re.IGNORECASE,
)
_APPOSED = re.compile(r"[\w.]['\"]?(?:,[ \t]+|[ \t]\()$")
_AFTER_APPOSED = re.compile(r"[,.;:)]|[ \t]+(?:and|who|from|when|at the time)\b|\s*$")

# Two units of which the second divides the first, by how often.
_SMALLER = {
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("year", "month"): 12,
    ("foot", "inch"): 12,
    ("pound", "ounce"): 16,
    ("stone", "pound"): 14,
}
_SUM = re.compile(r"(?P<comma>,?)[ ](?:and[ ])?")


@dataclass(frozen=True)
class Item:
    """A number with its unit.

    Attributes:
        number: the number as it stands; of a range the last one.
        start: offset of the sign or the number.
        end: offset past the unit.
        low: smallest value, ``None`` if open.
        high: largest value, ``None`` if open.
        unit: what it is measured in, ``None`` where it counts things or nothing.
        per: what it is counted by ("day"), or ``None``.
        joined: it is a range of two numbers.
        hyphen: number and unit are one word ("31-minute").
    """

    number: Numeral
    start: int
    end: int
    low: float | None
    high: float | None
    unit: Unit | None = None
    per: str | None = None
    joined: bool = False
    hyphen: bool = False


def measured(text: str, number: Numeral) -> Item:
    """Return `number` with the unit that stands beside it."""
    item = Item(number, number.start, number.end, number.low, number.high)
    figure = number.kind in {"figure", "share"} and text[number.end - 1].isdigit()
    sign = units.before(text, number.start)
    found = None if sign else units.after(text, number.end, figure=figure or (number.kind == "figure"))
    if sign:
        item = replace(item, start=sign.start, unit=sign.unit, end=units.of_country(text, number.end))
    elif found:
        item = replace(item, end=found.end, unit=found.unit, hyphen=found.hyphen)
    item = _hour_in_minutes(item)
    by = units.per(text, item.end) if item.unit else None
    return replace(item, per=by[0], end=by[1]) if by else item


def decades_of_life(text: str, start: int, end: int) -> Iterator[Item]:
    """Yield ages given by the decade ("in her twenties") in ``text[start:end]``."""
    for match in _DECADE_OF_LIFE.finditer(text, start, end):
        word = match["word"].lower()
        low = float(word[:2]) if word[0].isdigit() else float(_TENS[word])
        part = (match["part"] or "").lower().strip("- ")
        first, last = _PARTS.get(part, (0, 9))
        number = Numeral(match.start("all"), match.end(), low + first, low + last, "word")
        yield Item(number, number.start, number.end, number.low, number.high, Unit("year", "age"), joined=True)


def _hour_in_minutes(item: Item) -> Item:
    """Give "half an hour" in minutes, as everybody counts it."""
    if item.number.kind == "share" and item.unit == Unit("hour", "duration") and item.low is not None:
        value = item.low * MINUTES_OF_HOUR
        return replace(item, unit=Unit("minute", "duration"), low=value, high=value)
    return item


def as_age(text: str, item: Item, *, before_is_name: bool) -> Item:
    """Return `item` as an age where it stands as one: "aged 28", "X, 23,", "who was 10"."""
    low = item.low
    if (
        item.unit is not None
        or item.number.kind not in {"figure", "word"}
        or low is None
        or not 0 < low <= _OLDEST
        or item.number.scale > 1
    ):
        return item
    lead, rest = text[max(0, item.start - 30) : item.start], text[item.end : item.end + 8]
    if _AGE_BEFORE.search(lead) and (_AFTER_APPOSED.match(rest) or re.search(r"\bage[ds]?\b", lead)):
        return replace(item, unit=Unit("year", "age"))
    if (
        before_is_name
        and item.number.kind == "figure"
        and _APPOSED.search(lead)
        and _AFTER_APPOSED.match(rest)
        and low == int(low)
    ):
        return replace(item, unit=Unit("year", "age"))
    return item


def join(text: str, found: Sequence[Item], moved: Sequence[bool]) -> list[Item]:
    """Join neighbours that are the ends of one range, or the parts of one measure ("12 minutes and 40 seconds").

    Args:
        text: the normalised text.
        found: the items, in text order.
        moved: for each, whether a verb of rise or fall stands before it ("rose 3 to 40" is no range).
    """
    made: list[Item] = []
    last_moved = False
    for item, was_moved in zip(found, moved, strict=True):
        whole = (_sum(text, made[-1], item) or _range(text, made[-1], item)) if made else None
        if whole is not None and (not last_moved or _opened(text, made[-1])):
            made[-1] = whole
        else:
            made.append(item)
            last_moved = was_moved
    return made


def _sum(text: str, first: Item, last: Item) -> Item | None:
    """Return a measure told in two units as one, in the smaller unit."""
    units = (first.unit.name, last.unit.name) if first.unit and last.unit else ("", "")
    ratio = _SMALLER.get(units)
    if ratio is None or first.low is None or last.low is None or first.per or _opened(text, first):
        return None
    exact = first.low == first.high and last.low == last.high and first.low == int(first.low)
    linked = _SUM.fullmatch(text[first.end : last.start])
    if (
        not exact
        or not 0 < last.low < ratio
        or linked is None
        or (linked["comma"] and not (first.hyphen and last.hyphen))
    ):
        return None
    value = first.low * ratio + last.low
    return replace(last, start=first.start, low=value, high=value, joined=True)


def _opened(text: str, item: Item) -> str:
    match = _OPENING.search(text[max(0, item.start - 30) : item.start])
    return match["word"].lower() if match else ""


def _range(text: str, first: Item, last: Item) -> Item | None:
    between = text[first.end : last.start]
    link = _LINK.fullmatch(between) or (
        _FAR_LINK.fullmatch(between) if first.unit and _opened(text, first) == "from" else None
    )
    if link is None or first.joined or None in {first.low, last.high} or first.number.kind == "share":
        return None
    opening = _opened(text, first)
    if (link["and"] and opening != "between") or (link["or"] and not _near_or(first, last, opening)):
        return None
    if first.unit and last.unit and first.unit != last.unit:
        return None
    aged = first.unit is not None and first.unit.dimension == "age"
    if (
        first.unit
        and not last.unit
        and ((opening not in {"from", "between"} and not aged) or last.number.kind != "figure")
    ):
        return None
    low, high = first.low or 0.0, last.high or 0.0
    if last.number.scale > 1 and first.number.scale == 1 and abs(low) < 1_000:  # noqa: PLR2004 - "10 to 15 billion"
        low *= last.number.scale
    if link["dash"] and low >= high:
        return None
    return replace(
        last,
        start=first.start,
        low=min(low, high),
        high=max(low, high),
        unit=last.unit or first.unit,
        per=last.per or first.per,
        joined=True,
    )


def _near_or(first: Item, last: Item, opening: str) -> bool:
    """Tell whether "eight or nine", or "between eight or 10", gives one uncertain number."""
    low, high = first.low or 0, last.high or 0
    return (
        first.unit is None
        and low < high <= low + max(5, low) < _UNCERTAIN
        and (opening == "between" or first.number.kind == last.number.kind)
    )
