"""Sources of all articles joined: what is one entity, or bears one name, is one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sourcebook.name_forms import key
from sourcebook.records import Source
from sourcebook.text import digest, slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sourcebook.records import Analysed, SourceKind

# Nobody can tell whether the officials of one article are those of another.
_UNNAMED: frozenset[SourceKind] = frozenset({"unnamed-official", "unnamed-person", "official", "recording"})
_PEOPLE: frozenset[SourceKind] = frozenset({"named-person", "official", "spokesperson", "scholar"})
_THINGS: frozenset[SourceKind] = frozenset({"document", "recording"})

_Key = tuple[str, ...]


def merge_sources(
    ordered: Sequence[Analysed], entities: Mapping[tuple[str, str], str]
) -> tuple[tuple[Source, ...], dict[tuple[str, str], str]]:
    """Return the sources of the folder by id, and for each article's local id the joined one.

    Args:
        ordered: the articles in the order of their ids.
        entities: the joined id of each article's local entity.
    """
    joined: dict[_Key, list[tuple[str, Source]]] = defaultdict(list)
    for analysed in ordered:
        article = analysed.article.id
        for source in analysed.facts.sources:
            joined[_key(article, source, entities)].append((article, source))
    ids: dict[tuple[str, str], str] = {}
    made: list[Source] = []
    used: set[str] = set()
    for found in sorted(joined):
        members = joined[found]
        source = _source(found, members, entities, used)
        used.add(source.id)
        made.append(source)
        ids.update({(article, local.id): source.id for article, local in members})
    return tuple(sorted(made, key=lambda s: s.id)), ids


def _family(kind: SourceKind) -> str:
    """Return the coarse kind: sources of different ones are different even with one name."""
    if kind in _PEOPLE:
        return "person"
    return "thing" if kind in _THINGS else "body"


def _key(article: str, source: Source, entities: Mapping[tuple[str, str], str]) -> _Key:
    family = _family(source.kind)
    if source.entity is not None and family != "thing":
        return "entity", entities.get((article, source.entity), source.entity), ""
    proper = any(w[0].isupper() for w in source.name.split()[1:] or source.name.split())
    if source.kind in _UNNAMED or not proper:
        return "local", slug(source.name), article, source.id
    return "name", " ".join(key(source.name)) or source.name, family


def _source(
    found: _Key,
    members: list[tuple[str, Source]],
    entities: Mapping[tuple[str, str], str],
    used: set[str],
) -> Source:
    kinds = Counter(s.kind for _, s in members)
    names = Counter(s.name for _, s in members)
    name = min(names, key=lambda n: (-names[n], -len(n), n))
    made = slug(name)
    if found[0] == "local":
        made = f"{made}-{slug(found[2])}"
    if made in used:
        made = f"{made}-{digest(*found, length=6)}"
    entity = next((entities.get((a, s.entity), s.entity) for a, s in members if s.entity is not None), None)
    return Source(
        id=made,
        name=name,
        entity=entity,
        kind=min(kinds, key=lambda k: (-kinds[k], k)),
        citations=tuple(c for _, s in members for c in s.citations),
    )
