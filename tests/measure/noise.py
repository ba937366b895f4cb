"""Measures how well cleaning finds what is not an article's prose, in characters of the annotated articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from tests.measure.row import Row

from sourcebook import clean
from sourcebook.annotate import language
from sourcebook.records import Article, Metadata, Seed

MEASURE = "noise"
TARGET = "97 P, 97 R"
PROSE = frozenset(["title", "heading", "body"])
# These gold kinds are found where they are told from the body, be it as headline, as heading or as noise.
HEADS = ("headline", "title", "deck", "sub-head", "subhead")


def measure(shared: Path) -> list[Row]:
    """Return one row a set of annotated articles and one for all of them.

    Args:
        shared: the folder that holds the annotated data.
    """
    sets = {"gold/seeds": shared / "seeds", "gold/rehana": shared / "gold" / "rehana" / "seeds"}
    counts = {data: _count_set(shared / data, texts) for data, texts in sets.items()}
    rows = [_row(data, count) for data, count in counts.items()]
    total = [sum(numbers) for numbers in zip(*counts.values(), strict=True)]
    return [*rows, _row("gold", (total[0], total[1], total[2], total[3]))]


def _row(data: str, count: tuple[int, int, int, int]) -> Row:
    gold, hit, marked, right = count
    if not gold:
        return Row(MEASURE, data, 0, target=TARGET)
    precision, recall = (right / marked if marked else 1.0), hit / gold
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Row(MEASURE, data, gold, precision, recall, f1, "-", TARGET)


def _count_set(gold: Path, texts: Path) -> tuple[int, int, int, int]:
    counts = (0, 0, 0, 0)
    for _, _, one in _articles(gold, texts):
        counts = (counts[0] + one[0], counts[1] + one[1], counts[2] + one[2], counts[3] + one[3])
    return counts


def _articles(gold: Path, texts: Path) -> Iterator[tuple[Article, list[str], tuple[int, int, int, int]]]:
    for path in sorted(gold.glob("*.yml")):
        notes = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "noise" not in notes or not (texts / f"{path.stem}.txt").exists():
            continue
        article = cleaned(texts / f"{path.stem}.txt")
        complaints, counts = _compare(article, notes["noise"])
        yield article, complaints, counts


def cleaned(path: Path) -> Article:
    """Return a text file as an article with its blocks classified."""
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    segments = clean.segment(text)
    seed = Seed(id=path.stem, path=path.name, sha256="", key="", text=text, metadata=Metadata())
    return clean.classify(seed, segments, language.parse(text, segments))


def _compare(article: Article, noise: list[dict[str, Any]]) -> tuple[list[str], tuple[int, int, int, int]]:
    """Compare an article's blocks with the noise of gold, character by character, white space aside."""
    kinds = _kinds(article)
    in_gold: dict[int, str] = {}
    for item in noise:
        if "accept it as body" in item.get("note", ""):
            continue
        start = _place(article.text, item)
        for at in range(start, start + len(item["text"])):
            if not article.text[at].isspace():
                in_gold[at] = item["kind"]
    hit = sum(_counts_as_marked(kinds.get(at, ""), kind) for at, kind in in_gold.items())
    marked = [at for at, kind in kinds.items() if kind not in PROSE]
    right = sum(at in in_gold for at in marked)
    return list(_complaints(article, in_gold)), (len(in_gold), hit, len(marked), right)


def _kinds(article: Article) -> dict[int, str]:
    return {
        at: block.kind
        for block in article.blocks
        for at in range(block.start, block.end)
        if not article.text[at].isspace()
    }


def _counts_as_marked(kind: str, gold: str) -> bool:
    return kind not in PROSE or (kind != "body" and gold.startswith(HEADS))


def _place(text: str, item: dict[str, Any]) -> int:
    """Return the offset of a piece of gold noise: in its line, counted from 1."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: item["line"] - 1])
    found = text.find(item["text"], start)
    return found if found >= 0 else text.index(item["text"])


def _complaints(article: Article, in_gold: dict[int, str]) -> Iterator[str]:
    for block in article.blocks:
        inside = [at for at in range(block.start, block.end) if at in in_gold]
        shown = f"{article.id}: {block.kind} <{block.why}> {article.text[block.start : block.end][:100]!r}"
        if inside and not _counts_as_marked(block.kind, in_gold[inside[0]]):
            yield f"missed   {shown} (gold: {in_gold[inside[0]]})"
        elif not inside and block.kind not in PROSE:
            yield f"lost     {shown}"


def main() -> None:
    """Print the rows and every block that gold judges otherwise; the argument is the folder of annotated data."""
    shared = Path(sys.argv[1])
    for row in measure(shared):
        print(row)
    for gold, texts in ((shared / "gold/seeds", shared / "seeds"), (shared / "gold/rehana",) * 2):
        for _, complaints, _ in _articles(gold, texts if texts.name == "seeds" and texts != gold else texts / "seeds"):
            print("\n".join(complaints)) if complaints else None


if __name__ == "__main__":
    main()
