"""Run all measures and print one table; `--record` keeps the scores as floors for later ones."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import tests.measure
from rich.console import Console
from rich.table import Table
from tests.measure.row import Row

import sourcebook

# Scores ship with the package, so that every site can show how good its extractors are.
RECORDED = Path(sourcebook.__file__).with_name("scores.json")
# Modules of this package that are not measures.
NOT_MEASURES = {"__main__", "row"}
# The scores are part of the package, in which no name of an annotated article stands: the second set goes by its place.
LABELS = {"gold/rehana": "gold/second"}


def main() -> int:
    """Measure, print, and record if asked to."""
    parser = argparse.ArgumentParser(prog="measure", description=__doc__)
    parser.add_argument("data", type=Path, help="folder that holds gold/ and corpora/")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--only", help="names of measuring modules, separated by commas")
    arguments = parser.parse_args()
    rows = rows_of(arguments.data, only=arguments.only)
    show(rows)
    if arguments.record:
        record(rows)
    return 0


def rows_of(data: Path, *, only: str | None = None) -> list[Row]:
    """Return the rows of every measuring module, in the modules' alphabetical order."""
    names = [m.name for m in pkgutil.iter_modules(tests.measure.__path__)]
    wanted = set(only.split(",")) if only else None
    rows: list[Row] = []
    for name in sorted(set(names) - NOT_MEASURES):
        module = importlib.import_module(f"tests.measure.{name}")
        if hasattr(module, "measure") and (wanted is None or name in wanted):
            rows += [labelled(row) for row in module.measure(data)]
    return rows


def labelled(row: Row) -> Row:
    """Return a row whose data go by the name that is shown."""
    name = row.data
    for folder, label in LABELS.items():
        name = name.replace(folder, label)
    return replace(row, data=name)


def show(rows: list[Row]) -> None:
    """Print the table; a measure without data says so."""
    table = Table(title="Measures, in percent")
    for heading in ("measure", "data", "gold", "P", "R", "F1", "best peer", "target"):
        table.add_column(heading, justify="right" if heading in {"gold", "P", "R", "F1"} else "left")
    for row in rows:
        shares = [percent(s) for s in (row.precision, row.recall, row.f1)] if row.gold else ["no data", "", ""]
        table.add_row(row.measure, row.data, str(row.gold), *shares, row.peer, row.target)
    Console(width=160 if not sys.stdout.isatty() else None).print(table)


def percent(share: float | None) -> str:
    """Return a share as percent with one decimal."""
    return "" if share is None else f"{100 * share:.1f}"


def record(rows: list[Row]) -> None:
    """Write the scores of all measures that had data, with today's date; others keep what was recorded before."""
    before = json.loads(RECORDED.read_text(encoding="utf-8"))["rows"] if RECORDED.exists() else []
    kept = {(row["measure"], row["data"]): row for row in before}
    today = datetime.now(UTC).date().isoformat()
    for row in rows:
        if row.gold:
            shares = {k: None if v is None else round(v, 4) for k, v in shares_of(row).items()}
            kept[row.measure, row.data] = {
                "measure": row.measure,
                "data": row.data,
                "gold": row.gold,
                **shares,
                "peer": row.peer,
                "target": row.target,
                "date": today,
            }
    text = json.dumps({"rows": [kept[key] for key in sorted(kept)]}, indent=1, ensure_ascii=False)
    RECORDED.write_text(text + "\n", encoding="utf-8")


def shares_of(row: Row) -> dict[str, float | None]:
    """Return a row's three shares by name."""
    return {"precision": row.precision, "recall": row.recall, "f1": row.f1}


if __name__ == "__main__":
    sys.exit(main())
