"""Rows that say what another row says already."""

from __future__ import annotations

from sourcebook.compare.repeats import without_repeats
from sourcebook.records import Cell, Comparison, Span


def _row(name: str, kind: str, *places: tuple[str, int, int]) -> Comparison:
    cells = tuple(Cell(article=a, evidence=Span(s, e), value="", source=None) for a, s, e in places)
    return Comparison(id=name, topic=name, kind=kind, status="agree", independent=1, cells=cells)  # type: ignore[arg-type]


def test_a_statement_within_a_quotation_is_no_row_of_its_own() -> None:
    """It is left out where a row of quotations has all its sentences, and stays where one stands elsewhere."""
    quoted = [_row("q", "wording", ("one", 0, 50), ("two", 10, 60))]
    within = _row("within", "claim", ("one", 0, 20), ("two", 30, 60))
    more = _row("more", "claim", ("one", 0, 20), ("three", 30, 60))
    later = _row("later", "claim", ("one", 60, 80), ("two", 30, 60))
    figure = _row("figure", "quantity", ("one", 0, 20), ("two", 30, 60))
    assert without_repeats([within, more, later, figure], quoted) == [more, later, figure]
