"""Doubts: "no reason to doubt", "questioned its authenticity", "declined to comment on the rumours", "in dispute"."""

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

_DOUBTING = frozenset({"doubt", "skeptical", "sceptical", "skepticism", "scepticism"})
_RAISED = frozenset({"cast", "raise", "throw", "sow", "express", "voice"})


@begins("doubt vouch", "dispute question")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on doubts for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if lemma in words["doubt"] and not (token.pos_ == "VERB" and _persons(token)):
        yield from _doubt(token)
    if token.pos_ == "VERB" and lemma in words["vouch"]:
        yield from _vouch(token)
    if lemma in {"doubt", "dispute", "question"} and token.dep_ == "pobj":
        yield from _in_doubt(token)
    if lemma in words["doubt"] and token.dep_ == "pobj" and token.head.lower_ == "with":
        yield from _met_with(token)


def _persons(token: Token) -> bool:
    """Tell whether it is somebody's honesty that is questioned: "questioned the senator's veracity"."""
    asked = (a for a in grammar.arguments(token) if a.lemma_.lower() in {"veracity", "truth"})
    return any(
        c.dep_ == "poss" and (grammar.person(c) or c.lower_ in {"his", "her"}) for a in asked for c in a.children
    )


def _met_with(noun: Token) -> Iterator[Finding]:
    """Find "the claim was met with scepticism by officials"."""
    verb = noun.head.head
    about = grammar.subject(verb) if verb.lemma_ in {"meet", "greet", "receive", "treat"} else None
    thing = objects.noun(about) if about is not None else None
    if thing is not None and not grammar.negated(verb):
        yield Finding((noun.i, noun.i + 1), noun, thing, "disputed", "doubt", "medium", grammar.taker(verb))


def _vouch(verb: Token) -> Iterator[Finding]:
    """Find "declined to comment on the authenticity"."""
    prep = (c for c in verb.children if c.dep_ == "prep")
    named = next(
        (t for p in prep for t in p.subtree if t.lemma_.lower() in groups("authenticity")["authenticity"]), None
    )
    thing = objects.noun(named) if named is not None else _rumour(verb)
    vouched = grammar.polarity(verb) == "is"
    if thing is not None and (not vouched or (named is not None and verb.lemma_ in {"vouch", "attest"})):
        stance: Stance = "deemed-authentic" if vouched else "unconfirmed"
        yield Finding((verb.i, verb.i + 1), verb, thing, stance, "vouch", "high", grammar.taker(verb))


def _rumour(verb: Token) -> Thing | None:
    """Return what "declined to comment on the rumours" is about; a single report or story may be anything."""
    on = (c for p in verb.children if p.dep_ == "prep" and p.lower_ in {"on", "to", "about"} for c in p.children)
    claim = next((c for c in on if c.lemma_.lower() in groups("authenticity")["claim"]), None)
    if claim is None or (claim.tag_ != "NNS" and claim.lemma_.lower() not in groups("authenticity")["contested"]):
        return None
    return objects.noun(claim)


def _doubt(token: Token) -> Iterator[Finding]:
    words = groups("authenticity")
    # "doubts remain about": the phrase may hang on the verb.
    raised = token.dep_ == "dobj" and token.head.lemma_.lower() in _RAISED
    frame = token.head if (token.dep_ in {"nsubj", "attr"} or raised) and token.pos_ == "NOUN" else token
    things = [t for c in frame.children if c.dep_ != "advcl" for t in c.subtree if t.i > token.i]
    if token.pos_ == "NOUN" and (own := _doubted(token) or _doubted(frame)):
        # "scepticism of the country turned toward the time when rumours": not what stands further on.
        things = own
    thing = next((f for t in things if t.lemma_.lower() in words["authenticity"] and (f := objects.noun(t))), None)
    firm = thing is not None
    passive = _passive_thing(token)
    firm = firm or (passive is not None and token.pos_ == "VERB" and _asks_authenticity(token))
    thing = thing or (passive if firm else objects.content(things) or passive)
    thing = thing or (_pronoun(things) if token.pos_ == "NOUN" else None)
    if thing is None and token.pos_ == "VERB" and _reason(token) is not None:
        thing = next((Thing("claim", t) for t in things[:2] if t.lower_ in {"it", "this", "them"}), None)
    plain = token.lemma_.lower() in _DOUBTING
    if token.pos_ == "ADJ" and not firm:
        # "sceptical of the claim", not of whatever a long phrase holds further down.
        of = (c for p in token.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj")
        thing = next(filter(None, map(objects.noun, of)), None)
    if thing is None or not (plain or firm or _reason(token) is not None):
        return
    reason = _reason(token)
    if reason is None and token.pos_ == "NOUN" and not firm and not thing.artefact and thing.label != "claim":
        return
    denied = _doubt_denied(token, reason) and not _of_a_fake(token)
    stance: Stance = "no-reason-to-doubt" if denied else "disputed"
    cue = ((reason if reason is not None else token).i, token.i + 1)
    yield Finding(cue, token, thing, stance, "doubt", "high", grammar.taker(token) if token.pos_ == "VERB" else None)


def _reason(token: Token) -> Token | None:
    reasons = {"reason", "cause", "grounds", "ground"}
    return next((a for a in grammar.up(token, 3) if a.lemma_.lower() in reasons), None)


def _of_a_fake(token: Token) -> bool:
    """Tell whether nobody doubts that a thing is false: "left no doubt that it was forged"."""
    words = groups("authenticity")
    clauses = [c for c in token.children if c.dep_ in {"acl", "ccomp", "relcl"} and not grammar.negated(c)]
    said = {t.lemma_.lower() for c in clauses for t in (c, *c.children) if not t.dep_.startswith("nsubj")}
    return bool(said & (words["fake"] | words["fabricate"] | words["change"]))


def _doubted(frame: Token) -> list[Token]:
    """Return what a phrase of doubt is said to be about: "on the claim", "about its authenticity"."""
    about = (c for c in frame.children if c.dep_ == "prep" and c.lower_ in {"about", "on", "over", "of", "upon"})
    return [t for c in about for t in c.subtree]


def _pronoun(things: list[Token]) -> Thing | None:
    """Return the claim that "cast doubt on it" is about, which is looked for before it."""
    near = (t for t in things[:2] if t.lower_ in {"it", "this", "that", "them"} and t.dep_ == "pobj")
    return next((Thing("claim", t) for t in near), None)


def _doubt_denied(token: Token, reason: Token | None) -> bool:
    if reason is not None:
        return any(c.lower_ in {"no", "any", "little"} for c in reason.children) or grammar.negated(reason.head)
    return grammar.none(token) if token.pos_ == "NOUN" else grammar.negated(token)


def _asks_authenticity(token: Token) -> bool:
    """Tell whether what is questioned is the authenticity of a thing: "its authenticity has been questioned"."""
    words = groups("authenticity")
    return any(a.lemma_.lower() in words["authenticity"] for a in grammar.arguments(token))


def _passive_thing(token: Token) -> Thing | None:
    return next(filter(None, (objects.noun(a) for a in grammar.arguments(token))), None)


def _in_doubt(noun: Token) -> Iterator[Finding]:
    """Find "the authenticity of the letter is in doubt", "his death is in dispute"."""
    verb = noun.head.head
    about = (
        grammar.subject(verb)
        if noun.head.lower_ in {"in", "into"} and verb.lemma_ in {"be", "remain", "come"}
        else None
    )
    thing = objects.noun(about) if about is not None else None
    if thing is not None and not grammar.negated(verb):
        yield Finding((noun.head.i, noun.i + 1), noun, thing, "disputed", "doubt", "medium")
