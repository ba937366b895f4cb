"""What a handler is given and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.timex import tense

if TYPE_CHECKING:
    from sourcebook.annotate.dates.anchors import Anchors
    from sourcebook.annotate.timex.calendar import Day
    from sourcebook.annotate.timex.matches import Expression
    from sourcebook.parsed import Doc

UNANCHORED = "nothing anchors it: the day of publication is not known"
NO_DATE_BEFORE = "nothing anchors it: no full date is named before it"
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True)
class Found:
    """A normalised expression.

    Attributes:
        type: TIMEX3 type.
        value: TIMEX3 value, `None` where nothing anchors it.
        reasoning: how the value was got, for readers; `None` where the text itself says it.
        day: the date it names, for later expressions to count from.
        quarter: year and number of the quarter it names.
        end: where the expression ends, if before the end of what was matched.
    """

    type: TimexType
    value: str | None
    reasoning: str | None = None
    day: Day | None = None
    quarter: tuple[int, int] | None = None
    end: int | None = None


@dataclass(frozen=True)
class Context:
    """The article around an expression."""

    doc: Doc
    anchors: Anchors

    @property
    def published(self) -> Day | None:
        """The publication date as far as it is known."""
        return self.anchors.published

    def direction(self, e: Expression) -> tense.Direction:
        """Return whether `e` lies ahead or behind."""
        return tense.direction(self.doc, e.token)

    def said(self, text: str) -> str:
        """Return `text` with the publication date behind it."""
        return f"{text} the publication date {self.published.value}" if self.published else text


def on(day: Day | None, reasoning: str | None, missing: str = UNANCHORED) -> Found:
    """Return a date, or an unresolved one with the reason why."""
    if day is None:
        return Found("DATE", None, missing)
    return Found("DATE", day.value, reasoning, day)
