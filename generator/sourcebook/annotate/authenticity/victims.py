"""Whose death is in question: the one named beside the words for it, else the one whose death the article is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity.objects import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sourcebook.annotate.authenticity.finding import Finding
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Entity

_HURT = frozenset({"dobj", "nsubjpass"})
_PARTICLES = ("al-", "el-", "Al-", "El-")


def people(doc: Doc, entities: Sequence[Entity]) -> frozenset[int]:
    """Return the numbers of the tokens that stand in people's names."""
    return frozenset(mentioned(doc, [e for e in entities if e.type == "person"]))


def named(doc: Doc, entities: Sequence[Entity], found: Sequence[Finding]) -> list[Finding]:
    """Return the findings with the dead named in what they are about: "death of X".

    Surnames are used, as they agree between articles where full names do not.

    Args:
        doc: the parsed article.
        entities: its entities.
        found: the findings in text order.
    """
    if not found:
        return []
    at = mentioned(doc, [e for e in entities if e.type == "person"])
    surnames = {e.id: _surname(e.name) for e in entities if e.type == "person"}
    deaths = [f for f in found if f.thing.label == "death claim"]
    victims = {id(f): _victim(f, at) for f in deaths}
    told = Counter(v for f in deaths if (v := victims[id(f)]) is not None and f.rule != "death-stated")
    first, count = next(iter(told.most_common(1)), (None, 0))
    main = first if count * 3 > 2 * told.total() else None
    made = []
    for finding in found:
        victim = victims.get(id(finding)) or (main if id(finding) in victims and not _plural(finding) else None)
        label = f"death of {surnames[victim]}" if victim is not None else finding.thing.label
        made.append(replace(finding, thing=Thing(label, finding.thing.token)))
    return made


def mentioned(doc: Doc, entities: Sequence[Entity]) -> dict[int, str]:
    """Return the person each token names."""
    made: dict[int, str] = {}
    for entity in entities:
        for mention in entity.mentions:
            made.update(dict.fromkeys(doc.begun(mention.start, mention.end), entity.id))
    return made


def _surname(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1]
    return next((last.removeprefix(p) for p in _PARTICLES if last.startswith(p)), last)


def _victim(finding: Finding, at: Mapping[int, str]) -> str | None:
    token = finding.thing.token
    if token is None:
        return None
    hurt = [n for t in _hurt(token) for n in (t, *(c for c in t.children if c.dep_ == "appos"))]
    return next((at[t.i] for t in hurt if t.i in at), None)


def _hurt(token: Token) -> Iterator[Token]:
    """Yield the tokens that may name who died, by the word for the death: its object, its genitive, its subject."""
    active = token.pos_ == "VERB" and any(c.dep_ == "dobj" for c in token.children)
    for child in token.children:
        if child.dep_ in _HURT or child.dep_ == "poss" or (child.dep_ == "nsubj" and not active):
            yield child
        elif child.dep_ == "prep" and child.lower_ == "of" and token.pos_ != "VERB":
            yield from (c for c in child.children if c.dep_ == "pobj")
    if token.pos_ in {"ADJ", "ADV"}:
        # "X is dead", "X is thought to be dead"
        above = (token.head, token.head.head) if token.head.dep_ == "xcomp" else (token.head,)
        yield from (c for verb in above for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"})
    if token.pos_ == "NOUN":
        # "rumours that X was killed", "rumours spread that X was killed"
        spread = (c for c in token.head.children if c.dep_ == "ccomp") if token.dep_ in {"nsubj", "nsubjpass"} else ()
        below = (t for c in (token, *spread) for t in c.subtree)
        yield from (t for t in below if t.dep_ in _HURT | {"nsubj"} and t.i != token.i)
    elif token.pos_ == "VERB" and token.dep_ in {"xcomp", "conj"} and not active:
        # "X is believed to have died"
        yield from (c for c in token.head.children if c.dep_ in {"nsubjpass", "nsubj"})


def _plural(finding: Finding) -> bool:
    """Tell whether several deaths are spoken of, which are nobody's in particular."""
    token = finding.thing.token
    if token is None:
        return False
    hurt = next((c for c in token.children if c.dep_ in _HURT), None)
    return (token.tag_ == "NNS" and token.lemma_.lower() == "death") or (hurt is not None and hurt.tag_ == "NNS")
