"""How often a finding is right that is graded high, medium or low: grades of confidence have to be earned."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.measure import attribution, authenticity, quantities, sources
from tests.measure.row import Row

from sourcebook.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sourcebook.records import Entity, Quote

GRADES = ("high", "medium", "low")
TARGETS = {"high": "90", "medium": "", "low": ""}

# Grade and rule of a finding, and whether it is right.
Judged = tuple[str, str, bool]


def measure(shared: Path) -> list[Row]:
    """Return a row for each kind of finding and grade; the precision is the share of findings that are right.

    A quotation is right with its content (half of the union) and its speaker, a quantity with value, bound and unit,
    a statement on authenticity with its cue and stance.

    Args:
        shared: the folder that holds ``gold`` and ``corpora``.
    """
    rows: list[Row] = []
    for kind, data, judged in (
        ("quotes", "gold/*/", gold_quotes(shared)),
        ("quotes", attribution.POLNEAR, polnear_quotes(shared)),
        ("quantities", quantities.NEWSQUANT, newsquant(shared)),
        ("authenticity", "gold/*/", gold_authenticity(shared)),
    ):
        rows += _rows(f"{kind}, confidence", data, list(judged))
    return rows


def _rows(name: str, data: str, judged: Sequence[Judged]) -> Iterator[Row]:
    found = Counter(grade for grade, _, _ in judged)
    right = Counter(grade for grade, _, is_right in judged if is_right)
    for grade in GRADES:
        share = right[grade] / found[grade] if found[grade] else None
        yield Row(f"{name} {grade}", data, found[grade], share, target=TARGETS[grade])


def by_rule(judged: Sequence[Judged]) -> list[tuple[str, str, int, int]]:
    """Return for each grade and rule how many findings there are and how many are right, most frequent first."""
    found = Counter((grade, rule) for grade, rule, _ in judged)
    right = Counter((grade, rule) for grade, rule, is_right in judged if is_right)
    return [(grade, rule, number, right[grade, rule]) for (grade, rule), number in found.most_common()]


def gold_quotes(shared: Path) -> Iterator[Judged]:
    """Yield the quotations found in the articles annotated whole."""
    for gold, path in attribution.gold_articles(shared):
        text, found, entities = attribution.annotate_seed(path)
        yield from ((q.confidence, q.rule, _is_said(gold, text, q, entities)) for q in found)


def _is_said(gold: Mapping[str, Any], text: str, quote: Quote, entities: Sequence[Entity]) -> bool:
    """Tell whether somebody is annotated to say this, and whether the speaker is theirs."""
    plain, names, people = normalise(text), {e.id: e for e in entities}, attribution.speaker_forms(gold)
    for item in gold.get("quotes") or ():
        start, end = attribution.locate(plain, item)
        if item["kind"] not in {"direct", "indirect", "embedded post"} or start < 0:
            continue
        if any(s.start < end and start < s.end for s in quote.content) and (
            item["kind"] == "embedded post" or attribution.same_speaker(item["speaker"], quote, names, people, text)
        ):
            return True
    return False


def polnear_quotes(shared: Path) -> Iterator[Judged]:
    """Yield the quotations found in PolNeAR's development part."""
    for row in _lines(shared / attribution.POLNEAR):
        text = row["text"]
        found, _ = attribution.annotate_plain(text, row["id"])
        gold = [attribution.characters(text, a["content"]) for a in row["attributions"]]
        mine = [attribution.characters(text, attribution.spans_of(q)) for q in found]
        held = {j: row["attributions"][i] for i, j in attribution.matched(gold, mine)}
        for number, quote in enumerate(found):
            yield quote.confidence, quote.rule, number in held and _same_source(quote, held[number])


def _same_source(quote: Quote, gold: Mapping[str, Any]) -> bool:
    if not gold["source"] or quote.source is None:
        return not gold["source"] and quote.source is None
    return any(a < quote.source.end and quote.source.start < b for a, b in gold["source"])


def newsquant(shared: Path) -> Iterator[Judged]:
    """Yield the numbers found in NewsQuant's development half."""
    for row in _lines(shared / quantities.NEWSQUANT):
        found = quantities.find_plain(row["text"], row["id"])
        right = {q.id for _, q, score in quantities.matched(row["quantities"], found) if score.bound and score.unit}
        yield from ((q.confidence, q.rule, q.id in right) for q in found)


def gold_authenticity(shared: Path) -> Iterator[Judged]:
    """Yield the statements on authenticity found in the articles annotated whole."""
    for folder in sources.FOLDERS:
        for whole in sources.articles(shared, folder):
            pairs = [p for p in authenticity.paired(whole) if p.found is not None]
            wrong = {p.found.id for p in pairs if p.found and not authenticity.stance_right(p)}
            for found in whole.facts.authenticity:
                is_right = authenticity.supported(whole, found) and found.id not in wrong
                yield found.confidence, found.rule, is_right


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
