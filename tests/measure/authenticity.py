"""Authenticity statements: found, nothing else called one, stance and holder, on the articles annotated whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.measure.row import Row, prf
from tests.measure.sources import FOLDERS, Whole, articles, same

from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sourcebook.records import Authenticity

STANCES = {
    "confirmed": "confirmed",
    "deemed authentic": "deemed-authentic",
    "no reason to doubt": "no-reason-to-doubt",
    "purported/attributed only": "purported",
    "cannot be verified": "unverifiable",
    "not confirmed": "unconfirmed",
    "disputed/contradicted": "disputed",
    "unknown": "unknown",
}
# Holders that are the article's own voice.
_OWN = re.compile(r"^(?:the outlet|CNN|CBS|AFP)\b")


@dataclass(frozen=True)
class Pair:
    """A gold statement and the finding that stands for it, if any."""

    whole: Whole
    gold: Mapping[str, Any]
    found: Authenticity | None


def measure(shared: Path) -> list[Row]:
    """Return the rows on authenticity statements.

    Items that gold marks weak, or that stand in noise only, are neither asked for nor held against the finder.

    Args:
        shared: the folder that holds gold/.
    """
    rows = []
    for folder in FOLDERS:
        wholes = list(articles(shared, folder))
        pairs = [pair for whole in wholes for pair in paired(whole)]
        asked = [p for p in pairs if not p.gold.get("weak") and not p.gold.get("in_noise_only")]
        hits = [p for p in asked if p.found is not None]
        found = [a for whole in wholes for a in whole.facts.authenticity]
        right = sum(supported(whole, a) for whole in wholes for a in whole.facts.authenticity)
        p, r, f = prf(len(found), right, len(asked), len(hits))
        data = f"gold/{folder}"
        rows.append(Row("authenticity: found", data, len(asked), p, r, f, peer="none", target="95 P, 95 R"))
        main = [p for p in asked if p.gold.get("main")]
        share = sum(p.found is not None for p in main) / len(main) if main else 0.0
        rows.append(Row("authenticity: main statements", data, len(main), recall=share, peer="none", target="95"))
        for name, test, target in (("stance", stance_right, "90"), ("holder", holder_right, "85")):
            share = sum(map(test, hits)) / len(hits) if hits else 0.0
            rows.append(Row(f"authenticity: {name}", data, len(hits), f1=share, peer="none", target=target))
    return rows


def spans(whole: Whole, gold: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield every place where the gold's evidence stands: a repeated paragraph carries it twice."""
    evidence = gold["evidence"]
    start = whole.article.text.find(evidence)
    while start >= 0:
        yield start, start + len(evidence)
        start = whole.article.text.find(evidence, start + 1)


def cues(gold: Mapping[str, Any]) -> Sequence[str]:
    """Return the cue words of a gold statement."""
    cue = gold.get("cue") or []
    return [cue] if isinstance(cue, str) else cue


def paired(whole: Whole) -> Iterator[Pair]:
    """Yield each gold statement with its finding: the cue within the evidence, shared cue words first."""
    taken: set[str] = set()
    order = sorted(
        whole.gold["authenticity"], key=lambda g: -max((_fit(whole, g, a) for a in whole.facts.authenticity), default=0)
    )
    for gold in order:
        ranked = sorted(whole.facts.authenticity, key=lambda a: (-_fit(whole, gold, a), a.id in taken))
        best = next((a for a in ranked if _fit(whole, gold, a) > 0 and a.id not in taken), None)
        best = best or next((a for a in ranked if _fit(whole, gold, a) > 0), None)
        if best is not None:
            taken.add(best.id)
        yield Pair(whole, gold, best)


def _fit(whole: Whole, gold: Mapping[str, Any], found: Authenticity) -> int:
    """Return 0 where a finding's cue is outside the evidence, more where their cues share words."""
    inside = any(start <= found.cue.start < end for start, end in spans(whole, gold))
    if not inside:
        return 0
    words = fold(whole.article.text[found.cue.start : found.cue.end]).split()
    shared = any(set(words) & set(fold(cue).split()) for cue in cues(gold))
    # The stance takes no part: choosing by it would flatter the share of stances that are right.
    return 1 + 2 * shared


def stances(gold: Mapping[str, Any]) -> set[str]:
    """Return the stances that gold accepts, in the export's words."""
    return {STANCES[s] for s in (gold["stance"], *gold.get("also_acceptable", []))}


def supported(whole: Whole, found: Authenticity) -> bool:
    """Tell whether a finding's cue stands in the evidence of some gold statement."""
    return any(_fit(whole, gold, found) for gold in whole.gold["authenticity"])


def stance_right(pair: Pair) -> bool:
    """Tell whether the finding's stance is one that gold accepts."""
    return pair.found is not None and pair.found.stance in stances(pair.gold)


def holder_right(pair: Pair) -> bool:
    """Tell whether the finding's holder is the one gold names, or nobody where it names the outlet."""
    assert pair.found is not None
    gold = pair.gold["holder"]
    source = next((s for s in pair.whole.facts.sources if s.id == pair.found.holder), None)
    if "outlet's wording" in gold:
        # Gold names both: whose claim it is, and that the article words it.
        return source is None or bool(set(fold(gold.split(" (")[0]).split()) & set(fold(source.name).split()))
    if _OWN.match(gold):
        return source is None
    return source is not None and _names(gold, source.name)


def _names(gold: str, name: str) -> bool:
    """Tell whether a holder's gold words hold a source's name, its head noun, or what the name is made of."""
    words, found = fold(gold).split(), fold(name).split()
    head = found[: found.index("of")] if "of" in found[1:] else found
    singular = {w.rstrip("s") for w in words}
    return same(fold(gold), fold(name)) or bool(head and head[-1].rstrip("s") in singular)
