"""The sets of articles annotated side by side, run through the whole pipeline; shared by the measures on them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sourcebook import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sourcebook.records import Article, Corpus, Span

FOLDERS = ("seeds", "rehana")


@dataclass(frozen=True)
class Side:
    """A set of annotated articles with what was found in it."""

    folder: str
    corpus: Corpus
    gold: Mapping[str, Any]

    def article(self, key: str) -> Article:
        """Return the article that the annotation calls `key`, a part of its file name."""
        return next(a for a in self.corpus.articles if key in a.id.split("_"))

    def places(self, item: Mapping[str, Any], words: str) -> list[tuple[str, int, int]]:
        """Return every place (article id, start, end) at which an annotated item's `words` stand."""
        article = self.article(str(item["article"]))
        found = []
        at = article.text.find(words)
        while at >= 0:
            found.append((article.id, at, at + len(words)))
            at = article.text.find(words, at + 1)
        return found


def sides(shared: Path) -> Iterator[Side]:
    """Yield the annotated sets; none where the data is missing."""
    for folder in FOLDERS:
        base = shared / "gold" / folder
        texts = base / "seeds" if (base / "seeds").is_dir() else shared / folder
        if (base / "cross.yml").exists() and texts.is_dir():
            gold = yaml.safe_load((base / "cross.yml").read_text(encoding="utf-8"))
            yield Side(folder, _corpus(texts), gold)


@functools.cache
def _corpus(texts: Path) -> Corpus:
    return pipeline.analyse_folder(texts).corpus


def overlaps(place: tuple[str, int, int], article: str, span: Span) -> bool:
    """Return whether a place and a span of an article share a character."""
    return place[0] == article and place[1] < span.end and span.start < place[2]
