"""Tables as CSV: UTF-8 with a header, after RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from typing import cast

from .tables import Column, Row, Table, Value

# A cell that begins with one of these is run as a formula by spreadsheets (OWASP, "CSV Injection"), the full-width
# forms by those that fold widths. An apostrophe in front makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_LOOKED_AT = frozenset(("'", *FORMULA))


def head(table: Table) -> bytes:
    """Return the first line of a table as CSV, the names of its columns."""
    return _written([[column.name for column in table.columns]])


def lines(table: Table, rows: Sequence[Row]) -> bytes:
    """Return rows of a table as CSV; what is not known is an empty cell."""
    return _written(zip(*map(_cells, table.columns, zip(*rows, strict=True)), strict=True))


def _written(rows: Iterable[Sequence[Value]]) -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode("utf-8")


def _cells(column: Column, values: Iterable[Value]) -> Iterable[Value]:
    """Return a column's cells as the writer is to have them; it knows numbers, and leaves empty what is not known."""
    if column.type == "integer":
        return values
    if column.type == "string":
        texts = cast("Iterable[str | None]", values)
        # Most begin with a letter; asked here, thousands of calls are saved.
        return [guarded(text) if text and (text[0] in _LOOKED_AT or "\0" in text) else text for text in texts]
    return [_cell(value) for value in values]


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "INF" if value == math.inf else value


def guarded(text: str) -> str:
    """Return `text` with an apostrophe in front where a spreadsheet would take it for a formula.

    Text that already has apostrophes before such a sign gets one more, so that taking one away gives the text back.
    """
    bare = text.replace("\0", "\ufffd")
    return f"'{bare}" if bare.lstrip("'").startswith(FORMULA) else bare
