"""Rows of the comparison: which annotated agreements and conflicts are shown, and which rows set apples against pears.

`python -m tests.measure.comparisons DATA` prints what is missed and what is set side by side wrongly.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.measure import reuse
from tests.measure.cross import Side, overlaps, sides
from tests.measure.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sourcebook.records import Comparison

_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*(?<![,.])")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
# Facts about the world (who somebody is) may be compared whatever an article is about.
OF_THE_WORLD = frozenset({"name", "wording"})


def measure(shared: Path) -> list[Row]:
    """Return the rows on agreements, conflicts and soundness for each annotated set.

    Args:
        shared: the folder that holds gold/.
    """
    rows = []
    for side in sides(shared):
        data = f"gold/{side.folder}"
        for name, target in (("agreements", "85 shown"), ("conflicts", "85 shown")):
            items = side.gold[name]
            share = sum(shown(side, item) is not None for item in items) / len(items)
            rows.append(Row(f"comparisons: {name}", data, len(items), recall=share, peer="none", target=target))
        made = side.corpus.comparisons
        share = 1 - sum(unsound(side, row) is not None for row in made) / max(1, len(made))
        rows.append(Row("comparisons: comparable", data, len(made), precision=share, peer="none", target="90 sound"))
    return rows


def shown(side: Side, item: Mapping[str, Any]) -> Comparison | None:
    """Return the row that shows an annotated item with two of its cells; one beyond doubt rather than a possible."""
    values = item.get("items") or item["values"]
    places = [side.places(value, value["evidence"]) for value in values]
    rows = [row for row in side.corpus.comparisons if _cells_met(row, places) > 1]
    return min(rows, key=lambda row: row.possible, default=None)


def _cells_met(row: Comparison, places: Sequence[Sequence[tuple[str, int, int]]]) -> int:
    """Return how many annotated values a row's cells show, each cell counted for one value only."""
    free = list(row.cells)
    met = 0
    for value in places:
        cell = next((c for c in free if any(overlaps(place, c.article, c.evidence) for place in value)), None)
        if cell is not None:
            free.remove(cell)
            met += 1
    return met


def unsound(side: Side, row: Comparison) -> str | None:
    """Return why a row compares what the annotators say cannot be compared; ``None`` where they do not say so."""
    groups = [{side.article(str(key)).id for key in group["articles"]} for group in _subjects(side)]
    told = {cell.article for cell in row.cells}
    if row.kind not in OF_THE_WORLD and any(told & group and told - group for group in groups):
        return "articles on different subjects"
    for pair in side.gold["not_comparable"]:
        one, other = (set(_NUMBER.findall(_IN_BRACKETS.sub("", pair[key]))) for key in ("a", "b"))
        values = [set(_NUMBER.findall(cell.value)) for cell in row.cells]
        if row.kind == "quantity" and any(v & one - other for v in values) and any(v & other - one for v in values):
            return str(pair["topic"])
    return None


def _subjects(side: Side) -> Iterator[Mapping[str, Any]]:
    """Yield the subjects that some of the articles report on alone."""
    for subject in side.gold.get("recordings", ()):
        if len(subject.get("articles", ())) == 1:
            yield subject


def report(shared: Path) -> Iterator[str]:
    """Yield the table by class of annotation, then every miss and every row that cannot be."""
    for side in sides(shared):
        for name in ("agreements", "conflicts"):
            rows = [(item, shown(side, item)) for item in side.gold[name]]
            all_of = Counter(item.get("class") or item.get("grade") or name for item, _ in rows)
            met = Counter(item.get("class") or item.get("grade") or name for item, row in rows if row)
            sure = sum(1 for _, row in rows if row and not row.possible)
            yield f"{side.folder} {name}: {sum(met.values())} of {len(rows)} shown, {sure} beyond doubt"
            yield from (f"    {kind}: {met[kind]} of {count}" for kind, count in sorted(all_of.items()))
            yield from (f"    missed {item['id']} {item['topic']}" for item, row in rows if row is None)
        for row in side.corpus.comparisons:
            why = unsound(side, row)
            if why:
                yield f"{side.folder} unsound ({why}): {row.kind} {row.topic}"
    yield from reuse.misses(shared)


if __name__ == "__main__":
    for line in report(Path(sys.argv[1])):
        sys.stdout.write(line + "\n")
