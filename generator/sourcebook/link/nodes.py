"""Local entities as nodes of a graph whose connected parts are the joined entities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sourcebook.name_forms import generation, is_acronym, key, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sourcebook.records import Analysed, Entity, EntityType

Key = tuple[str, ...]
# Most entities are called one thing in an article.
_NO_ALIASES: Mapping[str, str] = {}


@dataclass(slots=True)
class Node:
    """An entity of one article: its ``name`` key, all keys of its forms, and how often each form stands there.

    ``short`` are the keys of the acronyms that the article gives for it, ``generation`` is "jr" or the like.
    """

    article: str
    entity: Entity
    type: EntityType
    key: Key
    keys: frozenset[Key]
    short: frozenset[Key]
    generation: str
    forms: Mapping[str, int]
    why: Mapping[str, str]


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


def nodes(ordered: Sequence[Analysed]) -> list[Node]:
    """Return the entities of all articles as nodes, each with the type that its name has by vote over the folder."""
    made = [_node(a.article.id, a.article.text, entity) for a in ordered for entity in a.facts.entities]
    _vote(made)
    return made


def _node(article: str, text: str, entity: Entity) -> Node:
    forms: dict[str, int] = {}
    for mention in entity.mentions:
        form = tidy(text[mention.start : mention.end])
        if form:
            forms[form] = forms.get(form, 0) + 1
    if not forms:
        forms[entity.name] = 1
    why = {form.form: form.why for form in entity.aliases} if entity.aliases else _NO_ALIASES
    return Node(article, entity, entity.type, *_keys(entity.name, tuple(forms), tuple(why)), forms, why)


# Reports of a folder name the same people in the same ways.
@lru_cache(maxsize=65_536)
def _keys(
    name: str, forms: tuple[str, ...], others: tuple[str, ...]
) -> tuple[Key, frozenset[Key], frozenset[Key], str]:
    """Return the key of a name, the keys of all its forms, those of acronyms, and what tells father and son apart."""
    keys = frozenset(k for form in (name, *forms, *others) if (k := key(form)))
    short = frozenset(key(form) for form in forms if is_acronym(form) and len(keys) > 1)
    return key(name), keys, short, next((g for form in (name, *forms) if (g := generation(form))), "")


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
    sure = 3 if node.entity.roles or len(node.keys) > 1 else 0
    return min(sum(node.forms.values()), 5) + sure
