"""Reactions short of a verdict: "is aware of the video", "would not comment on it", "what he described as a letter"."""

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

_IT = frozenset({"it", "this", "them"})
_CALLS = frozenset({"describe", "call", "term", "bill", "tout", "present", "label"})
_NAMING = frozenset({"the", "this", "that"})


@begins("deception", "aware comment describe call term bill tout present label mistake stage")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on reactions for one token."""
    lemma = token.lemma_.lower()
    if token.lower_ == "aware":
        yield from _aware(token)
    elif token.pos_ == "NOUN" and lemma in groups("authenticity")["deception"]:
        yield from _the_hoax(token)
    elif token.pos_ != "VERB":
        return
    elif lemma == "comment":
        yield from _no_comment(token)
    elif lemma in _CALLS:
        yield from _what_they_call(token)
    elif lemma == "mistake":
        yield from _mistaken_for(token)
    elif lemma == "stage":
        yield from _staged(token)


def _aware(word: Token) -> Iterator[Finding]:
    """Find "the ministry said it was aware of the video": nobody has said yet what it is."""
    of = next((c for c in word.children if c.lower_ == "of"), None)
    noun = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    thing = objects.firm(noun) if noun is not None else None
    if thing is not None and word.head.lemma_ == "be" and not grammar.negated(word.head):
        holder = grammar.taker(word.head)
        yield Finding((word.i, word.i + 1), word, thing, "unconfirmed", "reaction", "medium", holder)


def _no_comment(verb: Token) -> Iterator[Finding]:
    """Find "declined to comment on the recording", which says nothing of it where nobody contests it."""
    on = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"on", "about"}), None)
    noun = next((c for c in on.children if c.dep_ == "pobj"), None) if on is not None else None
    thing = objects.artefact(noun) if noun is not None else None
    if thing is None and noun is not None and noun.lower_ in _IT:
        thing = Thing("claim", noun)
    if thing is not None and grammar.polarity(verb) != "is":
        yield Finding((verb.i, verb.i + 1), verb, thing, "unconfirmed", "reaction", "medium", grammar.taker(verb))


def _what_they_call(verb: Token) -> Iterator[Finding]:
    """Find "what the army described as a drone video", "what it called proof": whoever says so."""
    what = any(t.lower_ == "what" for t in verb.doc[max(verb.i - 7, verb.sent.start) : verb.i])
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if not what or own is None or grammar.negated(verb):
        return
    as_word = next((c for c in verb.children if c.lower_ == "as"), verb)
    noun = grammar.following_noun(as_word)
    thing = objects.firm(noun) if noun is not None else None
    if thing is not None:
        yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "what-appears", "medium", own)
    elif noun is not None and noun.lemma_.lower() in groups("authenticity")["deception"]:
        # "sued over what it called a fabrication"
        yield Finding((verb.i, noun.i + 1), verb, Thing("claim", None), "disputed", "reaction", "medium", own)


def _mistaken_for(verb: Token) -> Iterator[Finding]:
    """Find "was mistaken for footage of the attack"."""
    thing = next(filter(None, map(objects.firm, grammar.arguments(verb))), None)
    if thing is not None and any(c.lower_ == "for" for c in verb.children) and not grammar.negated(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "passed-as", "medium")


def _staged(verb: Token) -> Iterator[Finding]:
    """Find "had staged the video", "the rescue was staged for the cameras"."""
    made = next((c for c in verb.children if c.dep_ == "dobj"), None)
    thing = objects.firm(made) if made is not None else None
    cameras = any(t.lower_ in {"camera", "cameras"} for t in verb.subtree)
    if thing is None and cameras and any(c.dep_ in {"nsubjpass", "dobj"} for c in verb.children):
        thing = Thing("claim", None)
    if thing is not None and not grammar.negated(verb) and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "reaction", "medium")


def _the_hoax(noun: Token) -> Iterator[Finding]:
    """Find "who was behind the hoax", "reported the forgery to the police": it is taken for one."""
    named = any(c.lower_ in _NAMING for c in noun.children if c.i < noun.i)
    plain = noun.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and noun.head.lower_ not in {"as", "like"}
    if not named or not plain or grammar.hypothetical(noun):
        return
    verb = next((a for a in grammar.up(noun, 2) if a.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and (verb.lemma_ == "be" or grammar.negated(verb)):
        return
    yield Finding((noun.i, noun.i + 1), noun, Thing("claim", None), "disputed", "reaction", "medium")
