"""Pictures of something else: "out of context", "unrelated", "traced to a report of 2015", "geolocated", "is old"."""

from __future__ import annotations

import re
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

_PICTURES = frozenset({"photograph", "image", "video"})
_FICTION = frozenset(
    {"film", "movie", "game", "videogame", "series", "trailer", "simulation", "simulator", "drama", "show"}
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@begins("locate trace", "context show depict take lift crib circulate float old truth be")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on pictures of something else for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.lower_ == "context":
        yield from _out_of_context(token)
    elif token.pos_ == "VERB" and (lemma in words["locate"] or lemma in words["trace"]):
        yield from _found(token)
    elif token.pos_ == "VERB" and lemma in {"show", "depict"}:
        yield from _not_shown(token)
    elif token.pos_ == "VERB" and lemma in {"take", "lift", "crib"} and token.tag_ == "VBN":
        yield from _taken_from(token)
    elif token.pos_ == "VERB" and lemma in {"circulate", "float"}:
        yield from _circulating(token)
    elif token.lower_ == "old" and token.dep_ == "acomp":
        yield from _old(token)
    elif token.lower_ == "truth":
        yield from _no_truth(token)
    elif lemma == "be" and token.pos_ in {"AUX", "VERB"}:
        yield from _from_a_year(token)


def picture(token: Token | None) -> Thing | None:
    """Return the picture that a noun names."""
    found = objects.firm(token) if token is not None else None
    return found if found is not None and found.label in _PICTURES else None


def _taken_from(verb: Token) -> Iterator[Finding]:
    """Find "the clip is taken from a film": the pictures were made for something else."""
    thing = picture(grammar.subject(verb))
    source = [t for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" for t in c.children]
    fiction = any(t.lemma_.lower() in _FICTION for t in source)
    about = grammar.subject(verb)
    if thing is None and about is not None and about.lower_ in {"it", "they"}:
        thing = Thing("claim", about)
    if thing is not None and fiction and not grammar.negated(verb) and not grammar.hypothetical(verb):
        rule = "older" if thing.artefact else "older-it"
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", rule, "medium")


def _out_of_context(context: Token) -> Iterator[Finding]:
    """Find "the video has been taken out of context", "an old clip used out of context"."""
    i = context.i
    if i < 2 or [context.nbor(-2).lower_, context.nbor(-1).lower_] != ["out", "of"]:  # noqa: PLR2004
        return
    out = context.nbor(-2)
    verb = next((a for a in (out.head, *grammar.up(out, 2)) if a.pos_ in {"VERB", "AUX"}), None)
    about = grammar.subject(verb) if verb is not None else out.head
    near = (about, next((c for c in verb.children if c.dep_ == "dobj"), None)) if verb is not None else (about,)
    thing = next(filter(None, (objects.artefact(t) for t in near if t is not None)), None)
    if thing is not None and verb is not None and not grammar.negated(verb) and not grammar.hypothetical(verb):
        yield Finding((out.i, i + 1), context, thing, "disputed", "out-of-context", "medium")


def _found(verb: Token) -> Iterator[Finding]:
    """Find "the clip was geolocated to a river", "a search traced the picture to a report from 2015"."""
    thing = next(filter(None, map(picture, grammar.arguments(verb))), None)
    if thing is None or grammar.hypothetical(verb):
        return
    if verb.lemma_.lower() in groups("authenticity")["locate"]:
        polarity = grammar.polarity(verb)
        stances: dict[str, Stance] = {"is": "confirmed", "cannot": "unverifiable"}
        place = Thing(f"place of the {thing.label}", thing.token)
        stance = stances.get(polarity, "unconfirmed")
        yield Finding((verb.i, verb.i + 1), verb, place, stance, "located", "medium", grammar.taker(verb))
        return
    to = [t for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for t in c.subtree]
    if (any(_YEAR.fullmatch(t.text) for t in to) or any(t.lemma_ in _FICTION for t in to)) and not grammar.negated(
        verb
    ):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "older", "medium")


def _not_shown(verb: Token) -> Iterator[Finding]:
    """Find "No, this video does not show the fire": what a film leaves out is not meant, so "no" must lead."""
    thing = picture(grammar.subject(verb))
    first = verb.sent[0].lower_
    if thing is not None and grammar.negated(verb) and first == "no" and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "shows-another", "medium")


def _circulating(verb: Token) -> Iterator[Finding]:
    """Find "has been circulating online for years", "in circulation since 2013": not of these days."""
    thing = picture(grammar.subject(verb))
    spans = [t for c in verb.children if c.lower_ in {"for", "since"} for t in c.subtree]
    long = any(t.lower_ in {"years", "months", "decade"} or _YEAR.fullmatch(t.text) for t in spans)
    if thing is not None and long and not grammar.negated(verb) and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "older", "medium")


def _old(token: Token) -> Iterator[Finding]:
    """Find "the picture is old": older than what it is shared as."""
    thing = picture(grammar.subject(token.head))
    if thing is not None and not grammar.negated(token.head) and not grammar.hypothetical(token.head):
        yield Finding((token.i, token.i + 1), token, thing, "disputed", "older", "medium")


def _no_truth(noun: Token) -> Iterator[Finding]:
    """Find "there is no truth to the rumour"."""
    if not grammar.none(noun) and not any(c.lower_ == "any" for c in noun.children):
        return
    inner = next((t for c in noun.children if c.dep_ == "prep" and c.lower_ in {"to", "in"} for t in c.children), None)
    thing = objects.noun(inner) if inner is not None else None
    if thing is None and inner is not None and inner.lower_ in {"it", "this", "that", "them"}:
        thing = Thing("claim", inner)
    if thing is not None and noun.dep_ in {"attr", "dobj", "nsubj"} and grammar.none(noun):
        yield Finding((noun.left_edge.i, noun.i + 1), noun, thing, "disputed", "no-truth")


def _from_a_year(be: Token) -> Iterator[Finding]:
    """Find "the picture is from 2012": gated, as a fresh picture may be said to be from a year too."""
    thing = picture(grammar.subject(be))
    if thing is None or grammar.negated(be) or grammar.hypothetical(be) or be.dep_ in {"xcomp", "aux", "auxpass"}:
        return
    origin = [t for c in be.children if c.dep_ == "prep" and c.lower_ == "from" for t in c.subtree]
    year = next((t for t in origin if _YEAR.fullmatch(t.text)), None)
    if year is not None:
        yield Finding((be.i, be.i + 1), be, thing, "disputed", "from-a-year", "medium")
