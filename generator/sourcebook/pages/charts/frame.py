"""What all pictures are made of: a canvas that is as wide as its place, and a picture with its table beside it.

Widths are shares (per cent) of the picture, heights are pixels, and nothing is scaled: lettering has one size on a
phone and on a desktop. A label that is longer than its place fades out at the edge; the table beside it has it whole.
"""

from __future__ import annotations

from markupsafe import Markup

from sourcebook.pages import escape
from sourcebook.records import Record

# Left of the plot stand the names of its rows.
LABELS = 38.0
ROW = 24.0
# Longer names are cut before they are drawn.
_LONGEST = 64


class Entry(Record, frozen=True, kw_only=True):
    """What stands in a cell of a picture's table, with a link where there is one."""

    text: str
    href: Markup | None = None


class Picture(Record, frozen=True, kw_only=True):
    """A drawing, what it shows in words, and the same as a table.

    Args:
        id: anchor of the picture; one page has no two alike.
        title: what the picture is of, as text.
        about: how to read it and what stands out, as text.
        svg: the drawing.
        head: the titles of the table's columns.
        rows: the table.
        note: what was left out, empty where nothing was.
    """

    id: str
    title: str
    about: str
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    note: str = ""


class Canvas:
    """Collects the elements of a drawing; every text that is drawn is escaped here."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []

    def text(self, x: float, y: float, value: str, *, kind: str = "", anchor: str = "start") -> None:
        """Draw a text at a place (per cent, pixels) that begins, ends or is centred there (start, end, middle)."""
        placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self._parts.append(f'<text x="{share(x)}" y="{size(y)}"{_kind(kind)}{placed}>{escape.encoded(value)}</text>')

    def label(self, x: float, y: float, width: float, value: str) -> None:
        """Draw a text that fades out where it is wider than `width` per cent; `y` is the middle of the line."""
        shown = escape.encoded(escape.shortened(value, _LONGEST))
        self._parts.append(
            f'<svg x="{share(x)}" y="{size(y - 10)}" width="{share(width)}" height="20">'
            f'<text x="0" y="14">{shown}</text>'
            f'<rect class="sb-fade" x="88%" width="12%" height="20" fill="url(#{self._name}-fade)"/></svg>'
        )

    def heading(self, x: float, y: float, value: str, most: int = 18) -> None:
        """Draw the name of a column, slanted upwards from a place."""
        shown = escape.encoded(escape.shortened(value, most))
        self._parts.append(
            f'<svg x="{share(x)}" y="{size(y)}" overflow="visible"><text transform="rotate(-60)">{shown}</text></svg>'
        )

    def box(self, x: float, y: float, width: float, height: float, *, kind: str) -> None:
        """Draw a rectangle: place and width in per cent, `y` and height in pixels."""
        self._parts.append(
            f'<rect x="{share(x)}" y="{size(y)}" width="{share(width)}" height="{size(height)}"{_kind(kind)}/>'
        )

    def line(self, x: float, y: float, until: tuple[float, float], *, kind: str) -> None:
        """Draw a straight line between two places."""
        there = f'x2="{share(until[0])}" y2="{size(until[1])}"'
        self._parts.append(f'<line x1="{share(x)}" y1="{size(y)}" {there}{_kind(kind)}/>')

    def circle(self, x: float, y: float, radius: float, *, kind: str) -> None:
        """Draw a circle; the radius is in pixels."""
        self._parts.append(f'<circle cx="{share(x)}" cy="{size(y)}" r="{size(radius)}"{_kind(kind)}/>')

    def shape(self, x: float, y: float, path: str, *, kind: str) -> None:
        """Draw a path of ours, in pixels around a place."""
        self._parts.append(
            f'<svg x="{share(x)}" y="{size(y)}" overflow="visible"><path d="{path}"{_kind(kind)}/></svg>'
        )

    def curves(self, x: float, width: float, height: float, paths: list[tuple[str, str, float]]) -> None:
        """Draw curves, each a path, a kind and a stroke in pixels, in a field 100 wide and `height` pixels high."""
        drawn = "".join(
            f'<path d="{path}"{_kind(kind)} stroke-width="{size(stroke)}" vector-effect="non-scaling-stroke"/>'
            for path, kind, stroke in paths
        )
        self._parts.append(
            f'<svg x="{share(x)}" y="0" width="{share(width)}" height="{size(height)}" '
            f'viewBox="0 0 100 {size(height)}" preserveAspectRatio="none">{drawn}</svg>'
        )

    def finish(self, title: str, about: str, height: float) -> Markup:
        """Return the drawing as one element, named and described for those who do not see it."""
        name = self._name
        head = (
            f'<svg class="sb-chart" width="100%" height="{size(height)}" role="img" '
            f'aria-labelledby="{name}-title {name}-about">'
            f'<title id="{name}-title">{escape.encoded(title)}</title>'
            f'<desc id="{name}-about">{escape.encoded(about)}</desc>'
            f'<defs><linearGradient id="{name}-fade"><stop class="sb-fade-from" offset="0"/>'
            f'<stop class="sb-fade-to" offset="1"/></linearGradient></defs>'
        )
        return Markup(head + "".join(self._parts) + "</svg>")  # noqa: S704  (escaped text and our own elements)


def share(value: float) -> str:
    """Return a share of the width as SVG writes it, with at most two decimals."""
    return f"{size(value)}%"


def size(value: float) -> str:
    """Return a number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _kind(kind: str) -> str:
    return f' class="sb-c-{kind}"' if kind else ""
