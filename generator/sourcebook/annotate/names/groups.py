"""Candidates of one article gathered into named persons, organisations, places and groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sourcebook.annotate.names import evidence, gazetteer
from sourcebook.annotate.names.lexicon import words
from sourcebook.name_forms import initials, is_acronym, key, misspelt, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from spacy.tokens import Doc

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.records import EntityType

Key = tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Mentions taken for one thing; ``why`` tells for each form why it is taken for it."""

    type: EntityType
    keys: list[Key]
    mentions: list[Candidate]
    why: dict[str, str] = field(default_factory=dict)

    def name(self) -> str:
        """Return the most complete form of the name, the most frequent of those."""
        first = self.keys[0]
        counts = Counter(m.name for m in self.mentions if key(m.name) == first)
        if not counts:
            counts = Counter(m.name for m in self.mentions)
        return min(counts, key=lambda n: (n.isupper() and not is_acronym(n), n.islower(), -counts[n], n))

    def take(self, other: Group, why: str) -> None:
        """Take in all mentions of `other`, its forms for the reason `why`."""
        for mention in other.mentions:
            self.why.setdefault(mention.name, why)
        self.keys.extend(other.keys)
        self.mentions.extend(other.mentions)
        self.why.update({form: reason for form, reason in other.why.items() if form not in self.why})


def gather(doc: Doc, candidates: Sequence[Candidate]) -> list[Group]:
    """Return the groups of the article's `candidates`, each name with one type."""
    by_key: dict[Key, list[Candidate]] = {}
    for candidate in candidates:
        folded = key(candidate.name)
        if folded and not all(p in words("not_names") for p in folded):
            by_key.setdefault(folded, []).append(candidate)
    groups = [g for k, m in by_key.items() for g in _typed(doc, k, m)]
    people = [g for g in groups if g.type == "person" and len(g.keys[0]) > 1]
    people = _join_full(people)
    rest = [g for g in groups if g.type != "person" or len(g.keys[0]) == 1]
    rest = _join_short(doc, people, rest)
    return [*people, *_join_acronyms(rest)]


def _typed(doc: Doc, folded: Key, mentions: list[Candidate]) -> Iterable[Group]:
    votes = evidence.vote(doc, mentions)
    if not votes:
        return
    kind = max(sorted(votes), key=lambda t: votes[t])
    yield Group(kind, [folded], mentions)


def _join_full(people: list[Group]) -> list[Group]:
    """Join full names of one person: a middle name or "Abu" more or less, one letter wrong."""
    kept: list[Group] = []
    for group in sorted(people, key=lambda g: (-len(g.keys[0]), -len(g.mentions), g.keys[0])):
        found = [(p, why) for p in kept if (why := same_full(p.keys[0], group.keys[0]))]
        if len(found) == 1:
            found[0][0].take(group, found[0][1])
        else:
            kept.append(group)
    return kept


def same_full(longer: Key, shorter: Key) -> str | None:
    """Return why two full names are one person's, ``None`` where they are not known to be."""
    if longer == shorter:
        return "same name"
    if len(shorter) > 1 and longer[-len(shorter) :] == shorter:
        return "part of the full name"
    if longer[-1] == shorter[-1] and longer[0] == shorter[0] and set(shorter) <= set(longer):
        return "middle name left out"
    if len(longer) == len(shorter):
        wrong = [(a, b) for a, b in zip(longer, shorter, strict=True) if a != b]
        if len(wrong) == 1 and misspelt(*wrong[0]):
            return f"one letter from {wrong[0][0].title()}"
    return None


def _join_short(doc: Doc, people: list[Group], rest: list[Group]) -> list[Group]:
    """Give surnames, first names and misspellings of the people to them; return what is left and somebody else's."""
    left: list[Group] = []
    for group in sorted(rest, key=lambda g: (g.type != "person", g.keys[0])):
        owner, why = _owner(people, group.keys[0])
        if owner is None:
            left.append(group)
            continue
        mine = [m for m in group.mentions if _is_person_here(doc, m, group, owner)]
        others = [m for m in group.mentions if m not in mine]
        if mine:
            owner.take(Group("person", group.keys, mine), why)
        if others:
            left.append(Group(group.type if group.type != "person" else "organisation", group.keys, others))
    return left


def _owner(people: list[Group], short: Key) -> tuple[Group | None, str]:
    """Return the one person whom the `short` name can stand for, and why."""
    rules: tuple[tuple[str, Callable[[Key], bool]], ...] = (
        ("surname", lambda full: full[-len(short) :] == short),
        ("first name", lambda full: full[0] == short[0] and len(short) == 1 and full[0] != "abu"),
        ("one letter from ", lambda full: len(short) == 1 and misspelt(full[-1], short[0])),
    )
    for why, holds in rules:
        found = [p for p in people if any(holds(k) for k in p.keys if len(k) > len(short))]
        if len(found) > 1:
            return None, ""
        if found:
            if why == "one letter from " and gazetteer.weight(" ".join(short)):
                return None, ""
            return found[0], why + (found[0].name().split()[-1] if why.endswith(" ") else "")
    return None, ""


def _is_person_here(doc: Doc, mention: Candidate, group: Group, owner: Group) -> bool:
    """Say whether a short name stands for a person here and not for a place or an outlet of the same name."""
    votes = evidence.around(doc, mention)
    if votes.get("person", 0.0) >= 2:
        return True
    if votes.get("organisation", 0.0) >= 2:
        return False
    ambiguous = group.type == "place" and (gazetteer.weight(mention.name) > 0 or mention.guess == "place")
    if not ambiguous:
        return True
    if votes.get("place", 0.0) >= 2 or doc[mention.start].dep_ == "pobj":
        return False
    introduced = any(len(key(m.name)) > 1 and m.start < mention.start for m in owner.mentions)
    return introduced and doc[mention.end - 1].dep_ == "nsubj"


def _join_acronyms(groups: list[Group]) -> list[Group]:
    """Join organisations with their initials where one organisation alone has them."""
    short = [g for g in groups if g.type == "organisation" and is_acronym(g.name())]
    full = [g for g in groups if g.type == "organisation" and len(g.keys[0]) > 1]
    for group in short:
        letters = "".join(group.keys[0]).upper()
        found = [f for f in full if len(letters) > 2 and initials(f.name()) == letters]
        if len(found) == 1:
            found[0].take(group, "initials of the name")
            groups = [g for g in groups if g is not group]
    return groups


def known_forms(groups: Iterable[Group]) -> dict[Key, EntityType]:
    """Return the names that are worth looking for where the model saw none, surnames too."""
    found: dict[Key, EntityType] = {}
    for group in groups:
        for folded in group.keys:
            found.setdefault(folded, group.type)
            if group.type == "person" and len(folded) > 1:
                found.setdefault(folded[-1:], "person")
    return {k: t for k, t in found.items() if len("".join(k)) > 2 and parts(" ".join(k))}
