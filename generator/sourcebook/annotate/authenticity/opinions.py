"""Who is persuaded and who is not: "stands by the tape", "vouched for it", "is not convinced", "is wary of"."""

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
_BY = {"stand": {"by", "behind"}, "stick": {"by", "to", "with"}, "vouch": {"for"}, "swear": {"by"}}
_COPULAS = frozenset({"be", "remain", "seem", "stay", "become", "sound", "look"})


@begins("stand-by unpersuaded persuade", "value divided split")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on opinions for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words["stand-by"]:
        yield from _stands_by(token)
    elif token.lower_ == "value" and token.dep_ == "pobj":
        yield from _face_value(token)
    elif token.lower_ in {"divided", "split"}:
        yield from _divided(token)
    elif token.lower_ in words["unpersuaded"] and token.pos_ in {"ADJ", "VERB"}:
        yield from _persuaded(token, unsure=True)
    elif token.lower_ in words["persuade"] and token.pos_ in {"ADJ", "VERB"}:
        yield from _persuaded(token, unsure=False)


def thing_of(noun: Token | None) -> Thing | None:
    """Return what a noun or "it" stands for where a report is known to be about an artefact."""
    if noun is None:
        return None
    if noun.lower_ in _IT:
        return Thing("claim", noun)
    words = groups("authenticity")
    found = objects.artefact(noun)
    if found is None and noun.lemma_.lower() in words["authenticity"] | {"attribution", "date", "account"}:
        inner = objects.noun(noun)
        found = inner if inner is not None and inner.artefact else Thing("claim", None)
    return found


def _stands_by(verb: Token) -> Iterator[Finding]:
    """Find "stood by its authenticity", "is sticking to its attribution", "vouched for it"."""
    by = _BY[verb.lemma_.lower()] if verb.lemma_.lower() in _BY else frozenset[str]()
    prep = next((c for c in verb.children if c.dep_ in {"prep", "prt"} and c.lower_ in by), None)
    noun = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
    if noun is None and not by:
        noun = next((c for c in verb.children if c.dep_ == "dobj"), None)
    thing = thing_of(noun)
    who = grammar.taker(verb)
    if thing is None or noun is None or who is None or objects.firm(who) is not None or grammar.hypothetical(verb):
        return
    polarity = grammar.polarity(verb)
    stance: Stance = "deemed-authentic" if polarity == "is" else "unconfirmed"
    yield Finding((verb.i, noun.i + 1), verb, thing, stance, "stands-by", "medium", who)


def _face_value(noun: Token) -> Iterator[Finding]:
    """Find "wary of taking it at face value", "should not be taken at face value"."""
    verb = noun.head.head
    if not any(c.lower_ == "face" for c in noun.children) or verb.lemma_ not in {"take", "accept"}:
        return
    about = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    thing = thing_of(about)
    wary = any(a.lower_ in groups("authenticity")["unpersuaded"] for a in grammar.up(verb, 3))
    if thing is not None and (wary or grammar.negated(verb)):
        yield Finding((verb.i, noun.i + 1), verb, thing, "disputed", "wary", "medium")


def _divided(token: Token) -> Iterator[Finding]:
    """Find "scholars are divided over its authenticity"."""
    of = [c for p in token.children if p.lower_ in {"over", "on", "about"} for c in p.children if c.dep_ == "pobj"]
    asked = next((t for t in of if t.lemma_.lower() in groups("authenticity")["authenticity"]), None)
    thing = thing_of(asked) if asked is not None else None
    if thing is not None and asked is not None:
        yield Finding((token.i, asked.i + 1), token, thing, "disputed", "wary", "medium", grammar.taker(token))


def _persuaded(token: Token, *, unsure: bool) -> Iterator[Finding]:
    """Find "doctors are sceptical about the video", "is not convinced by it", "is sure that it is him"."""
    verb = token.head if token.dep_ in {"acomp", "oprd", "ccomp"} else token
    if verb.i != token.i and verb.lemma_ not in _COPULAS:
        return
    of = [c for p in token.children if p.dep_ in {"prep", "agent"} for c in p.children if c.dep_ == "pobj"]
    thing = next(filter(None, map(thing_of, of)), None)
    if thing is None or grammar.hypothetical(verb):
        return
    denied = grammar.negated(verb) or grammar.negated(token)
    if unsure == denied:
        return
    yield Finding((token.i, token.i + 1), token, thing, "disputed", "wary", "medium", grammar.taker(verb))
