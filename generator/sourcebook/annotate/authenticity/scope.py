"""What a hedge modifies: the artefact or death nearest in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.objects import Thing

if TYPE_CHECKING:
    from sourcebook.parsed import Token

_LOST = frozenset({"ccomp", "xcomp", "advcl", "dep", "conj", "relcl", "acl"})
_SAID = frozenset({"say", "claim", "think", "believe", "purport", "allege", "suppose"})


def nearest(token: Token) -> Thing | None:
    """Return what an adverb modifies: the noun its phrase hangs on, a death, an artefact as subject or object."""
    head = token.head
    for each in (head, *grammar.up(head, 3)):
        found = objects.artefact(each) or (objects.noun(each) if each.pos_ == "NOUN" else None)
        if found is not None:
            return found
        if each.pos_ in {"VERB", "AUX"}:
            return _of_verb(each)
    return None


def _of_verb(verb: Token) -> Thing | None:
    own = objects.matter(verb)
    if own is not None:
        return own
    about = grammar.subject(verb)
    found = objects.artefact(about) if about is not None else None
    if found is not None:
        return found
    for each in grammar.arguments(verb):
        found = objects.artefact(each) or objects.matter(each)
        if found is not None and found.label != "claim":
            return found
    return None


def carried_in(verb: Token) -> Thing | None:
    """Return the recording in or with which somebody does something: "thanks his men in a recording"."""
    for prep in verb.subtree:
        if prep.dep_ == "prep" and prep.lower_ in {"in", "with", "on"} and prep.head.i >= verb.i:
            found = next(filter(None, (objects.artefact(c) for c in prep.children if c.dep_ == "pobj")), None)
            if found is not None and found.label in {"recording", "video"}:
                return found
    return None


def lives_somewhere(clause: Token) -> Thing | None:
    """Return the whereabouts where a clause says that somebody is or lives somewhere."""
    kept = clause.lemma_.lower() in {"hold", "detain", "keep", "imprison"} and clause.tag_ == "VBN"
    if not kept and clause.lemma_.lower() not in {"be", "live", "hide", "stay", "reside", "shelter"}:
        return None
    if any(c.dep_ in {"acomp", "attr", "oprd"} for c in clause.children):
        # "may be lucky in her opponent"
        return None
    place = any(c.dep_ == "prep" and c.lower_ in {"in", "near", "at", "inside"} for c in clause.children)
    where = place or any(c.lower_ in {"somewhere", "there"} for c in clause.children)
    return Thing("whereabouts", None) if where else None


def perfect(verb: Token) -> bool:
    """Tell whether a verb stands in the perfect."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def behind_path(verb: Token) -> Token | None:
    """Return the subject that the parse has lost in "a video said to show soldiers was in fact filmed for a drama"."""
    being = any(c.dep_ in {"auxpass", "aux", "cop"} or c.lower_ in {"was", "were"} for c in verb.children)
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children) or not being or verb.dep_ not in _LOST:
        return None
    for above in grammar.up(verb, 4):
        to = above.i + 1 < above.sent.end and above.nbor(1).lower_ == "to"
        if to and above.tag_ in {"VBD", "VBN"} and above.lemma_ in _SAID:
            return next((c for c in above.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < above.i), None)
    return None
