"""Deeds taken on and disowned: "have taken responsibility for the blast", "denied having anything to do with it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token
    from sourcebook.records import Stance

_PART = frozenset({"part", "hand", "role", "involvement", "knowledge"})


@begins("take-on deny", "behind involved")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on involvement for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words["take-on"] - {"claim"}:
        yield from _takes_on(token)
    if token.pos_ == "VERB" and lemma in {"admit", "acknowledge", "own"}:
        yield from _admits(token)
    if token.pos_ == "VERB" and lemma in words["deny"]:
        yield from _nothing_to_do(token)


def _takes_on(verb: Token) -> Iterator[Finding]:
    """Find "have each taken responsibility for the explosion"; for a policy or a mistake it is no claim of a deed."""
    owned = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "responsibility"), None)
    if owned is None or verb.tag_ == "VB" or grammar.hypothetical(verb):
        return
    words = groups("authenticity")
    preps = [c for t in (owned, verb) for c in t.children if c.dep_ == "prep" and c.lower_ == "for"]
    named = [t for p in preps for t in p.subtree]
    if any(t.lemma_.lower() in words["deed"] | words["death"] for t in named):
        stance: Stance = "unknown" if grammar.negated(verb) else "purported"
        thing = Thing("responsibility", owned)
        yield Finding((verb.i, owned.i + 1), verb, thing, stance, "claimed", "high", grammar.taker(verb))


def _admits(verb: Token) -> Iterator[Finding]:
    """Find "no group has admitted abducting him": nobody has taken the deed on."""
    who = grammar.subject(verb)
    nobody = who is not None and (who.lower_ in {"nobody", "none"} or any(c.lower_ == "no" for c in who.children))
    deeds = groups("authenticity")["harm"] | groups("authenticity")["die"] | groups("authenticity")["carry-out"]
    below = [t for c in verb.children if c.i > verb.i for t in (c, *c.children)]
    deed = next((t for t in below if t.tag_ == "VBG" and t.lemma_.lower() in deeds), None)
    if nobody and deed is not None:
        yield Finding((verb.i, deed.i + 1), verb, Thing("responsibility", deed), "unknown", "carried-out", "medium")


def _nothing_to_do(verb: Token) -> Iterator[Finding]:
    """Find "denied that they had anything to do with the calls", "rejected suggestions that it was behind it"."""
    if grammar.polarity(verb) != "is":
        return
    for token in verb.subtree:
        if token.i <= verb.i:
            continue
        anything = token.lower_ == "anything" and any(t.lemma_ == "do" for t in token.subtree)
        behind = token.lower_ == "behind" and token.head.lemma_ == "be" and token.head.dep_ in {"ccomp", "acl"}
        involved = token.lower_ == "involved" and token.dep_ in {"acomp", "ccomp", "acl", "xcomp"}
        if (anything or behind or involved) and not grammar.negated(token.head):
            thing = Thing("responsibility", token)
            yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "disowned", "medium", grammar.taker(verb))
            return
