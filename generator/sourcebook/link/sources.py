"""Sources of all articles joined: what is one entity, or bears one name, is one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sourcebook.name_forms import key
from sourcebook.records import Source
from sourcebook.spilled import several
from sourcebook.text import digest, slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from sourcebook.link.nodes import Cited
    from sourcebook.records import SourceKind

# Nobody can tell whether the officials of one article are those of another.
_UNNAMED: frozenset[SourceKind] = frozenset({"unnamed-official", "unnamed-person", "official", "recording"})
_PEOPLE: frozenset[SourceKind] = frozenset({"named-person", "official", "spokesperson", "scholar"})
_THINGS: frozenset[SourceKind] = frozenset({"document", "recording"})

_Key = tuple[str, ...]


def merge_sources(cited: Sequence[Cited], entities: Sequence[str]) -> tuple[Iterator[Source], list[str]]:
    """Return the sources of the folder by id, one after the other, and the id of the joined one for each given.

    Args:
        cited: the sources of each article, in the order of the articles' ids.
        entities: the id of the joined entity for each node.
    """
    joined: dict[_Key, list[int]] = defaultdict(list)
    for number, source in enumerate(cited):
        joined[_key(source, entities)].append(number)
    ids = [""] * len(cited)
    made: dict[str, tuple[str, list[int]]] = {}
    for found in sorted(joined):
        numbers = joined[found]
        names = Counter(source.name for source in several(cited, numbers))
        name = min(names, key=lambda n: (-names[n], -len(n), n))
        identifier = _id(found, name, made)
        made[identifier] = name, numbers
        for number in numbers:
            ids[number] = identifier
    return (_source(each, name, several(cited, of), entities) for each, (name, of) in sorted(made.items())), ids


def _family(kind: SourceKind) -> str:
    """Return the coarse kind: sources of different ones are different even with one name."""
    if kind in _PEOPLE:
        return "person"
    return "thing" if kind in _THINGS else "body"


def _key(source: Cited, entities: Sequence[str]) -> _Key:
    family = _family(source.kind)
    if source.entity is not None and family != "thing":
        return "entity", source.entity if source.node is None else entities[source.node], ""
    proper = any(w[0].isupper() for w in source.name.split()[1:] or source.name.split())
    if source.kind in _UNNAMED or not proper:
        return "local", slug(source.name), source.article, source.local
    return "name", " ".join(key(source.name)) or source.name, family


def _id(found: _Key, name: str, used: Container[str]) -> str:
    made = slug(name)
    if found[0] == "local":
        made = f"{made}-{slug(found[2])}"
    return f"{made}-{digest(*found, length=6)}" if made in used else made


def _source(identifier: str, name: str, members: Sequence[Cited], entities: Sequence[str]) -> Source:
    kinds = Counter(source.kind for source in members)
    first = next((source for source in members if source.entity is not None), None)
    joined = None if first is None or first.node is None else entities[first.node]
    return Source(
        id=identifier,
        name=name,
        entity=joined or (first and first.entity),
        kind=min(kinds, key=lambda k: (-kinds[k], k)),
        citations=tuple(c for source in members for c in source.citations),
    )
