"""Shared passages: how many of those annotated are found, and how many of those found are real."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.measure.cross import Side, overlaps, sides
from tests.measure.row import Row, prf

from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sourcebook.records import Reuse

# What the annotators set down beside the passages that are to be found: formulas that recur without copying, and
# paraphrases that share no run of eight words.
NOT_REUSE = re.compile(r"formula|^paraphrase")
LEAST_WORDS = 8
Place = tuple[str, int, int]


def measure(shared: Path) -> list[Row]:
    """Return a row on shared passages for each annotated set.

    Args:
        shared: the folder that holds gold/.
    """
    rows = []
    for side in sides(shared):
        real = [item for item in side.gold["text_reuse"] if not NOT_REUSE.search(item["degree"])]
        found = side.corpus.reuse
        places = {item["id"]: list(_places(side, item)) for item in real}
        hit = sum(any(_same(passage, *pair) for passage in found for pair in places[item["id"]]) for item in real)
        every = [pair for pairs in places.values() for pair in pairs]
        formulas = [pair for item in side.gold["text_reuse"] if item not in real for pair in _places(side, item)]
        right = sum(_real(side, passage, every, formulas) for passage in found)
        p, r, f = prf(len(found), right, len(real), hit)
        peer = "exact 8-grams: 15 passages" if side.folder == "seeds" else ""
        rows.append(Row("shared passages", f"gold/{side.folder}", len(real), p, r, f, peer, target="all; P 98"))
    return rows


def misses(shared: Path) -> Iterator[str]:
    """Yield a line for each annotated passage not found and each found passage not annotated."""
    for side in sides(shared):
        real = [item for item in side.gold["text_reuse"] if not NOT_REUSE.search(item["degree"])]
        places = {item["id"]: list(_places(side, item)) for item in real}
        for item in real:
            if not any(_same(passage, *pair) for passage in side.corpus.reuse for pair in places[item["id"]]):
                yield f"{side.folder} {item['id']} not found: {item['a']['text']}"
        every = [pair for pairs in places.values() for pair in pairs]
        for passage in side.corpus.reuse:
            if not _real(side, passage, every, ()):
                text = side.article(passage.a.article.split("_")[-1]).text[passage.a.start : passage.a.end]
                yield f"{side.folder} not annotated: {passage.a.article} {passage.b.article} {text}"


def _real(
    side: Side, passage: Reuse, real: Sequence[tuple[Place, Place]], formulas: Sequence[tuple[Place, Place]]
) -> bool:
    """Return whether a passage is annotated, or shares a run of eight equal words that is not annotated as a formula.

    The annotators list what is shared once a pair of articles; what recurs within one, or in a third, they leave out.
    """
    if any(_same(passage, *pair) for pair in real):
        return True
    texts = [
        next(article.text for article in side.corpus.articles if article.id == part.article)[part.start : part.end]
        for part in (passage.a, passage.b)
    ]
    one, other = (re.findall(r"[^\W_]+", text.casefold()) for text in texts)
    longest = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return longest >= LEAST_WORDS and not any(_same(passage, *pair) for pair in formulas)


def _places(side: Side, item: Mapping[str, Any]) -> Iterator[tuple[Place, Place]]:
    """Yield where both sides of an annotated passage stand; also the further lines that its note lists ("5/7")."""
    for a in side.places(item["a"], item["a"]["text"]):
        for b in side.places(item["b"], item["b"]["text"]):
            if a != b:
                yield a, b
    if item["a"]["article"] == item["b"]["article"]:
        article = side.article(str(item["a"]["article"]))
        lines = [match.span() for match in re.finditer(r"[^\n]*\n?", article.text)]
        for pair in re.finditer(r"(\d+)/(\d+)", item["degree"]):
            one, other = (lines[int(number) - 1] for number in pair.groups())
            yield (article.id, *one), (article.id, *other)


def _same(passage: Reuse, one: Place, other: Place) -> bool:
    a, b = ((side.article, Span(side.start, side.end)) for side in (passage.a, passage.b))
    return (overlaps(one, *a) and overlaps(other, *b)) or (overlaps(one, *b) and overlaps(other, *a))
