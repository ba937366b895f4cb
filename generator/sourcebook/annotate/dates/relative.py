"""Dates counted from the day of publication or from a date named before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.dates.found import NO_DATE_BEFORE, UNANCHORED, Context, Found, on
from sourcebook.annotate.dates.lengths import length, unit_name
from sourcebook.annotate.timex import calendar, numbers
from sourcebook.annotate.timex.calendar import Day
from sourcebook.annotate.timex.lexicon import words
from sourcebook.annotate.timex.matches import before
from sourcebook.annotate.timex.values import year_number

if TYPE_CHECKING:
    from sourcebook.annotate.timex.matches import Expression

_STEPS = {"last": -1, "this": 0, "next": 1, "this past": 0, "this coming": 0, "the coming": 1, "the current": 0}
_BESIDE = {
    "the previous": -1,
    "previous": -1,
    "the following": 1,
    "following": 1,
    "the next": 1,
    "the same": 0,
    "that": 0,
}
DAY_WORDS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}
_SATURDAY = 6
# "Nearly two weeks ago" names no day.
_BOUNDED = re.compile(r"(?:less|more|fewer|no more) than|at (?:least|most)|up to|over|nearly|almost", re.IGNORECASE)
_YEARS = {"year": 1, "decade": 10, "century": 100}


def part_code(text: str | None) -> str:
    """Return the TIMEX3 code of a part of the day, empty for none."""
    plain = (text or "").lower().replace("mid-", "").replace("mid ", "").rstrip("s")
    return words().parts.get(plain, "")


def _with_part(day: Day | None, part: str, reasoning: str, missing: str = UNANCHORED) -> Found:
    if not part:
        return on(day, reasoning, missing)
    if day is None or not day.day:
        return Found("TIME", None, missing)
    return Found("TIME", f"{day.value}T{part}", reasoning, day)


def _weekday(e: Expression, context: Context) -> Found | None:
    name = e.group("weekday") or ""
    number, rel, part = words().weekdays[name], e.group("rel") or "", part_code(e.group("part"))
    if rel in {"every", "each"} or e.group("plural", "parts"):
        return Found("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    published = context.published
    if rel in _BESIDE and rel != "that":
        return _weekday_beside(number, rel, part, context)
    day = weekday_of(number, rel, e, context)
    if e.group("week") and published is not None and published.date is not None:
        step = {"last week": -1, "this week": 0, "next week": 1}[e.group("week") or ""]
        monday = calendar.weekday_before(published, 1)
        day = calendar.shift_days(monday, 7 * step + number - 1) if monday else None
    if day is None:
        return Found("TIME" if part else "DATE", None, UNANCHORED)
    where = "on" if day == published else "before" if published and day < published else "after"
    return _with_part(day, part, context.said(f"{name.capitalize()} {where}"))


def weekday_of(number: int, rel: str, e: Expression, context: Context) -> Day | None:
    """Return the day that a weekday's name means, by its tense or a word before it."""
    published = context.published
    if published is None or not published.day:
        return None
    if rel in {"last", "this past"}:
        return calendar.weekday_before(published, number, same=False)
    if rel in {"next", "this coming"}:
        return calendar.weekday_after(published, number, same=False)
    if context.direction(e) in {"future", "likely"}:
        return calendar.weekday_after(published, number)
    return calendar.weekday_before(published, number)


def _weekday_beside(number: int, rel: str, part: str, context: Context) -> Found:
    last = context.anchors.near_day
    if last is None:
        return Found("TIME" if part else "DATE", None, NO_DATE_BEFORE)
    back = _BESIDE[rel] < 0
    day = (calendar.weekday_before if back else calendar.weekday_after)(last, number, same=False)
    return _with_part(day, part, f"counted from the date named before, {last.value}")


def _day_word(e: Expression, context: Context) -> Found | None:
    word = e.group("word") or ""
    part = part_code(e.group("part")) or ("NI" if word == "tonight" else "")
    published = context.published
    if published is None or not published.day:
        return Found("TIME" if part else "DATE", None, UNANCHORED)
    day = calendar.shift_days(published, DAY_WORDS[word])
    return _with_part(day, part, context.said(f"{word} counted from"))


def _day_part(e: Expression, context: Context) -> Found | None:
    rel, part = e.group("rel") or "", part_code(e.group("part"))
    if rel in {"last", "this"}:
        published = context.published
        day = calendar.shift_days(published, _STEPS[rel]) if published is not None else None
        return _with_part(day, part, context.said("counted from"))
    last = context.anchors.near_day
    day = calendar.shift_days(last, _BESIDE[rel]) if last else None
    return _with_part(day, part, f"counted from the date named before, {last.value}" if last else "", NO_DATE_BEFORE)


def _loose_part(e: Expression, context: Context) -> Found | None:
    if e.group("overnight"):
        return _overnight(e, context)
    part = part_code(e.group("part"))
    day = context.anchors.last_day or context.published
    return _with_part(day if day and day.day else None, part, f"on the day named before, {day.value}" if day else "")


def _overnight(e: Expression, context: Context) -> Found:
    """The night before publication, or the one after it where the verb looks ahead."""
    published = context.published
    step = 0 if context.direction(e) in {"future", "likely"} else -1
    day = calendar.shift_days(published, step) if published is not None else None
    return _with_part(day, "NI", context.said("night beside"))


def _rel_unit(e: Expression, context: Context) -> Found | None:
    rel, unit = e.group("rel") or "", e.group("unit") or ""
    if unit == "day" and rel in {"last", "this", "this coming", "this past", "the coming", "the current", "next"}:
        return None
    if rel == "the next" and before(e, context.doc) in {"over", "in", "within", "during", "for", "throughout", "of"}:
        return Found("DURATION", length(1, unit)) if unit != "weekend" else None
    published = context.published
    if rel == "this past" and unit == "weekend" and published and published.date:
        step = 0 if published.date.isoweekday() >= _SATURDAY else -1
        return counted(published, step, unit, context.said("counted from"), UNANCHORED)
    if rel in _STEPS:
        if e.group("shade") and rel == "this" and unit == "day":
            return None
        return counted(context.published, _STEPS[rel], unit, context.said("counted from"), UNANCHORED)
    last = context.anchors.last if unit in {"year", "decade", "century"} else context.anchors.near_month
    last = context.anchors.near_day if unit in {"day", "week", "weekend", "fortnight"} else last
    reason = f"counted from the date named before, {last.value}" if last else ""
    return counted(last, _BESIDE[rel], unit, reason, NO_DATE_BEFORE)


def counted(base: Day | None, step: int, unit: str, reasoning: str, missing: str) -> Found:
    """Return the day, week, month, year or longer that lies `step` of them from `base`."""
    if base is None:
        return Found("DATE", None, missing)
    if unit == "decade":
        return Found("DATE", str(base.year // 10 + step), reasoning)
    if unit == "century":
        return Found("DATE", f"{base.year // 100 + step:02d}", reasoning)
    if unit == "year":
        return on(calendar.make(base.year + step), reasoning)
    if unit in {"month", "day"}:
        shift = calendar.shift_months if unit == "month" else calendar.shift_days
        return on(shift(base, step), reasoning, missing)
    value = calendar.week(base, step * (2 if unit == "fortnight" else 1))
    if value and unit == "weekend":
        value += "-WE"
    return Found("DATE", value, reasoning if value else missing)


def _weekend(e: Expression, context: Context) -> Found | None:
    published = context.published
    if published is None or published.date is None:
        return Found("DATE", None, UNANCHORED)
    ahead = context.direction(e) in {"future", "likely"} or published.date.isoweekday() >= _SATURDAY
    value = calendar.week(published, 0 if ahead else -1)
    return Found("DATE", f"{value}-WE", context.said("weekend before" if not ahead else "weekend beside"))


def _ago(e: Expression, context: Context) -> Found | None:
    number, unit = numbers.number(e.group("count") or ""), _unit(e)
    if number is None:
        return Found("DATE", "PAST_REF")
    published = context.published
    bounded = _BOUNDED.match(e.match.group())
    if bounded and unit in {"week", "fortnight"}:
        return counted(published, -int(number), unit, context.said("counted from"), UNANCHORED)
    if unit in {"second", "minute", "hour"}:
        return Found("TIME", None if published is None else "PAST_REF", None if published else UNANCHORED)
    return moved(published, -number, unit, context.said(f"{e.match.group().lower()} counted from"), UNANCHORED)


def moved(base: Day | None, number: float, unit: str, reasoning: str, missing: str) -> Found:
    """Return what lies `number` units from `base`, as finely as the unit says: years by the year, weeks by the day."""
    if base is None:
        return Found("DATE", None, missing)
    if unit in _YEARS:
        years = number * _YEARS[unit]
        if years % 1 and base.month:
            return on(calendar.shift_months(base, int(years * 12)), reasoning, missing)
        return on(calendar.make(base.year + int(years)), reasoning, missing)
    if unit in {"month", "quarter"}:
        return on(calendar.shift_months(base, int(number * (3 if unit == "quarter" else 1))), reasoning, missing)
    days = number * {"day": 1, "week": 7, "fortnight": 14}[unit]
    return on(calendar.shift_days(base, int(days)), reasoning, missing)


def _apart(e: Expression, context: Context) -> Found | None:
    """The words 'Three months later': counted from the date named before, else only its length is known."""
    text, unit = e.group("count") or "", _unit(e)
    number = numbers.number(text)
    back = e.group("way") in {"earlier", "before"}
    last = context.anchors.last
    fits = last is not None and (
        unit in {"year", "decade", "century"} or (last.month and unit in {"month", "quarter"}) or last.day
    )
    follows = context.doc.text[e.end : e.end + 2]
    stands_alone = e.group("way") in {"later", "earlier", "afterwards", "afterward"} or not re.match(r" \w", follows)
    if number is None or not fits or last is None or not stands_alone or unit in {"second", "minute", "hour"}:
        end = e.start + e.match.start("way") - e.match.start() - 1
        return Found("DURATION", length(number, unit), end=end)
    return moved(
        last, -number if back else number, unit, f"counted from the date named before, {last.value}", NO_DATE_BEFORE
    )


def _unit(e: Expression) -> str:
    return unit_name(e.group("unit"))


def _day_beside(e: Expression, context: Context) -> Found | None:
    unit = "day" if e.group("next") else e.group("unit") or ""
    step = 1 if e.group("next") or e.group("way") == "after" else -1
    night = unit == "night"
    unit = "day" if night else unit
    anchors = context.anchors
    last = {"day": anchors.near_day, "week": anchors.near_day, "month": anchors.near_month}.get(unit, anchors.last)
    found = counted(
        last, step, unit, f"counted from the date named before, {last.value}" if last else "", NO_DATE_BEFORE
    )
    return _with_part(found.day, "NI", found.reasoning or "", NO_DATE_BEFORE) if night else found


def _season(e: Expression, context: Context) -> Found | None:
    rel, code = e.group("rel") or "", words().seasons[e.group("season") or ""]
    year = year_number(e.group("year", "year2"))
    if year:
        return Found("DATE", f"{year}-{code}")
    published = context.published
    base = context.anchors.last if rel in _BESIDE else published
    if base is None:
        return Found("DATE", None, NO_DATE_BEFORE if rel in _BESIDE else UNANCHORED)
    if rel in _BESIDE:
        year = base.year + _BESIDE[rel]
    else:
        year = base.year + _season_step(rel, code, base, future=context.direction(e) in {"future", "likely"})
    return Found("DATE", f"{year}-{code}", context.said("counted from"))


def _season_step(rel: str, code: str, published: Day, *, future: bool) -> int:
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begun = not published.month or published.month >= start
    if rel == "last":
        return -1
    if rel == "next":
        return 1
    if rel in {"this", "this coming", "this past"}:
        return 0
    return (1 if begun else 0) if future else (0 if begun else -1)


def _many_seasons(e: Expression, _: Context) -> Found | None:
    return Found("SET", f"XXXX-{words().seasons[(e.group('season') or '').rstrip('s')]}")


HANDLERS = {
    "weekday": _weekday,
    "day_word": _day_word,
    "day_part": _day_part,
    "loose_part": _loose_part,
    "rel_unit": _rel_unit,
    "weekend": _weekend,
    "ago": _ago,
    "apart": _apart,
    "day_beside": _day_beside,
    "rel_season": _season,
    "many_seasons": _many_seasons,
}
