"""Dates that name their year, or a month or day of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.dates.found import Context, Found, on
from sourcebook.annotate.timex import calendar, numbers
from sourcebook.annotate.timex.calendar import Day
from sourcebook.annotate.timex.lexicon import words
from sourcebook.annotate.timex.values import day_number, month_number, year_number

if TYPE_CHECKING:
    from sourcebook.annotate.timex.matches import Expression

# Two-digit years up to this are of the twenty-first century, as in most newspapers' usage.
_PIVOT = 50
# A past tense is not believed against a date so near ahead ("set Nov. 10 as the deadline"), in days.
_NEAR = 60
_MONTHS_NEAR = 2
_ATTACKS = (2001, 9, 11)
_AMBIGUOUS = "day and month could be read either way"


def _full_date(e: Expression, _: Context) -> Found | None:
    day = calendar.make(
        year_number(e.group("year", "year2")),
        month_number(e.group("month", "month2")),
        day_number(e.group("day", "day2")),
    )
    return None if day is None else Found("DATE", day.value, None, day)


def _iso(e: Expression, _: Context) -> Found | None:
    day = calendar.parse(f"{e.group('year')}-{e.group('month')}-{e.group('day')}")
    if day is None:
        return None
    clock = e.group("clock")
    return Found("TIME", f"{day.value}T{clock}", None, day) if clock else Found("DATE", day.value, None, day)


def _slashed(e: Expression, context: Context) -> Found | None:
    """Day and month in digits: settled where one is above twelve, or one reading is the day of publication."""
    year = year_number(e.group("year"))
    if year < 100:  # noqa: PLR2004
        year += 2000 if year <= _PIVOT else 1900
    a, b = int(e.group("a") or 0), int(e.group("b") or 0)
    readings = {d for d in (calendar.make(year, a, b), calendar.make(year, b, a)) if d is not None and d.day}
    if not readings:
        return None
    if len(readings) > 1 and context.published in readings:
        return on(context.published, "the reading that is the publication date")
    if len(readings) > 1:
        return Found("DATE", None, _AMBIGUOUS)
    return on(readings.pop(), None)


def nearest_day(month: int, day: int, e: Expression, context: Context) -> Day | None:
    """Return the day of that name that the verb's tense points to, else the nearest to publication."""
    published = context.published
    if published is None:
        return None
    if not published.day:
        return _nearest_in_month(month, day, published, e, context)
    choices = [d for y in (-1, 0, 1) if (d := calendar.make(published.year + y, month, day)) is not None]
    dated = [(abs((d.date - published.date).days), d) for d in choices if d.date and published.date]
    if not dated:
        return None
    gap, near = min(dated)
    direction = context.direction(e)
    if gap <= _NEAR or direction in {"unknown", "likely"}:
        return near
    behind = [d for d in choices if d <= published]
    ahead = [d for d in choices if d >= published]
    wanted = behind[-1:] if direction == "past" else ahead[:1]
    return wanted[0] if wanted else near


def _nearest_in_month(month: int, day: int, published: Day, e: Expression, context: Context) -> Day | None:
    if not published.month:
        return None
    found = nearest_month(month, e, context)
    return None if found is None else calendar.make(found.year, month, day)


def nearest_month(month: int, e: Expression, context: Context) -> Day | None:
    """Return the month of that name that the verb's tense points to, else the nearest to publication."""
    published = context.published
    if published is None or not published.month:
        return None
    back = (published.month - month) % calendar.MONTHS
    ahead = -back % calendar.MONTHS
    direction = context.direction(e)
    # A month nearly a year back would be called "last", so even a past tense does not mean it.
    if direction == "likely":
        direction = "future" if ahead <= back else "past"
    if direction != "future":
        direction = "future" if ahead <= _MONTHS_NEAR < back else "past"
    return calendar.shift_months(published, -back if direction == "past" else ahead)


def _month_day(e: Expression, context: Context) -> Found | None:
    month = month_number(e.group("month", "month2", "month3"))
    day = day_number(e.group("day", "day2", "day3"))
    if calendar.make(2000, month, day) is None:
        return None
    rel, published = e.group("rel", "rel2"), context.published
    if rel:
        year = published.year + {"last": -1, "this": 0, "next": 1}[rel] if published else 0
        found = calendar.make(year, month, day) if year else None
    else:
        found = nearest_day(month, day, e, context)
    if found is None:
        return Found("DATE", f"XXXX-{month:02d}-{day:02d}", "the text gives no year")
    return on(found, context.said("year taken from"))


def _named(_: Expression, __: Context) -> Found | None:
    """The one day that news names by its date alone, in whatever year."""
    return on(Day(*_ATTACKS), "the attacks known by this date")


def _month_year(e: Expression, _: Context) -> Found | None:
    return on(calendar.make(year_number(e.group("year")), month_number(e.group("month"))), None)


def _month_rel_year(e: Expression, context: Context) -> Found | None:
    rel, month = e.group("rel") or "", month_number(e.group("month"))
    offset = {"this": 0, "last": -1, "next": 1}.get(rel)
    base = context.published if offset is not None else context.anchors.last
    if base is None:
        return Found("DATE", f"XXXX-{month:02d}", "nothing anchors the year")
    step = offset if offset is not None else {"the following": 1, "the previous": -1}.get(rel, 0)
    return on(calendar.make(base.year + step, month), context.said(f"{rel} year counted from"))


def _month(e: Expression, context: Context) -> Found | None:
    month, rel = month_number(e.group("month")), e.group("rel") or ""
    if rel in {"every", "each"}:
        return Found("SET", f"XXXX-{month:02d}")
    if rel.removeprefix("the ") in {"following", "previous", "that"}:
        return _month_beside(month, rel, context)
    published = context.published
    if rel == "the next":
        rel = "next"
    if published is not None and published.month and rel in {"last", "this past", "next", "this coming"}:
        back = (published.month - month) % 12 or 12
        step = -back if rel in {"last", "this past"} else 12 - back or 12
        return on(calendar.shift_months(published, step), context.said("counted from"))
    if published is not None and rel == "this":
        return on(calendar.make(published.year, month), context.said("in the year of"))
    found = nearest_month(month, e, context)
    if found is None:
        return Found("DATE", f"XXXX-{month:02d}", "the text gives no year")
    return on(found, context.said("year taken from"))


def _month_beside(month: int, rel: str, context: Context) -> Found:
    last = context.anchors.last
    if last is None:
        return Found("DATE", f"XXXX-{month:02d}", "nothing anchors the year")
    later = month > last.month if last.month else True
    if "following" in rel:
        year = last.year + (0 if last.month and later else 1)
    elif "previous" in rel:
        year = last.year - (1 if month >= (last.month or 1) else 0)
    else:
        year = last.year
    return on(calendar.make(year, month), f"counted from the date named before, {last.value}")


def _year(e: Expression, context: Context) -> Found | None:
    context.anchors.quarter = context.anchors.quarter if e.group("fiscal") else None
    return on(calendar.make(year_number(e.group("year"))), None)


def _year_words(e: Expression, _: Context) -> Found | None:
    text = e.group("year") or e.match.group().lower()
    year = numbers.year_in_words(text.removeprefix("the year ")) or (2000 if text.endswith("two thousand") else 0)
    if text.endswith("two thousand") and not e.match.group().lower().startswith("the year"):
        return None
    return on(calendar.make(year), None) if year else None


def _decade(e: Expression, _: Context) -> Found | None:
    word, digits, short = e.group("word"), e.group("dec"), e.group("short")
    value = str(words().decades[word]) if word else digits or f"19{short}"
    return Found("DATE", value)


def _century(e: Expression, _: Context) -> Found | None:
    number = day_number(e.group("ord"))
    return Found("DATE", f"{number - 1:02d}") if number > 0 else None


def _holiday(e: Expression, context: Context) -> Found | None:
    month, day = (int(n) for n in words().holidays[e.group("holiday") or ""].split("-"))
    year = year_number(e.group("year"))
    if year:
        return on(calendar.make(year, month, day), None)
    found = nearest_day(month, day, e, context)
    if found is None:
        return Found("DATE", f"XXXX-{month:02d}-{day:02d}", "the text gives no year")
    return on(found, context.said("year taken from"))


def _season_year(e: Expression, _: Context) -> Found | None:
    return Found("DATE", f"{e.group('year')}-{words().seasons[e.group('season') or '']}")


HANDLERS = {
    "full_date": _full_date,
    "iso": _iso,
    "named": _named,
    "slashed": _slashed,
    "month_day": _month_day,
    "month_year": _month_year,
    "month_rel_year": _month_rel_year,
    "month": _month,
    "year": _year,
    "year_words": _year_words,
    "decade_digits": _decade,
    "decade_words": _decade,
    "century": _century,
    "holiday": _holiday,
    "season_year": _season_year,
}
