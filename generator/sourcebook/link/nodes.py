"""Local entities as nodes of a graph whose connected parts are the joined entities."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sourcebook.name_forms import generation, is_acronym, key, tidy
from sourcebook.records import Citation, Entity, Mention, Role, Source, SourceKind
from sourcebook.spilled import Room, Spilled, several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sourcebook.records import Analysed, EntityType

Key = tuple[str, ...]
# Most entities are called one thing in an article.
_NO_ALIASES: Mapping[str, str] = {}


@dataclass(slots=True)
class Node:
    """An entity of one article: its ``name`` key, all keys of its forms, and how often each form stands there.

    ``number`` counts the nodes, ``local`` is the entity's id in its article, ``roles`` are what it is called there;
    ``short`` are the keys of the acronyms that the article gives for it, ``generation`` is "jr" or the like.
    """

    number: int
    article: str
    local: str
    name: str
    type: EntityType
    key: Key
    keys: frozenset[Key]
    short: frozenset[Key]
    generation: str
    forms: Mapping[str, int]
    why: Mapping[str, str]
    roles: tuple[str, ...]


class Cited(NamedTuple):
    """A source of one article: the number of the node that it is, if it is one, and its citations."""

    article: str
    local: str
    name: str
    kind: SourceKind
    node: int | None
    entity: str | None
    citations: tuple[Citation, ...]


class _Text(msgspec.Struct, frozen=True, gc=False):
    id: str
    text: str


class _Names(msgspec.Struct, frozen=True, gc=False):
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]


class _Named(msgspec.Struct, frozen=True, gc=False):
    """Of the findings of an article what is joined to that of others."""

    article: _Text
    facts: _Names


class Local:
    """The entities and sources of all articles, before any are joined; of their places no more than numbers is held.

    Args:
        found: what was found in the articles, in the order of their ids.
        room: where the sources are put.

    Attributes:
        nodes: the entities, those of each article together.
        cited: the sources, too.
    """

    def __init__(self, found: Sequence[Analysed], room: Room) -> None:
        self.nodes: list[Node] = []
        cited = room.taker(Cited)
        # Where those of each article begin, and where the mentions and roles of each node do.
        self._nodes, self._cited = array("q", [0]), array("q", [0])
        self._mentions, self._roles = array("q", [0]), array("q", [0])
        # Where each mention, and each role, begins and ends.
        self._named, self._called = array("i"), array("i")
        self._told: list[str] = []
        self._shared: dict[tuple[tuple[str, int], ...], Mapping[str, int]] = {}
        for each in found.seen_as(_Named) if isinstance(found, Spilled) else found:
            known = self._take(each.article.id, each.article.text, each.facts.entities)
            for source in each.facts.sources:
                cited.add(_told(each.article.id, source, known))
            self._cited.append(self._cited[-1] + len(each.facts.sources))
        self.cited: Sequence[Cited] = cited.done()
        _vote(self.nodes)

    def _take(self, article: str, text: str, entities: Iterable[Entity]) -> Mapping[str, int]:
        """Take the entities of an article; return their numbers by their ids there."""
        known: dict[str, int] = {}
        for entity in entities:
            known[entity.id] = len(self.nodes)
            self.nodes.append(self._node(article, text, entity))
        self._nodes.append(len(self.nodes))
        return known

    def _node(self, article: str, text: str, entity: Entity) -> Node:
        forms: dict[str, int] = {}
        for mention in entity.mentions:
            self._named.extend((mention.start, mention.end))
            form = tidy(text[mention.start : mention.end])
            if form:
                forms[form] = forms.get(form, 0) + 1
        for role in entity.roles:
            self._called.extend((role.start, role.end))
            self._told.append(intern(role.text))
        self._mentions.append(len(self._named) // 2)
        self._roles.append(len(self._told))
        if not forms:
            forms[entity.name] = 1
        why = {form.form: form.why for form in entity.aliases} if entity.aliases else _NO_ALIASES
        name, own, keys, short, generation = _keys(entity.name, tuple(forms), tuple(why))
        # Articles name the same people in the same ways, as often.
        shared = self._shared.setdefault(tuple(forms.items()), forms)
        roles = tuple(self._told[len(self._told) - len(entity.roles) :])
        return Node(
            len(self.nodes),
            article,
            intern(entity.id),
            name,
            entity.type,
            own,
            keys,
            short,
            generation,
            shared,
            why,
            roles,
        )

    def mentions(self, node: Node) -> Iterator[Mention]:
        """Yield where an article names an entity."""
        for at in range(self._mentions[node.number], self._mentions[node.number + 1]):
            yield Mention(article=node.article, start=self._named[2 * at], end=self._named[2 * at + 1])

    def roles(self, node: Node) -> Iterator[Role]:
        """Yield what an article calls somebody, and where."""
        for at in range(self._roles[node.number], self._roles[node.number + 1]):
            start, end = self._called[2 * at], self._called[2 * at + 1]
            yield Role(text=self._told[at], article=node.article, start=start, end=end)

    def nodes_of(self, article: int) -> list[Node]:
        """Return the entities of the nth article."""
        return self.nodes[self._nodes[article] : self._nodes[article + 1]]

    def cited_of(self, article: int) -> Iterator[tuple[int, Cited]]:
        """Yield the sources of the nth article, each after its number."""
        numbers = range(self._cited[article], self._cited[article + 1])
        return zip(numbers, several(self.cited, numbers), strict=True)


def _told(article: str, source: Source, known: Mapping[str, int]) -> Cited:
    node = None if source.entity is None else known.get(source.entity)
    return Cited(article, source.id, source.name, source.kind, node, source.entity, source.citations)


class Parts:
    """The connected parts of a graph over numbers, by union and find; the smallest number stands for its part."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, at: int) -> int:
        """Return the number that stands for the part of `at`."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Make the parts of `one` and `other` one."""
        a, b = sorted((self.find(one), self.find(other)))
        self._parent[b] = a

    def all(self) -> list[list[int]]:
        """Return the parts, each in ascending order, by their first number."""
        found: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self._parent)):
            found[self.find(at)].append(at)
        return [found[root] for root in sorted(found)]


# Reports of a folder name the same people in the same ways.
@lru_cache(maxsize=65_536)
def _keys(
    name: str, forms: tuple[str, ...], others: tuple[str, ...]
) -> tuple[str, Key, frozenset[Key], frozenset[Key], str]:
    """Return a name, its key, the keys of all its forms, those of acronyms, and what tells father and son apart.

    All who ask are given the same objects.
    """
    keys = frozenset(k for form in (name, *forms, *others) if (k := key(form)))
    short = frozenset(key(form) for form in forms if is_acronym(form) and len(keys) > 1)
    return name, key(name), keys, short, next((g for form in (name, *forms) if (g := generation(form))), "")


def _vote(made: Iterable[Node]) -> None:
    """Give names that are written alike one type, the one most articles and mentions speak for."""
    types: dict[Key, EntityType] = {}
    several = {node.key for node in made if types.setdefault(node.key, node.type) != node.type}
    votes: dict[Key, dict[EntityType, int]] = defaultdict(dict)
    contested = [node for node in made if node.key in several] if several else []
    for node in contested:
        tally = votes[node.key]
        tally[node.type] = tally.get(node.type, 0) + _weight(node)
    for node in contested:
        tally = votes[node.key]
        best = max(sorted(tally), key=lambda t: tally[t])
        # A name that one article alone uses for two things is left with both.
        if tally[best] >= 2 * tally[node.type]:
            node.type = best


def _weight(node: Node) -> int:
    """Return how much an article's word on a type counts: what has a role or a full name beside it is surer."""
    sure = 3 if node.roles or len(node.keys) > 1 else 0
    return min(sum(node.forms.values()), 5) + sure
