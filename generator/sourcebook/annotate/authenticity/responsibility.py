"""Who did a deed: "said it was behind the attack", "was blamed for the bombing", "believed to be behind"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token
    from sourcebook.records import Stance


def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on responsibility for one token."""
    if token.lower_ == "behind" and token.dep_ == "prep":
        yield from _behind(token)
    elif token.lemma_ == "blame" and token.tag_ == "VBN":
        yield from _blamed(token)


def _deed(prep: Token) -> Token | None:
    words = groups("authenticity")
    deeds = words["deed"] | words["death"]
    return next((c for c in prep.children if c.dep_ == "pobj" and c.lemma_.lower() in deeds), None)


def _behind(prep: Token) -> Iterator[Finding]:
    """Find "said it was behind the attack", "is believed to be behind the killings"; not "those behind the attack"."""
    verb, deed = prep.head, _deed(prep)
    if verb.lemma_ != "be" or deed is None or grammar.hypothetical(verb):
        return
    words = groups("authenticity")
    said = next(
        (a for a in grammar.up(verb, 1) if a.lemma_.lower() in groups("sources")["say"] | words["passive"]), None
    )
    modal = any(c.tag_ == "MD" for c in verb.children)
    if said is None and not modal:
        return
    stance: Stance = "disputed" if grammar.negated(verb) else "purported"
    holder = grammar.taker(said) if said is not None and verb.dep_ == "ccomp" else None
    yield Finding((prep.i, prep.i + 1), prep, Thing("responsibility", deed), stance, "behind", "medium", holder)


def _blamed(verb: Token) -> Iterator[Finding]:
    """Find "the group was blamed for the attack"."""
    prep = next((c for c in verb.children if c.lower_ in {"for", "on"} and _deed(c) is not None), None)
    if (
        prep is not None
        and any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
        and not grammar.negated(verb)
    ):
        thing = Thing("responsibility", _deed(prep))
        yield Finding((verb.i, prep.i + 1), verb, thing, "purported", "blamed", "medium", grammar.taker(verb))
