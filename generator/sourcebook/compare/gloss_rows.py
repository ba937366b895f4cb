"""Rows of what a name is short for: "FTA (Free Trade Alliance)" here, "the Fair Trade Accord, or FTA" there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sourcebook.compare.maker import Maker
from sourcebook.records import Article, Cell, Comparison
from sourcebook.text import fold

_SHORT = r"(?P<short>\b[A-Z]{2,6})\b"
_WORDS = r"[A-Z][\w'\u2019-]+(?:\s(?:of|for|and|the|in|on|to)){0,2}"
_LONG = rf"(?P<long>(?:{_WORDS}\s){{1,6}}[A-Z][\w'\u2019-]+)"
_GLOSSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SHORT}\s?\({_LONG}\)",
        rf"{_SHORT},\sor\s(?:the\s)?{_LONG}",
        rf"{_LONG}\s?\({_SHORT}\)",
        rf"{_LONG},\sor\s(?:the\s)?{_SHORT}",
    )
)
# What stands in each of these forms: most blocks hold none.
_MARK = re.compile(r"\(|,\sor\s")
# Blocks in which a report speaks.
TOLD = frozenset({"body", "highlight", "title", "heading", "caption"})
# A line longer than this is no prose.
LONGEST_LINE = 5000


def rows(maker: Maker, spelt: Iterable[tuple[str, Iterable[tuple[str, int, int]]]]) -> list[Comparison]:
    """Return a row a short name that reports of at least two articles spell out, whatever their event.

    Args:
        maker: of all articles.
        spelt: the articles, each with its `glosses`.
    """
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for article, glossed in spelt:
        for short, start, end in glossed:
            found[short].append((article, start, end))
    made = []
    for short, places in sorted(found.items()):
        if len({article for article, _, _ in places}) > 1:
            cells: dict[str, Cell] = {}
            for article, start, end in places:
                value = maker.shown(article, start, end)
                evidence = maker.sentence(article, start, end)
                cell = Cell(article=article, evidence=evidence, value=value, source=None)
                cells.setdefault(f"{article} {_compared(value)}", cell)
            made.append(_row(maker, short, list(cells.values())))
    return made


def glosses(article: Article, plain: str) -> Iterator[tuple[str, int, int]]:
    """Yield each short name that an article spells out, and where the long form begins and ends.

    Args:
        article: with its blocks.
        plain: its text, normalised.
    """
    for block in article.blocks:
        if block.kind in TOLD and block.end - block.start <= LONGEST_LINE:
            for pattern in _GLOSSES if _MARK.search(plain, block.start, block.end) else ():
                for match in pattern.finditer(plain, block.start, block.end):
                    yield match["short"], match.start("long"), match.end("long")


def _row(maker: Maker, short: str, cells: list[Cell]) -> Comparison:
    topic = f"what {short} stands for"
    if len({_compared(cell.value) for cell in cells}) == 1:
        return maker.row("name", topic, "agree", cells, why="spelt out alike", across_events=True)
    return maker.row("name", topic, "differ", cells, why="spelt out differently", across_events=True)


def _compared(name: str) -> str:
    """Return a name in the form in which spellings are alike: no marks, no plural, no "the"."""
    words = [word.replace("'", "").removesuffix("s") for word in fold(name).split() if word != "the"]
    return " ".join(words)
