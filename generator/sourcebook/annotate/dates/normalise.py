"""From a time expression to its TIMEX3 type and value, counted from the anchors.

Values follow TimeML's TIMEX3 (Pustejovsky et al. 2003, "TimeML: robust specification of event and temporal
expressions in text") as annotated for TempEval-3 (UzZaman et al. 2013).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sourcebook.annotate.dates import absolute, clock, relative, spans
from sourcebook.annotate.dates.found import Context, Found

if TYPE_CHECKING:
    from sourcebook.annotate.timex.matches import Expression

Handler = Callable[["Expression", Context], Found | None]

HANDLERS: dict[str, Handler] = {
    **absolute.HANDLERS,
    **relative.HANDLERS,
    **spans.HANDLERS,
    **clock.HANDLERS,
}


def normalise(e: Expression, context: Context) -> Found | None:
    """Return type, value and reasoning of `e`, `None` where it is no time after all; the anchors learn of it."""
    found = HANDLERS[e.kind](e, context)
    if found is not None:
        context.anchors.note(found.day, e.start)
        if found.type == "DATE" and found.day is None and not (found.value or "").endswith("_REF"):
            # A week, a season or an unresolved day: "the day after" it is not the day after the one named earlier.
            context.anchors.last_day = None
        if found.quarter:
            context.anchors.quarter = found.quarter
    return found
