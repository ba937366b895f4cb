"""Persons of several articles: full names in their variants, and surnames that stand alone in an article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sourcebook.name_forms import holes, key, misspelt, nickname_of
from sourcebook.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sourcebook.link.nodes import Key, Node, Parts

# So many first parts in the same order are no chance, whatever follows.
_LONG_NAME = 3
# A bare surname is one bearer's where so many articles use it for that one and none for another.
_USUAL = 3

_OWNER = re.compile(r"(\w[\w-]*)'s?(?!\w)")
_Hole = tuple["Key", int, str]


def bearers(made: Iterable[Node]) -> dict[str, set[Key]]:
    """Return for each surname the full names of the folder that end in it."""
    found: dict[str, set[Key]] = defaultdict(set)
    for node in made:
        if node.type == "person" and len(node.key) > 1:
            found[node.key[-1]].add(node.key)
    return found


def join_full_names(made: list[Node], parts: Parts) -> None:
    """Join full names that differ in one letter, in the form of the first name, or in parts left out.

    Each rule joins a name to the one other person whom it fits; where it fits several, to nobody. A name is compared
    with those alone that share a key with it, so the work grows with the number of names, not of pairs.
    """
    first: dict[Key, int] = {}
    for number, node in enumerate(made):
        if node.type == "person":
            for k in node.keys:
                if len(k) > 1:
                    first.setdefault(k, number)
    apart = _together(made)
    for variants in (_misspellings(first), _nicknames(first), _longer(first)):
        for k in sorted(variants, key=lambda name: (-len(name), name)):
            fits = {parts.find(first[o]) for o in variants[k] if frozenset((k, o)) not in apart}
            if len(fits - {parts.find(first[k])}) == 1 and len(fits) == 1:
                parts.join(first[k], fits.pop())


def _misspellings(names: Iterable[Key]) -> dict[Key, set[Key]]:
    near: dict[_Hole, set[Key]] = defaultdict(set)
    for k in names:
        for hole in _holes(k):
            near[hole].add(k)
    return {k: {o for hole in _holes(k) for o in near[hole] if _one_wrong(k, o)} for k in names}


def _holes(full: Key) -> Iterator[_Hole]:
    """Yield `full` with one word given up to one letter; names one letter apart have such a form in common."""
    for at, word in enumerate(full):
        rest = full[:at] + full[at + 1 :]
        yield from ((rest, at, hole) for hole in holes(word))


def _one_wrong(one: Key, other: Key) -> bool:
    wrong = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(wrong) == 1 and misspelt(*wrong[0])


def _nicknames(names: Iterable[Key]) -> dict[Key, set[Key]]:
    called: dict[Key, set[Key]] = defaultdict(set)
    for k in names:
        called[(nickname_of(k[0]), *k[1:])].add(k)
    return {k: called[(nickname_of(k[0]), *k[1:])] - {k} for k in names}


def _longer(names: Iterable[Key]) -> dict[Key, set[Key]]:
    """Return for each name the longer ones that it may be short for."""
    found: dict[Key, set[Key]] = defaultdict(set)
    for k in names:
        for short in _shortened(k):
            found[short].add(k)
    return {k: found.get(k, set()) - {k} for k in names}


def _shortened(full: Key) -> Iterator[Key]:
    """Yield the shorter full names that may stand for `full`: without its first words, its middle or last ones."""
    for start in range(1, len(full) - 1):
        yield full[start:]
    for end in range(_LONG_NAME, len(full)):
        yield full[:end]
    if len(full) >= _LONG_NAME:
        yield (full[0], full[-1])
        yield from ((full[0], middle[0], full[-1]) for middle in full[1:-1])


def _together(made: Iterable[Node]) -> set[frozenset[Key]]:
    """Return the pairs of full names that one article has as two persons though they share a part."""
    sharing: dict[tuple[str, str], list[tuple[int, Key]]] = defaultdict(list)
    for number, node in enumerate(made):
        if node.type == "person":
            for k in node.keys:
                for word in {k[0], k[-1]} if len(k) > 1 else ():
                    sharing[node.article, word].append((number, k))
    return {frozenset((a, b)) for names in sharing.values() for i, a in names for j, b in names if i < j and a != b}


def join_surnames(made: list[Node], parts: Parts) -> None:
    """Give a surname that stands alone in an article to the one person of the folder who bears it.

    Of several bearers it is the one whom at least three articles call by the bare surname, where none so calls another.
    On that evidence a bare name is the person's too where the model took it for an organisation.
    """
    owners: dict[str, dict[int, int]] = defaultdict(dict)
    called: dict[str, Counter[int]] = defaultdict(Counter)
    for number, node in enumerate(made):
        if node.type == "person" and len(node.key) > 1:
            owners[node.key[-1]].setdefault(parts.find(number), number)
            called[node.key[-1]][parts.find(number)] += (node.key[-1],) in node.keys
    # Asked once a surname: there may be many bearers, and far more articles that use it bare.
    usual_of = {name: [part for part, articles in bears.items() if articles] for name, bears in called.items()}
    for number, node in enumerate(made):
        if len(node.key) != 1 or node.key[0] not in owners or node.type not in {"person", "organisation"}:
            continue
        own = owners[node.key[0]]
        usual = usual_of[node.key[0]]
        is_usual = len(usual) == 1 and called[node.key[0]][usual[0]] >= _USUAL
        if is_usual and (node.type == "person" or _may_be_person(node)):
            node.type = "person"
            parts.join(number, own[usual[0]])
        elif len(own) == 1 and node.type == "person":
            parts.join(number, next(iter(own.values())))


def join_first_names(made: list[Node], parts: Parts) -> None:
    """Give a first name whose role names the family ("Smith's mother, Jane") to the one person of both names."""
    bearer: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, node in enumerate(made):
        if node.type == "person" and len(node.key) > 1:
            bearer[node.key[0], node.key[-1]].add(number)
    for number, node in enumerate(made):
        if node.type == "person" and len(node.key) == 1:
            families = {key(word)[-1] for role in node.roles for word in _OWNER.findall(normalise(role))}
            fits = {parts.find(n): n for family in families for n in bearer.get((node.key[0], family), ())}
            if len(fits) == 1:
                parts.join(number, next(iter(fits.values())))


def _may_be_person(node: Node) -> bool:
    """Say whether an organisation of one bare name, without acronym or other form, may be a surname."""
    return len(node.keys) == 1 and not node.name.isupper()
