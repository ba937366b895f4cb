"""What statements on authenticity are about: an object of an event, with what is said of it, and in what order."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from sourcebook.records import Authenticity, Record
from sourcebook.spilled import several
from sourcebook.text import fold

from . import events, words
from .site import Site

_ORDER: Final = {stance: rank for rank, stance in enumerate(words.STANCES)}


class Thing(Record, frozen=True, kw_only=True):
    """An object of an event, with the statements on it, from confirmed to disputed, then by article and place.

    ``numbers`` are those of the statements among all.
    """

    name: str
    event: str
    numbers: Sequence[int]
    known: Sequence[Authenticity]

    @property
    def statements(self) -> Sequence[Authenticity]:
        """The statements on it."""
        return several(self.known, self.numbers)

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

    known = site.corpus.authenticity
    numbers: dict[str, array[int]] = defaultdict(partial(array, "i"))
    for number, found in enumerate(known):
        if found.article in site.articles:
            numbers[key(found)].append(number)
    made = []
    for each in numbers.values():
        alike = several(known, each)
        event = of.get(alike[0].article)
        name = Counter(found.object for found in alike).most_common(1)[0][0]
        ranked = sorted(range(len(alike)), key=[rank(found) for found in alike].__getitem__)
        made.append(
            Thing(
                name=name,
                event=names[event.id] if event and len(names) > 1 else "",
                numbers=array("i", map(each.__getitem__, ranked)),
                known=known,
            )
        )
    return sorted(made, key=lambda thing: (-len(thing.numbers), fold(thing.name), thing.event))


def rank(found: Authenticity) -> tuple[int, bool, str, int, str]:
    """Return the order of statements: by stance, the reports' own voice first, then by article and place."""
    return _ORDER[words.stance(found)], found.holder is not None, found.article, found.start, found.id


def counted(statements: Iterable[Authenticity]) -> list[tuple[str, int]]:
    """Return in how many reports each stance stands, from confirmed to disputed."""
    reports = {(words.stance(found), found.article) for found in statements}
    number = Counter(stance for stance, _ in reports)
    return [(stance, number[stance]) for stance in words.STANCES if stance in number]
