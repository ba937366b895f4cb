"""Which dates are background: far from what the reports are about, such as the year a firm was founded."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from sourcebook.records import DateMention
from sourcebook.spilled import grouped

from .site import Site

# So many days before the first report and after the last are still what they are about.
NEAR_DAYS: Final = 60
# A date that so many reports name, and this share of those on the event, is part of the story ...
LEAST_REPORTS: Final = 3
SHARE: Final = 1 / 3
# ... unless it lies further back than this, in days.
LONGEST: Final = 5 * 365
_VALUE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?|-W([0-9]{2}))?")
_CAPTION: Final = "caption"
# Values of which it is held what they stretch over: the same few stand in most reports.
_VALUES: Final = 4096

Stretch = tuple[dt.date, dt.date]


def values(site: Site, dated: Sequence[DateMention]) -> frozenset[str]:
    """Return the values of dates that are background wherever they are named.

    What the reports of an event are about lies around the days they came out on or, where none is known, around the day
    that most of them name. What only captions date far from it (when a picture was taken) is background, too. Where
    nothing tells when the event was, none of its dates is.

    Args:
        site: the findings.
        dated: dates of a year at least.
    """
    by_article = grouped(dated, lambda date: date.article)
    out = {article.id: article.published.value for article in site.corpus.articles if article.published}
    known: set[str] = set()
    far: set[str] = set()
    for event in site.corpus.events:
        names = [name for name in event.articles if name in site.articles]
        core = _core([out[name] for name in names if name in out], (d for name in names for d in by_article[name]))
        told: dict[str, set[str]] = {}
        for name in names:
            captions = [(b.start, b.end) for b in site.articles[name].blocks if b.kind == _CAPTION]
            for date in by_article[name]:
                by = told.setdefault(date.value or "", set())
                if not any(start <= date.start < end for start, end in captions):
                    by.add(name)
        for value, by in told.items():
            (far if core and _is_far(value, core, len(by), len(names)) else known).add(value)
    return frozenset(far - known)


@lru_cache(_VALUES)
def stretch(value: str) -> Stretch | None:
    """Return the first and the last day of a date's value; ``None`` where it names no day, month, year or week."""
    found = _VALUE.match(value)
    if found is None:
        return None
    year, month, day, week = (int(part) if part else None for part in found.groups())
    try:
        if week is not None:
            first = dt.date.fromisocalendar(year or 1, week, 1)
            return first, first + dt.timedelta(days=6)
        first = dt.date(year or 1, month or 1, day or 1)
    except ValueError:
        return None
    return first, first + dt.timedelta(days=0 if day else 30 if month else 365)


def _core(published: Iterable[str], dated: Iterable[DateMention]) -> Stretch | None:
    """Return from when to when the reports of an event came out, else the day that most of them name."""
    out = [span for value in published if (span := stretch(value))]
    if not out:
        reports: dict[Stretch, set[str]] = defaultdict(set)
        for date in dated:
            span = stretch(date.value or "")
            if span and span[0] == span[1]:
                reports[span].add(date.article)
        out = [max(reports, key=lambda span: (len(reports[span]), span))] if reports else []
    return (min(first for first, _ in out), max(last for _, last in out)) if out else None


def _is_far(value: str, core: Stretch, told: int, reports: int) -> bool:
    """Return whether a date lies far from an event, given how many of its reports tell it outside captions."""
    span = stretch(value)
    if span is None:
        return False
    days = max((core[0] - span[1]).days, (span[0] - core[1]).days)
    if days <= NEAR_DAYS:
        return False
    return days > LONGEST or told < LEAST_REPORTS or told < SHARE * reports
