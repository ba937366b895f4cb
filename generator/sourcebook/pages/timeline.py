"""Dated happenings over all reports, each with who reports it, and how a relative date was resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from sourcebook.records import Comparison, DateMention, Page, Record, Status
from sourcebook.spilled import grouped_by, ordered, selected
from sourcebook.text import fold

from . import background, charts, escape, render, rows, words
from .comparisons import META, also
from .kept import Making
from .paths import anchor, part
from .portions import portions
from .rows import Report
from .site import TIMELINE, Site, grouped

_DATED: Final = re.compile(r"[0-9]{4}(?![0-9X]).*")
# A happening in few words.
_SHORT: Final = 130
# The length of a date that is told to the day.
_FINEST: Final = 10
_KINDS: Final = frozenset({"DATE", "TIME"})


# The dates on each page, and the values of those that are background.
Placed = tuple[list[Sequence[DateMention]], frozenset[str]]


class Happening(Record, frozen=True, kw_only=True):
    """A dated sentence, with every report that has it in the same words."""

    evidence: Markup
    short: str
    reports: tuple[Report, ...]
    resolved: str
    reasoning: str
    status: Status
    rows: tuple[tuple[str, str, str, Markup | None], ...]


class Day(Record, frozen=True, kw_only=True):
    """A date and what is dated to it."""

    value: str
    anchor: str
    label: str
    happenings: tuple[Happening, ...]


class Beside(Record, frozen=True, kw_only=True):
    """A row in which reports differ, and the stretch of an article on which it rests."""

    start: int
    end: int
    id: str
    status: str
    topic: str


class About(Record, frozen=True, kw_only=True):
    """Which page of the timeline one is, and, for the first, how much all of them hold."""

    nth: int
    pages: int
    total: int = 0
    values: int = 0
    open: int = 0


def place(site: Site) -> Placed:
    """Return the dates on each page of the timeline, note the place of each day, and tell which are background."""
    dated = _dated(site)
    far = background.values(site, dated)
    in_order = ordered(dated, lambda date: ((date.value or "") in far, _place(date)))
    parts = portions(in_order, site.options.rows, name=lambda date: date.id)
    for nth, each in enumerate(parts, start=1):
        for date in each:
            value = date.value or ""
            if ("day", value) not in site.places:
                site.places["day", value] = (part(TIMELINE, nth), _anchor(value))
    return parts, far


def _anchor(value: str) -> str:
    return anchor(f"d-{value}")


def build(making: Making, placed: Placed) -> Iterator[Page]:
    """Yield the timeline, on as many pages as it takes."""
    site = making.site
    parts, far = placed
    rows_of = grouped_by(site.corpus.comparisons, _differing)
    total = sum(map(len, parts))
    values = len({date.value for each in parts for date in each})
    waiting = sum(1 for date in site.corpus.dates if date.type in _KINDS and not _is_dated(date))
    for nth, each in enumerate(parts, start=1):
        # How many there are is told on the first page alone: the others need not change with it.
        about = About(nth=nth, pages=len(parts))
        if nth == 1:
            about = About(nth=nth, pages=len(parts), total=total, values=values, open=waiting)
        yield from making.page(
            part(TIMELINE, nth),
            _page,
            dates=[(date, date.value in far) for date in each],
            beside=_beside(rows_of, each),
            about=about,
            picture=charts.timeline(site, TIMELINE) if nth == 1 else None,
        )


def _page(
    site: Site,
    path: str,
    dates: Sequence[tuple[DateMention, bool]],
    beside: dict[str, list[Beside]],
    about: About,
    picture: charts.Picture | None,
) -> Page:
    far = {date.value for date, is_far in dates if is_far}
    by_day = grouped([date for date, _ in dates], _value)
    days = [_day(site, path, value, found, beside) for value, found in by_day.items()]
    return render.page(
        path,
        "Timeline",
        "timeline",
        meta=META,
        picture=picture,
        years=list(grouped((d for d in days if d.value not in far), lambda day: day.value[:4]).items()),
        background=[day for day in days if day.value in far],
        folded=sum(1 for _, is_far in dates if is_far),
        total=about.total,
        values=about.values,
        open=about.open,
        also=also(site, path),
        pager=site.pager(path, TIMELINE, about.nth, about.pages),
        nth=about.nth,
    )


def notable(site: Site, page: str, placed: Placed, most: int) -> list[tuple[Day, int]]:
    """Return the dates that most reports speak of, oldest first, each with its first happening and how many reports.

    Background is left out, as long as there is anything else.
    """
    parts, far = placed
    # Of each value the page and place of its first date, how many reports name it, and the last of these.
    found: dict[str, tuple[tuple[int, int], int, str | None]] = {}
    for page_of, dates in enumerate(parts):
        for at, date in enumerate(dates):
            value = date.value or ""
            place, reports, last = found.get(value, ((page_of, at), 0, None))
            # In the order of the timeline the dates of a value follow each other report by report.
            found[value] = place, reports + (date.article != last), date.article
    by_day = {value: each for value, each in found.items() if value not in far} or found
    # The finer date tells more; a year is mostly that of something long before.
    most_told = sorted(by_day, key=lambda value: (-by_day[value][1], -min(len(value), _FINEST), value))[:most]
    made = []
    for value in sorted(most_told, key=_order):
        (page_of, at), reports, _ = by_day[value]
        made.append((_day(site, page, value, [parts[page_of][at]], {}), reports))
    return made


def _dated(site: Site) -> Sequence[DateMention]:
    dates = site.corpus.dates
    return selected(dates, [nth for nth, date in enumerate(dates) if _is_dated(date) and date.article in site.articles])


def _place(date: DateMention) -> tuple[str, str, int]:
    return _order(date.value or ""), date.article, date.start


def _is_dated(date: DateMention) -> bool:
    return date.type in _KINDS and date.value is not None and _DATED.fullmatch(date.value) is not None


def _value(date: DateMention) -> str | None:
    return date.value


def _order(value: str) -> str:
    # A week stands at the beginning of the month it falls in; what is not of numbers stands with its year.
    week = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", value)
    return f"{week[1]}-{min(12, 1 + (int(week[2]) * 7 - 4) // 31):02d}-00" if week else value


def _differing(row: Comparison) -> dict[str, None]:
    """Return the articles on which a row rests, if it is a sure one of dates that differ."""
    if row.kind != "date" or row.status == "agree" or row.possible:
        return {}
    return dict.fromkeys(cell.article for cell in row.cells)


def _beside(rows_of: Mapping[str, Sequence[Comparison]], dates: Iterable[DateMention]) -> dict[str, list[Beside]]:
    """Return the places on which such rows rest, in each article of some dates that has any."""
    return {
        article: [
            Beside(start=cell.evidence.start, end=cell.evidence.end, id=row.id, status=row.status, topic=row.topic)
            for row in rows_of[article]
            for cell in row.cells
            if cell.article == article
        ]
        for article in dict.fromkeys(date.article for date in dates)
        if article in rows_of
    }


def _day(site: Site, path: str, value: str, found: list[DateMention], beside: Mapping[str, Sequence[Beside]]) -> Day:
    alike = grouped(found, lambda date: fold(_sentence(site, date)))
    happenings = tuple(_happening(site, path, dates, beside) for dates in alike.values())
    return Day(value=value, anchor=_anchor(value), label=words.timex(value), happenings=happenings)


def _sentence(site: Site, date: DateMention) -> str:
    found = site.words(date.article, date.start)
    return date.text if found is None else found


def _happening(site: Site, path: str, dates: list[DateMention], beside: Mapping[str, Sequence[Beside]]) -> Happening:
    first = dates[0]
    places = {rows.report(site, path, date.article, date.start): None for date in dates}
    touched = {
        row.id: row for date in dates for row in beside.get(date.article, ()) if row.start <= date.start < row.end
    }
    return Happening(
        evidence=site.evidence(first.article, first.start, first.end),
        short=escape.shortened(_sentence(site, first), _SHORT),
        reports=tuple(places),
        resolved="" if (first.value or "")[:4] in first.text else first.text,
        reasoning=first.reasoning or "",
        # A sentence in several reports shows what people said of any of them.
        status=next((date.status for date in dates if date.status != "machine"), "machine"),
        rows=tuple(
            (c.status, rows.STATUSES[c.status], words.upper_first(c.topic), site.link(path, "comparison", c.id))
            for c in touched.values()
        ),
    )
