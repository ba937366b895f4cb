"""Who or what is shown: "the man in the video is not he", "is in fact another", "whose real name is"."""

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

_OWNED = frozenset({"his", "hers", "theirs", "him", "her"})


@begins("method", "be identified send submit hand")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on identity for one token."""
    if token.lemma_ == "be" and token.pos_ in {"AUX", "VERB"}:
        yield from _shown(token)
        yield from _real_name(token)
    elif token.lower_ == "identified" and token.tag_ == "VBN":
        yield from _identified(token)
    elif token.lemma_.lower() in groups("authenticity")["method"]:
        yield from _under_way(token)
    elif token.lemma_ in {"send", "submit", "hand"} and token.pos_ == "VERB":
        yield from _sent(token)


def _shown(verb: Token) -> Iterator[Finding]:
    """Find "the woman in the photograph is not X", "the picture is in fact another man's"."""
    about = grammar.subject(verb)
    attribute = next((c for c in verb.children if c.dep_ in {"attr", "acomp", "nsubj"} and c.i > verb.i), None)
    if attribute is None:
        return
    thing = _pictured(about) if about is not None else None
    words = groups("authenticity")
    denied = grammar.negated(verb) and (_named(attribute) or attribute.lower_ in _OWNED)
    indeed = any(t.lower_ in words["indeed"] for c in verb.children if c.dep_ in {"advmod", "prep"} for t in c.subtree)
    whose = [attribute, *(t for c in attribute.children if c.lower_ == "of" for t in c.children)]
    whose = whose if attribute.lower_ in {"that", "those"} else whose[:1]
    other = any(t.pos_ in {"NOUN", "PROPN"} and any(c.lower_ in words["different"] for c in t.children) for t in whose)
    person = attribute.pos_ in {"NOUN", "PROPN"} and objects.matter(attribute) is None
    if thing is None and indeed and person and about is not None and about.lower_ in {"it", "this", "that"}:
        thing = _picture_before(verb)
    if thing is None and denied and (about is None or about.lemma_.lower() in words["body"]):
        thing = _picture_before(verb)
    if thing is not None and not grammar.hypothetical(verb) and (denied or other or (indeed and person)):
        yield Finding((verb.i, attribute.i + 1), verb, thing, "disputed", "identity")


def _pictured(about: Token) -> Thing | None:
    """Return the picture or recording that a subject is, or in which it is seen or heard."""
    own = objects.firm(about)
    if own is not None:
        return own
    for prep in about.subtree:
        if prep.dep_ == "prep" and prep.lower_ in {"in", "on", "from", "of"} and prep.i > about.i:
            found = next(filter(None, (objects.firm(c) for c in prep.children if c.dep_ == "pobj")), None)
            if found is not None:
                return found
    return None


def _picture_before(verb: Token) -> Thing | None:
    before = (objects.firm(t) for t in verb.doc[verb.sent.start : verb.i])
    return next(filter(None, before), None)


def _named(attribute: Token) -> bool:
    return attribute.pos_ == "PROPN" or any(
        c.dep_ == "poss" and c.pos_ in {"PROPN", "PRON"} for c in attribute.children
    )


def _real_name(verb: Token) -> Iterator[Finding]:
    about = next((c for c in verb.children if c.dep_ in {"nsubj", "attr"} and c.lower_ == "name"), None)
    if (
        about is not None
        and any(c.lower_ in {"real", "true", "birth"} for c in about.children)
        and not grammar.negated(verb)
    ):
        yield Finding((about.i, verb.i + 1), verb, Thing("identity", about), "confirmed", "real-name", "medium")


def _identified(verb: Token) -> Iterator[Finding]:
    """Find "a man identified as X": the name is somebody's word."""
    named = next((c for c in verb.children if c.lower_ == "as"), None)
    if named is not None and any(c.pos_ == "PROPN" for c in named.children) and not grammar.negated(verb):
        yield Finding((verb.i, named.i + 1), verb, Thing("identity", None), "purported", "identified-as", "medium")


def _under_way(verb: Token) -> Iterator[Finding]:
    """Find "experts are analysing the recording": nothing is known yet."""
    progressive = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
    planned = any(c.lower_ in {"will", "would"} for c in verb.children)
    # "have yet to examine the tape"
    yet = verb.dep_ == "xcomp" and any(c.lower_ == "yet" for c in verb.head.children)
    being = any(c.lower_ == "being" and c.dep_ == "auxpass" for c in verb.children)
    if not (progressive or planned or being or yet):
        return
    things = [*grammar.arguments(verb), *(c for p in verb.children if p.lower_ in {"at", "into"} for c in p.children)]
    asked = (t for t in things if t.lemma_.lower() in groups("authenticity")["authenticity"])
    thing = next(filter(None, map(objects.firm, things)), None) or next(filter(None, map(objects.noun, asked)), None)
    if thing is not None and thing.label == "claim" and thing.token is not None:
        # "test the validity of their conclusions": an argument, nothing that is passed off.
        told = thing.token.pos_ == "PRON" or thing.token.lemma_.lower() in groups("authenticity")["claim"]
        thing = thing if told else None
    if verb.lemma_ in {"check", "investigate", "examine"}:
        thing = thing or next((Thing("claim", t) for t in things if _rumoured(t)), None)
    if thing is not None:
        yield Finding((verb.i, verb.i + 1), verb, thing, "unknown", "under-way", "medium", None)


def _sent(verb: Token) -> Iterator[Finding]:
    """Find "sent the tape to a laboratory for analysis": nothing is known yet."""
    what = {"analysis", "examination", "testing", "test", "authentication", "verification"}
    tests = any(t.lemma_.lower() in what and t.head.lower_ == "for" for t in verb.subtree if t.i > verb.i)
    thing = next(filter(None, map(objects.firm, grammar.arguments(verb))), None) if tests else None
    if thing is not None and not grammar.negated(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "unknown", "under-way", "medium", None)


def _rumoured(noun: Token) -> bool:
    return noun.tag_ == "NNS" and noun.lemma_.lower() in groups("authenticity")["claim"] - {"account", "story"}
