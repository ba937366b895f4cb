"""What witnesses say of it: "recognised his voice", "it sounded like her", "someone else wrote it"."""

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

_IT = frozenset({"it", "this", "that", "they", "them"})
_HIM = frozenset({"him", "her"})
_RIGHT = frozenset({"right", "convincing", "plausible", "persuasive", "fishy", "suspicious", "odd", "wrong"})
_AGAINST = frozenset({"fishy", "suspicious", "odd", "wrong"})
_ELSE = frozenset({"else", "other", "another", "different"})
_EXAMINED = frozenset({"examination", "test", "analysis", "comparison", "review", "result", "check"})


@begins("author", "recognise recognize sound look read feel seem impersonate inconclusive nothing")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on witnesses for one token."""
    lemma = token.lemma_.lower()
    if token.lower_ == "inconclusive":
        yield from _inconclusive(token)
    elif token.lower_ == "nothing":
        yield from _nothing_like(token)
    if token.pos_ != "VERB":
        return
    if lemma in {"recognise", "recognize"}:
        yield from _recognises(token)
    elif lemma == "impersonate":
        yield from _impersonated(token)
    elif lemma in {"sound", "look", "read", "feel", "seem"}:
        yield from _sounds(token)
    if lemma in groups("authenticity")["author"]:
        yield from _someone_else(token)


def _recognises(verb: Token) -> Iterator[Finding]:
    """Find "recognised the voice as his", "said she recognised him"; a state is recognised too."""
    known = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if known is None or grammar.hypothetical(verb) or verb.tag_ not in {"VBD", "VBZ", "VBP", "VB", "VBN"}:
        return
    words = groups("authenticity")
    part = known.lemma_.lower() in words["feature"]
    thing = objects.firm(known) or (Thing("claim", None) if part or known.lower_ in _HIM else None)
    polarity = grammar.polarity(verb)
    stances: dict[str, Stance] = {"is": "deemed-authentic", "not": "disputed", "cannot": "disputed"}
    if thing is not None and polarity in stances:
        cue = (verb.i, known.i + 1)
        yield Finding(cue, verb, thing, stances[polarity], "witness", "medium", grammar.taker(verb))


def _impersonated(verb: Token) -> Iterator[Finding]:
    """Find "insists that he was impersonated"."""
    if grammar.polarity(verb) == "is" and verb.tag_ in {"VBN", "VBD"}:
        yield Finding((verb.i, verb.i + 1), verb, Thing("claim", None), "disputed", "witness", "medium")


def _sounds(verb: Token) -> Iterator[Finding]:
    """Find "it sounded just like her", "all five said it looked right to them"."""
    about = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    thing = objects.artefact(about) if about is not None else None
    if thing is None and about is not None and about.lower_ in _IT:
        thing = Thing("claim", about)
    if thing is None or grammar.hypothetical(verb) or any(c.tag_ == "MD" for c in verb.children):
        return
    like = next((c for c in verb.children if c.lower_ == "like" and c.dep_ == "prep"), None)
    named = next((c for c in like.children if c.dep_ == "pobj"), None) if like is not None else None
    right = next((c for c in verb.children if c.dep_ in {"acomp", "oprd"} and c.lower_ in _RIGHT), None)
    end = named if named is not None and (named.lower_ in _HIM or grammar.person(named)) else right
    if end is None:
        return
    against = (right is not None and end == right and right.lower_ in _AGAINST) != grammar.negated(verb)
    stance: Stance = "disputed" if against else "deemed-authentic"
    yield Finding((verb.i, end.i + 1), verb, thing, stance, "witness", "medium")


def _someone_else(verb: Token) -> Iterator[Finding]:
    """Find "thinks someone else wrote it", "said she had signed a different text"."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if grammar.negated(verb) or grammar.hypothetical(verb):
        return
    if who is None or what is None:
        yield from _by_someone_else(verb)
        return
    words = groups("authenticity")
    it = objects.artefact(what) or (Thing("claim", what) if what.lower_ in _IT else None)
    other_maker = any(c.lower_ in _ELSE for c in who.children) and it is not None
    different = objects.artefact(what) is not None and any(c.lower_ == "different" for c in what.children)
    said = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in groups("sources")["say"] | words["judge"]
    if said and (other_maker or different):
        thing = it if other_maker and it is not None else Thing("claim", None)
        yield Finding((verb.i, what.i + 1), verb, thing, "disputed", "witness", "medium", grammar.taker(verb.head))


def _by_someone_else(verb: Token) -> Iterator[Finding]:
    """Find "suggested that it was written by someone else"."""
    about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    maker = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if about is None or maker is None or not any(c.lower_ in _ELSE for c in maker.children):
        return
    thing = objects.artefact(about) or (Thing("claim", about) if about.lower_ in _IT else None)
    if thing is not None and not any(c.tag_ == "MD" for c in verb.children):
        yield Finding((verb.i, maker.i + 1), verb, thing, "disputed", "witness", "medium")


def _inconclusive(token: Token) -> Iterator[Finding]:
    """Find "a comparison of the voices was inconclusive"."""
    about = grammar.subject(token.head) if token.dep_ in {"acomp", "oprd"} else None
    if about is not None and about.lemma_.lower() in _EXAMINED and not grammar.hypothetical(token.head):
        yield Finding((token.i, token.i + 1), token, Thing("claim", None), "unknown", "examined", "medium")


def _nothing_like(noun: Token) -> Iterator[Finding]:
    """Find "the handwriting is nothing like his"."""
    about = grammar.subject(noun.head) if noun.dep_ == "attr" else None
    like = any(c.lower_ == "like" for t in (noun, noun.head) for c in t.children)
    if about is None or not like:
        return
    part = about.lemma_.lower() in groups("authenticity")["feature"]
    thing = objects.firm(about) or (Thing("claim", None) if part else None)
    if thing is not None:
        yield Finding((noun.i, noun.i + 2), noun, thing, "disputed", "agrees", "medium")
