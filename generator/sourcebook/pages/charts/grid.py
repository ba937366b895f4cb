"""A matrix: things of one kind against things of another, a mark where they meet."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from markupsafe import Markup

from sourcebook.pages.charts.frame import LABELS, ROW, Canvas, Entry, Picture
from sourcebook.records import Record

# The plot ends before the edge, so that the slanted heading of the last column has room.
_END = 86.0
_LETTER = 7.0
_HEADING = 20
_LARGEST = 10.0
_SMALLEST = 3.0
# From this radius on there is room for a number in a circle.
_ROOM = 7.0


class Dot(Record, frozen=True, kw_only=True):
    """What stands where a row and a column meet: a circle of some size and kind, and in the table words and a link."""

    amount: int
    says: str
    href: Markup | None = None
    kind: str = "dot"
    ringed: bool = False


class Matrix(Record, frozen=True, kw_only=True):
    """Rows, columns and what stands where they meet, by (row, column)."""

    corner: str
    rows: tuple[Entry, ...]
    columns: tuple[str, ...]
    dots: Mapping[tuple[int, int], Dot]


def picture(name: str, title: str, about: str, matrix: Matrix, *, note: str = "") -> Picture:
    """Return a matrix as a picture with its table.

    Args:
        name: what the picture's ids are made of.
        title: what it is of.
        about: how to read it.
        matrix: what it shows.
        note: what was left out.
    """
    numbered = range(len(matrix.columns))
    rows = tuple(
        (row, *(_entry(matrix.dots.get((number, column))) for column in numbered))
        for number, row in enumerate(matrix.rows)
    )
    return Picture(
        id=f"picture-{name}",
        title=title,
        about=about,
        svg=_draw(name, (title, about), matrix),
        head=(matrix.corner, *matrix.columns),
        rows=rows,
        note=note,
    )


def _entry(dot: Dot | None) -> Entry:
    return Entry(text=dot.says, href=dot.href) if dot else Entry(text="")


def _draw(name: str, words: tuple[str, str], matrix: Matrix) -> Markup:
    canvas = Canvas(name)
    top = max((min(len(column), _HEADING) for column in matrix.columns), default=0) * _LETTER * 0.87 + 14
    most = max((dot.amount for dot in matrix.dots.values()), default=1)
    step = (_END - LABELS) / max(1, len(matrix.columns))
    for number, column in enumerate(matrix.columns):
        canvas.heading(_x(number, step), top - 6, column, _HEADING)
    for number, row in enumerate(matrix.rows):
        middle = top + ROW * (number + 0.5)
        canvas.line(0, middle + ROW / 2, (100, middle + ROW / 2), kind="rule")
        canvas.label(0, middle, LABELS - 1, row.text)
        for at in range(len(matrix.columns)):
            _dot(canvas, _x(at, step), middle, matrix.dots.get((number, at)), most)
    return canvas.finish(*words, top + ROW * len(matrix.rows) + 2)


def _x(column: int, step: float) -> float:
    return LABELS + step * (column + 0.5)


def _dot(canvas: Canvas, x: float, middle: float, dot: Dot | None, most: int) -> None:
    if dot is None:
        canvas.circle(x, middle, 0.75, kind="none")
        return
    radius = max(_SMALLEST, _LARGEST * sqrt(dot.amount / max(most, 1)))
    canvas.circle(x, middle, radius, kind=dot.kind)
    if dot.ringed:
        canvas.circle(x, middle, radius + 1.75, kind="ring")
    if radius >= _ROOM and dot.amount > 1:
        canvas.text(x, middle + 4, str(dot.amount), kind="in", anchor="middle")
