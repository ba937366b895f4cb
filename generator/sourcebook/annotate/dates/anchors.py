"""What dates are counted from: the day of publication and the dates the article has named so far."""

from __future__ import annotations

from dataclasses import dataclass

from sourcebook.annotate.timex.calendar import Day


@dataclass
class Anchors:
    """The publication date, and the last date, quarter and period named before the expression at hand.

    Attributes:
        published: the publication date as far as it is known.
        last: the date named last.
        last_day: the last date named that is known to the day.
        quarter: year and number of the quarter named last, `None` where a year was named since.
        offset: where in the text the last day was named.
    """

    published: Day | None
    last: Day | None = None
    last_day: Day | None = None
    last_month: Day | None = None
    quarter: tuple[int, int] | None = None
    offset: int = -1

    @property
    def near_day(self) -> Day | None:
        """The last date known to the day, unless a date of another time was named since."""
        return _within(self.last_day, self.last)

    @property
    def near_month(self) -> Day | None:
        """The last date known to the month, unless a date of another time was named since."""
        return _within(self.last_month, self.last)

    def note(self, day: Day | None, offset: int) -> None:
        """Remember a date that the text has named at `offset`."""
        if day is None:
            return
        self.last = day
        if day.day:
            self.last_day = day
            self.offset = offset
        if day.month:
            self.last_month = day


def _within(fine: Day | None, last: Day | None) -> Day | None:
    """Return `fine` where `last` is it or a year or month that holds it."""
    if fine is None or last is None:
        return fine
    held = fine.year == last.year and last.month in {0, fine.month} and last.day in {0, fine.day}
    return fine if held else None
