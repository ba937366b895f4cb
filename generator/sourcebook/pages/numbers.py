"""Key figures: the numbers, a table a dimension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from sourcebook.records import Page, Quantity, Record
from sourcebook.text import fold

from . import render, words
from .kept import Making
from .paths import anchor, part
from .portions import portions
from .site import NUMBERS, Site, grouped

_META = ("hide: [toc]", "search:", "  exclude: true")
# Rows of each dimension that the index shows.
_SHOWN = 8
# Of these, numbers of one thing.
_ALIKE = 3


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


def place(site: Site) -> list[tuple[str, str, list[Quantity]]]:
    """Return the pages of numbers as (path, dimension, its numbers), and note the place of each number."""
    made = []
    by_dimension = grouped(site.corpus.quantities, lambda q: q.dimension)
    for dimension in words.DIMENSIONS:
        ordered = sorted(by_dimension.get(dimension, []), key=_order)
        for nth, rows in enumerate(portions(ordered, site.options.rows, name=lambda q: q.id), start=1):
            path = part(f"numbers/{dimension}.md", nth)
            if ordered:
                made.append((path, dimension, rows))
            for number in rows:
                site.places["number", number.id] = (path, anchor(number.id))
    return made


def build(making: Making, pages: list[tuple[str, str, list[Quantity]]]) -> list[Page]:
    """Return the index of numbers and the table pages that `place` has laid out."""
    dimensions = []
    for dimension, label in words.DIMENSIONS.items():
        found = [(path, numbers) for path, name, numbers in pages if name == dimension]
        if found:
            every = [number for _, numbers in found for number in numbers]
            dimensions.append((label, len(every), found[0][0], _told(every)[:_SHOWN]))
    made = making.page(NUMBERS, _index, dimensions=dimensions)
    for path, dimension, rows in pages:
        alike = [other for other, name, _ in pages if name == dimension]
        place = (alike.index(path) + 1, alike[0], len(alike))
        made += making.page(path, _table, dimension=dimension, rows=rows, place=place)
    return made


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


def _told(numbers: list[Quantity]) -> list[Quantity]:
    """Return numbers so that what most reports count comes first, but of a kind so many, the rest behind them."""
    counted = {number.id: fold(number.counted or number.unit or "") for number in numbers}
    return _varied(_most_told(numbers, counted), counted)


def _most_told(numbers: list[Quantity], counted: Mapping[str, str]) -> list[Quantity]:
    """Return numbers so that what most reports count comes first; each report once with its first, then the rest."""
    reports: dict[str, set[str]] = {}
    for number in numbers:
        reports.setdefault(counted[number.id], set()).add(number.article)
    seen: set[tuple[str, str]] = set()
    again = {}
    for number in sorted(numbers, key=lambda each: (each.article, each.start)):
        again[number.id] = (number.article, counted[number.id]) in seen
        seen.add((number.article, counted[number.id]))

    def rank(number: Quantity) -> tuple[int, str, bool, str, int]:
        kind = counted[number.id]
        return -len(reports[kind]), kind, again[number.id], number.article, number.start

    order = sorted((number for number in numbers if counted[number.id]), key=rank)
    return order + [number for number in numbers if not counted[number.id]]


def _varied(numbers: list[Quantity], counted: Mapping[str, str]) -> list[Quantity]:
    """Return numbers with at most so many of a kind, the rest behind them."""
    of: Counter[str] = Counter()
    first: list[Quantity] = []
    rest: list[Quantity] = []
    for number in numbers:
        kind = counted[number.id]
        of[kind] += 1
        (first if of[kind] <= _ALIKE else rest).append(number)
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
