"""Numbers against NewsQuant's development half and the articles annotated whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.articles import bare

from sourcebook.records import Block, Quantity, Span
from sourcebook.text import normalise

from .row import Row, prf

NEWSQUANT = "corpora/quantities/newsquant_dev.jsonl"
# Kinds of gold numbers that other measures are about, or that are no figures.
NOT_MEASURED = {"date", "rank", "ordinal", "rhetorical", "time code", "ratio"}
CHANGES = {"at-least": ">", "more-than": ">", "at-most": "<", "less-than": "<", "about": "~"}
# Names of one unit in the corpus and here.
ALIASES = {
    "percentage": "percent", "$": "dollar", "us$": "dollar", "£": "pound", "sterling": "pound", "pound-mass": "pound",
    "person": "people", "men": "man", "women": "woman", "feet": "foot", "inches": "inch", "centuries": "century",
    "p": "penny", "point": "point", "crown": "krone",
}  # fmt: skip
_IDLE = {"per", "a", "an", "of", "the", "age", "old", "-", "united", "states", "us"}

Find = Callable[[str, str], Sequence[Quantity]]


@dataclass(frozen=True)
class Score:
    """How far a finding agrees with a gold quantity; each step asks for the one before."""

    value: bool
    bound: bool = False
    unit: bool = False

    @property
    def total(self) -> int:
        """Return the number of steps that agree."""
        return self.value + self.bound + (self.bound and self.unit) + self.unit


def find_plain(text: str, name: str) -> Sequence[Quantity]:
    """Find the quantities of a text that is prose throughout."""
    from sourcebook.annotate import language, quantities

    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    blocks = tuple(Block(start=m.start(), end=m.end(), kind="body", why="corpus") for m in lines)
    article = bare(name, text, blocks=blocks)  # fmt: skip
    doc = language.parse(text, [Span(b.start, b.end) for b in blocks])
    return quantities.find(article, doc, (), ())


def measure(shared: Path, *, find: Find = find_plain) -> list[Row]:
    """Return the rows for NewsQuant and for the numbers of the annotated articles.

    Args:
        shared: the folder that holds ``gold`` and ``corpora``.
        find: text and name to quantities; the extractor itself unless a trial gives another.
    """
    return [*_newsquant(shared, find), *_gold(shared, find)]


def _newsquant(shared: Path, find: Find) -> Iterator[Row]:
    path = shared / NEWSQUANT
    pairs = [(row, find(row["text"], row["id"])) for row in _rows(path)]
    gold = sum(len(row["quantities"]) for row, _ in pairs)
    found = sum(len(quantities) for _, quantities in pairs)
    scores = [score for row, quantities in pairs for _, _, score in matched(row["quantities"], quantities)]
    for name, right, peer, target in (
        ("value", len(scores), "CQE 90", "91"),
        ("value, bound", sum(s.bound for s in scores), "CQE 86", "87"),
        ("value, bound, unit", sum(s.bound and s.unit for s in scores), "CQE 84", "85"),
    ):
        precision, recall, f1 = prf(found, right, gold)
        yield Row(f"quantities: {name}", NEWSQUANT, gold, precision, recall, f1, peer, target)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def matched(
    gold: Sequence[Mapping[str, str]], found: Sequence[Quantity]
) -> list[tuple[Mapping[str, str], Quantity, Score]]:
    """Pair gold and found quantities of equal value one to one, those first that agree in most."""
    scored = [(score(g, q), i, j) for i, g in enumerate(gold) for j, q in enumerate(found)]
    pairs: list[tuple[Mapping[str, str], Quantity, Score]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for each, i, j in sorted((s for s in scored if s[0].value), key=lambda s: (-s[0].total, s[1], s[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((gold[i], found[j], each))
    return pairs


def score(gold: Mapping[str, str], found: Quantity) -> Score:
    """Compare one gold quantity of NewsQuant with one found."""
    if not same_value(gold["value"], found):
        return Score(value=False)
    change = found.change or CHANGES.get(found.bound, "=")
    return Score(value=True, bound=change == gold["change"], unit=same_unit(gold, found))


def same_value(gold: str, found: Quantity) -> bool:
    """Tell whether a gold value ("5", "3-7") is the one found; an open figure is as good as its one side."""
    numbers = [float(n) for n in re.findall(r"(?<![\d.E])-?[\d.]+(?:E-?\d+)?", gold.lstrip())]
    if len(numbers) > 1:
        numbers = sorted(abs(n) for n in numbers)
    mine = [abs(n) for n in (found.low, found.high) if n is not None]
    if found.bound == "vague" and mine:
        return numbers[0] <= mine[0] <= numbers[-1] or mine[0] == 2 * numbers[0]
    if len(mine) == 2 and mine[0] == mine[1]:
        mine = mine[:1]
    return len(mine) == len(numbers) and all(
        abs(m - abs(n)) <= 1e-5 * max(1, abs(n)) for m, n in zip(mine, numbers, strict=True)
    )


def same_unit(gold: Mapping[str, str], found: Quantity) -> bool:
    """Tell whether the unit is gold's, or for counts, whether the noun is one of gold's words."""
    written = f"{gold['unit']} {gold['normalized_unit']}"
    if gold["unit"] in {"-", ""} and gold["normalized_unit"] in {"-", ""}:
        return found.unit is None
    if found.unit is None:
        return False
    if found.unit == "share":
        return written.startswith("%") or "% " in written
    mine, theirs = _terms(found.unit), _terms(written)
    if found.dimension == "count" and " per " not in found.unit:
        return bool(_terms(found.unit.split()[-1]) & theirs)
    return mine <= theirs and (" per " in found.unit) == bool(re.search(r"\bper\b", written))


def _terms(written: str) -> set[str]:
    split = re.findall(r"[^\W_]+(?:-mass)?|[$£%]", written.lower())
    made = {ALIASES.get(word, ALIASES.get(word.removesuffix("s"), word.removesuffix("s"))) for word in split}
    return made - _IDLE


def _gold(shared: Path, find: Find) -> Iterator[Row]:
    import yaml

    total = found = bounded = counted = 0
    for path in sorted((shared / "gold").glob("*/*.yml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        seeds = shared / "seeds" if path.parent.name == "seeds" else path.parent / "seeds"
        source = seeds / content.get("file", f"{path.stem}.txt") if isinstance(content, dict) else seeds / "none"
        if not isinstance(content, dict) or not content.get("numbers") or not source.exists():
            continue
        text = source.read_text("utf-8")
        quantities = find(text, path.stem)
        for number in wanted(content["numbers"]):
            total += 1
            scores = [gold_score(number, q) for q in near(text, number, quantities)]
            best = max(scores, key=lambda s: s.total, default=Score(value=False))
            found, bounded, counted = found + best.value, bounded + best.bound, counted + best.unit
    for name, right in (("value", found), ("bound", bounded), ("counted", counted)):
        yield Row(f"numbers in whole articles: {name}", "gold/*/", total, None, right / total if total else 0.0)


def wanted(numbers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the gold numbers that give a figure and stand in prose."""
    kept = []
    for number in numbers:
        value = number["value"]
        figure = value.get("min") or value.get("max") if isinstance(value, Mapping) else value
        if number["kind"] not in NOT_MEASURED and not number.get("in_noise_only") and isinstance(figure, int | float):
            kept.append(number)
    return kept


def near(text: str, number: Mapping[str, Any], quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that stand in the evidence of a gold number."""
    evidence = number["evidence"] if isinstance(number["evidence"], list) else [number["evidence"]]
    plain = normalise(text)
    spans = [(m.start(), m.end()) for e in evidence for m in re.finditer(re.escape(normalise(str(e)).strip()), plain)]
    return [q for q in quantities if any(a <= q.start < b or a < q.end <= b for a, b in spans)]


def gold_score(number: Mapping[str, Any], found: Quantity) -> Score:
    """Compare a gold number of an annotated article with one found."""
    value = number["value"]
    low, high = (value.get("min"), value.get("max")) if isinstance(value, Mapping) else (value, value)
    ends = {round(float(n), 2) for n in (low, high) if isinstance(n, int | float)}
    mine = {round(float(n), 2) for n in (found.low, found.high) if n is not None}
    if not any(abs(a - b) <= 0.011 for a in ends for b in mine):  # a third is 0.33 to one reader, 0.34 to another
        return Score(value=False)
    bound = (found.low is None) == (low is None) and (found.high is None) == (high is None)
    said = _terms(f"{number['unit']} {number['counts']}") | {"people", "share"} & _terms(str(number["unit"]))
    got = _terms(f"{found.unit or ''} {found.counted or ''}")
    return Score(value=True, bound=bound, unit=bool(said & got))
