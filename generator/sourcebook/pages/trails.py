"""From a report to the next one in which somebody is named, something is cited, or a day is told."""

from __future__ import annotations

import hashlib
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
        things: by the id of what is followed, all its places.
        rank: the place of each article in that order.
    """

    def __init__(self, things: Mapping[str, Iterable[Mentioned]], rank: Mapping[str, int]) -> None:
        self._rank = rank
        self._named: dict[str, list[tuple[int, str, int, int]]] = {}
        for name, mentions in things.items():
            places: dict[str, list[int]] = {}
            for mention in mentions:
                if mention.article in rank:
                    places.setdefault(mention.article, []).append(mention.start)
            self._named[name] = sorted((rank[a], a, min(at), max(at)) for a, at in places.items())

    def digests(self) -> dict[str, bytes]:
        """Return a digest of each trail, by what is followed."""
        encode = msgspec.msgpack.Encoder().encode
        return {
            name: hashlib.blake2b(encode(named), digest_size=_DIGEST).digest() for name, named in self._named.items()
        }

    def around(self, thing: str, article: str) -> tuple[Place | None, Place | None]:
        """Return the last mention in the report before an article, and the first one in the report after it."""
        named = self._named.get(thing, [])
        at = bisect_left(named, (self._rank[article],))
        after = at + 1 if at < len(named) and named[at][1] == article else at
        before = (named[at - 1][1], named[at - 1][3]) if at > 0 else None
        return before, (named[after][1], named[after][2]) if after < len(named) else None

    def elsewhere(self, thing: str, article: str, most: int) -> tuple[list[Place], int]:
        """Return the first mentions in other reports, at most so many of the oldest, and how many reports there are."""
        named = self._named.get(thing, [])
        at = bisect_left(named, (self._rank[article],))
        here = at < len(named) and named[at][1] == article
        first = [(name, start) for _, name, start, _ in named[: most + 1] if name != article]
        return first[:most], len(named) - here
