"""Names of an article: persons, organisations, places and groups with their forms, roles and mentions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sourcebook.annotate.names import bounds, nicknames, roles, runs, sound, statements, things, zones
from sourcebook.annotate.names import candidates as spotting
from sourcebook.annotate.names import groups as grouping
from sourcebook.annotate.names.groups import Link
from sourcebook.records import Entity, Form, Mention
from sourcebook.text import slug

if TYPE_CHECKING:
    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.annotate.names.groups import Group, Known
    from sourcebook.annotate.names.statements import Stated
    from sourcebook.annotate.names.zones import Zone
    from sourcebook.parsed import Doc
    from sourcebook.records import Article, EntityType


def find(article: Article, doc: Doc) -> tuple[Entity, ...]:
    """Return the persons, organisations, places and groups that the article's prose names.

    Args:
        article: the classified article.
        doc: its parse, whose token offsets are offsets into the article's text.

    Returns:
        Entities in the order of their first mention, with ids that hold within the article.
    """
    where = zones.zones(article, doc)
    stated = statements.find(doc, where)
    named = things.find(doc)
    found = spotting.find(doc, where, [b for s in stated for b in _bounds_of(doc, s)], named)
    votes: Known = {}
    found = _recover(doc, where, found, named, votes)
    found = nicknames.share_surnames(doc, where, found)
    groups = grouping.gather(doc, found, _links(doc, stated, found), votes)
    groups = [g for g in groups if _is_of_article(g) and sound.is_sound(doc, g)]
    groups.sort(key=lambda g: min((m.start, m.end) for m in g.mentions))
    made: list[Entity] = []
    used: set[str] = set()
    for group in groups:
        made.append(_entity(article, doc, group, used))
        used.add(made[-1].id)
    return tuple(made)


def _bounds_of(doc: Doc, stated: Stated) -> list[tuple[int, int, EntityType | None]]:
    """Return the bounds and types of the names that a statement gives: the new one, and the one that it spells out."""
    found: list[tuple[int, int, EntityType | None]] = [(stated.start, stated.end, "person" if stated.person else None)]
    if stated.named is not None:
        kind = spotting.guess_of(doc[stated.named[1] - 1])
        found.append((*stated.named, kind if kind == "person" else "organisation"))
    return found


def _recover(doc: Doc, where: list[Zone], found: list[Candidate], named: set[int], votes: Known) -> list[Candidate]:
    """Add the places where a known name stands untagged, in full, as a surname, as initials, or one letter wrong."""
    known = grouping.known_forms(grouping.gather(doc, found, (), votes))
    taken = named.union(i for c in found for i in range(c.start, c.end))
    added: list[Candidate] = []
    for start, end in runs.runs(doc, where, taken):
        at = start
        while at < end:
            stop, kind = next(
                ((e, k) for e in range(end, at, -1) if (k := grouping.recognise(doc, at, e, known))), (at, None)
            )
            if stop > at:
                first = at - 1 if at - 1 not in taken and at and bounds.belongs_before(doc, at) else at
                added.append(spotting.make(doc, where, first, stop, kind))
            at = max(stop, at + 1)
    return sorted([*found, *added], key=lambda c: c.start)


def _links(doc: Doc, stated: list[Stated], found: list[Candidate]) -> list[Link]:
    """Return the pairs of names that the text says are one."""
    links: list[Link] = []
    for statement in stated:
        other = next((c for c in found if c.start < statement.end and statement.start < c.end), None)
        main = statements.subject(doc, statement, found)
        if other is not None and main is not None and main is not other:
            links.append(Link(main, other, statement.why, statement.person, statement.short))
    return links


def _is_of_article(group: Group) -> bool:
    """Say whether the prose names it: a person whom captions alone name is not the article's."""
    zones = {m.zone for m in group.mentions}
    if group.type == "person":
        return bool(zones & {"text", "headline"})
    return bool(zones)


def _entity(article: Article, doc: Doc, group: Group, used: set[str]) -> Entity:
    name = group.name()
    made = slug(name)
    if made in used:
        made = f"{made}-{group.type}"
    number = 2
    while made in used:
        made = f"{slug(name)}-{group.type}-{number}"
        number += 1
    counts = Counter(m.name for m in group.mentions)
    mentions = sorted({(doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])) for m in group.mentions})
    return Entity(
        id=made,
        type=group.type,
        name=name,
        aliases=tuple(
            Form(form=form, articles=(article.id,), count=count, why=group.why.get(form, "other spelling"))
            for form, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if form != name
        ),
        roles=roles.find(doc, article.text, article.id, group.mentions) if group.type == "person" else (),
        mentions=tuple(Mention(article=article.id, start=a, end=b) for a, b in mentions),
    )
