"""Times of the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.dates.absolute import nearest_day
from sourcebook.annotate.dates.found import Context, Found
from sourcebook.annotate.dates.relative import DAY_WORDS, weekday_of
from sourcebook.annotate.timex import calendar, numbers
from sourcebook.annotate.timex.lexicon import words
from sourcebook.annotate.timex.values import day_number, month_number

if TYPE_CHECKING:
    from sourcebook.annotate.timex.calendar import Day
    from sourcebook.annotate.timex.matches import Expression


def _clock(e: Expression, context: Context) -> Found | None:
    text = e.group("clock") or ""
    if text.endswith("o'clock"):
        follows = context.doc.text[e.end - len(e.match.group()) : e.end + 30]
        text = _settled(text.removesuffix(" o'clock"), follows)
        if not text:
            return Found("TIME", None, "the text does not tell morning from evening")
    clock = _clock_value(text)
    if clock is None:
        return None
    day = _day_of_clock(e, context)
    if day is None or not day.day:
        return Found("TIME", f"XXXX-XX-XXT{clock}", "the day is not known")
    return Found("TIME", f"{day.value}T{clock}", f"on {day.value}", day)


def _settled(hour: str, follows: str) -> str:
    """Return "5 p.m." for the hour before "o'clock" where the words behind it tell the half of the day."""
    number = numbers.number(hour)
    part = re.search(r"\b(morning|afternoon|evening|tonight|at night)\b", follows)
    if number is None or part is None:
        return ""
    return f"{int(number)} {'a.m.' if part.group(1) == 'morning' else 'p.m.'}"


def _clock_value(text: str) -> str | None:
    if text in {"noon", "midday"}:
        return "12:00"
    if text == "midnight":
        return "24:00"
    match = re.match(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap])?", text)
    if match is None:
        return None
    hour, minute = int(match.group(1)), int(match.group(2) or 0)
    if match.group(3):
        hour = hour % 12 + (12 if match.group(3) == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None  # noqa: PLR2004


def _day_of_clock(e: Expression, context: Context) -> Day | None:
    """The weekday or date that stands beside the clock time, else the day named last, else that of publication."""
    word = e.group("beside") or ""
    if word in words().weekdays:
        return weekday_of(words().weekdays[word], "", e, context)
    if word in DAY_WORDS:
        return calendar.shift_days(context.published, DAY_WORDS[word]) if context.published is not None else None
    if word:
        return nearest_day(month_number(e.group("month")), day_number(e.group("day")), e, context)
    last, sentence = context.anchors.last_day, context.doc[e.token].sent
    here = last is not None and context.anchors.offset >= sentence.start_char
    return last if here else context.published


HANDLERS = {"clock": _clock}
