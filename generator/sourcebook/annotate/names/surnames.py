"""Surnames, first names and misspellings that stand alone, given to the person of the article who bears them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.names import courtesies, evidence, gazetteer
from sourcebook.annotate.names.bearers import Bearers
from sourcebook.name_forms import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.annotate.names.groups import Group
    from sourcebook.parsed import Doc
    from sourcebook.records import EntityType


# So much of context for a person is chance: firms too "say" things.
_STRAY = 0.5


def give(doc: Doc, people: list[Group], rest: list[Group]) -> list[Group]:
    """Give the short names among `rest` to the `people` who bear them, and return what is left.

    Args:
        doc: the parse.
        people: persons known by full names; they take the mentions in.
        rest: all other groups.
    """
    left: list[Group] = []
    bearers = Bearers(people)
    for group in sorted(rest, key=lambda g: (g.type != "person", g.keys[0])):
        owners, why = bearers.of(group.keys[0])
        if group.type == "person" and bearers.family(group.keys[0]):
            group.type = "group"
        if not owners or _is_body(doc, group, owners):
            left.append(group)
            continue
        if len(group.keys) > 1:
            # The text gives the bearer of the surname another name: both go to the one person of that surname.
            if len(owners) == 1 and group.type == "person":
                bearers.take(owners[0], group, why)
            else:
                left.append(group)
            continue
        place = group.type == "place" and _is_place_somewhere(doc, group)
        is_place = place and group.votes.get("place", 0.0) > evidence.CLEAR
        if is_place and why.startswith("one letter"):
            left.append(group)
            continue
        mine = [m for m in group.mentions if _is_person_here(doc, m, owners, place=place)]
        others = [m for m in group.mentions if m not in mine]
        for owner, mentions in _share(doc, owners, mine):
            bearers.take(owner, _part(group, mentions), why)
        kind = _other_type(doc, others) if others and group.type == "person" else group.type
        # "the Smith family" is no name of its own beside a Smith.
        if others and kind != "group":
            left.append(_part(group, others))
            left[-1].type = kind
    return left


def _is_place_somewhere(doc: Doc, group: Group) -> bool:
    """Say whether a surname that the model takes for a place's is one by the gazetteer or the words around."""
    if 2 * sum(m.guess == "person" for m in group.mentions) > len(group.mentions):
        return False
    known = gazetteer.weight(group.mentions[0].name) > 0
    return known or evidence.context(doc, group.mentions).get("place", 0.0) > 0


def _is_body(doc: Doc, group: Group, owners: list[Group]) -> bool:
    """Say whether a surname is an organisation's name here, as a firm's that bears its founder's.

    Model and context take it for one, and it stands for one again and again before any person of the surname is
    introduced.
    """
    if group.type != "organisation" or any(m.titled is not None for m in group.mentions):
        return False
    introduced = min(_introduced(p) for p in owners)
    before = sum(m.start < introduced and m.zone == "text" for m in group.mentions)
    votes = evidence.context(doc, group.mentions)
    return before > 1 and votes.get("person", 0.0) <= max(votes.get("organisation", 0.0), _STRAY)


def _part(group: Group, mentions: list[Candidate]) -> Group:
    return type(group)(group.type, group.keys, mentions, group.votes)


def _other_type(doc: Doc, mentions: list[Candidate]) -> EntityType:
    votes = evidence.context(doc, mentions)
    kinds: tuple[EntityType, ...] = ("organisation", "place", "group")
    return max(kinds, key=lambda kind: votes.get(kind, 0.0))


def _share(doc: Doc, owners: list[Group], mentions: Iterable[Candidate]) -> list[tuple[Group, list[Candidate]]]:
    """Share out mentions of a surname that several persons bear; those that could be either's are left out.

    Papers call by the bare surname whom they introduced first and called so before; others of the name get theirs in
    full. Where nobody was called so while being the only one known, the mention stays nobody's.
    """
    main = owners[0] if len(owners) == 1 else None
    shared: dict[int, list[Candidate]] = {}
    waiting: list[Candidate] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        called = courtesies.called(doc, mention, owners) if len(owners) > 1 else None
        if called is not None:
            shared.setdefault(owners.index(called), []).append(mention)
            continue
        if len(owners) > 1 and courtesies.gender_of(doc, mention) is not None:
            continue
        known = [i for i, p in enumerate(owners) if _introduced(p) < mention.start]
        if main is None and len(known) == 1:
            main = owners[known[0]]
        if main is None:
            waiting.append(mention)
        else:
            shared.setdefault(owners.index(main), []).append(mention)
    if main is not None and waiting:
        shared.setdefault(owners.index(main), []).extend(waiting)
    return [(owners[i], found) for i, found in shared.items()]


def _introduced(person: Group) -> int:
    return min((m.start for m in person.mentions if len(key(m.whole)) > 1), default=0)


def _is_person_here(doc: Doc, mention: Candidate, owners: list[Group], *, place: bool) -> bool:
    """Say whether a short name stands for a person here and not for a place or an outlet of the same name."""
    votes = evidence.around(doc, mention)
    if votes.get("person", 0.0) >= evidence.CLEAR:
        return True
    if max(votes.get("organisation", 0.0), votes.get("group", 0.0)) >= evidence.CLEAR:
        return False
    if not place:
        return True
    if votes.get("place", 0.0) >= evidence.CLEAR or doc[mention.start].dep_ == "pobj":
        return False
    introduced = any(_introduced(p) < mention.start for p in owners)
    return introduced and doc[mention.end - 1].dep_ == "nsubj"
