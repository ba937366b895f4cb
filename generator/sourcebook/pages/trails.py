"""From a report to the next one in which somebody is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from sourcebook.records import Entity

# A report and the character offset of a mention in it.
Place = tuple[str, int]


class Trails:
    """Where entities are named, report by report in the order of their dates.

    Args:
        entities: those that are followed.
        rank: the place of each article in that order.
    """

    def __init__(self, entities: Iterable[Entity], rank: Mapping[str, int]) -> None:
        self._rank = rank
        self._named: dict[str, list[tuple[int, str, int, int]]] = {}
        for entity in entities:
            places: dict[str, list[int]] = {}
            for mention in entity.mentions:
                if mention.article in rank:
                    places.setdefault(mention.article, []).append(mention.start)
            self._named[entity.id] = sorted((rank[a], a, min(at), max(at)) for a, at in places.items())

    def around(self, entity: str, article: str) -> tuple[Place | None, Place | None]:
        """Return the last mention in the report before an article, and the first one in the report after it."""
        named = self._named.get(entity, [])
        at = bisect_left(named, (self._rank[article],))
        after = at + 1 if at < len(named) and named[at][1] == article else at
        before = (named[at - 1][1], named[at - 1][3]) if at > 0 else None
        return before, (named[after][1], named[after][2]) if after < len(named) else None
