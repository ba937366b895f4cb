"""Dated happenings over all reports, each with who reports it, and how a relative date was resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from markupsafe import Markup

from sourcebook.records import Comparison, DateMention, Page, Record, Status
from sourcebook.text import fold

from . import background, charts, escape, render, rows, words
from .comparisons import META, also
from .paths import anchor, part
from .rows import Report
from .site import TIMELINE, Site, chunks, grouped

_DATED: Final = re.compile(r"[0-9]{4}(?![0-9X]).*")
# A happening in few words.
_SHORT: Final = 130
# The length of a date that is told to the day.
_FINEST: Final = 10
_KINDS: Final = frozenset({"DATE", "TIME"})


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


def place(site: Site) -> list[list[DateMention]]:
    """Return the dates on each page of the timeline, and note the place of each day."""
    dated = _dated(site)
    far = background.values(site, dated)
    parts = chunks(sorted(dated, key=lambda date: ((date.value or "") in far, _place(date))), site.options.rows)
    for nth, each in enumerate(parts, start=1):
        for date in each:
            value = date.value or ""
            site.places.setdefault(("day", value), (part(TIMELINE, nth), _anchor(value)))
    return parts


def _anchor(value: str) -> str:
    return anchor(f"d-{value}")


def build(site: Site, parts: list[list[DateMention]]) -> list[Page]:
    """Return the timeline, on as many pages as it takes."""
    beside = _rows(site)
    far = background.values(site, _dated(site))
    made = []
    for nth, each in enumerate(parts, start=1):
        path = part(TIMELINE, nth)
        days = [_day(site, path, value, found, beside) for value, found in grouped(each, _value).items()]
        page = render.page(
            path,
            "Timeline",
            "timeline",
            meta=META,
            picture=charts.timeline(site, path) if nth == 1 else None,
            years=list(grouped((d for d in days if d.value not in far), lambda day: day.value[:4]).items()),
            background=[day for day in days if day.value in far],
            folded=sum(1 for date in each if date.value in far),
            total=sum(map(len, parts)),
            values=len({date.value for each in parts for date in each}),
            open=sum(1 for date in site.corpus.dates if date.type in _KINDS and not _is_dated(date)),
            also=also(site, path),
            pager=site.pager(path, TIMELINE, nth, len(parts)),
            nth=nth,
        )
        made.append(page)
    return made


def notable(site: Site, page: str, most: int) -> list[tuple[Day, int]]:
    """Return the dates that most reports speak of, oldest first, each with its first happening and how many reports.

    Background is left out, as long as there is anything else.
    """
    dated = _dated(site)
    far = background.values(site, dated)
    dated = [date for date in dated if date.value not in far] or dated
    by_day = grouped(sorted(dated, key=_place), _value)
    reports = {value: len({date.article for date in found}) for value, found in by_day.items()}
    # The finer date tells more; a year is mostly that of something long before.
    chosen = sorted(by_day, key=lambda value: (-reports[value], -min(len(value), _FINEST), value))[:most]
    made = []
    for value in sorted(chosen, key=_order):
        day = _day(site, page, value, by_day[value][:1], {})
        made.append((day, reports[value]))
    return made


def _dated(site: Site) -> list[DateMention]:
    return [date for date in site.corpus.dates if _is_dated(date) and date.article in site.articles]


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


def _rows(site: Site) -> dict[str, list[tuple[int, int, Comparison]]]:
    """Return the places in each article on which sure comparisons of dates that differ rest."""
    made: dict[str, list[tuple[int, int, Comparison]]] = defaultdict(list)
    for comparison in site.corpus.comparisons:
        if comparison.kind == "date" and comparison.status != "agree" and not comparison.possible:
            for cell in comparison.cells:
                made[cell.article].append((cell.evidence.start, cell.evidence.end, comparison))
    return made


def _day(
    site: Site, path: str, value: str, found: list[DateMention], beside: dict[str, list[tuple[int, int, Comparison]]]
) -> Day:
    alike = grouped(found, lambda date: fold(_sentence(site, date)))
    happenings = tuple(_happening(site, path, dates, beside) for dates in alike.values())
    return Day(value=value, anchor=_anchor(value), label=words.timex(value), happenings=happenings)


def _sentence(site: Site, date: DateMention) -> str:
    piece = site.sentences[date.article].at(date.start)
    return site.articles[date.article].text[piece.start : piece.end] if piece else date.text


def _happening(
    site: Site, path: str, dates: list[DateMention], beside: dict[str, list[tuple[int, int, Comparison]]]
) -> Happening:
    first = dates[0]
    places = {rows.report(site, path, date.article, date.start): None for date in dates}
    touched = {
        comparison.id: comparison
        for date in dates
        for start, end, comparison in beside.get(date.article, ())
        if start <= date.start < end
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
