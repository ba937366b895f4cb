"""What statements on authenticity are about: an object of an event, with what is said of it, and in what order."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sourcebook.records import Authenticity, Record
from sourcebook.text import fold

from . import events, words
from .site import Site, grouped

_ORDER: Final = {stance: rank for rank, stance in enumerate(words.STANCES)}


class Thing(Record, frozen=True, kw_only=True):
    """An object of an event, with the statements on it, from confirmed to disputed, then by article and place."""

    name: str
    event: str
    statements: tuple[Authenticity, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that say something on it, each once."""
        return tuple(dict.fromkeys(found.article for found in self.statements))


def things(site: Site) -> list[Thing]:
    """Return what statements are about, that with most statements first.

    Equal words in reports on different events are different objects: another recording, another death.
    """
    of = events.by_article(site)
    names = {event.id: events.label(site, event) for event in site.corpus.events}

    def key(found: Authenticity) -> str:
        return f"{of[found.article].id if found.article in of else ''}\x1f{fold(found.object)}"

    known = [found for found in site.corpus.authenticity if found.article in site.articles]
    made = []
    for alike in grouped(known, key).values():
        event = of.get(alike[0].article)
        name = Counter(found.object for found in alike).most_common(1)[0][0]
        made.append(
            Thing(
                name=name,
                event=names[event.id] if event and len(names) > 1 else "",
                statements=tuple(sorted(alike, key=rank)),
            )
        )
    return sorted(made, key=lambda thing: (-len(thing.statements), fold(thing.name), thing.event))


def rank(found: Authenticity) -> tuple[int, bool, str, int, str]:
    """Return the order of statements: by stance, the reports' own voice first, then by article and place."""
    return _ORDER[words.stance(found)], found.holder is not None, found.article, found.start, found.id


def counted(statements: tuple[Authenticity, ...]) -> list[tuple[str, int]]:
    """Return in how many reports each stance stands, from confirmed to disputed."""
    reports = {(words.stance(found), found.article) for found in statements}
    number = Counter(stance for stance, _ in reports)
    return [(stance, number[stance]) for stance in words.STANCES if stance in number]
