"""Sources cited: found by name or by the words that cite them, and their kind, on the articles annotated whole."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from tests.measure.row import Row, prf

from sourcebook.records import Facts, Seed
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sourcebook.records import Article, Source

FOLDERS = ("seeds", "rehana")
# The annotators' free words for kinds, by what they begin with or hold, and the kinds that agree with them.
KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("anonymous official", frozenset({"unnamed-official", "official"})),
    ("official/spokesman (unnamed", frozenset({"unnamed-official", "official"})),
    ("official/spokesman", frozenset({"spokesperson", "official"})),
    ("official body", frozenset({"official", "organisation", "unnamed-official"})),
    ("official (named", frozenset({"official", "named-person", "spokesperson"})),
    ("monitoring", frozenset({"monitor", "ngo"})),
    ("the armed group's own media", frozenset({"party-media"})),
    ("primary document", frozenset({"recording"})),
    ("document", frozenset({"document"})),
    ("ngo", frozenset({"ngo"})),
    ("agency", frozenset({"agency"})),
    ("news agency", frozenset({"agency"})),
    ("another outlet (unnamed", frozenset({"outlet", "document"})),
    ("another outlet", frozenset({"outlet", "agency"})),
    ("own correspondent", frozenset({"named-person", "outlet"})),
    ("own reporting", frozenset({"outlet"})),
    ("partisan media", frozenset({"party-media", "outlet"})),
    ("scholar", frozenset({"scholar"})),
    ("expert", frozenset({"scholar", "named-person"})),
    ("named person (military", frozenset({"official", "named-person"})),
    ("named person", frozenset({"named-person", "official", "scholar", "ngo"})),
    ("anonymous", frozenset({"unnamed-person"})),
    ("social media (named", frozenset({"named-person"})),
    ("social media", frozenset({"unnamed-person", "outlet"})),
    ("party to the conflict (", frozenset({"named-person", "official", "unnamed-person"})),
    (
        "party to the conflict",
        frozenset({"organisation", "unnamed-person", "unnamed-official", "named-person", "official"}),
    ),
    ("private person", frozenset({"named-person"})),
    ("journalist", frozenset({"named-person", "unnamed-person"})),
    ("unnamed", frozenset({"document", "outlet", "unnamed-person"})),
)


@dataclass(frozen=True)
class Whole:
    """An article annotated whole, with what was found in it."""

    article: Article
    facts: Facts
    gold: Mapping[str, Any]


def measure(shared: Path) -> list[Row]:
    """Return the rows on sources.

    Args:
        shared: the folder that holds gold/.
    """
    rows = []
    for folder in FOLDERS:
        wholes = list(articles(shared, folder))
        pairs = [(whole, item, match(whole, item)) for whole in wholes for item in whole.gold["sources"]]
        hits = [(item, found) for _, item, found in pairs if found is not None]
        total = sum(len(w.facts.sources) for w in wholes)
        matched = sum(len({f.id for w2, _, f in pairs if w2 is w and f is not None}) for w in wholes)
        p, r, f = prf(total, matched, len(pairs), len(hits))
        rows.append(Row("sources cited", f"gold/{folder}", len(pairs), p, r, f, peer="none", target="92 R"))
        right = sum(found.kind in accepted(item["kind"]) for item, found in hits)
        share = right / len(hits) if hits else 0.0
        rows.append(Row("sources: kind", f"gold/{folder}", len(hits), f1=share, peer="none", target="85"))
    return rows


def articles(shared: Path, folder: str) -> Iterator[Whole]:
    """Yield the annotated articles of a folder with their findings; none where the data is missing."""
    base = shared / "gold" / folder
    texts = base / "seeds" if (base / "seeds").is_dir() else shared / folder
    for path in sorted(base.glob("*.yml")):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "authenticity" in gold and (texts / gold["file"]).exists():
            article, facts = analysed(texts / gold["file"])
            yield Whole(article, facts, gold)


@functools.cache
def analysed(path: Path) -> tuple[Article, Facts]:
    """Return a text's article and those findings that sources and authenticity need."""
    from sourcebook import clean
    from sourcebook.annotate import authenticity, language, names, quotes, sources

    seed = Seed(id=path.stem, path=path.name, sha256="", key="", text=path.read_text(encoding="utf-8"))
    segments = clean.segment(seed.text)
    doc = language.parse(seed.text, segments)
    article = clean.classify(seed, segments, doc, repeated=frozenset())
    entities = names.find(article, doc)
    said = quotes.find(article, doc, entities)
    cited = sources.find(article, doc, entities, said)
    stated = authenticity.find(article, doc, entities, said, cited)
    facts = Facts(article=article.id, entities=entities, quotes=said, sources=cited, authenticity=stated)
    return article, facts


def match(whole: Whole, item: Mapping[str, Any]) -> Source | None:
    """Return the found source of a gold source: one of the same name, else one cited within the gold's evidence."""
    name = fold(item["name"].split(" (")[0])
    named = [s for s in whole.facts.sources if same(fold(s.name), name)]
    if named:
        return named[0]
    start = whole.article.text.find(item["evidence"])
    end = start + len(item["evidence"])
    inside = [s for s in whole.facts.sources if any(start <= c.start < end for c in s.citations)]
    # The first in the text, whatever its kind: choosing by kind would flatter the share of kinds that are right.
    return next(iter(inside), None)


def same(a: str, b: str) -> bool:
    """Tell whether one of two names holds the other's words, the last among them."""
    first, second = sorted((a.removeprefix("the ").split(), b.removeprefix("the ").split()), key=len)
    if "of" in second and "of" not in first:
        # "friends of X" is not X, but is what "friends" names.
        return first == second[: second.index("of")]
    return bool(first) and set(first) <= set(second) and (first[-1] == second[-1] or len(first) > 1)


def accepted(kind: str) -> frozenset[str]:
    """Return the kinds that agree with an annotator's words."""
    lower = kind.lower()
    return next((kinds for words, kinds in KINDS if lower.startswith(words)), frozenset())
