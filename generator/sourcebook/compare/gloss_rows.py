"""Rows of what a name is short for: "FTA (Free Trade Alliance)" here, "the Fair Trade Accord, or FTA" there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from sourcebook.compare.maker import Maker
from sourcebook.records import Cell, Comparison, Span
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
# Blocks in which a report speaks.
TOLD = frozenset({"body", "highlight", "title", "heading", "caption"})
# A line longer than this is no prose.
LONGEST_LINE = 5000


def rows(maker: Maker) -> list[Comparison]:
    """Return a row a short name that reports of at least two articles spell out, whatever their event."""
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    for article in maker.articles.values():
        for block in article.blocks:
            if block.kind in TOLD and block.end - block.start <= LONGEST_LINE:
                for short, span in _glosses(maker.texts[article.id], block.start, block.end):
                    said = _compared(maker.shown(article.id, span.start, span.end))
                    cell = Cell(
                        article=article.id,
                        evidence=maker.sentence(article.id, span.start, span.end),
                        value=maker.shown(article.id, span.start, span.end),
                        source=None,
                    )
                    found[short].setdefault(f"{article.id} {said}", cell)
    return [_row(maker, short, list(cells.values())) for short, cells in sorted(found.items()) if _several(cells)]


def _several(cells: dict[str, Cell]) -> bool:
    return len({cell.article for cell in cells.values()}) > 1


def _row(maker: Maker, short: str, cells: list[Cell]) -> Comparison:
    topic = f"what {short} stands for"
    if len({_compared(cell.value) for cell in cells}) == 1:
        return maker.row("name", topic, "agree", cells, why="spelt out alike", across_events=True)
    return maker.row("name", topic, "differ", cells, why="spelt out differently", across_events=True)


def _compared(name: str) -> str:
    """Return a name in the form in which spellings are alike: no marks, no plural, no "the"."""
    words = [word.replace("'", "").removesuffix("s") for word in fold(name).split() if word != "the"]
    return " ".join(words)


def _glosses(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Yield each short name that a stretch of text spells out, with the place of the long form."""
    for pattern in _GLOSSES:
        for match in pattern.finditer(text, start, end):
            yield match["short"], Span(match.start("long"), match.end("long"))
