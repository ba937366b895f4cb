"""Quality only rises: no score may fall below the one recorded, where the data is present."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.measure.__main__ import RECORDED, rows_of, shares_of

DATA = Path(os.environ.get("SOURCEBOOK_DATA", "../shared"))
# Recorded shares are rounded to four digits.
ROUNDING = 0.0001


@pytest.mark.gold
@pytest.mark.skipif(not (DATA / "gold").is_dir(), reason="the annotated articles are not here; set SOURCEBOOK_DATA")
def test_no_score_is_below_the_recorded_one() -> None:
    """Every recorded measure is measured again and has not fallen."""
    recorded = {(r["measure"], r["data"]): r for r in json.loads(RECORDED.read_text(encoding="utf-8"))["rows"]}
    assert recorded
    measured = {(row.measure, row.data): row for row in rows_of(DATA) if row.gold}
    fallen = [f"{key} is no longer measured" for key in recorded if key not in measured]
    for key, before in recorded.items():
        now = shares_of(measured[key]) if key in measured else {}
        fallen += [
            f"{key} {name}: {before[name]} recorded, {value} now"
            for name, value in now.items()
            if before[name] is not None and (value is None or value < before[name] - ROUNDING)
        ]
    assert not fallen, "\n".join(fallen)
