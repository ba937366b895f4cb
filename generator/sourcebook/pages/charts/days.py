"""When the reports came out, and which days, months or years they speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Final

from markupsafe import Markup

from sourcebook.pages import words
from sourcebook.pages.charts.frame import Canvas, Entry, Picture
from sourcebook.pages.site import Site
from sourcebook.records import Record

# As many columns as a phone can show.
COLUMNS = 24
# The stretch that is drawn holds this share of all dates; single far ones would press the rest together.
_HELD = 0.8
# The columns are as fine as this share of the dates allows.
_PRECISE = 0.6
_HEIGHT = 96.0
_TOP = 34.0
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T.*)?)?)?")
_DIAMOND = "M0-5L5 0L0 5L-5 0Z"
_UNITS: Final = ("year", "month", "day")


class When(Record, frozen=True, kw_only=True):
    """A date as numbers, in years, in months and in days, as far as it is told."""

    steps: tuple[int, ...]


class Column(Record, frozen=True, kw_only=True):
    """A stretch of time: what it is called, the reports that speak of it, the reports that came out in it."""

    label: str
    first: int
    last: int
    speaking: tuple[str, ...]
    published: tuple[str, ...]


def timeline(site: Site, page: str) -> Picture | None:
    """Return the dates that reports speak of and came out on; ``None`` where none is told.

    Args:
        site: the findings.
        page: the page that shows the picture, for its links.
    """
    # The same few of most dates: values are told once.
    known: dict[str | None, tuple[When, ...]] = {}
    same: dict[str, str] = {}
    dated = [
        (when, same.setdefault(d.article, d.article), d.start)
        for d in site.corpus.dates
        if d.article in site.articles
        for when in known.get(d.value) or known.setdefault(d.value, _when(d.value))
    ]
    out = [(when, a.id) for a in site.corpus.articles if a.published for when in _when(a.published.value)]
    every = [*(when for when, _, _ in dated), *(when for when, _ in out)]
    if not every:
        return None
    unit = max(n for n in range(len(_UNITS)) if _told(every, n) >= _PRECISE * len(every))
    first, last = _stretch(sorted(when.steps[unit] for when in every if len(when.steps) > unit))
    # When the reports came out is always drawn.
    published = {(w.steps[unit], article) for w, article in out if len(w.steps) > unit}
    first = min(first, *(step for step, _ in published), first)
    last = max(last, *(step for step, _ in published), last)
    spoken = {(w.steps[unit], article): start for w, article, start in reversed(dated) if len(w.steps) > unit}
    columns = _columns(unit, first, last, spoken, published)
    rows = tuple(
        (
            Entry(text=column.label),
            Entry(text=str(len(column.speaking)), href=_sentence(site, page, column, spoken)),
            Entry(text=str(len(column.published)) if column.published else ""),
        )
        for column in columns
        if column.speaking or column.published
    )
    title = "Dates that the reports speak of"
    about = (
        f"A bar is as high as the number of reports that name a {_UNITS[unit]} from {_label(unit, first)} to "
        f"{_label(unit, last)}; a diamond stands where reports were published."
    )
    return Picture(
        id="picture-timeline",
        title=title,
        about=about,
        svg=_draw("timeline", (title, about), columns, (_label(unit, first), _label(unit, last))),
        head=("When", "Reports that speak of it", "Reports published"),
        rows=rows,
        note=_note([when for when, *_ in dated], unit, first, last),
    )


def _when(value: str | None) -> tuple[When, ...]:
    """Return a date as numbers; nothing for what names no year, month or day of a calendar."""
    found = _DATE.fullmatch(value or "")
    if found is None:
        return ()
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ()
    told = 1 + (month is not None) + (day is not None)
    return (When(steps=(first.year, first.year * 12 + first.month - 1, first.toordinal())[:told]),)


def _told(every: Sequence[When], unit: int) -> int:
    return sum(1 for when in every if len(when.steps) > unit)


def _stretch(steps: Sequence[int]) -> tuple[int, int]:
    """Return the shortest stretch that holds most of the steps, which are in order."""
    held = ceil(len(steps) * _HELD)
    best = min(range(len(steps) - held + 1), key=lambda at: (steps[at + held - 1] - steps[at], at))
    return steps[best], steps[best + held - 1]


def _label(unit: int, step: int) -> str:
    if unit == 0:
        return f"{step:04d}"
    if unit == 1:
        return words.timex(f"{step // 12:04d}-{step % 12 + 1:02d}")
    return words.timex(date.fromordinal(step).isoformat())


def _columns(
    unit: int, first: int, last: int, spoken: Iterable[tuple[int, str]], out: Iterable[tuple[int, str]]
) -> list[Column]:
    width = ceil((last - first + 1) / COLUMNS)
    kept: list[dict[int, set[str]]] = [defaultdict(set), defaultdict(set)]
    for into, places in zip(kept, (spoken, out), strict=True):
        for step, article in places:
            if first <= step <= last:
                into[(step - first) // width].add(article)
    made = []
    for number in range(ceil((last - first + 1) / width)):
        begin, end = first + number * width, min(last, first + (number + 1) * width - 1)
        label = _label(unit, begin) + (f" to {_label(unit, end)}" if end > begin else "")
        speaking, published = (tuple(sorted(each[number])) for each in kept)
        made.append(Column(label=label, first=begin, last=end, speaking=speaking, published=published))
    return made


def _sentence(site: Site, page: str, column: Column, spoken: Mapping[tuple[int, str], int]) -> Markup | None:
    """Return the link to a sentence that names a date of a column."""
    for article in column.speaking:
        for step in range(column.first, column.last + 1):
            if (step, article) in spoken:
                return site.sentence(page, article, spoken[step, article])
    return None


def _note(every: Sequence[When], unit: int, first: int, last: int) -> str:
    steps = [when.steps[unit] for when in every if len(when.steps) > unit]
    counted = {
        "earlier": sum(1 for step in steps if step < first),
        "later": sum(1 for step in steps if step > last),
        f"without a {_UNITS[unit]}": len(every) - len(steps),
    }
    said = ", ".join(f"{number} {what}" for what, number in counted.items() if number)
    return f"Not drawn, of {words.count(len(every), 'date')}: {said}." if said else ""


def _draw(name: str, said: tuple[str, str], columns: Sequence[Column], ends: tuple[str, str]) -> Markup:
    canvas = Canvas(name)
    most = max(len(column.speaking) for column in columns) or 1
    step = 100.0 / len(columns)
    bottom = _TOP + _HEIGHT
    for number, column in enumerate(columns):
        height = _HEIGHT * len(column.speaking) / most
        if column.speaking:
            canvas.box(step * (number + 0.1), bottom - height, step * 0.8, height, kind="bar")
        if column.published:
            canvas.shape(step * (number + 0.5), bottom + 10, _DIAMOND, kind="published")
    canvas.line(0, bottom, (100, bottom), kind="axis")
    _peak(canvas, columns, step)
    canvas.text(0, bottom + 32, ends[0], kind="scale")
    if ends[1] != ends[0]:
        canvas.text(100, bottom + 32, ends[1], kind="scale", anchor="end")
    return canvas.finish(*said, bottom + 40)


def _peak(canvas: Canvas, columns: Sequence[Column], step: float) -> None:
    """Write over the highest bar what it stands for."""
    peak = max(range(len(columns)), key=lambda n: (len(columns[n].speaking), -n))
    middle = step * (peak + 0.5)
    anchor = "start" if middle < 25 else "end" if middle > 75 else "middle"  # noqa: PLR2004  (shares of the width)
    place = {"start": step * (peak + 0.1), "end": step * (peak + 0.9), "middle": middle}[anchor]
    canvas.text(place, _TOP - 18, columns[peak].label, kind="scale", anchor=anchor)
    counted = words.count(len(columns[peak].speaking), "report")
    canvas.text(place, _TOP - 5, counted, kind="scale", anchor=anchor)
