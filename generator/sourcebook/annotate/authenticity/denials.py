"""Makers who deny or own: "denied having written it", "never said those words", "that is not my voice"."""

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

_IT = frozenset({"it", "this", "that", "them", "these", "those"})
_OWN = frozenset({"mine", "ours", "his", "hers", "theirs"})
_OWNERS = frozenset({"my", "our", "his", "her", "their"})
_ME = frozenset({"me", "him", "her", "us", "them", "i", "he", "she"})
_NO = frozenset({"no", "not", "n't", "never", "neither", "nor"})


@begins("author", "be")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on makers for one token."""
    if token.lemma_ == "be" and token.pos_ in {"AUX", "VERB"}:
        yield from _own_voice(token)
    elif token.pos_ == "VERB" and token.lemma_.lower() in groups("authenticity")["author"]:
        yield from _never_made(token)
        yield from _no_such(token)


def _never_made(verb: Token) -> Iterator[Finding]:
    """Find "denied having written it", "I never said those words", "had neither written nor signed it"."""
    denied_by = verb.head if verb.dep_ in {"xcomp", "pcomp", "ccomp"} and verb.head.lemma_ == "deny" else None
    denied = denied_by is not None or _denied(verb)
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if not denied or what is None or verb.tag_ == "VBZ" or grammar.hypothetical(verb):
        return
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        # "would never write that" is a principle, "could not have written it" a guess.
        return
    thing = _work(what)
    who = grammar.subject(verb)
    if thing is None or who is None or not (grammar.names_person(who) or who.pos_ in {"PRON", "NOUN", "PROPN"}):
        return
    holder = grammar.subject(denied_by) if denied_by is not None else _speaker(who)
    if denied_by is not None and grammar.polarity(denied_by) != "is":
        return
    cue = (denied_by if denied_by is not None else verb).i
    yield Finding((min(cue, verb.i), verb.i + 1), verb, thing, "disputed", "authorship", "medium", holder)


def _denied(verb: Token) -> bool:
    """Tell whether a verb is denied, by "neither ... nor" too."""
    before = {c.lower_ for c in verb.children if c.i < verb.i}
    shared = verb.dep_ == "conj" and any(c.lower_ == "neither" for c in verb.head.children)
    plainly = any(c.dep_ == "neg" for c in verb.children) or bool(before & _NO)
    return plainly or shared or (verb.dep_ == "conj" and grammar.negated(verb))


def _speaker(who: Token) -> Token | None:
    return who if who.lower_ not in {"i", "we"} else None


def _work(what: Token) -> Thing | None:
    """Return the work that somebody is said not to have made: an artefact, "it", "those words"."""
    pointed = any(c.lower_ in _IT | {"such"} or c.dep_ == "poss" for c in what.children) or any(
        c.lower_ in {"the", "any"} for c in what.children
    )
    found = objects.artefact(what)
    if found is not None and pointed:
        return found
    if what.lower_ in _IT:
        return Thing("claim", what)
    uttered = what.lemma_.lower() in groups("authenticity")["uttered"]
    return Thing("claim", None) if uttered and pointed else None


def _no_such(verb: Token) -> Iterator[Finding]:
    """Find "no such order was ever issued", "no post with that wording had been published"."""
    about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if about is None or not any(c.lower_ == "no" for c in about.children) or grammar.hypothetical(verb):
        return
    pointed = any(t.lower_ in {"such", "that", "those"} for t in about.subtree)
    made = objects.artefact(about) is not None or about.lemma_.lower() in groups("authenticity")["uttered"]
    if pointed and made and not any(c.tag_ == "MD" for c in verb.children):
        thing = objects.artefact(about) or Thing("claim", None)
        yield Finding((about.left_edge.i, about.i + 1), verb, thing, "disputed", "authorship", "medium")


def _own_voice(be: Token) -> Iterator[Finding]:
    """Find "that is not my voice", "the handwriting is his", "pages two and three are not mine"."""
    about = next((c for c in be.children if c.dep_ == "nsubj"), None)
    attribute = next((c for c in be.children if c.dep_ in {"attr", "acomp"} and c.i > be.i), None)
    if about is None or attribute is None or grammar.hypothetical(be) or be.tag_ == "VB" or grammar.unasserted(be):
        return
    features = groups("authenticity")["feature"]
    pointed = about.lower_ in _IT
    thing = objects.firm(about) or (Thing("claim", about) if pointed else None)
    if thing is None and (about.lemma_.lower() in features or about.lemma_ == "page"):
        thing = Thing("claim", None)
    own = attribute.lower_ in _OWN
    part = attribute.lemma_.lower() in features and any(c.lower_ in _OWNERS for c in attribute.children)
    denied = grammar.negated(be)
    stance: Stance = "disputed" if denied else "deemed-authentic"
    if thing is None or not (own or (part and pointed)) or (own and pointed and not denied):
        return
    yield Finding((be.i, attribute.i + 1), be, thing, stance, "own-voice", "medium")
