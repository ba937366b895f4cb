"""Stretches of time, repeated times, quarters and halves of years, and references to present, past and future."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.dates.found import UNANCHORED, Context, Found, on
from sourcebook.annotate.dates.lengths import length, unit_name
from sourcebook.annotate.timex import calendar, numbers
from sourcebook.annotate.timex.lexicon import words
from sourcebook.annotate.timex.matches import before
from sourcebook.annotate.timex.values import year_number

if TYPE_CHECKING:
    from sourcebook.annotate.timex.calendar import Day
    from sourcebook.annotate.timex.matches import Expression

# A quarter of the coming year is meant where it lies no more than so many quarters ahead.
_SOON = 2
_YEARS = {"this": 0, "last": -1, "next": 1, "the": 0}


def _leave_quarter(e: Expression, context: Context) -> None:
    """Once a report on results turns to a stretch of months, "a year earlier" no longer means the quarter."""
    said = (before(e, context.doc), e.match.group().lower().split()[0])
    if unit_name(e.group("unit")) == "month" and "the" in said:
        context.anchors.quarter = None


def _duration(e: Expression, context: Context) -> Found | None:
    _leave_quarter(e, context)
    text, unit = e.group("count") or "", unit_name(e.group("unit"))
    value = length(numbers.number(text), unit)
    extra = re.search(r"(\d{1,2})\s(minutes|seconds|hours|months|days)$", e.group("and") or "")
    if extra:
        value += _added(extra.group(1), unit_name(extra.group(2)), value)
    return Found("DURATION", value)


def _added(number: str, unit: str, value: str) -> str:
    code = words().units[unit]
    timed = "T" if code.startswith("T") and "T" not in value else ""
    return f"{timed}{number}{code[-1]}"


def _one_and_half(e: Expression, _: Context) -> Found | None:
    return Found("DURATION", length(1.5, unit_name(e.group("unit"))))


def _bare_units(e: Expression, _: Context) -> Found | None:
    return Found("DURATION", length(None, unit_name(e.group("unit", "whole"))))


def _window(e: Expression, context: Context) -> Found | None:
    _leave_quarter(e, context)
    text = e.group("count") or "one"
    return Found("DURATION", length(numbers.number(text), unit_name(e.group("unit"))))


def _set(e: Expression, _: Context) -> Found | None:
    return Found("SET", words().sets[e.group("set") or ""])


def _every(e: Expression, _: Context) -> Found | None:
    unit, other = unit_name(e.group("unit")), e.group("other")
    if unit in words().parts:
        return Found("SET", f"XXXX-XX-XXT{words().parts[unit]}")
    if unit == "weekend":
        return Found("SET", "XXXX-WXX-WE")
    number = {"other": 2.0, "second": 2.0}.get(other or "") or (numbers.number(other) if other else 1)
    return Found("SET", length(number, unit))


def _quarter(e: Expression, context: Context) -> Found | None:
    number = words().ordinals.get(e.group("ord") or "") or int((e.group("ord") or "0")[0])
    year = year_number(e.group("year", "year2", "year3"))
    rel = e.group("relyear", "relyear2")
    published = context.published
    if not year and published is None:
        return Found("DATE", f"XXXX-Q{number}", "the text gives no year")
    if not year and published is not None:
        year = published.year + _YEARS[rel] if rel else _year_of_quarter(number, published, e, context)
    year -= 1 if e.group("ago") else 0
    return _quarter_found(year, number, context.said("year taken from") if published else None)


def _quarter_found(year: int, number: int, reasoning: str | None) -> Found:
    return Found("DATE", f"{year}-Q{number}", reasoning, calendar.make(year), (year, number))


def _year_of_quarter(number: int, published: Day, e: Expression, context: Context) -> int:
    """The quarter begun last, where the text reports on it; in January the fourth is that of the year before."""
    if not published.month:
        return published.year
    if number + 4 - published.quarter <= _SOON and context.direction(e) in {"future", "likely"}:
        return published.year + 1
    return published.year - (1 if number > published.quarter + 1 else 0)


def _half(e: Expression, context: Context) -> Found | None:
    number = 1 if e.group("ord") == "first" else 2
    year = year_number(e.group("year"))
    if not year and context.published is None:
        return Found("DATE", None, UNANCHORED)
    if not year and context.published is not None:
        year = context.published.year + _YEARS[e.group("rel") or "this"]
    return Found("DATE", f"{year}-H{number}", None, calendar.make(year))


def _this_quarter(e: Expression, context: Context) -> Found | None:
    """The words 'The latest quarter', "the year-ago period": the quarter named last, or counted from publication."""
    known, rel = context.anchors.quarter, e.group("rel") or ""
    if e.group("year") and known:
        return Found("DATE", f"{e.group('year')}-Q{known[1]}", "the quarter named before")
    if "year-" in rel and known:
        return Found("DATE", f"{known[0] - 1}-Q{known[1]}", "a year before the quarter named before")
    if "year-" in rel:
        return _year_before(context)
    if known and (e.group("bare") or rel in {"the latest", "that", "the current"}):
        return Found("DATE", f"{known[0]}-Q{known[1]}", "the quarter named before")
    published = context.published
    if published is None or not published.month or "period" in e.match.group().lower() or e.group("bare"):
        return None
    index = published.year * 4 + published.quarter - 1
    index += {"this": 0, "the current": 0, "next": 1}.get(rel, -1)
    return _quarter_found(index // 4, index % 4 + 1, context.said("counted from"))


def _year_before(context: Context) -> Found:
    published = context.published
    if published is None:
        return Found("DATE", None, UNANCHORED)
    return on(calendar.make(published.year - 1), context.said("the year before"))


def _year_earlier(e: Expression, context: Context) -> Found | None:
    """The words 'A year earlier' in a report on a quarter is the same quarter a year before."""
    known, last = context.anchors.quarter, context.anchors.last
    if known:
        return Found("DATE", f"{known[0] - 1}-Q{known[1]}", "a year before the quarter named before")
    text = e.group("expr") or ""
    if text.endswith(("earlier", "before")) and last is not None:
        return on(calendar.make(last.year - 1), f"counted from the date named before, {last.value}")
    return _year_before(context)


def _year_end(e: Expression, context: Context) -> Found | None:
    published = context.published
    if published is None:
        return Found("DATE", None, UNANCHORED)
    unit = e.group("unit", "unit2") or "year"
    if unit == "week":
        return Found("DATE", calendar.week(published), context.said("in the week of"))
    month = published.month if unit == "month" else 0
    return on(calendar.make(published.year, month), context.said(f"in the {unit} of"))


def _the_year(e: Expression, context: Context) -> Found | None:
    if e.group("ended"):
        return Found("DURATION", "P1Y")
    published = context.published
    if published is None:
        return Found("DATE", None, UNANCHORED)
    return on(calendar.make(published.year), context.said("the year of"))


def _present(_: Expression, __: Context) -> Found | None:
    return Found("DATE", "PRESENT_REF")


def _past(e: Expression, _: Context) -> Found | None:
    recent = re.search(r"recent\s+(weeks|months|quarters)$", e.match.group(), re.IGNORECASE)
    if recent:
        return Found("DURATION", length(None, unit_name(recent.group(1))))
    return Found("DATE", "PAST_REF")


def _future(_: Expression, __: Context) -> Found | None:
    return Found("DATE", "FUTURE_REF")


def _while(_: Expression, __: Context) -> Found | None:
    return Found("DURATION", "PXX")


def _nothing(_: Expression, __: Context) -> Found | None:
    return None


HANDLERS = {
    "duration": _duration,
    "one_and_half": _one_and_half,
    "bare_units": _bare_units,
    "window": _window,
    "set": _set,
    "every": _every,
    "quarter": _quarter,
    "half": _half,
    "this_quarter": _this_quarter,
    "year_earlier": _year_earlier,
    "year_end": _year_end,
    "the_year": _the_year,
    "ref_present": _present,
    "ref_past": _past,
    "ref_future": _future,
    "while": _while,
    "time_of": _nothing,
}
