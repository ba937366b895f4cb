"""Which lines of a folder's articles are their site's and not theirs: those that very many of them carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from sourcebook import clean
from sourcebook.errors import StoreError
from sourcebook.records import Record, Seed
from sourcebook.store import Shelf
from sourcebook.text import digest

# A line is site furniture when this many articles of a folder carry it and it is at least this share of them.
FURNITURE_ARTICLES = 3
FURNITURE_SHARE = 0.1


class Furniture(Record, frozen=True, kw_only=True):
    """The lines of each text that may be its site's, by the text's digest."""

    lines: dict[str, tuple[str, ...]]


def of(seeds: Sequence[Seed], cache: Path | None) -> list[frozenset[str]]:
    """Return of each seed the lines that may be its site's; those of unchanged texts are kept."""
    shelf = Shelf(cache, Furniture, "lines")
    # One file for all: they are read at every build, and a thousand of them are smaller than one page.
    place = digest(shelf.version, length=32)
    kept = shelf.load(place)
    known = kept.lines if kept else {}
    keys = [digest(seed.text, length=32) for seed in seeds]
    made = {
        key: known[key] if key in known else tuple(sorted(clean.furniture(seed.text)))
        for key, seed in zip(keys, seeds, strict=True)
    }
    if made.keys() != known.keys():
        # A cache that cannot be written is reported once, by the findings that are kept.
        with suppress(StoreError):
            shelf.save(place, Furniture(lines=made))
    shelf.prune(shelf.asked)
    return [frozenset(made[key]) for key in keys]


def repeated(of_each: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the lines that so many of the articles carry that they belong to the site and not to the story."""
    counts: Counter[str] = Counter()
    total = 0
    for lines in of_each:
        counts.update(lines)
        total += 1
    least = max(FURNITURE_ARTICLES, FURNITURE_SHARE * total)
    return frozenset(line for line, count in counts.items() if count >= least)
