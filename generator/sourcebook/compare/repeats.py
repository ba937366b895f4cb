"""Rows of statements that only say again what a row of quotations says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sourcebook.records import Comparison


def without_repeats(found: Iterable[Comparison], quoted: Iterable[Comparison]) -> list[Comparison]:
    """Return rows of statements without those that only set side by side again what a row of quotations does.

    Args:
        found: all other rows.
        quoted: rows of utterances.
    """
    shown: dict[str, list[Comparison]] = defaultdict(list)
    for row in quoted:
        for article in {cell.article for cell in row.cells}:
            shown[article].append(row)
    return [
        row
        for row in found
        if row.kind != "claim" or not any(_within(row, other) for other in shown[row.cells[0].article])
    ]


def _within(row: Comparison, other: Comparison) -> bool:
    """Return whether each sentence of a row is among those of another."""
    return all(
        any(
            cell.article == c.article and cell.evidence.start < c.evidence.end and c.evidence.start < cell.evidence.end
            for cell in other.cells
        )
        for c in row.cells
    )
