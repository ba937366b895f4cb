"""One line of the table that `make measure` prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measure on one set of data. Shares are between 0 and 1, ``None`` where they have no meaning.

    Attributes:
        measure: what is measured, unique in the table.
        data: the data, relative to the folder of annotated data.
        gold: number of gold items; 0 where the data is missing.
        precision: share of found items that are right.
        recall: share of gold items found.
        f1: their harmonic mean, or the one share the measure is defined by.
        peer: the best peer's figure on the same data, as text.
        target: what is aimed at, as text.
    """

    measure: str
    data: str
    gold: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    peer: str = ""
    target: str = ""


def prf(found: int, right: int, gold: int, hit: int | None = None) -> tuple[float, float, float]:
    """Return precision, recall and F1 from counts; `hit` counts gold items found where it differs from `right`."""
    precision = right / found if found else 0.0
    recall = (right if hit is None else hit) / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1
