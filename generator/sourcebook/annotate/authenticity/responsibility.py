"""Who did a deed: "said it was behind the attack", "was blamed for the bombing", "believed to be behind"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token
    from sourcebook.records import Stance


@begins("carry-out", "behind blame work credit")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on responsibility for one token."""
    if token.lower_ == "behind" and token.dep_ == "prep":
        yield from _behind(token)
    elif token.lemma_ == "blame" and token.pos_ == "VERB":
        yield from _blamed(token)
        yield from _blames(token)
    elif token.lower_ == "work" and token.dep_ == "attr":
        yield from _work_of(token)
    elif token.lower_ == "credit" and token.dep_ == "dobj":
        yield from _credit(token)
    elif token.pos_ == "VERB" and token.lemma_.lower() in groups("authenticity")["carry-out"]:
        yield from _carried_out(token)


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
    if said is None and verb.dep_ == "pcomp" and verb.head.head.lemma_ in {"accuse", "suspect"}:
        # "accused the rebels of being behind the attack"
        said = verb.head.head
    modal = any(c.tag_ == "MD" for c in verb.children)
    if said is None and not modal:
        return
    stance: Stance = "disputed" if grammar.negated(verb) else "purported"
    if said is not None and grammar.negated(said):
        # "No group said it was behind the attack"
        stance = "unknown"
    holder = grammar.taker(said) if said is not None and verb.dep_ in {"ccomp", "pcomp"} else None
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


def _blames(verb: Token) -> Iterator[Finding]:
    """Find "the government blamed rebels for the attack", "blamed the blast on smugglers"."""
    prep = next((c for c in verb.children if c.lower_ == "for" and _deed(c) is not None), None)
    blamed = next((c for c in verb.children if c.dep_ == "dobj"), None)
    deed = _deed(prep) if prep is not None else None
    if deed is None and blamed is not None and any(c.lower_ == "on" for c in verb.children):
        found = objects.deed(blamed)
        deed = found.token if found is not None else None
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
    if deed is not None and deed.tag_ == "NNS" and not any(c.dep_ in {"det", "poss", "nummod"} for c in deed.children):
        # "blame guns for shootings": no one deed.
        return
    if deed is None or passive or grammar.negated(verb) or grammar.hypothetical(verb) or verb.tag_ in {"VB", "VBG"}:
        return
    thing = Thing("responsibility", deed)
    yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "blamed", "medium", grammar.taker(verb))


def _credit(noun: Token) -> Iterator[Finding]:
    """Find "took credit for the attack", "no group has claimed credit"."""
    verb = noun.head
    if verb.lemma_.lower() not in {"take", "claim"} or grammar.hypothetical(verb):
        return
    deed = next((_deed(c) for t in (noun, verb) for c in t.children if c.lower_ == "for" and _deed(c)), None)
    if deed is None:
        return
    stance: Stance = "unknown" if grammar.negated(verb) else "purported"
    holder = grammar.taker(verb)
    yield Finding((verb.i, noun.i + 1), verb, Thing("responsibility", deed), stance, "claimed", "medium", holder)


def _carried_out(verb: Token) -> Iterator[Finding]:
    """Find "said it carried out the bombing", "denied having carried out the attack": the word of whoever did it."""
    done = next((c for c in verb.children if c.dep_ == "dobj"), None)
    thing = objects.deed(done) if done is not None else None
    if thing is None and done is not None and verb.lemma_ == "carry" and done.lower_ in {"it", "them"}:
        thing = Thing("responsibility", verb)
    if thing is None or (verb.lemma_ == "carry" and not any(c.dep_ == "prt" for c in verb.children)):
        return
    said = verb.head if verb.dep_ in {"ccomp", "xcomp", "pcomp"} else None
    who, claims = grammar.subject(verb), {"say", "claim", "deny", "admit", "confess", "insist", "acknowledge"}
    if said is None or said.lemma_.lower() not in claims or who is None or verb.tag_ == "VB":
        return
    if verb.dep_ == "ccomp" and who.lower_ not in {"it", "they", "he", "she"}:
        # "said rebels carried out the attack" accuses; "it" takes the deed upon itself, or denies it.
        return
    denied = (said.lemma_.lower() == "deny") != grammar.negated(verb)
    stance: Stance = "disputed" if denied else "purported"
    nobody = grammar.negated(said) and stance == "purported"
    if nobody:
        # "no group has admitted carrying it out"
        stance = "unknown"
    if nobody or not grammar.negated(said):
        yield Finding((verb.i, verb.i + 1), verb, thing, stance, "carried-out", "medium", grammar.taker(said))


def _work_of(noun: Token) -> Iterator[Finding]:
    """Find "believed the attack was the work of separatists"."""
    be = noun.head
    about = grammar.subject(be)
    thing = objects.deed(about) if about is not None else None
    of = any(c.lower_ == "of" for c in noun.children)
    if thing is not None and of and be.lemma_ == "be" and not grammar.hypothetical(be):
        stance: Stance = "disputed" if grammar.negated(be) else "purported"
        yield Finding((noun.i, noun.i + 1), noun, thing, stance, "work-of", "medium")
