"""Who else says so: what a finding's note tells of the other reports, each with the link to its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from sourcebook.records import Cell, Comparison, Record
from sourcebook.text import normalise

from . import escape, rows, words
from .marks import Mark
from .rows import Report
from .site import Site

# Reports and rows that a note names; the linked pages have the rest.
_REPORTS: Final = 3
_ROWS: Final = 2
_LONGEST: Final = 90
# Where a word or a number begins, and where it ends.
_BEGINS: Final = re.compile(r"(?<!\w)(?<!\d[.,])")
_ENDS: Final = re.compile(r"(?!\w|[.,]\d)")
# The kinds of rows in which a kind of finding can stand.
_FITS: Final = {
    "number": {"quantity"},
    "date": {"date"},
    "authenticity": {"stance"},
    "quote": {"wording", "claim"},
    "role": {"wording"},
}
_HOW: Final = {
    "person": "Also named in",
    "place": "Also named in",
    "source": "Also cited in",
    "date": "The same day is named in",
}


class Said(Record, frozen=True, kw_only=True):
    """What another report says on the same thing: values in its words, or stances."""

    report: Report
    values: tuple[str, ...]
    stances: tuple[str, ...]


class Beside(Record, frozen=True, kw_only=True):
    """A row of the comparison in which a finding stands, with what the other reports say there."""

    status: str
    label: str
    topic: str
    href: Markup | None
    others: tuple[Said, ...]
    more: int


class Elsewhere(Record, frozen=True, kw_only=True):
    """What other reports have of a finding: rows it stands in, and reports that name the same."""

    rows: tuple[Beside, ...] = ()
    how: str = ""
    reports: tuple[Report, ...] = ()
    more: int = 0


class Others:
    """What the other reports say, as one article's page tells it.

    Args:
        site: all findings.
        page: the path of the article's page.
        article: its id.
    """

    def __init__(self, site: Site, page: str, article: str) -> None:
        self._site, self._page, self._article = site, page, article
        self._cells = [
            (cell, comparison)
            for comparison in site.comparisons.get(article, ())
            if not comparison.possible
            for cell in comparison.cells
            if cell.article == article
        ]

    def of(self, mark: Mark) -> Elsewhere:
        """Return what other reports have of what a mark stands for; nothing where that is not known."""
        found = {comparison.id: comparison for comparison in self._rows(mark)}
        places, total = self._places(mark)
        shown = tuple(rows.report(self._site, self._page, *place) for place in places)
        return Elsewhere(
            rows=tuple(self._beside(each) for each in list(found.values())[:_ROWS]),
            how=_HOW.get(mark.kind, ""),
            reports=shown,
            more=total - len(shown),
        )

    def _rows(self, mark: Mark) -> Iterator[Comparison]:
        kinds = _FITS.get(mark.kind, set())
        text = self._site.articles[self._article].text
        for cell, comparison in self._cells:
            span = cell.evidence
            touches = comparison.kind in kinds and span.start < mark.end and mark.start < span.end
            if touches and (mark.kind == "authenticity" or same_words(cell, text[mark.start : mark.end])):
                yield comparison

    def _places(self, mark: Mark) -> tuple[list[tuple[str, int]], int]:
        site = self._site
        trails = {"person": site.trails, "place": site.trails, "source": site.cited, "date": site.dated}
        trail = trails.get(mark.kind)
        return trail.elsewhere(mark.about, self._article, _REPORTS) if trail is not None else ([], 0)

    def _beside(self, comparison: Comparison) -> Beside:
        by_report: dict[str, list[Cell]] = {}
        for cell in comparison.cells:
            if cell.article != self._article and cell.article in self._site.articles:
                by_report.setdefault(cell.article, []).append(cell)
        return Beside(
            status=comparison.status,
            label=rows.STATUSES[comparison.status],
            topic=comparison.topic,
            href=self._site.link(self._page, "comparison", comparison.id),
            others=tuple(self._said(comparison, cells) for cells in list(by_report.values())[:_REPORTS]),
            more=max(0, len(by_report) - _REPORTS),
        )

    def _said(self, comparison: Comparison, cells: list[Cell]) -> Said:
        told = {rows.stance_of(self._site, cell): None for cell in cells} if comparison.kind == "stance" else {}
        values = {escape.shortened(cell.value, _LONGEST): None for cell in cells}
        place = rows.report(self._site, self._page, cells[0].article, cells[0].evidence.start)
        stances = tuple(stance for stance in told if stance in words.STANCES)
        return Said(report=place, values=() if stances else tuple(values)[:_REPORTS], stances=stances[:_REPORTS])


def same_words(cell: Cell, text: str) -> bool:
    """Return whether a cell rests on the very words of a finding, not merely on their sentence."""
    value, found = (" ".join(normalise(each).casefold().split()) for each in (cell.value, text))
    return bool(value and found) and (_within(value, found) or _within(found, value))


def _within(part: str, whole: str) -> bool:
    # As words of their own: five is not in five thousand, however that is written.
    at = whole.find(part)
    while at >= 0 and not (_BEGINS.match(whole, at) and _ENDS.match(whole, at + len(part))):
        at = whole.find(part, at + 1)
    return at >= 0
