"""Figures that reports give for one thing, with their ranges, on one scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Final

from markupsafe import Markup

from sourcebook.pages import escape, words
from sourcebook.pages.charts.choice import called, left_out
from sourcebook.pages.charts.frame import LABELS, ROW, Canvas, Entry, Picture
from sourcebook.pages.paths import anchor
from sourcebook.pages.site import Site
from sourcebook.records import Cell, Comparison, Quantity, Record

ROWS = 16
# The plot keeps free of the edges, so that arrows and the first label have room.
_LEFT, _RIGHT = LABELS + 4, 94.0
_TOP = 8.0
# Seconds in a unit of time; figures in other units are not set on one scale.
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_RIGHTWARDS = "M0 0H22M16-4.5L22 0L16 4.5"
_LEFTWARDS = "M0 0H-22M-16-4.5L-22 0L-16 4.5"


class Bar(Record, frozen=True, kw_only=True):
    """What a report says: one value or a range, in the unit of the scale; an open side is ``None``."""

    cell: Cell
    low: float | None
    high: float | None
    quantity: Quantity


def interval(site: Site, page: str, comparison: Comparison) -> Picture | None:
    """Return the figures of a comparison on one scale; ``None`` where they give no two values in common units.

    Args:
        site: the findings.
        page: the page that shows the picture, for its links.
        comparison: of figures; other kinds have no scale.
    """
    if comparison.kind != "quantity":
        return None
    unit, bars = _bars(site, comparison)
    ends = {end for bar in bars for end in (bar.low, bar.high) if end is not None}
    if len(ends) < 2:  # noqa: PLR2004  (a scale needs two)
        return None
    shown = bars[:ROWS]
    measured = next((words.unit(b.quantity) for b in bars if unit and _unit(b.quantity) == unit and b.high != 1), unit)
    name = f"interval-{anchor(comparison.id)}"
    title = f"{escape.shortened(words.upper_first(comparison.topic), 80)}: figures and ranges"
    about = (
        "A point is one value, a bar a range, an arrow is open on that side, a hollow point is approximate. "
        f"From {words.number(min(ends))} to {words.number(max(ends))} {measured}".strip()
        + "."
    )
    rows = tuple(_row(site, page, bar.cell) for bar in shown)
    notes = (left_out(len(bars), len(shown), "figures", "the first"), _others(comparison, bars))
    return Picture(
        id=f"picture-{name}",
        title=title,
        about=about,
        svg=_draw(name, (title, about), [(called(site.articles[b.cell.article]), b) for b in shown], ends, measured),
        head=("Report", "Says", "According to"),
        rows=rows,
        note=" ".join(filter(None, notes)),
    )


def _others(comparison: Comparison, bars: Sequence[Bar]) -> str:
    missing = len({(cell.article, cell.value) for cell in comparison.cells}) - len(bars)
    return f"{words.count(missing, 'figure')} without a value on this scale left out." if missing > 0 else ""


def _bars(site: Site, comparison: Comparison) -> tuple[str, list[Bar]]:
    """Return the unit of the scale and the figures that have a value on it, equal ones of a report once."""
    found: dict[tuple[str, str], tuple[Cell, Quantity]] = {}
    for cell in comparison.cells:
        quantity = _quantity(site, cell)
        if quantity is not None:
            found.setdefault((cell.article, cell.value), (cell, quantity))
    units = Counter(_unit(quantity) for _, quantity in found.values())
    if not units:
        return "", []
    unit = max(sorted(units), key=lambda u: units[u])
    bars = []
    for cell, quantity in found.values():
        factor = _factor(_unit(quantity), unit)
        if factor is not None:
            low = None if quantity.low is None else quantity.low * factor
            high = None if quantity.high is None else quantity.high * factor
            bars.append(Bar(cell=cell, low=low, high=high, quantity=quantity))
    return unit, bars


def _quantity(site: Site, cell: Cell) -> Quantity | None:
    """Return the number a cell rests on: the one in its sentence that reads the same."""
    for quantity in site.quantities.get(cell.article, ()):
        inside = cell.evidence.start <= quantity.start and quantity.end <= cell.evidence.end
        if inside and escape.one_line(quantity.text) == escape.one_line(cell.value):
            ends = [end for end in (quantity.low, quantity.high) if end is not None]
            usable = ends and all(isfinite(end) for end in ends) and quantity.bound != "vague"
            return quantity if usable else None
    return None


def _unit(quantity: Quantity) -> str:
    # What is counted is told by the comparison's topic.
    return "" if quantity.dimension == "count" else quantity.unit or ""


def _factor(unit: str, wanted: str) -> float | None:
    if unit == wanted:
        return 1.0
    if unit in _SECONDS and wanted in _SECONDS:
        return _SECONDS[unit] / _SECONDS[wanted]
    return None


def _row(site: Site, page: str, cell: Cell) -> tuple[Entry, ...]:
    source = site.sources.get(cell.source or "")
    return (
        Entry(text=called(site.articles[cell.article]), href=site.sentence(page, cell.article, cell.evidence.start)),
        Entry(text=escape.shortened(cell.value, 80)),
        Entry(text=source.name, href=site.link(page, "source", source.id)) if source else Entry(text=""),
    )


def _draw(name: str, said: tuple[str, str], bars: list[tuple[str, Bar]], ends: set[float], unit: str) -> Markup:
    canvas = Canvas(name)
    low, high = min(ends), max(ends)

    def x(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - low) / (high - low)

    for number, (label, bar) in enumerate(bars):
        middle = _TOP + ROW * (number + 0.5)
        canvas.line(0, middle + ROW / 2, (100, middle + ROW / 2), kind="rule")
        canvas.label(0, middle, LABELS - 1, label)
        _bar(canvas, x, middle, bar)
    bottom = _TOP + ROW * len(bars)
    for value in (low, high):
        canvas.line(x(value), _TOP, (x(value), bottom + 4), kind="tick")
    canvas.text(x(low), bottom + 18, words.number(low), kind="scale", anchor="middle")
    canvas.text(100, bottom + 18, f"{words.number(high)} {unit}".strip(), kind="scale", anchor="end")
    return canvas.finish(*said, bottom + 26)


def _bar(canvas: Canvas, x: Callable[[float], float], middle: float, bar: Bar) -> None:
    low, high, rounded = bar.low, bar.high, bar.quantity.bound == "about"
    if low is not None and high is not None and low != high:
        canvas.box(
            x(low), middle - 3, x(high) - x(low), 6, kind="range-about" if bar.quantity.bound == "about" else "range"
        )
        return
    value = low if low is not None else high
    if value is None:
        return
    if low is None or high is None:
        canvas.shape(x(value), middle, _RIGHTWARDS if high is None else _LEFTWARDS, kind="open")
    canvas.circle(x(value), middle, 4.5, kind="about" if rounded else "value")
