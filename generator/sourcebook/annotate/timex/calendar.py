"""Dates that may lack day or month, and the arithmetic on them."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

MONTHS = 12
QUARTER = 3


@dataclass(frozen=True, order=True)
class Day:
    """A date as far as it is known: a year, perhaps a month of it, perhaps a day of that."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def value(self) -> str:
        """The date as YYYY, YYYY-MM or YYYY-MM-DD."""
        value = f"{self.year:04d}"
        if self.month:
            value += f"-{self.month:02d}"
        return value + (f"-{self.day:02d}" if self.day else "")

    @property
    def date(self) -> dt.date | None:
        """The calendar date, where year, month and day are known."""
        return dt.date(self.year, self.month, self.day) if self.day else None

    @property
    def quarter(self) -> int:
        """The quarter of the year, 0 where the month is not known."""
        return (self.month + QUARTER - 1) // QUARTER


def parse(value: str) -> Day | None:
    """Return the date that `value` (YYYY, YYYY-MM or YYYY-MM-DD, a time behind it is passed over) writes, if one."""
    fields = value.strip()[:10].split("-")
    if not all(f.isdigit() for f in fields):
        return None
    return make(*(int(f) for f in fields))


def make(year: int, month: int = 0, day: int = 0) -> Day | None:
    """Return the date, or `None` where the calendar has no such day."""
    if not 1 <= year <= dt.MAXYEAR or not 0 <= month <= MONTHS or (day and not month):
        return None
    if day and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Day(year, month, day)


def of(date: dt.date) -> Day:
    """Return a calendar date as `Day`."""
    return Day(date.year, date.month, date.day)


def shift_days(day: Day, count: int) -> Day | None:
    """Return the day `count` days after `day`, which must be known to the day."""
    if day.date is None:
        return None
    try:
        return of(day.date + dt.timedelta(days=count))
    except OverflowError:
        return None


def shift_months(day: Day, count: int) -> Day | None:
    """Return the month `count` months after that of `day`, which must be known to the month."""
    if not day.month:
        return None
    years, month = divmod(day.month - 1 + count, MONTHS)
    return make(day.year + years, month + 1)


def week(day: Day, count: int = 0) -> str | None:
    """Return the ISO week `count` weeks after that of `day`, as YYYY-Www."""
    moved = shift_days(day, 7 * count)
    if moved is None or moved.date is None:
        return None
    year, number, _ = moved.date.isocalendar()
    return f"{year:04d}-W{number:02d}"


def weekday_before(day: Day, weekday: int, *, same: bool = True) -> Day | None:
    """Return the last day with ISO `weekday` before `day`, `day` itself included where `same`."""
    if day.date is None:
        return None
    back = (day.date.isoweekday() - weekday) % 7
    return shift_days(day, -(back or (0 if same else 7)))


def weekday_after(day: Day, weekday: int, *, same: bool = True) -> Day | None:
    """Return the next day with ISO `weekday` after `day`, `day` itself included where `same`."""
    if day.date is None:
        return None
    ahead = (weekday - day.date.isoweekday()) % 7
    return shift_days(day, ahead or (0 if same else 7))
