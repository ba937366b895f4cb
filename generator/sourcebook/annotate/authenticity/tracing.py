"""What was tried: "unable to trace the source", "has not been named", "working to verify it", "shared as evidence"."""

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

_FINDS = frozenset({"trace", "find", "see", "locate", "reach", "identify", "examine", "inspect", "obtain", "view"})
_NAMES = frozenset({"identify", "name", "unmask", "find", "know", "trace"})
_SHOWS = frozenset({"find", "show", "conclude", "determine", "establish"})
_IT = frozenset({"it", "this", "them", "these"})
_AWAY = frozenset({"with", "as", "under", "behind"})


@begins(
    "put-about maker change",
    "trace find see locate reach identify examine inspect obtain view name unmask know verify "
    "authenticate establish take edit alter",
)
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on tracing for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ != "VERB":
        if lemma in words["maker"] and token.pos_ in {"NOUN", "PROPN"}:
            yield from _unknown_maker(token)
        return
    if lemma in _FINDS:
        yield from _not_traced(token)
    if lemma in _NAMES:
        yield from _not_named(token)
    if lemma in words["put-about"]:
        yield from _put_about(token)
    if lemma in {"verify", "authenticate", "establish"}:
        yield from _at_work(token)
    if lemma == "take":
        yield from _taken_to_be(token)
    if lemma in words["change"] | {"edit", "alter"}:
        yield from _part_changed(token)


def _not_traced(verb: Token) -> Iterator[Finding]:
    """Find "unable to trace the source of a clip", "has not been able to see the original"."""
    noun = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    sources = groups("authenticity")["source"]
    if noun is None or noun.lemma_.lower() not in sources or grammar.polarity(verb) not in {"cannot", "not"}:
        return
    of = (c for p in noun.children if p.dep_ == "prep" for c in p.children)
    thing = next(filter(None, map(objects.artefact, of)), None) or Thing("claim", None)
    earlier = any(c.lower_ in {"earlier", "older", "previous"} for c in noun.children)
    if earlier:
        yield Finding(
            (verb.i, noun.i + 1), verb, thing, "no-reason-to-doubt", "examined", "medium", grammar.taker(verb)
        )
    elif noun.lower_ != "copy":
        yield Finding((verb.i, noun.i + 1), verb, thing, "unverifiable", "examined", "medium", grammar.taker(verb))


def _not_named(verb: Token) -> Iterator[Finding]:
    """Find "the man who filmed it has not been identified", "its author has never been named"."""
    about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    makers = groups("authenticity")["maker"]
    if (
        about is None
        or objects.hyphened(about) not in makers
        or not grammar.negated(verb)
        or grammar.hypothetical(verb)
    ):
        return
    yield Finding((verb.i, verb.i + 1), verb, Thing("identity", about), "unknown", "no-maker", "medium")


def _unknown_maker(noun: Token) -> Iterator[Finding]:
    """Find "the photographer is unknown", "the name of the author is blacked out"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ not in {"be", "remain"} or grammar.negated(verb):
        return
    if any(c.lower_ in {"unknown", "anonymous", "unidentified", "mystery"} for c in verb.children):
        yield Finding((noun.i, verb.i + 1), verb, Thing("identity", noun), "unknown", "no-maker", "medium")


def _put_about(verb: Token) -> Iterator[Finding]:
    """Find "footage that is being shared as evidence of chaos", "the clip was presented as footage of the attack"."""
    as_word = next((c for c in verb.children if c.lower_ == "as"), None)
    words = groups("authenticity")
    what = next((c for c in as_word.children if c.dep_ == "pobj"), None) if as_word is not None else None
    if what is None or what.lemma_.lower() not in words["as-what"] or grammar.negated(verb):
        return
    about = next((c for c in verb.children if c.dep_ == "dobj"), None) or grammar.subject(verb)
    before = [about, *reversed(verb.doc[max(verb.i - 8, verb.sent.start) : verb.i])]
    thing = next(filter(None, (objects.firm(t) for t in before if t is not None)), None)
    if thing is None and about is not None and about.lower_ in _IT:
        thing = Thing("claim", about)
    if thing is not None:
        yield Finding((verb.i, what.i + 1), verb, thing, "purported", "passed-as", "medium")


def _at_work(verb: Token) -> Iterator[Finding]:
    """Find "was working with the police to verify it", "trying to establish whether the text was written by him"."""
    if grammar.polarity(verb) != "open" or any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return
    noun = next((c for c in verb.children if c.dep_ == "dobj"), None)
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if noun is not None and noun.lower_ in _IT:
        yield Finding((verb.i, noun.i + 1), verb, Thing("claim", noun), "unknown", "examined", "medium")
    elif clause is not None and grammar.hypothetical(clause):
        about = grammar.subject(clause)
        thing = objects.artefact(about) if about is not None else None
        if thing is None and about is not None and about.lower_ in _IT:
            thing = Thing("claim", about)
        if thing is not None:
            yield Finding((verb.i, verb.i + 1), verb, thing, "unknown", "examined", "medium")


def _taken_to_be(verb: Token) -> Iterator[Finding]:
    """Find "what they took to be the voice of the minister"."""
    be = next((c for c in verb.children if c.lemma_ == "be" and c.i > verb.i), None)
    what = any(t.lower_ in {"what", "which"} for t in verb.doc[max(verb.i - 4, verb.sent.start) : verb.i])
    noun = grammar.following_noun(be) if be is not None else None
    thing = objects.artefact(noun) if noun is not None else None
    if be is not None and what and thing is not None and be.nbor(-1).lower_ == "to":
        yield Finding((verb.i, be.i + 1), verb, thing, "purported", "passed-as", "medium")


def _part_changed(verb: Token) -> Iterator[Finding]:
    """Find "two pages had been swapped", "the signature was pasted in", "whether it has been edited"."""
    about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    passive = verb.tag_ == "VBN" and about is not None
    shared = verb.dep_ == "conj" and verb.tag_ == "VBN"
    raised = verb.dep_ == "xcomp" and verb.tag_ == "VBN" and verb.head.lemma_ in {"appear", "seem", "believe", "think"}
    about = grammar.subject(verb) if (shared or raised) and about is None else about
    if about is None or not (passive or shared or raised):
        return
    words = groups("authenticity")
    part = about.lemma_.lower() in words["part"] and verb.lemma_.lower() in words["change"]
    thing = objects.firm(about) or (Thing("claim", about) if about.lower_ in _IT else None)
    if part:
        thing = next(filter(None, map(objects.firm, about.subtree)), None) or Thing("claim", None)
    whole = verb.lemma_ in {"splice", "crop", "overdub"} or grammar.hypothetical(verb) or grammar.negated(verb)
    # "analysis showed that it had been edited"
    whole = whole or (
        verb.dep_ == "ccomp" and verb.head.lemma_ in {"find", "show", "conclude", "determine", "establish"}
    )
    if thing is None or not (part or whole):
        # That a film was edited says nothing against it.
        return
    stance: Stance = "disputed"
    if grammar.hypothetical(verb):
        stance = "unknown"
    elif grammar.negated(verb):
        stance = "deemed-authentic"
    modal = any(
        c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ in {"will", "would", "can", "should"} for c in verb.children
    )
    if not modal:
        yield Finding((verb.i, verb.i + 1), verb, thing, stance, "part-changed", "medium")
