"""The day that an article's file or address is named after, where the text agrees with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.timex import calendar, expressions, tense
from sourcebook.annotate.timex.lexicon import words
from sourcebook.annotate.timex.values import day_number, month_number
from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sourcebook.annotate.timex.calendar import Day
    from sourcebook.annotate.timex.matches import Expression
    from sourcebook.parsed import Doc
    from sourcebook.records import Article

_NAMED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_/.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
# A hash holds such figures by chance; letters on both sides of them make one.
_IN_HASH = re.compile(r"[0-9a-f]{12,}", re.IGNORECASE)
# What a report tells without a year is so many days old at most.
_RECENT = 7


@dataclass(frozen=True)
class Clue:
    """Something in the text that bounds the day of publication.

    Attributes:
        span: where it stands.
        reasoning: what it says, for readers.
        year: the year of publication.
        first: the earliest day.
        last: the latest day.
        month: the month of publication, of whatever year.
    """

    span: Span
    reasoning: str
    year: int | None = None
    first: Day | None = None
    last: Day | None = None
    month: int | None = None


def clues(article: Article, doc: Doc, found: Sequence[Expression]) -> list[Clue]:
    """Return the day in the file's name or the address, where a date or a weekday of the text or its dateline fits it.

    Args:
        article: the article.
        doc: its parse.
        found: the time expressions of its prose.
    """
    day = day_of(article)
    if day is None:
        return []
    lines = expressions.find(doc, (Span(b.start, b.end) for b in article.blocks if b.kind == "dateline"))
    fits = witness(day, [*lines, *found], doc)
    if fits is None:
        return []
    reason = f"its file or address is named {day.value}, and {fits.match.group()} fits"
    return [Clue(Span(fits.start, fits.end), reason, first=day, last=day)]


def day_of(article: Article) -> Day | None:
    """Return the one day that the file's name or the address of an article holds, ``None`` without or with several."""
    found: set[Day] = set()
    for name in (article.path, article.url or ""):
        for match in _NAMED.finditer(_IN_HASH.sub(" ", name)):
            day = calendar.make(int(match["year"]), int(match["month"]), int(match["day"]))
            found |= {day} if day is not None else set()
    return found.pop() if len(found) == 1 else None


def witness(day: Day, found: Iterable[Expression], doc: Doc) -> Expression | None:
    """Return what the text says that fits an article of that `day`: a date shortly before it, or its weekday.

    A file may be named after the day it was fetched; so the name alone tells nothing.

    Args:
        day: the day in the name, known to the day.
        found: the time expressions of the article.
        doc: its parse.
    """
    return next((e for e in found if _fits(day, e, doc)), None)


def _fits(day: Day, e: Expression, doc: Doc) -> bool:
    if tense.direction(doc, e.token) == "future":
        return False
    if e.kind == "month_day":
        told = calendar.make(day.year, month_number(e.group("month", "month2")), day_number(e.group("day", "day2")))
        return told is not None and bool(told.date and day.date) and 0 <= _days_between(told, day) <= _RECENT
    if e.kind == "weekday" and not e.group("plural", "parts", "week") and e.group("rel") in {None, "on"}:
        number = words().weekdays.get(e.group("weekday") or "")
        return day.date is not None and number is not None and (day.date.isoweekday() - number) % 7 <= 1
    return False


def _days_between(first: Day, last: Day) -> int:
    return (last.date - first.date).days if first.date and last.date else -1
