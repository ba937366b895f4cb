"""Write recorded tables into the documentation: `python -m tests.bench.written`; a test holds that they are the same.

A table stands between ``<!-- recorded: NAME -->`` and ``<!-- end of NAME -->`` and is made of `results/NAME.json`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
PAGE = ROOT / "docs" / "performance.md"
_PLACE = re.compile(r"(<!-- recorded: (?P<name>[\w-]+) -->\n).*?(<!-- end of (?P=name) -->)", re.DOTALL)


def table(name: str) -> str:
    """Return a recorded table as Markdown, with its day and machine and what could not be measured."""
    kept = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    lines = ["| what / against what | on | the latter | the former | ratio |", "|---|---|---|---|---|"]
    lines += [
        f"| {row['what']} | {row['on']} | {row['base']:,.1f} {row['unit']} | {row['value']:,.1f} {row['unit']} "
        f"| {row['ratio']:.2f} |"
        for row in kept["rows"]
    ]
    absent = [f"Not measured: {line}." for line in kept.get("absent", ())]
    return "\n".join(["", *lines, "", f"{kept['date']}, {kept['machine']}.", *absent, ""])


def written(text: str) -> str:
    """Return a page with the recorded tables in their places."""
    return _PLACE.sub(lambda found: f"{found[1]}{table(found['name'])}{found[3]}", text)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
