"""From a report to the next one in which somebody is named, something is cited, or a day is told."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

import msgspec

# A report and the character offset of a mention in it.
Place = tuple[str, int]
_DIGEST: Final = 16


class Mentioned(Protocol):
    """Something that stands at a place of an article."""

    @property
    def article(self) -> str:
        """The article's id."""

    @property
    def start(self) -> int:
        """The character offset in it."""


class Trails:
    """Where things are named, report by report in the order of their dates.

    Args:
        rank: the place of each article in that order.
    """

    def __init__(self, rank: Mapping[str, int]) -> None:
        self._rank = rank
        self._articles = [""] * (1 + max(rank.values(), default=-1))
        for name, at in rank.items():
            self._articles[at] = name
        # As columns, report by report: its place in the order, and the first and the last offset in it.
        self._ranks, self._firsts, self._lasts = array("i"), array("q"), array("q")
        # Where each trail begins and ends in these.
        self._of: dict[str, tuple[int, int]] = {}

    def add(self, thing: str, mentions: Iterable[Mentioned]) -> None:
        """Add what is followed, by its id, with all its places."""
        places: dict[int, tuple[int, int]] = {}
        for mention in mentions:
            at = self._rank.get(mention.article)
            if at is not None:
                start = mention.start
                first, last = places.get(at, (start, start))
                places[at] = min(first, start), max(last, start)
        begin = len(self._ranks)
        for at in sorted(places):
            first, last = places[at]
            self._ranks.append(at)
            self._firsts.append(first)
            self._lasts.append(last)
        self._of[thing] = begin, len(self._ranks)

    def digests(self) -> dict[str, bytes]:
        """Return a digest of each trail, by what is followed."""
        encode = msgspec.msgpack.Encoder().encode
        return {
            name: hashlib.blake2b(encode(self._trail(*of)), digest_size=_DIGEST).digest()
            for name, of in self._of.items()
        }

    def _trail(self, begin: int, end: int) -> list[tuple[int, str, int, int]]:
        columns = (column[begin:end] for column in (self._ranks, self._firsts, self._lasts))
        return [(at, self._articles[at], first, last) for at, first, last in zip(*columns, strict=True)]

    def _find(self, thing: str, article: str) -> tuple[int, int, int, bool]:
        """Return where a trail begins and ends, where an article stands in it or would, and whether it does."""
        begin, end = self._of.get(thing, (0, 0))
        rank = self._rank[article]
        at = bisect_left(self._ranks, rank, begin, end)
        return begin, end, at, at < end and self._ranks[at] == rank

    def around(self, thing: str, article: str) -> tuple[Place | None, Place | None]:
        """Return the last mention in the report before an article, and the first one in the report after it."""
        begin, end, at, here = self._find(thing, article)
        after = at + here
        before = (self._articles[self._ranks[at - 1]], self._lasts[at - 1]) if at > begin else None
        return before, (self._articles[self._ranks[after]], self._firsts[after]) if after < end else None

    def elsewhere(self, thing: str, article: str, most: int) -> tuple[list[Place], int]:
        """Return the first mentions in other reports, at most so many of the oldest, and how many reports there are."""
        begin, end, _, here = self._find(thing, article)
        first = range(begin, min(begin + most + 1, end))
        found = [(self._articles[self._ranks[at]], self._firsts[at]) for at in first]
        return [place for place in found if place[0] != article][:most], end - begin - here
