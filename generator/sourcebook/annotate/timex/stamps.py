"""Dates of messages embedded in an article: "Name (@handle) October 26, 2014"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourcebook.annotate.timex import calendar
from sourcebook.annotate.timex.calendar import Day
from sourcebook.annotate.timex.values import month_number

_STAMP = re.compile(r"\(@\w{1,20}\)\s{1,3}(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}), (?P<year>20\d\d)(?!\d)")


def find(text: str) -> Iterator[tuple[int, int, Day]]:
    """Yield start, end and date of every stamp in `text`, in text order."""
    for match in _STAMP.finditer(text):
        day = calendar.make(int(match["year"]), month_number(match["month"]), int(match["day"]))
        if day is not None and day.month:
            yield match.start(), match.end(), day
