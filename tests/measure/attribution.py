"""Quotations and attributions against PolNeAR's development part and the articles annotated whole."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from tests.articles import bare

from sourcebook.records import Article, Block, Entity, Quote, Seed, Span
from sourcebook.text import fold, normalise

from .row import Row, prf

POLNEAR = "corpora/attribution/polnear_dev.jsonl"
_IGNORED = re.compile(r"[\s\"'“”‘’]")
_PASSAGE = re.compile(r'"([^"\n]{2,}?)"')
_LEAST_SHARED = 0.5

Annotate = Callable[[str, str], tuple[Sequence[Quote], Sequence[Entity]]]


def plain_article(text: str, name: str) -> Article:
    """Return an article all of whose lines are prose, for corpora that hold nothing else."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    blocks = tuple(
        Block(start=m.start(), end=m.end(), kind="title" if n == 0 else "body", why="corpus")
        for n, m in enumerate(lines)
    )
    return bare(name, text, blocks=blocks)


def annotate_plain(text: str, name: str) -> tuple[Sequence[Quote], Sequence[Entity]]:
    """Find the quotations of a text that is prose throughout."""
    from sourcebook.annotate import language, names, quotes

    article = plain_article(text, name)
    doc = language.parse(text, [Span(b.start, b.end) for b in article.blocks])
    entities = names.find(article, doc)
    return quotes.find(article, doc, entities), entities


def characters(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return the offsets within `spans` whose characters are neither white space nor quotation marks."""
    return frozenset(i for a, b in spans for i in range(a, min(b, len(text))) if not _IGNORED.match(text[i]))


def matched(gold: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pair gold and found contents one to one, the largest share of the union first, at least half of it."""
    shares = [(len(g & f) / len(g | f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f]
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for share, i, j in sorted(shares, key=lambda s: (-s[0], s[1], s[2])):
        if share >= _LEAST_SHARED and i not in taken_gold and j not in taken_found:
            pairs.append((i, j))
            taken_gold.add(i)
            taken_found.add(j)
    return pairs


def spans_of(quote: Quote) -> list[tuple[int, int]]:
    """Return the content of a quotation as pairs of offsets."""
    return [(s.start, s.end) for s in quote.content]


def score_corpus(rows: Iterable[Mapping[str, Any]], annotate: Annotate) -> dict[str, int]:
    """Count gold, found and matched attributions, and gold quoted passages found with the right speaker."""
    counts = dict.fromkeys(("gold", "found", "right", "passages", "passages_found", "passages_right"), 0)
    for row in rows:
        text = row["text"]
        found, _ = annotate(text, row["id"])
        gold_sets = [characters(text, a["content"]) for a in row["attributions"]]
        found_sets = [characters(text, spans_of(q)) for q in found]
        counts["gold"] += len(gold_sets)
        counts["found"] += len(found_sets)
        counts["right"] += len(matched(gold_sets, found_sets))
        for attribution, start, end in gold_passages(row):
            counts["passages"] += 1
            hit = holding(found, start, end)
            counts["passages_found"] += hit is not None
            counts["passages_right"] += hit is not None and _same_source(hit, attribution)
    return counts


def gold_passages(row: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int, int]]:
    """Yield each passage in quotation marks within a gold content, with the attribution that holds it.

    A passage within several contents is counted once, for the smallest; one without a gold source is left out.
    """
    plain = normalise(row["text"])
    seen: dict[tuple[int, int], tuple[int, Mapping[str, Any]]] = {}
    for attribution in row["attributions"]:
        if not attribution["source"]:
            continue
        for a, b in attribution["content"]:
            for match in _PASSAGE.finditer(plain, max(0, a - 1), b + 1):
                key = (match.start(1), match.end(1))
                if key not in seen or b - a < seen[key][0]:
                    seen[key] = (b - a, attribution)
    for (start, end), (_, attribution) in sorted(seen.items(), key=lambda item: item[0]):
        yield attribution, start, end


def holding(found: Iterable[Quote], start: int, end: int) -> Quote | None:
    """Return the direct or mixed quotation that covers most of the passage, at least half of it."""
    best, most = None, 0.5 * (end - start)
    for quote in found:
        shared = sum(max(0, min(s.end, end) - max(s.start, start)) for s in quote.content)
        if quote.kind != "indirect" and shared >= most:
            best, most = quote, shared
    return best


def _same_source(quote: Quote, attribution: Mapping[str, Any]) -> bool:
    source = quote.source
    return source is not None and any(a < source.end and source.start < b for a, b in attribution["source"])


def score_article(
    gold: Mapping[str, Any], text: str, quotes: Sequence[Quote], entities: Sequence[Entity]
) -> dict[str, int]:
    """Count what was found of one article annotated whole, and with the right speaker."""
    counts = dict.fromkeys(
        (
            "direct",
            "direct_found",
            "direct_right",
            "indirect",
            "indirect_found",
            "indirect_right",
            "quotes",
            "quotes_right",
        ),
        0,
    )
    names = {e.id: e for e in entities}
    people = speaker_forms(gold)
    plain = normalise(text)
    places: list[tuple[int, int]] = []
    for item in gold.get("quotes") or ():
        start, end = locate(plain, item)
        if start < 0:
            continue
        if item["kind"] in {"direct", "indirect"}:
            places.append((start, end))
        kind = item["kind"]
        if kind not in {"direct", "indirect"} or item.get("in_noise_only"):
            continue
        counts[kind] += 1
        hit = holding(quotes, start, end) if kind == "direct" else _covering(quotes, start, end)
        if hit is None:
            continue
        counts[f"{kind}_found"] += 1
        counts[f"{kind}_right"] += same_speaker(item["speaker"], hit, names, people, text)
    places.extend(locate(plain, item) for item in gold.get("quotes") or () if item["kind"] == "embedded post")
    for quote in quotes:
        counts["quotes"] += 1
        counts["quotes_right"] += any(s.start < b and a < s.end for s in quote.content for a, b in places)
    return counts


def locate(plain: str, item: Mapping[str, Any]) -> tuple[int, int]:
    """Return where a gold item's words stand, found through its evidence; (-1, -1) where they do not."""
    evidence = item.get("evidence") or item["text"]
    for piece in evidence if isinstance(evidence, list) else [evidence]:
        whole = normalise(piece)
        at = plain.find(whole)
        inner = whole.find(normalise(item["text"]))
        if at >= 0 and inner >= 0:
            return at + inner, at + inner + len(item["text"])
    at = plain.find(normalise(item["text"]))
    return (at, at + len(item["text"])) if at >= 0 else (-1, -1)


def _covering(quotes: Iterable[Quote], start: int, end: int) -> Quote | None:
    """Return the quotation of any kind that shares most of the gold stretch, at least half of it."""
    best, most = None, 0.5 * (end - start)
    for quote in quotes:
        shared = sum(max(0, min(s.end, end) - max(s.start, start)) for s in quote.content)
        if shared >= most:
            best, most = quote, shared
    return best


def speaker_forms(gold: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return the folded forms of each annotated person and organisation under its folded canonical name."""
    forms: dict[str, set[str]] = {}
    for item in [*(gold.get("people") or ()), *(gold.get("organisations") or ())]:
        canonical = item["canonical"]
        said = [canonical, *item.get("surface_forms", ()), *re.findall(r"\(([^)]+)\)", canonical)]
        forms[fold(canonical)] = {fold(re.sub(r"\(.*?\)", "", form)) for form in said} | {fold(f) for f in said}
    return forms


def same_speaker(
    gold: str | None, quote: Quote, names: Mapping[str, Entity], people: Mapping[str, set[str]], text: str
) -> bool:
    """Whether a quotation's speaker is the annotated one: one of its forms, or, unnamed, the same head words."""
    if gold is None:
        return quote.speaker is None
    wanted = {form for part in _parts(gold) for form in ({fold(part)} | people.get(fold(part), set()))}
    found: set[str] = set()
    if quote.speaker is not None and quote.speaker in names:
        entity = names[quote.speaker]
        found = {fold(entity.name), *(fold(f.form) for f in entity.aliases)}
    if found & wanted:
        return True
    label = fold(quote.speaker_label or (text[quote.source.start : quote.source.end] if quote.source else ""))
    if quote.speaker is None and gold.startswith("(") and not label:
        return True
    label_words = set(label.split()) - {"the", "a", "an", "of", "s"}
    for form in wanted:
        words = set(form.split()) - {"the", "a", "an", "of", "s", "unnamed", "purported", "us"}
        if words and label_words and (words <= label_words or len(words & label_words) >= max(1, len(words) / 2)):
            return quote.speaker is None or bool(words & {w for f in found for w in f.split()})
    return False


def _parts(gold: str) -> list[str]:
    parts = [gold, re.sub(r"\(.*?\)", "", gold).strip(), *re.findall(r"\(=?\s*([^),]+)", gold)]
    return [p for p in parts if p]


def annotate_seed(path: Path) -> tuple[str, Sequence[Quote], Sequence[Entity]]:
    """Run a file through cleaning, names and quotations."""
    from sourcebook import clean
    from sourcebook.annotate import language, names, quotes

    text = path.read_text(encoding="utf-8-sig")
    seed = Seed(id=path.stem, path=path.name, sha256="", key="", text=text)
    segments = clean.segment(text)
    doc = language.parse(text, segments)
    article = clean.classify(seed, segments, doc, repeated=frozenset())
    entities = names.find(article, doc)
    return text, quotes.find(article, doc, entities), entities


def gold_articles(shared: Path) -> Iterator[tuple[Mapping[str, Any], Path]]:
    """Yield each annotation of a whole article with the file of its text."""
    for path in sorted((shared / "gold").glob("*/*.yml")):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "quotes" not in gold:
            continue
        folder = path.parent / "seeds" if (path.parent / "seeds").is_dir() else shared / "seeds"
        text = folder / (gold.get("file") or f"{path.stem}.txt")
        if text.exists():
            yield gold, text


def measure(shared: Path) -> list[Row]:
    """Return the rows on quotations: PolNeAR's development part, and the articles annotated whole."""
    return [*_polnear_rows(shared), *_whole_rows(shared)]


def _polnear_rows(shared: Path) -> list[Row]:
    direct, everything = "direct quotations, right speaker", "attributions, all"
    peers = {direct: ("67", "85"), everything: ("45 (trained: 67)", "67")}
    path = shared / POLNEAR
    if not path.exists():
        return [Row(name, POLNEAR, 0, peer=peer, target=target) for name, (peer, target) in peers.items()]
    with path.open(encoding="utf-8") as lines:
        counts = score_corpus(map(json.loads, lines), annotate_plain)
    precision, recall, f1 = prf(counts["found"], counts["right"], counts["gold"])
    passages = max(1, counts["passages"])
    found, right = counts["passages_found"] / passages, counts["passages_right"] / passages
    return [
        Row(direct, POLNEAR, counts["passages"], None, found, right, *peers[direct]),
        Row(everything, POLNEAR, counts["gold"], precision, recall, f1, *peers[everything]),
    ]


def _whole_rows(shared: Path) -> list[Row]:
    """Return the rows on whole articles; `recall` is the share found, `f1` the share with the right speaker.

    For direct quotations both are shares of the gold items; for indirect ones the speaker's is of those found.
    """
    totals: Counter[str] = Counter()
    for gold, path in gold_articles(shared):
        text, quotes, entities = annotate_seed(path)
        totals.update(score_article(gold, text, quotes, entities))
    rows = []
    for kind, target in (("direct", "98 / 95"), ("indirect", "80 / 85")):
        gold_items, found, right = totals[kind], totals[f"{kind}_found"], totals[f"{kind}_right"]
        share = right / max(1, gold_items if kind == "direct" else found)
        recall = found / gold_items if gold_items else None
        name = f"quotes in whole articles, {kind}: found, right speaker"
        rows.append(Row(name, "gold/*/", gold_items, None, recall, share if gold_items else None, target=target))
    precision = totals["quotes_right"] / totals["quotes"] if totals["quotes"] else None
    name = "quotes in whole articles, precision"
    return [*rows, Row(name, "gold/*/", totals["quotes"], precision, target="90")]
