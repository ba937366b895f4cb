"""The reports side by side: where they agree, differ, or cannot both be right, event by event."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from markupsafe import Markup

from sourcebook.records import Comparison, Event, Page, Record
from sourcebook.spilled import ordered, selected

from . import charts, events, render, rows, words
from .kept import Making
from .paths import anchor, part
from .portions import portions
from .rows import STATUSES, Report, Shown
from .site import COMPARE, POSSIBLE, QUOTATIONS, SHARED, TIMELINE, Site

META: Final = ("hide: [navigation, toc]", "search:", "  exclude: true")
# Reports of an event that are named above its comparisons.
_NAMED = 12
# Events that are listed on the first page, and how many of them are seen at once.
_LISTED = 300
_OPEN = 12
# Rows of figures that a page draws beside their table.
_DRAWN = 24


# The path of each page, and the comparisons on it.
Placed = list[tuple[str, Sequence[Comparison]]]
# Statuses with their names, and how many have each.
Counts = tuple[tuple[str, str, int], ...]


class Group(Record, frozen=True, kw_only=True):
    """An event with its comparisons on one page."""

    anchor: str
    label: str
    why: str
    reports: tuple[Report, ...]
    more: int
    statuses: tuple[tuple[str, str, tuple[Shown, ...]], ...]
    continued: bool


class Jump(Record, frozen=True, kw_only=True):
    """A way to an event's comparisons, with how many there are of each status."""

    label: str
    href: Markup | None
    counts: Counts


class Jumps(Record, frozen=True, kw_only=True):
    """The ways to events: seen at once, folded, and how many more events there are."""

    open: tuple[Jump, ...]
    folded: tuple[Jump, ...]
    more: int


class About(Record, frozen=True, kw_only=True):
    """What the first page of comparisons tells of all of them, and whether some are doubtful.

    On other pages nothing stands that changes with each row.
    """

    doubtful: int
    told: Counts = ()
    rests: str = ""


def place(site: Site) -> tuple[Placed, Placed]:
    """Return the pages of sure and of possible comparisons as (path, comparisons), and note the place of each."""
    order = {event.id: number for number, event in enumerate(events.ordered(site))}

    def rank(comparison: Comparison) -> tuple[object, ...]:
        return order.get(comparison.event or "", len(order)), *rows.rank(comparison)

    every = ordered(site.corpus.comparisons, rank)
    of: tuple[array[int], array[int]] = array("i"), array("i")
    for number, comparison in enumerate(every):
        of[comparison.possible].append(number)
    made = []
    for first, numbers in zip((COMPARE, POSSIBLE), of, strict=True):
        # A page holds so many lines, not rows: those of large folders have many.
        split = portions(selected(every, numbers), site.options.rows, name=lambda row: row.id, weight=_lines)
        pages = [(part(first, n), each) for n, each in enumerate(split, start=1)]
        for path, each in pages:
            site.places.put("comparison", (comparison.id for comparison in each), path)
        made.append(pages)
    return made[0], made[1]


def build(making: Making, sure: Placed, possible: Placed) -> Iterator[Page]:
    """Yield the pages that set the reports side by side, and those of rows that are doubtful."""
    site = making.site
    doubtful = sum(len(each) for _, each in possible)
    first_of_all = About(
        doubtful=doubtful,
        told=counts(comparison for _, each in sure for comparison in each) if len(sure) > 1 else (),
        rests=words.rests(len(site.articles), events.origins(site)),
    )
    known = {event.id: event for event in site.corpus.events}
    for pages, first in ((sure, COMPARE), (possible, POSSIBLE)):
        seen: set[str] = set()
        for nth, (path, each) in enumerate(pages, start=1):
            groups = [(event, rows, event.id in seen) for event, rows in _by_event(known, each)]
            seen.update(event.id for event, _, _ in groups)
            # The first page leads to all events as far as they can be listed, each other page to its own.
            jumps = _jumps(site, path, known, pages if nth == 1 else [(path, each)])
            about = first_of_all if (first, nth) == (COMPARE, 1) else About(doubtful=min(doubtful, 1))
            place = (first, nth, len(pages))
            yield from making.page(path, _page, groups=groups, jumps=jumps, place=place, about=about)


def _page(
    site: Site,
    path: str,
    groups: Sequence[tuple[Event, list[Comparison], bool]],
    jumps: Jumps,
    place: tuple[str, int, int],
    about: About,
) -> Page:
    first, nth, pages = place
    every = [comparison for _, each, _ in groups for comparison in each]
    return render.page(
        path,
        "Side by side" if first == COMPARE else "Possible comparisons",
        "compare",
        meta=META,
        groups=[_group(site, path, *each) for each in groups],
        pictures=_pictures(site, path, every) if first == COMPARE else {},
        jumps=jumps,
        counts=counts(every),
        told=about.told,
        also=also(site, path),
        sure=first == COMPARE,
        doubtful=about.doubtful,
        possible=site.href(path, (POSSIBLE, None)),
        rests=about.rests,
        pager=site.pager(path, first, nth, pages),
        nth=nth,
    )


def _lines(comparison: Comparison) -> int:
    return min(len(comparison.cells), rows.SHOWN)


def _pictures(site: Site, path: str, comparisons: list[Comparison]) -> dict[str, charts.Picture]:
    """Return the drawings of figures that differ, by the anchor of their row."""
    drawn = ((anchor(c.id), charts.interval(site, path, c)) for c in comparisons if c.status != "agree")
    return dict(islice(((name, picture) for name, picture in drawn if picture), _DRAWN))


def also(site: Site, page: str) -> list[tuple[str, Markup | None, bool]]:
    """Return the pages of the section as (name, link, whether it is this one)."""
    named = {
        "Agree and differ": COMPARE,
        "Shared text": SHARED,
        "Quotations": QUOTATIONS,
        "Timeline": TIMELINE,
        "Possible": POSSIBLE,
    }
    return [(name, site.href(page, (path, None)), path == page) for name, path in named.items()]


def counts(comparisons: Iterable[Comparison]) -> Counts:
    """Return how many comparisons there are of each status, those that are none left out."""
    return _counts(Counter(comparison.status for comparison in comparisons))


def _counts(counted: Mapping[str, int]) -> Counts:
    return tuple((status, label, counted[status]) for status, label in STATUSES.items() if counted.get(status))


def _by_event(known: Mapping[str, Event], comparisons: Iterable[Comparison]) -> list[tuple[Event, list[Comparison]]]:
    made: dict[str, tuple[Event, list[Comparison]]] = {}
    for comparison in comparisons:
        event = known.get(comparison.event or "", events.NONE)
        made.setdefault(event.id, (event, []))[1].append(comparison)
    return list(made.values())


def _group(site: Site, path: str, event: Event, each: list[Comparison], continued: bool) -> Group:  # noqa: FBT001
    shown = [rows.shown(site, path, comparison) for comparison in each]
    named = [name for name in event.articles if name in site.articles]
    return Group(
        anchor=f"event-{anchor(event.id)}",
        label=events.label(site, event),
        why=rows.with_titles(site, event.why),
        reports=tuple(rows.report(site, path, name) for name in named[:_NAMED]),
        more=max(0, len(named) - _NAMED),
        statuses=tuple(
            (status, label, tuple(row for row in shown if row.status == status))
            for status, label in STATUSES.items()
            if any(row.status == status for row in shown)
        ),
        continued=continued,
    )


def _jumps(site: Site, path: str, known: Mapping[str, Event], pages: Placed) -> Jumps:
    # Of each event the page on which it begins, and how many rows of each status it has.
    found: dict[str, tuple[Event, str, Counter[str]]] = {}
    for where, each in pages:
        for comparison in each:
            event = known.get(comparison.event or "", events.NONE)
            found.setdefault(event.id, (event, where, Counter()))[2][comparison.status] += 1
    made = []
    for event, where, counted in islice(found.values(), _LISTED):
        href = site.href(path, (where, f"event-{anchor(event.id)}"))
        made.append(Jump(label=events.label(site, event), href=href, counts=_counts(counted)))
    return Jumps(open=tuple(made[:_OPEN]), folded=tuple(made[_OPEN:]), more=len(found) - len(made))
