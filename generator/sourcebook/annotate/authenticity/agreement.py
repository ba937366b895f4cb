"""What was compared: "the seal does not match", "is consistent with May", "a reverse image search leads to"."""

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

_YEAR = re.compile(r"(?:19|20)\d\d")
_WITH = frozenset({"with", "to", "against", "from"})
_EARLIER = frozenset(
    {"earlier", "older", "same", "identical", "original", "ago", "previous", "different", "another", "last"}
)


@begins("agree agreeing differ hallmark examining")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on comparisons for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ == "VERB" and (lemma in words["agree"] or lemma in words["differ"]):
        yield from _agrees(token, differs=lemma in words["differ"])
    elif token.lower_ in words["agreeing"] and token.pos_ == "ADJ":
        yield from _agrees(token, differs=token.lower_.startswith("in"))
    elif lemma in words["hallmark"] and token.pos_ == "NOUN":
        yield from _hallmark(token)
    elif lemma in words["examining"] and token.pos_ == "NOUN":
        yield from _search(token)


def _agrees(word: Token, *, differs: bool) -> Iterator[Finding]:
    """Find "the signature does not match", "the shadows are consistent with May", "the font differs from"."""
    verb = word.head if word.dep_ in {"acomp", "oprd"} else word
    about = grammar.subject(verb)
    if about is None or verb.pos_ not in {"VERB", "AUX"} or grammar.hypothetical(verb):
        return
    if any(c.dep_ == "aux" and c.tag_ in {"MD", "TO"} and c.lower_ != "could" for c in verb.children):
        return
    against = _against(word, verb)
    if against is None:
        return
    thing = _compared(about)
    if thing is None and about.lower_ in {"it", "they"} and _compared(against) is not None:
        thing = Thing("claim", about)
    denied = grammar.negated(verb) != differs
    stance: Stance = "disputed" if denied else "deemed-authentic"
    if thing is not None:
        yield Finding((word.i, word.i + 1), word, thing, stance, "agrees", "medium")


def _against(word: Token, verb: Token) -> Token | None:
    """Return what a feature is compared with: what it matches, corresponds to, is consistent with, differs from."""
    direct = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if direct is not None and word.i == verb.i:
        return direct
    preps = (c for t in (word, verb) for c in t.children if c.dep_ == "prep" and c.lower_ in _WITH)
    return next((c for p in preps for c in p.children if c.dep_ in {"pobj", "pcomp"}), None)


def _compared(noun: Token) -> Thing | None:
    """Return the artefact that a noun names, or that one of its features belongs to: "the length of the shadows"."""
    own = objects.firm(noun)
    if own is not None:
        return own
    below = [t for t in noun.subtree if t.i == noun.i or t.dep_ in {"pobj", "conj", "compound", "poss"}]
    held = next(filter(None, map(objects.firm, below)), None)
    if held is not None:
        return held
    features = groups("authenticity")["feature"]
    return Thing("claim", None) if any(t.lemma_.lower() in features for t in below) else None


def _hallmark(noun: Token) -> Iterator[Finding]:
    """Find "bears all the hallmarks of a forgery", "had the signs of a hoax"."""
    words = groups("authenticity")
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    what = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    verb = noun.head
    if what is None or verb.lemma_.lower() not in {"bear", "have", "carry", "show"} or grammar.hypothetical(verb):
        return
    made = objects.hyphened(what) in words["fake"] | words["untruth"] | words["set-up"] | words["machine"]
    about = grammar.subject(verb)
    if not made or about is None:
        return
    thing = objects.artefact(about) or Thing("claim", about)
    stance: Stance = "no-reason-to-doubt" if grammar.negated(verb) else "disputed"
    yield Finding((noun.i, what.i + 1), noun, thing, stance, "hallmark", "medium")


def _search(noun: Token) -> Iterator[Finding]:
    """Find "a reverse image search leads to a report of 2015", "the metadata give a date three days before"."""
    verb = noun.head
    words = groups("authenticity")
    if noun.dep_ != "nsubj" or verb.lemma_.lower() not in words["yields"] or grammar.negated(verb):
        return
    pictures = {c.lower_ for c in noun.children} & {"image", "reverse", "picture", "picture-matching", "google"}
    search = noun.lemma_ == "search"
    with_tools = any(objects.firm(t) or "picture" in t.lower_ or "image" in t.lower_ for t in noun.subtree)
    if search and not (pictures or with_tools):
        return
    after = [t for t in verb.subtree if t.i > verb.i]
    earlier = any(t.lower_ in _EARLIER or _YEAR.fullmatch(t.text) or t.ent_type_ == "DATE" for t in after)
    judged = any(t.lemma_.lower() in words["fake"] | words["genuine"] for t in after)
    if not earlier or judged or grammar.hypothetical(verb):
        return
    named = [t for t in after if t.dep_ != "compound"]
    named += [t for c in noun.children if c.dep_ in {"prep", "poss"} for t in (c, *c.children)]
    thing = next(filter(None, map(objects.firm, named)), None) or Thing("claim", None)
    yield Finding((noun.i, verb.i + 1), verb, thing, "disputed", "search", "medium")
