"""Key figures: the numbers, a table a dimension."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from sourcebook.records import Page, Quantity, Record
from sourcebook.spilled import ordered, selected
from sourcebook.text import fold

from . import render, words
from .kept import Making
from .paths import anchor, part
from .portions import portions
from .site import NUMBERS, Site

_META = ("hide: [toc]", "search:", "  exclude: true")
# Rows of each dimension that the index shows.
_SHOWN = 8
# Of these, numbers of one thing.
_ALIKE = 3


# The path of each page, its dimension, and the numbers on it.
Placed = list[tuple[str, str, Sequence[Quantity]]]


class _Told(NamedTuple):
    """Of a number what tells whether an index shows it: its page and place there, what it counts, and where."""

    place: tuple[int, int]
    kind: str
    article: str
    start: int


class NumberRow(Record, frozen=True, kw_only=True):
    """A number as a table shows it."""

    id: str
    value: str
    unit: str
    counted: str
    evidence: Markup
    article: str
    href: str | None
    source: str
    source_href: str | None
    confidence: str
    status: str


def place(site: Site) -> Placed:
    """Return the pages of numbers as (path, dimension, its numbers), and note the place of each number."""
    made = []
    known = site.corpus.quantities
    of: dict[str, array[int]] = defaultdict(partial(array, "i"))
    for at, number in enumerate(known):
        of[number.dimension].append(at)
    for dimension in words.DIMENSIONS:
        found = ordered(selected(known, of[dimension]), _order)
        for nth, rows in enumerate(portions(found, site.options.rows, name=lambda q: q.id), start=1):
            path = part(f"numbers/{dimension}.md", nth)
            if found:
                made.append((path, dimension, rows))
            site.places.put("number", (number.id for number in rows), path)
    return made


def build(making: Making, pages: Placed) -> Iterator[Page]:
    """Yield the index of numbers and the table pages that `place` has laid out."""
    dimensions = []
    for dimension, label in words.DIMENSIONS.items():
        found = [(path, numbers) for path, name, numbers in pages if name == dimension]
        if found:
            every = [numbers for _, numbers in found]
            dimensions.append((label, sum(map(len, every)), found[0][0], _first(every)))
    yield from making.page(NUMBERS, _index, dimensions=dimensions)
    for path, dimension, rows in pages:
        alike = [other for other, name, _ in pages if name == dimension]
        place = (alike.index(path) + 1, alike[0], len(alike))
        yield from making.page(path, _table, dimension=dimension, rows=list(rows), place=place)


def _index(site: Site, path: str, dimensions: list[tuple[str, int, str, list[Quantity]]]) -> Page:
    shown = [
        (label, total, site.href(path, (first, None)), [_row(site, path, number) for number in numbers])
        for label, total, first, numbers in dimensions
    ]
    return render.page(path, "Numbers", "numbers_index", meta=_META, dimensions=shown)


def _table(site: Site, path: str, dimension: str, rows: list[Quantity], place: tuple[int, str, int]) -> Page:
    nth, first, pages = place
    return render.page(
        path,
        words.DIMENSIONS[dimension],
        "numbers",
        meta=("hide: [navigation, toc]", *_META[1:]),
        rows=[_row(site, path, number) for number in rows],
        pager=site.pager(path, first, nth, pages),
        nth=nth,
        index=site.href(path, (NUMBERS, None)),
    )


def _first(pages: Sequence[Sequence[Quantity]]) -> list[Quantity]:
    """Return those numbers of some pages that an index shows."""
    same: dict[str, str] = {}
    every = []
    for page, rows in enumerate(pages):
        for at, number in enumerate(rows):
            kind = fold(number.counted or number.unit or "")
            # The same few strings once, however many numbers there are.
            kind, article = same.setdefault(kind, kind), same.setdefault(number.article, number.article)
            every.append(_Told((page, at), kind, article, number.start))
    return [pages[each.place[0]][each.place[1]] for each in _varied(_most_told(every))[:_SHOWN]]


def _most_told(numbers: Sequence[_Told]) -> list[_Told]:
    """Return numbers so that what most reports count comes first; each report once with its first, then the rest."""
    reports: dict[str, set[str]] = {}
    for number in numbers:
        reports.setdefault(number.kind, set()).add(number.article)
    seen: set[tuple[str, str]] = set()
    again = {}
    for number in sorted(numbers, key=lambda each: (each.article, each.start)):
        again[number.place] = (number.article, number.kind) in seen
        seen.add((number.article, number.kind))

    def rank(number: _Told) -> tuple[int, str, bool, str, int]:
        return -len(reports[number.kind]), number.kind, again[number.place], number.article, number.start

    order = sorted((number for number in numbers if number.kind), key=rank)
    return order + [number for number in numbers if not number.kind]


def _varied(numbers: Iterable[_Told]) -> list[_Told]:
    """Return numbers with at most so many of a kind, the rest behind them."""
    of: Counter[str] = Counter()
    first: list[_Told] = []
    rest: list[_Told] = []
    for number in numbers:
        of[number.kind] += 1
        (first if of[number.kind] <= _ALIKE else rest).append(number)
    return first + rest


def _order(number: Quantity) -> tuple[bool, str, float, str, int]:
    counted = fold(number.unit or number.counted or "")
    low = number.low if number.low is not None else number.high
    return (not counted, counted, low if low is not None else 0.0, number.article, number.start)


def _row(site: Site, path: str, number: Quantity) -> NumberRow:
    source = site.sources.get(number.attributed_to or "")
    measured = number.dimension != "count" and number.bound != "vague"
    return NumberRow(
        id=anchor(number.id),
        value=words.value(number),
        unit=words.unit(number) if measured else "",
        counted=number.counted or "",
        evidence=site.evidence(number.article, number.start, number.end),
        article=site.outlets[number.article] or site.titles[number.article],
        href=site.sentence(path, number.article, number.start),
        source=source.name if source else "",
        source_href=site.link(path, "source", source.id) if source else None,
        confidence=number.confidence,
        status=number.status,
    )
