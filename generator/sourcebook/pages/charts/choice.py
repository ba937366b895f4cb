"""Which of many are drawn, and how they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sourcebook.pages import escape, words
from sourcebook.pages.site import title
from sourcebook.records import Article

_LONGEST = 40


def first(articles: Sequence[str], weight: Mapping[str, int], most: int) -> list[str]:
    """Return the ids of the `most` articles of the largest weight, in the order they were in."""
    kept = set(sorted(articles, key=lambda article: (-weight.get(article, 0), article))[:most])
    return [article for article in articles if article in kept]


def called(article: Article) -> str:
    """Return an article's outlet and the beginning of its title."""
    short = escape.shortened(title(article), _LONGEST)
    return f"{escape.shortened(article.outlet, _LONGEST)}: {short}" if article.outlet else short


def left_out(total: int, shown: int, what: str, which: str) -> str:
    """Return a sentence that tells how many of many are drawn, empty where all are."""
    return "" if total <= shown else f"Drawn are {shown} of {words.number(total)} {what}, {which}."
