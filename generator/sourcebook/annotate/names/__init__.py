"""Names of an article: persons, organisations, places and groups with their forms, roles and mentions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sourcebook.annotate.names import candidates as spotting
from sourcebook.annotate.names import groups as grouping
from sourcebook.annotate.names import roles
from sourcebook.name_forms import key
from sourcebook.records import Entity, Form, Mention
from sourcebook.text import slug

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sourcebook.annotate.names.candidates import Candidate, Zone
    from sourcebook.annotate.names.groups import Group
    from sourcebook.records import Article


def find(article: Article, doc: Doc) -> tuple[Entity, ...]:
    """Return the persons, organisations, places and groups that the article's prose names.

    Args:
        article: the classified article.
        doc: its parse, whose token offsets are offsets into the article's text.

    Returns:
        Entities in the order of their first mention, with ids that hold within the article.
    """
    where = spotting.zones(article, doc)
    found = spotting.find(doc, where)
    found = _recover(doc, where, found)
    groups = [g for g in grouping.gather(doc, found) if _is_of_article(g)]
    groups.sort(key=lambda g: min((m.start, m.end) for m in g.mentions))
    made: list[Entity] = []
    used: set[str] = set()
    for group in groups:
        entity = _entity(article, doc, group, used)
        used.add(entity.id)
        made.append(entity)
    return tuple(made)


def _recover(doc: Doc, where: list[Zone], found: list[Candidate]) -> list[Candidate]:
    """Add the places where a known name stands untagged."""
    known = grouping.known_forms(grouping.gather(doc, found))
    taken = {i for c in found for i in range(c.start, c.end)}
    added: list[Candidate] = []
    for start, end in spotting.runs(doc, where, (i for i in range(len(doc)) if i not in taken)):
        at = start
        while at < end:
            stop = next((e for e in range(end, at, -1) if key(doc[at:e].text) in known), at)
            if stop > at:
                added.append(spotting.make(doc, where, at, stop, None))
            at = max(stop, at + 1)
    return sorted([*found, *added], key=lambda c: c.start)


def _is_of_article(group: Group) -> bool:
    """Say whether the prose names it: a person whom captions alone name is not the article's."""
    zones = {m.zone for m in group.mentions}
    if group.type == "person":
        return bool(zones & {"text", "title"})
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
            Form(form=form, articles=(article.id,), count=count, why=group.why.get(form, "as written"))
            for form, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if form != name
        ),
        roles=roles.find(doc, article.text, article.id, group.mentions) if group.type == "person" else (),
        mentions=tuple(Mention(article=article.id, start=a, end=b) for a, b in mentions),
    )
