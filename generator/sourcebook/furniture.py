"""Which lines of a folder's articles are their site's and not theirs: those that very many of them carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from sourcebook import clean
from sourcebook.pieces import Pieces
from sourcebook.records import Record, Seed
from sourcebook.spilled import beside
from sourcebook.store import Shelf
from sourcebook.text import digest

# A line is site furniture when this many articles of a folder carry it and it is at least this share of them.
FURNITURE_ARTICLES = 3
FURNITURE_SHARE = 0.1
# Lines of so many articles are counted at once.
_TOGETHER: Final = 1_000


class Carried(Record, frozen=True):
    """The lines of a text that may be its site's."""

    lines: tuple[str, ...]


class Furniture(Collection[frozenset[str]]):
    """Of each seed the lines that may be its site's; those of unchanged texts are kept.

    Args:
        seeds: the articles.
        cache: the folder of the cache; nothing is kept without it.
    """

    def __init__(self, seeds: Sequence[Seed], cache: Path | None) -> None:
        shelf: Shelf[Any] = Shelf(cache, msgspec.Raw, "lines")
        # One file for all: they are read at every build, and a thousand of them are smaller than one page.
        self._kept = Pieces(shelf, digest(shelf.version, length=32), Carried, beside(seeds))
        self._keys = [self._key(seed.text) for seed in seeds]
        self._kept.note()

    def _key(self, text: str) -> bytes:
        key = digest(text, length=32).encode()
        self._kept(key, lambda: Carried(tuple(sorted(clean.furniture(text)))))
        return key

    def __iter__(self) -> Iterator[frozenset[str]]:
        return (frozenset(self._kept.asked(key).lines) for key in self._keys)

    def __contains__(self, lines: object) -> bool:
        return any(each == lines for each in self)

    def __len__(self) -> int:
        return len(self._keys)


def repeated(of_each: Collection[frozenset[str]]) -> frozenset[str]:
    """Return the lines that so many of the articles carry that they belong to the site and not to the story."""
    # What so large a share of all articles carry, as large a share carries in some part of the folder: of a large one
    # not every line is counted.
    often: set[str] = set()
    for counts, number in _counted(of_each):
        often.update(line for line, count in counts.items() if count >= FURNITURE_SHARE * number)
    least = max(FURNITURE_ARTICLES, FURNITURE_SHARE * len(of_each))
    counts = Counter(line for lines in of_each for line in lines & often)
    return frozenset(line for line, count in counts.items() if count >= least)


def _counted(of_each: Iterable[frozenset[str]]) -> Iterator[tuple[Counter[str], int]]:
    """Yield how many articles carry each line, some articles at a time, and how many these are."""
    each = iter(of_each)
    while some := list(islice(each, _TOGETHER)):
        yield Counter(line for lines in some for line in lines), len(some)
