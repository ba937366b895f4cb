"""Candidates of one article gathered into named persons, organisations, places and groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sourcebook.annotate.names import bodies, evidence, full_names, surnames
from sourcebook.annotate.names.lexicon import given_names, words
from sourcebook.name_forms import (
    generation,
    holes,
    initials,
    is_acronym,
    key,
    misspelt,
    same_given,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.parsed import Doc
    from sourcebook.records import EntityType

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Two candidates that the text says are one: why, whether persons alone are meant, whether by an acronym."""

    main: Candidate
    other: Candidate
    why: str
    person: bool
    short: bool


# Capitals in a dateline that are no initials: a town.
_SHORTEST_TOWN = 5
# Marks the initials of a name among the known names.
_INITIALS = "initials"
# A person's name has so many parts at most, where nothing but the surname tells that it is one.
_LONGEST_PERSON = 4


@dataclass(slots=True, eq=False)
class Group:
    """Mentions taken for one thing; ``why`` tells for each form why it is taken for it."""

    type: EntityType
    keys: list[Key]
    mentions: list[Candidate]
    votes: dict[EntityType, float] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def name(self) -> str:
        """Return the most complete form of the name; of near-equal spellings the most frequent, then the first."""
        if len({m.whole for m in self.mentions}) == 1:
            return self._in_small(self.mentions[0].whole)
        whole = [m for m in self.mentions if self._is_whole(key(m.whole))] or self.mentions
        spelled = Counter(key(m.whole) for m in whole)
        counts = Counter(m.whole for m in whole)
        alone = Counter(k for m in self.mentions if len(k := key(m.whole)) == 1)
        places = {m.whole: m.start for m in sorted(whole, key=lambda m: -m.start)}
        found = min(
            counts,
            key=lambda n: (
                n.isupper() and not is_acronym(n),
                n.islower(),
                # "Al Roe" has one part to compare by, its first word being an article elsewhere.
                self.type == "person" and " " not in n,
                -spelled[key(n)],
                # Of two spellings the surname is right that stands alone elsewhere.
                -alone[key(n)[-1:]] if self.type == "person" else 0,
                -len("".join(key(n))) if self.type == "person" else 0,
                -counts[n],
                places[n],
            ),
        )
        return self._in_small(found)

    def _in_small(self, name: str) -> str:
        return name.title() if name.isupper() and self._is_in_capitals(name) else name

    def _is_whole(self, folded: Key) -> bool:
        """Say whether a form can be the name shown: a person's full name, or the name with a letter wrong."""
        full = self.keys[0]
        if self.type != "person" or len(folded) == 1 or folded[-1] != full[-1]:
            return _is_spelling(folded, full)
        return len(folded[0]) > 1 and (folded[0] in given_names() or same_given(folded[0], full[0]))

    def _is_in_capitals(self, name: str) -> bool:
        """Say whether capitals alone are how the article prints the name: a town's in a dateline, a person's."""
        if self.type == "person":
            return len(self.keys[0]) > 1
        return self.type == "place" and len(name) >= _SHORTEST_TOWN and all(m.zone == "dateline" for m in self.mentions)

    def take(self, other: Group, why: str) -> None:
        """Take in all mentions of `other`, its forms for the reason `why`."""
        for mention in other.mentions:
            self.why.setdefault(mention.name, other.why.get(mention.name, why))
        self.keys.extend(other.keys)
        self.mentions.extend(other.mentions)


# The votes on names, by all mentions of a name.
Known = dict[tuple["Candidate", ...], evidence.Votes]


def _is_spelling(folded: Key, whole: Key) -> bool:
    """Say whether a name is `whole`, or `whole` with one word spelled otherwise by a letter."""
    wrong = [(a, b) for a, b in zip(folded, whole, strict=False) if a != b]
    return len(folded) == len(whole) and (not wrong or (len(wrong) == 1 and misspelt(*wrong[0])))


def gather(doc: Doc, candidates: Sequence[Candidate], links: Sequence[Link], votes: Known) -> list[Group]:
    """Return the groups of the article's `candidates`, each name with one type.

    Args:
        doc: the parse.
        candidates: in text order.
        links: pairs of candidates that the text says are one.
        votes: the votes on the mentions of a name, taken once for all calls for an article; added to here.
    """
    by_key: dict[Key, list[Candidate]] = {}
    for candidate in candidates:
        folded = key(candidate.whole)
        month = candidate.guess == "person" and folded[:1] and folded[0] in words("months_as_surnames")
        bare = len(folded) == 1 and folded[0] in words("bare_words")
        if folded and (month or not (bare or all(p in words("not_names") for p in folded))):
            by_key.setdefault(folded, []).append(candidate)
    groups = [
        group
        for folded, found in by_key.items()
        for mentions in _generations(found)
        if (group := _typed(doc, folded, mentions, votes))
    ]
    _retype(doc, groups)
    groups = _join_stated(groups, links)
    people = full_names.join([g for g in groups if g.type == "person" and _is_full(g)])
    rest = [g for g in groups if not (g.type == "person" and _is_full(g))]
    rest = surnames.give(doc, people, rest)
    return [*people, *bodies.join_places(bodies.join_acronyms(rest))]


def _retype(doc: Doc, groups: list[Group]) -> None:
    """Make full names persons' where the text treats the bare surname as a person and nothing else bears it.

    The model takes many a name that it has not met for a firm's; "Roe, head of the centre, said" tells better.
    """
    bearers = {g.keys[0][-1] for g in groups if g.type == "person" and _is_full(g)}
    by_name: dict[Key, list[Group]] = {}
    for group in groups:
        by_name.setdefault(group.keys[0], []).append(group)
    for group in groups:
        full = group.keys[0]
        if group.type not in {"organisation", "place"} or not 1 < len(full) <= _LONGEST_PERSON or full[-1] in bearers:
            continue
        bare = next((g for g in by_name.get(full[-1:], ()) if g.type == "person"), None)
        if bare is None or not all(evidence.may_be_person(m.name) for m in group.mentions):
            continue
        if evidence.context(doc, bare.mentions).get("person", 0.0) >= evidence.CLEAR:
            group.type = "person"


def _generations(mentions: list[Candidate]) -> list[list[Candidate]]:
    """Return the mentions of one name by father and son: "Roe Sr." and "Roe Jr." are two, a bare "Roe" is the first."""
    if len(mentions) == 1:
        return [mentions]
    parts: dict[str, list[Candidate]] = {}
    for mention in mentions:
        parts.setdefault(generation(mention.name), []).append(mention)
    bare = parts.pop("", [])
    # The son is called by the bare name as a rule; who is called "Sr." is so called to tell him from the bare name.
    younger = next((suffix for suffix in parts if suffix != "sr"), "")
    if bare:
        parts.setdefault(younger, []).extend(bare)
    return list(parts.values())


def _is_full(group: Group) -> bool:
    return len(group.keys[0]) > 1


def _typed(doc: Doc, folded: Key, mentions: list[Candidate], known: Known) -> Group | None:
    of = tuple(mentions)
    if of not in known:
        known[of] = evidence.vote(doc, mentions)
    votes = dict(known[of])
    if not votes:
        return None
    kind = max(sorted(votes), key=lambda t: votes[t])
    # "a Norwegian who ...": somebody, and no name.
    if kind == "person" and len(folded) == 1 and all(m.guess == "group" and m.titled is None for m in mentions):
        kind = "group"
    why = {m.name: "first name before a full name that shares the surname" for m in mentions if m.full}
    return Group(kind, [folded], mentions, votes, why)


def _join_stated(groups: list[Group], links: Sequence[Link]) -> list[Group]:
    """Join what the text says is one; a name for persons makes both names a person's."""
    holder = {m: g for g in groups for m in g.mentions} if links else {}
    for link in links:
        one, two = holder.get(link.main), holder.get(link.other)
        if one is None or two is None or one is two or not _may_join(one, two, link):
            continue
        if link.person or "person" in {one.type, two.type}:
            one.type = "person"
        elif link.short and one.type != "place":
            one.type = "organisation"
        if one.type == "organisation" and is_acronym(one.name()) and len(two.keys[0]) > 1:
            one, two = two, one
        one.take(two, link.why)
        holder.update(dict.fromkeys(two.mentions, one))
        groups = [g for g in groups if g is not two]
    return groups


def _may_join(one: Group, two: Group, link: Link) -> bool:
    """Say whether the types of two names allow what the wording says."""
    kinds = {one.type, two.type}
    if link.short:
        # An agency in brackets after a place or a person is a credit, not a short form.
        spelled = initials(link.main.name) == link.other.name.replace(".", "").upper()
        return "person" not in kinds and "group" not in kinds and (spelled or one.type == "organisation")
    if link.person:
        return True
    return len(kinds) == 1


class KnownForms:
    """Names worth looking for where the model saw none, with their types; which words are one letter off a person's."""

    def __init__(self, types: dict[Key, EntityType]) -> None:
        self.types = types
        self._by_hole: dict[str, list[str]] = {}
        for folded, kind in types.items():
            if len(folded) == 1 and kind == "person":
                for hole in holes(folded[0]):
                    self._by_hole.setdefault(hole, []).append(folded[0])

    def is_misspelt(self, word: str) -> bool:
        """Say whether a word is a person's name of one word with one letter wrong."""
        return any(misspelt(known, word) for hole in holes(word) for known in self._by_hole.get(hole, ()))


def known_forms(groups: Iterable[Group]) -> KnownForms:
    """Return the names worth looking for where the model saw none, with their types: surnames and initials too."""
    found: dict[Key, EntityType] = {}
    for group in groups:
        for folded in group.keys:
            found.setdefault(folded, group.type)
            if group.type == "person" and len(folded) > 1:
                found.setdefault(folded[-1:], "person")
            letters = initials(group.name()) if group.type == "organisation" else ""
            if letters and len(letters) >= bodies.SHORTEST_INITIALS:
                found.setdefault((_INITIALS, letters.lower()), "organisation")
    return KnownForms({k: kind for k, kind in found.items() if len("".join(k)) > 2})  # noqa: PLR2004 - no bare initials


def recognise(doc: Doc, start: int, end: int, known: KnownForms) -> EntityType | None:
    """Return the type of the known name that stands at tokens `start` to `end`, ``None`` where none does."""
    words_ = doc[start:end]
    folded = key(words_.text)
    if any(t.ent_type_ in {"DATE", "TIME"} for t in words_):
        return None
    month = end - start == 1 and folded and folded[0] in words("months_as_surnames")
    adjective = all(t.ent_type_ == "NORP" for t in words_) and known.types.get(folded) in {"organisation", "group"}
    if adjective or (month and words_.root.dep_ == "pobj"):
        return None
    if folded in known.types:
        return known.types[folded]
    if is_acronym(words_.text) and (_INITIALS, *folded) in known.types:
        return "organisation"
    if end - start == 1 and words_.root.pos_ == "PROPN" and folded:
        return "person" if known.is_misspelt(folded[0]) else None
    return None
