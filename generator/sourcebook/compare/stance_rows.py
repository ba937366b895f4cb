"""Rows of stances: who holds an object or a claim for genuine or true, and who does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sourcebook.compare.maker import Maker, Status
from sourcebook.compare.terms import Sentence, stem
from sourcebook.records import Authenticity, Cell, Comparison, Span
from sourcebook.text import fold

# Stances from the strongest assent to dissent; rows whose stances stand on both sides of the middle conflict.
ASSENT = frozenset({"confirmed", "deemed-authentic", "no-reason-to-doubt"})
DISSENT = frozenset({"disputed"})
# Objects of which one event may have several.
CLAIMS = frozenset({"claim", "=die claim", "report", "toll", "=die", "name", "date"})


def rows(maker: Maker, statements: Sequence[Authenticity], sentences: Sequence[Sentence]) -> list[Comparison]:
    """Return a row an event and object: who takes which stance on it; each stance of a holder once an article."""
    groups: dict[tuple[str, str], list[Authenticity]] = defaultdict(list)
    for statement in statements:
        groups[maker.events[statement.article].id, _key(statement.object)].append(statement)
    for event, thing in list(groups):
        # A bare "claim" is the one claim that the event's reports name more fully, if there is only one.
        fuller = [k for e, k in groups if e == event and k != thing and k.split()[-1:] == [thing]]
        if len(fuller) == 1:
            groups[event, fuller[0]] += groups.pop((event, thing))
    homes: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        homes[sentence.article].append(sentence)
    kept = [_of_one(group, homes) if key[1] in CLAIMS else group for key, group in groups.items()]
    return [
        _row(maker, sorted(group, key=lambda s: (s.article, s.start)))
        for group in kept
        if len({s.article for s in group}) > 1
    ]


def _of_one(group: Sequence[Authenticity], homes: Mapping[str, Sequence[Sentence]]) -> list[Authenticity]:
    """Return the statements on a claim that name somebody or something of which another article's speak, too.

    A recording is what its reports are about; claims there may be many of.
    """
    named = []
    for statement in group:
        near = [s for s in homes.get(statement.article, ()) if s.start < statement.end and statement.start < s.end]
        named.append({term for sentence in near for term in sentence.terms if term.startswith("@")})
    holders: dict[str, set[str]] = defaultdict(set)
    for statement, names in zip(group, named, strict=True):
        for name in names:
            holders[name].add(statement.article)
    return [
        statement
        for statement, names in zip(group, named, strict=True)
        if not names or any(len(holders[name]) > 1 for name in names)
    ]


def _key(thing: str) -> str:
    words = fold(thing).split(" of ")[0].split() if thing.startswith("date of") else fold(thing).split()
    return " ".join(stem(word) for word in words)


def _row(maker: Maker, group: Sequence[Authenticity]) -> Comparison:
    stances = {s.stance for s in group}
    status: Status = "agree"
    why = "the same stance"
    if stances & ASSENT and stances & DISSENT:
        status, why = "conflict", "one holds it for genuine or true, another disputes it"
    elif len(stances) > 1:
        status, why = "differ", "different stances, none of which contradicts another outright"
    first: dict[tuple[str, str, str | None], Authenticity] = {}
    for statement in group:
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
    thing = min((s.object for s in group), key=lambda o: (-len(o.split()), len(o), o))
    return maker.row("stance", f"authenticity: {thing}", status, cells, why=why)
