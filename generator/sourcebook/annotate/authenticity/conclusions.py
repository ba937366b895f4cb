"""Conclusions in other words: "the verdict was clear: genuine", "rings false", "found inconsistencies"."""

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

_IT = frozenset({"it", "this", "that", "they", "them", "these"})
_VERDICTS = frozenset({"verdict", "conclusion", "finding", "ruling", "answer", "assessment"})
_FALSE_RING = frozenset({"false", "hollow"})
_FINDS = frozenset(
    {"find", "point", "spot", "notice", "note", "show", "reveal", "see", "contain", "have", "detect", "cite"}
)
_ACTORS = frozenset({"actor", "actress", "extra", "lookalike", "impostor", "double", "mannequin", "dummy"})
_IN = frozenset({"in", "on", "from"})


@begins(
    "flaw provenance-open deception untruth",
    "verdict conclusion finding ruling answer assessment ring be cook dream conjure mock place",
)
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on conclusions for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in _VERDICTS:
        yield from _verdict(token)
    elif token.pos_ == "NOUN" and lemma in words["flaw"]:
        yield from _flaw(token)
    elif token.pos_ == "NOUN" and lemma in words["deception"] | words["untruth"]:
        yield from _bare(token)
    elif token.lower_ in words["provenance-open"] and token.dep_ in {"acomp", "oprd"}:
        yield from _origin_open(token)
    elif token.pos_ == "VERB" and lemma == "ring":
        yield from _rings(token)
    elif token.pos_ in {"VERB", "AUX"} and lemma == "be":
        yield from _is_in_it(token)
    elif token.pos_ == "VERB" and lemma == "place":
        yield from _placed(token)
    elif token.pos_ == "VERB" and lemma in {"cook", "dream", "conjure", "mock"}:
        yield from _cooked_up(token)


def _verdict(noun: Token) -> Iterator[Finding]:
    """Find "the verdict was clear: genuine", "their conclusion: a fake"."""
    words = groups("authenticity")
    after = noun.doc[noun.i + 1 : min(noun.i + 6, noun.sent.end)]
    colon = next((t.i for t in after if t.lower_ == ":"), None)
    if colon is None:
        return
    said = noun.doc[colon + 1 : min(colon + 4, noun.sent.end)]
    found = next((t for t in said if t.lemma_.lower() in words["fake"] | words["genuine"]), None)
    denied = any(t.lower_ in {"not", "no"} for t in said)
    if found is not None:
        fake = (found.lemma_.lower() in words["fake"]) != denied
        stance: Stance = "disputed" if fake else "deemed-authentic"
        yield Finding((noun.i, found.i + 1), noun, Thing("claim", None), stance, "conclusion", "medium")


def _bare(noun: Token) -> Iterator[Finding]:
    """Find the verdict that is all that is quoted: "Pure fiction," he said."""
    doc, sentence = noun.doc, noun.sent
    before = doc[sentence.start : noun.i]
    alone = len(before) > 0 and before[0].is_quote and all(t.pos_ in {"ADJ", "DET", "ADV"} for t in before[1:])
    after = doc[noun.i + 1 : min(noun.i + 9, sentence.end)]
    closed = any(t.is_quote for t in after[:2])
    said = any(t.pos_ == "VERB" and t.lemma_.lower() in groups("sources")["say"] for t in after)
    if alone and closed and said:
        yield Finding((noun.i, noun.i + 1), noun, Thing("claim", None), "disputed", "conclusion", "medium")


def _flaw(noun: Token) -> Iterator[Finding]:
    """Find "found inconsistencies in the lighting", "pointed to irregularities"."""
    verb = next((a for a in grammar.up(noun, 2) if a.pos_ == "VERB"), None)
    if (
        verb is None
        or verb.lemma_.lower() not in _FINDS
        or noun.dep_ not in {"dobj", "pobj"}
        or grammar.hypothetical(verb)
    ):
        return
    thing = next(filter(None, (objects.firm(t) for t in noun.subtree if t.i > noun.i)), None) or Thing("claim", None)
    denied = grammar.none(noun) or any(c.lower_ in {"no", "any"} for c in noun.children) or grammar.negated(verb)
    stance: Stance = "no-reason-to-doubt" if denied else "disputed"
    yield Finding((noun.i, noun.i + 1), noun, thing, stance, "conclusion", "medium", grammar.taker(verb))


def _origin_open(word: Token) -> Iterator[Finding]:
    """Find "the origin of the clip is unknown", "its provenance is murky"."""
    about = grammar.subject(word.head)
    words = groups("authenticity")
    if about is None or about.lemma_.lower() not in words["source"] | {"provenance"} or grammar.hypothetical(word.head):
        return
    of = (c for p in about.children if p.dep_ == "prep" for c in p.children)
    thing = next(filter(None, map(objects.artefact, of)), None)
    own = any(c.dep_ == "poss" for c in about.children)
    if about.lemma_.lower() in words["maker"] or (thing is None and not own) or grammar.negated(word.head):
        return
    yield Finding((word.i, word.i + 1), word, thing or Thing("claim", None), "unknown", "conclusion", "medium")


def _rings(verb: Token) -> Iterator[Finding]:
    """Find "nothing about it rings true", "the letter rings false"."""
    how = next((c for c in verb.children if c.lower_ in _FALSE_RING | {"true"} and c.i > verb.i), None)
    about = grammar.subject(verb)
    if how is None or about is None or grammar.hypothetical(verb):
        return
    near = next((objects.artefact(t) for t in about.subtree if objects.artefact(t)), None)
    nothing = about.lower_ in {"nothing", "little", "none"} or grammar.negated(verb)
    stance: Stance = "disputed" if (how.lower_ in _FALSE_RING) != nothing else "deemed-authentic"
    yield Finding((verb.i, how.i + 1), verb, near or Thing("claim", None), stance, "conclusion", "medium")


def _is_in_it(be: Token) -> Iterator[Finding]:
    """Find "he was the man in the clip", "the soldiers in it were actors", "the man in it is not her husband"."""
    about = next((c for c in be.children if c.dep_ == "nsubj"), None)
    attribute = next((c for c in be.children if c.dep_ == "attr" and c.i > be.i), None)
    if about is None or attribute is None or grammar.hypothetical(be) or grammar.unasserted(be):
        return
    shown, denied = _shown_in(about), grammar.negated(be)
    if denied and attribute.lemma_.lower() in {"author", "writer"} and attribute.i + 1 < len(be.doc):
        # "maintains that he is not the author"
        named = next((t for p in attribute.children for t in p.children if objects.artefact(t)), None)
        thing = (objects.artefact(named) if named is not None else None) or Thing("claim", None)
        yield Finding((be.i, attribute.i + 1), be, thing, "disputed", "conclusion", "medium")
        return
    if shown is not None and attribute.lemma_.lower() in _ACTORS and not denied:
        yield Finding((be.i, attribute.i + 1), be, shown, "disputed", "conclusion", "medium")
        return
    body = groups("authenticity")["body"] | {"one", "driver", "boy", "girl"}
    seen = _shown_in(attribute) if attribute.lemma_.lower() in body else None
    if seen is not None and (about.lower_ in {"he", "she", "i"} or grammar.person(about)):
        stance: Stance = "disputed" if denied else "deemed-authentic"
        yield Finding((be.i, attribute.i + 1), be, seen, stance, "conclusion", "medium")
    kin = any(c.dep_ == "poss" for c in attribute.children) or attribute.pos_ == "PROPN"
    if shown is not None and shown.token is not None and shown.token.lower_ in _IT and denied and kin:
        yield Finding((be.i, attribute.i + 1), be, shown, "disputed", "conclusion", "medium")


def _shown_in(noun: Token) -> Thing | None:
    """Return the recording or picture that somebody is seen or heard in: "the man in the clip", "seen in it"."""
    for prep in noun.subtree:
        if prep.dep_ == "prep" and prep.lower_ in _IN and prep.i > noun.i:
            for held in prep.children:
                found = objects.firm(held) or (Thing("claim", held) if held.lower_ in {"it", "them"} else None)
                if found is not None and found.label != "document":
                    return found
    return None


def _placed(verb: Token) -> Iterator[Finding]:
    """Find "geolocation placed the clip in the north of the city"."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    examined = who is not None and who.lemma_.lower() in groups("authenticity")["examining"]
    thing = objects.firm(what) if what is not None and examined else None
    if thing is not None and not grammar.negated(verb):
        place = Thing(f"place of the {thing.label}", thing.token)
        yield Finding((verb.i, verb.i + 1), verb, place, "confirmed", "located", "medium")


def _cooked_up(verb: Token) -> Iterator[Finding]:
    """Find "it had been cooked up by opponents"."""
    about = next((c for c in verb.children if c.dep_ in {"nsubjpass", "dobj"}), None)
    up = any(c.lower_ == "up" for c in verb.children)
    thing = objects.artefact(about) if about is not None else None
    if thing is None and about is not None and about.lower_ in _IT:
        thing = Thing("claim", about)
    if up and thing is not None and not grammar.negated(verb) and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "conclusion", "medium")
