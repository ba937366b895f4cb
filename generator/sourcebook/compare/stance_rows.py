"""Rows of stances: who holds an object or a claim for genuine or true, and who does not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sourcebook.compare.grouping import join, pairs
from sourcebook.compare.maker import Maker, Status
from sourcebook.compare.terms import Sentence, stem
from sourcebook.records import Authenticity, Cell, Comparison, Entity, Span
from sourcebook.text import fold

# Stances from the strongest assent to dissent; rows whose stances stand on both sides of the middle conflict.
ASSENT = frozenset({"confirmed", "deemed-authentic", "no-reason-to-doubt"})
DISSENT = frozenset({"disputed"})
# Objects of which one event may have several.
DEATH_CLAIM = "=die claim"
CLAIMS = frozenset({"claim", "report", "toll", "=die", "name", "date"})
DEATHS = frozenset({"=die", "=behead"})
# What somebody is said to have done to others is another claim than what befell that person.
_KILLER = re.compile(
    r"\bkill(?:ed|ing|s)?\s+(?:\w+\s+){0,3}(?:\d[\d,]*|(?:a\s+)?(?:hundred|dozen|score)s?|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_BEFELL = re.compile(r"\b(?:die[ds]?|dead|death|alive|beheaded|executed|murdered|killed)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\bdeaths\b|\bdeath\sof\s(?:the\s|at\sleast\s)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|other|many)\b",
    re.IGNORECASE,
)
KILLING = "claim of killings"
# What is asked of each object, in plain words; of a recording or picture, whether it is genuine.
_TOPICS = {
    KILLING: "whether the claimed killings took place",
    "death claim": "whether those said to be dead are dead",
    "claim": "whether what is claimed is true",
    "report": "whether what is reported is true",
    "toll": "whether the number of dead is right",
    "identity": "who is seen or heard",
    "responsibility": "who is responsible",
    "whereabouts": "where the person spoken of is",
}
# Whose whereabouts are meant often stands outside the statement itself.
_OF_SENTENCE = frozenset({"whereabouts"})
_OF_PERSON = {
    "death claim": "whether {} is dead",
    "claim": "whether what is told of {} is true",
    "report": "whether what is told of {} is true",
    "whereabouts": "where {} is",
}
# Words by which a report speaks of another recording or picture than the one it is about.
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|(?:last|the past) (?:week|month|year)|(?:day|week|month|year)s? ago|first video)\b",
    re.IGNORECASE,
)
# Shares of the statements on an object that must name one person for others to be about another object.
MAIN_SHARE = 0.4
# Objects that say nothing of what is claimed.
BARE = frozenset({"claim", "report", "identity"})
LEAST_MET = 3
# A sentence of so few terms speaks of what the one before told.
SHORT = 8
# Of a large group so many statements are compared word by word.
MOST_COMPARED = 100


def rows(
    maker: Maker, statements: Sequence[Authenticity], sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> list[Comparison]:
    """Return a row an event and object: who takes which stance on it; each stance of a holder once an article."""
    near = _Near(statements, sentences, maker.texts)
    people = frozenset("@" + entity.id for entity in entities if entity.type == "person")
    groups: dict[tuple[str, str], list[Authenticity]] = defaultdict(list)
    for statement in statements:
        thing = _key(statement.object)
        killing = thing in CLAIMS | {DEATH_CLAIM} and _of_killing(maker, statement)
        groups[maker.events[statement.article].id, KILLING if killing else thing].append(statement)
    things: dict[str, list[str]] = defaultdict(list)
    for event, thing in groups:
        things[event].append(thing)
    for event in sorted(things):
        _resolve(groups, event, [thing for thing in things[event] if thing.startswith("=die of ")], near)
    kept = [
        _of_one(group, near) if thing in CLAIMS else _of_main(maker, group, near, people)
        for (_, thing), group in groups.items()
    ]
    return [
        _row(
            maker,
            sorted(group, key=lambda s: (s.article, s.start)),
            KILLING if thing == KILLING else None,
            _person(maker, group, near, people),
        )
        for (_, thing), whole in zip(groups, kept, strict=True)
        for group in _parts(whole, near)
        if len({s.article for s in group}) > 1
    ]


class _Near:
    """The terms of the sentences that statements stand in."""

    def __init__(
        self, statements: Sequence[Authenticity], sentences: Sequence[Sentence], texts: Mapping[str, str]
    ) -> None:
        self._texts = texts
        homes: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in sentences:
            homes[sentence.article].append(sentence)
        self._terms: dict[str, frozenset[str]] = {}
        self._own: dict[str, frozenset[str]] = {}
        for s in statements:
            near = [home for home in homes.get(s.article, ()) if home.start < s.end and s.start < home.end]
            self._terms[s.id] = frozenset(term for home in near for term in home.terms)
            self._own[s.id] = frozenset(
                term for home in near for term, at in zip(home.terms, home.starts, strict=True) if s.start <= at < s.end
            )

    def of_several(self, statement: Authenticity) -> bool:
        """Return whether a statement is on the deaths of several people."""
        return bool(_SEVERAL.search(self._texts[statement.article], statement.start, statement.end))

    def of(self, statement: Authenticity) -> frozenset[str]:
        """Return the terms of a statement's sentence."""
        return self._terms[statement.id]

    def within(self, statement: Authenticity) -> frozenset[str]:
        """Return the terms of the statement itself."""
        return self._own[statement.id]


def _of_killing(maker: Maker, statement: Authenticity) -> bool:
    """Return whether a statement is on what somebody did to others, and on nothing that befell that person."""
    text = maker.texts[statement.article][statement.start : statement.end]
    return bool(_KILLER.search(text)) and not _BEFELL.search(_KILLER.sub("", text))


def _resolve(groups: dict[tuple[str, str], list[Authenticity]], event: str, deaths: Sequence[str], near: _Near) -> None:
    """Put statements on a bare "claim" to the one death that an event's reports speak of, where they are about it.

    They are if their sentence speaks of a death, or is too short to be about anything but what went before.
    """
    bare = (event, DEATH_CLAIM) in groups
    if len(deaths) > 1 or not (deaths or bare):
        return
    target = deaths[0] if deaths else DEATH_CLAIM
    for thing in ("claim", "report", DEATH_CLAIM):
        if thing == target:
            continue
        if (event, thing) in groups:
            kept: list[Authenticity] = []
            for statement in groups[event, thing]:
                terms = near.of(statement)
                about = thing == DEATH_CLAIM or terms & DEATHS or len(terms) <= SHORT
                (groups[event, target] if about and not near.of_several(statement) else kept).append(statement)
            groups[event, thing] = kept


def _of_one(group: Sequence[Authenticity], near: _Near) -> list[Authenticity]:
    """Return the statements on a claim that name somebody or something of which another article's speak, too.

    A recording is what its reports are about; claims there may be many of.
    """
    named = [{term for term in near.of(statement) if term.startswith("@")} for statement in group]
    holders: dict[str, set[str]] = defaultdict(set)
    for statement, names in zip(group, named, strict=True):
        for name in names:
            holders[name].add(statement.article)
    return [
        statement
        for statement, names in zip(group, named, strict=True)
        if not names or any(len(holders[name]) > 1 for name in names)
    ]


def _parts(group: Sequence[Authenticity], near: _Near) -> list[Sequence[Authenticity]]:
    """Split statements on a bare "claim" or "identity" by what they claim: so many words around them must meet."""
    if not group or group[0].object not in BARE:
        return [group]
    some = group[:MOST_COMPARED]
    scores = {
        (a, b): float(met)
        for a, b in pairs(range(len(some)))
        if some[a].article != some[b].article and (met := _met_terms(some[a], some[b], near)) > 0
    }
    return [[some[n] for n in members] for members in join(scores)]


def _met_terms(one: Authenticity, other: Authenticity, near: _Near) -> int:
    """Return how many terms two statements share, 0 where too few.

    Whom an identity is of stands in the statement itself, a name counting double; what a claim is, in its sentence.
    """
    if one.object == "identity":
        shared = near.within(one) & near.within(other)
        met = len(shared) + sum(term.startswith("@") for term in shared)
        return met if met >= LEAST_MET - 1 else 0
    met = sum(not term.startswith("@") for term in near.of(one) & near.of(other))
    return met if met >= LEAST_MET else 0


def _of_main(maker: Maker, group: Sequence[Authenticity], near: _Near, people: frozenset[str]) -> list[Authenticity]:
    """Return the statements on the object that the reports are about, those on an earlier one left out.

    One that says "earlier" or names other people than most statements do speaks of another recording or picture, if
    its own words name no more than that it came out.
    """
    named = [near.within(s) & people - ({f"@{s.holder}"} if s.holder else set()) for s in group]
    counts = Counter(name for names in named for name in names)
    main = {name for name, count in counts.items() if count >= MAIN_SHARE * sum(1 for names in named if names)}
    kept = []
    for statement, names in zip(group, named, strict=True):
        text = maker.texts[statement.article][statement.start : statement.end]
        other = bool(main and names and not names & main)
        if not (other or (statement.stance == "purported" and _EARLIER.search(text) and not names & main)):
            kept.append(statement)
    return kept


def _met(maker: Maker, group: Sequence[Authenticity]) -> dict[str, int]:
    """Return how many words each statement shares with the likest one of the same stance in another article."""
    words = {s.id: frozenset(maker.folded(s.article, s.start, s.end).split()) for s in group}
    some = group[:MOST_COMPARED]
    return {
        one.id: max(
            (len(words[one.id] & words[s.id]) for s in some if s.stance == one.stance and s.article != one.article),
            default=0,
        )
        for one in group
    }


def _key(thing: str) -> str:
    words = fold(thing).split(" of ")[0].split() if thing.startswith("date of") else fold(thing).split()
    return " ".join(stem(word) for word in words)


def _person(maker: Maker, group: Sequence[Authenticity], near: _Near, people: frozenset[str]) -> str:
    """Return the name of the person that most statements name; empty where no one is in so many of them."""
    named = [
        (near.of(s) if s.object in _OF_SENTENCE else near.within(s))
        & people - ({f"@{s.holder}"} if s.holder else set())
        for s in group
    ]
    counts = Counter(name for names in named for name in names)
    best = max(sorted(counts), key=lambda name: counts[name], default="")
    return maker.named[best[1:]] if best and 2 * counts[best] >= len(group) else ""


def _row(maker: Maker, group: Sequence[Authenticity], called: str | None, person: str) -> Comparison:
    stances = {s.stance for s in group}
    status: Status = "agree"
    why = "the same stance"
    if stances & ASSENT and stances & DISSENT:
        status, why = "conflict", "one holds it for genuine or true, another disputes it"
    elif len(stances) > 1:
        status, why = "differ", "different stances, none of which contradicts another outright"
    first: dict[tuple[str, str, str | None], Authenticity] = {}
    met = _met(maker, group)
    for statement in sorted(group, key=lambda s: -met[s.id]):
        first.setdefault((statement.article, statement.stance, statement.holder), statement)
    cells = [
        Cell(
            article=s.article,
            evidence=Span(s.start, s.end),
            value=s.stance,
            source=s.holder,
            hedge=maker.shown(s.article, s.cue.start, s.cue.end),
        )
        for s in first.values()
    ]
    thing = called or min((s.object for s in group), key=lambda o: (-len(o.split()), len(o), o))
    return maker.row("stance", _topic(thing, person), status, cells, why=why)


def _topic(thing: str, person: str) -> str:
    """Return what a row of stances is about as a question or noun phrase; `person` is whom it concerns, if known."""
    matter, _, whose = thing.partition(" of ")
    if thing.startswith("death of "):
        return f"whether {whose} is dead"
    if matter == "date":
        return f"when {whose} was made"
    if person and thing in _OF_PERSON:
        return _OF_PERSON[thing].format(person)
    return _TOPICS.get(thing, f"whether the {thing} is genuine")
