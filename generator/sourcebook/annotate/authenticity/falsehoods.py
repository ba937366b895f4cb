"""What is said to be false in other words than "fake": "falsely reported", "made up", "a parody", "actually shows"."""

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

_EMERGES = frozenset({"appear", "surface", "emerge", "date"})
_PICTURES = frozenset({"photograph", "image", "video"})
_WHEN = frozenset({"DATE", "TIME"})
_IN_OR_FROM = frozenset({"in", "from", "since", "on", "during"})
_CONTRAST = frozenset({"actually", "really", "however", "but", "fact", "not", "n't", "instead", "already"})


@begins("wrongly satire dated", "make be show depict appear surface emerge date")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on falsehoods for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.lower_ in words["wrongly"] and token.head.pos_ == "VERB":
        yield from _wrongly(token)
    elif lemma == "make" and token.tag_ == "VBN":
        yield from _made_up(token)
    elif lemma in words["satire"]:
        yield from _satire(token)
        yield from _parody_account(token)
    if lemma == "be" and token.dep_ == "xcomp":
        yield from _from_elsewhere(token)
    if token.pos_ == "VERB" and lemma in {"show", "depict"}:
        yield from _shows_another(token)
    elif token.pos_ == "VERB" and (lemma in words["dated"] or lemma in _EMERGES):
        yield from _older(token)


def _wrongly(token: Token) -> Iterator[Finding]:
    """Find "falsely reported that he had died", "wrongly identified him"."""
    verb = token.head
    says = groups("sources")["say"] | groups("authenticity")["passive"]
    if verb.lemma_.lower() not in says or grammar.negated(verb) or verb.lemma_ == "accuse":
        return
    about = objects.content(t for c in verb.children if c.i > verb.i for t in c.subtree)
    label = (
        about.label
        if about is not None and not about.artefact
        else "identity"
        if verb.lemma_ == "identify"
        else "claim"
    )
    thing = Thing(label, about.token if about is not None else None)
    yield Finding((token.i, token.i + 1), token, thing, "disputed", "wrongly", "medium")


def _made_up(verb: Token) -> Iterator[Finding]:
    """Find "the story is made up"."""
    about = grammar.subject(verb)
    thing = objects.noun(about) if about is not None else None
    up = any(c.dep_ == "prt" and c.lower_ == "up" for c in verb.children)
    within = (t for t in (verb, *verb.children) if t.lower_ != "out")
    parts = any(c.dep_ == "prep" and c.lower_ == "of" for t in within for c in t.children)
    if up and not parts and thing is not None and (thing.artefact or thing.label == "claim"):
        yield Finding((verb.i, verb.i + 2), verb, thing, "disputed", "made-up")


def _satire(token: Token) -> Iterator[Finding]:
    """Find "the account was a parody", "first appeared on a satirical website"."""
    if token.dep_ == "attr":
        about = grammar.subject(token.head)
        thing = objects.noun(about) if about is not None else None
        if thing is not None and not grammar.negated(token.head):
            yield Finding((token.i, token.i + 1), token, thing, "disputed", "satire")
    elif token.dep_ in {"amod", "compound"} and token.head.lemma_.lower() in groups("sources")["outlet"]:
        verb = next((a for a in grammar.up(token.head, 3) if a.pos_ == "VERB"), None)
        told = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}] if verb is not None else []
        thing = next(filter(None, map(objects.noun, told)), None)
        if thing is not None and (thing.artefact or thing.label == "claim"):
            yield Finding((token.i, token.head.i + 1), token, thing, "disputed", "satire", "medium")


def _parody_account(token: Token) -> Iterator[Finding]:
    """Find "it is a parody account", "the report came from a spoof site"; the site alone is named without a claim."""
    noun = token.head
    if token.dep_ not in {"amod", "compound"} or noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return
    about = grammar.subject(noun.head)
    thing = objects.artefact(about) or objects.matter(about) if about is not None else None
    if thing is not None and not grammar.negated(noun.head) and not grammar.hypothetical(noun.head):
        yield Finding((token.i, noun.i + 1), token, thing, "disputed", "satire")


def _picture(verb: Token) -> Thing | None:
    about = grammar.subject(verb)
    found = objects.firm(about) if about is not None else None
    return found if found is not None and found.label in _PICTURES else None


def _shows_another(verb: Token) -> Iterator[Finding]:
    """Find "the photo actually shows a different woman"."""
    thing = _picture(verb)
    words = groups("authenticity")
    shown = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if thing is None or shown is None or grammar.hypothetical(verb):
        return
    indeed = next((t for c in verb.children if c.dep_ in {"advmod", "prep"} and c.i < verb.i for t in c.subtree), None)
    other = any(c.lower_ == "different" for c in shown.children)
    if other or (indeed is not None and indeed.lower_ in words["indeed"] | {"in"} and _in_fact(verb)):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "shows-another", "medium")


def _in_fact(verb: Token) -> bool:
    lefts = {t.lower_ for c in verb.children if c.i < verb.i for t in c.subtree}
    return bool(lefts & groups("authenticity")["indeed"])


def _from_elsewhere(be: Token) -> Iterator[Finding]:
    """Find "the image was found to be from a film of 2008", "turned out to be from another war"."""
    verb = be.head
    thing = _picture(verb) if verb.lemma_ in {"find", "turn", "prove", "reveal", "discover"} else None
    origin = [t for p in be.children if p.lower_ in {"from", "of"} for t in p.subtree]
    other = any(t.ent_type_ == "DATE" or t.lower_ in {"different", "another", "earlier", "old"} for t in origin)
    if thing is not None and other and not grammar.negated(verb):
        yield Finding((verb.i, be.i + 1), verb, thing, "disputed", "older", "medium")


def _older(verb: Token) -> Iterator[Finding]:
    """Find "the picture was in fact taken in 2010", "the image first appeared online in 2011, not last week"."""
    about = grammar.subject(verb)
    it = Thing("claim", about) if about is not None and about.lower_ in {"it", "they"} else None
    thing = _picture(verb) or it
    if thing is None or grammar.negated(verb) or grammar.hypothetical(verb):
        return
    dated = any(t.ent_type_ in _WHEN for p in verb.children if p.lower_ in _IN_OR_FROM for t in p.subtree)
    dated = dated or any(t.lower_ == "ago" for c in verb.children for t in (c, *c.children))
    first = any(c.lower_ == "first" for c in verb.children) and verb.lemma_ in {"appear", "surface", "emerge"}
    where = [t for p in verb.children if p.dep_ == "prep" and p.lower_ == "in" for t in p.children]
    abroad = any(c.lower_ in groups("authenticity")["different"] for t in where for c in t.children)
    against = abroad or any(t.lower_ in _CONTRAST for t in verb.sent if t.i != verb.i and abs(t.i - verb.i) < 8)  # noqa: PLR2004
    if dated and (first or against):
        rule = "older-it" if thing is it else "older"
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", rule, "medium")
