"""Days, times and stretches of the calendar in words, from their TIMEX3 values."""

from __future__ import annotations

import re
from typing import Final

NO_BREAK = "\N{NO-BREAK SPACE}"
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_PARTS_OF_DAY: Final = {
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DA": "dawn",
}
_PARTS_OF_YEAR: Final = {
    "SP": "spring",
    "SU": "summer",
    "FA": "autumn",
    "WI": "winter",
    "Q1": "first quarter of",
    "Q2": "second quarter of",
    "Q3": "third quarter of",
    "Q4": "fourth quarter of",
    "H1": "first half of",
    "H2": "second half of",
}
_REFERENCES: Final = {"PRESENT_REF": "now", "PAST_REF": "some time ago", "FUTURE_REF": "some time ahead"}
_CLOCK: Final = re.compile(r"[0-2][0-9]:[0-5][0-9]")
_WEEK: Final = re.compile(r"(?P<year>[0-9]{4})-W(?P<week>[0-9]{2})(?P<end>-WE)?")
_LONG: Final = re.compile(r"(?P<decade>[12][0-9]{2})|(?P<century>[12][0-9])")


_NO_YEAR: Final = re.compile(r"XXXX-(?P<rest>[0-9]{2}(?:-[0-9]{2})?)")
_NO_DAY: Final = re.compile(r"XXXX-XX-XXT(?P<clock>[0-2][0-9]:[0-5][0-9])")
_SOME: Final = re.compile(r"P(?P<clock>T?)X(?P<unit>[YMWDHS])")
_SOME_UNITS: Final = {"Y": "years", "W": "weeks", "D": "days", "H": "hours", "S": "seconds"}


def day(date: str) -> str:
    """Return ``2016-11-03`` as ``3 November 2016``; months and years likewise; anything else as it is."""
    parts = date.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:  # noqa: PLR2004  (year, month, day)
        return date
    named = [parts[0]]
    if len(parts) > 1:
        month = int(parts[1])
        if not 1 <= month <= len(_MONTHS):
            return date
        named.insert(0, _MONTHS[month - 1])
    if len(parts) > 2:  # noqa: PLR2004  (year, month, day)
        named.insert(0, str(int(parts[2])))
    return NO_BREAK.join(named)


def moment(value: str) -> str:
    """Return the TIMEX3 value of a time of day, a day, or a stretch of the calendar in words, any other as it is."""
    known = _REFERENCES.get(value) or _open(value)
    if known:
        return known
    date, _, time = value.partition("T")
    told = _PARTS_OF_DAY.get(time) or (time if _CLOCK.fullmatch(time) else "")
    if told:
        return f"{day(date)}, {told}" if day(date) != date else value
    year, _, part = value.partition("-")
    if part in _PARTS_OF_YEAR and year.isdigit():
        return f"{_PARTS_OF_YEAR[part]} {year}"
    week = _WEEK.fullmatch(value)
    if week is not None:
        return f"{'weekend of ' if week['end'] else ''}week {int(week['week'])} of {week['year']}"
    long = _LONG.fullmatch(value)
    if long is None:
        return day(value)
    nth = int(long["century"] or 0) + 1
    ending = {21: "st", 22: "nd", 23: "rd"}.get(nth, "th")
    return f"{long['decade']}0s" if long["decade"] else f"{nth}{ending} century"


def _open(value: str) -> str:
    """Return a value that the text leaves open in part in words, empty for any other."""
    no_year, no_day, some = _NO_YEAR.fullmatch(value), _NO_DAY.fullmatch(value), _SOME.fullmatch(value)
    if no_year is not None:
        # Any leap year will do to name the day; the year itself is left out.
        named = day(f"2000-{no_year['rest']}")
        return f"{named.removesuffix(f'{NO_BREAK}2000')}, year not told" if named.endswith("2000") else ""
    if no_day is not None:
        return f"{no_day['clock']}, day not told"
    if some is None:
        return ""
    unit = ("minutes" if some["clock"] else "months") if some["unit"] == "M" else _SOME_UNITS[some["unit"]]
    return f"some {unit}"
