"""The recorded measures of the extractors, as a page shows them."""

from __future__ import annotations

import json
from pathlib import Path


def scores() -> tuple[dict[str, str], ...]:
    """Return the recorded measures of the extractors, a row each, as texts; none where nothing was recorded."""
    path = Path(__file__).with_name("scores.json")
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    columns = ("measure", "data", "gold", "precision", "recall", "f1", "peer", "target", "date")
    return tuple({column: _shown(row[column]) for column in columns} for row in rows)


def _shown(value: object) -> str:
    return "" if value is None else f"{100 * value:.1f} %" if isinstance(value, float) else str(value)
