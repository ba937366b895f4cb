"""Write recorded tables into the documentation: `python -m tests.bench.written`; a test holds that they are the same.

A table stands between ``<!-- recorded: NAME -->`` and ``<!-- end of NAME -->`` and is made of `results/NAME.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
PAGE = ROOT / "docs" / "performance.md"
# So many stages are told of a size.
_MOST = 3
_PLACE = re.compile(r"(<!-- recorded: (?P<name>[\w-]+) -->\n).*?(<!-- end of (?P=name) -->)", re.DOTALL)


def table(name: str) -> str:
    """Return a recorded table as Markdown, with its day and machine and what could not be measured."""
    kept = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    lines = _compared(kept["rows"]) if "rows" in kept else _grown(kept["costs"])
    absent = [f"Not measured: {line}." for line in kept.get("absent", ())]
    return "\n".join(["", *lines, "", f"{kept['date']}, {kept['machine']}.", *absent, ""])


def _compared(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines of what was measured against something else."""
    lines = ["| what / against what | on | the latter | the former | ratio |", "|---|---|---|---|---|"]
    return lines + [
        f"| {row['what']} | {row['on']} | {row['base']:,.1f} {row['unit']} | {row['value']:,.1f} {row['unit']} "
        f"| {row['ratio']:.2f} |"
        for row in rows
    ]


def _grown(costs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines of what linking and comparing cost at each size, with the stages that took most."""
    lines = [
        "| folder | articles | link and compare | after one change | most memory | passages | rows | mostly |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for cost in costs:
        seconds = cost["link"] + cost["compare"]
        most = sorted(cost["stages"].items(), key=lambda stage: (-stage[1], stage[0]))[:_MOST]
        told = ", ".join(f"{name} {round(100 * taken / seconds)} %" for name, taken in most)
        lines.append(
            f"| {cost['form']} | {cost['size']:,} | {seconds:,.1f} s | {cost['again']:,.1f} s "
            f"| {cost['memory']:,.0f} MB | {cost['passages']:,} | {cost['rows']:,} | {told} |"
        )
    return lines


def written(text: str) -> str:
    """Return a page with the recorded tables in their places."""
    return _PLACE.sub(lambda found: f"{found[1]}{table(found['name'])}{found[3]}", text)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
