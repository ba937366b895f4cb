"""Tables as CSV: UTF-8 with a header, after RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math

from .tables import Table, Value

# A cell that begins with one of these is run as a formula by spreadsheets (OWASP, "CSV Injection"), the full-width
# forms by those that fold widths. An apostrophe in front makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def encode(table: Table) -> bytes:
    """Return a table as CSV; what is not known is an empty cell."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return made.getvalue().encode("utf-8")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return "INF" if value == math.inf else str(value)
    return guarded(value)


def guarded(text: str) -> str:
    """Return `text` with an apostrophe in front where a spreadsheet would take it for a formula.

    Text that already has apostrophes before such a sign gets one more, so that taking one away gives the text back.
    """
    bare = text.replace("\0", "\ufffd")
    return f"'{bare}" if bare.lstrip("'").startswith(FORMULA) else bare
