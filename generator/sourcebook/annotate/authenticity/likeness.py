"""Likeness: "is the same man who", "the woman in the video is X", "looks like X", "what appears to be his head"."""

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

_OWNERS = frozenset({"his", "her", "their", "its"})
_AGAINST = frozenset({"but", "however", "though", "although", "yet"})
_OLD = frozenset({"circulate", "surface", "appear", "publish", "post", "share", "date", "exist"})


@begins(words="same like what his her their its since back be")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on likeness for one token."""
    if token.lower_ == "same":
        yield from _same(token)
    elif token.lower_ == "like" and token.dep_ == "prep":
        yield from _like(token)
    elif token.lower_ == "what":
        yield from _what_appears(token)
    elif token.lower_ in _OWNERS:
        yield from _distanced(token)
    elif token.lower_ in {"since", "back"}:
        yield from _older(token)
    elif token.lemma_ == "be" and token.pos_ in {"AUX", "VERB"}:
        yield from _is_named(token)


def _same(token: Token) -> Iterator[Finding]:
    """Find "is the same man who killed", "was apparently the same in both videos": whom a recording shows."""
    words = groups("authenticity")
    noun = token.head if token.dep_ == "amod" else token
    verb = noun.head
    about = grammar.subject(verb) if verb.lemma_ == "be" and noun.dep_ in {"attr", "acomp"} else None
    if about is None or grammar.hypothetical(verb):
        return
    person = noun.lemma_.lower() in words["body"] or (about.lemma_.lower() in words["body"] and noun.i == token.i)
    shown = objects.content(t for t in token.sent if t.i != noun.i)
    if person and shown is not None and (shown.artefact or shown.label == "death claim"):
        stance: Stance = "disputed" if grammar.negated(verb) else "purported"
        yield Finding((token.i, noun.i + 1), token, Thing("identity", about), stance, "same-person", "medium")


def _like(token: Token) -> Iterator[Finding]:
    """Find "a man who looks like X", "may look like X, but": whom a picture shows."""
    verb = token.head
    named = next((c for c in token.children if c.dep_ == "pobj"), None)
    about = grammar.subject(verb)
    if verb.lemma_ not in {"look", "sound", "appear"} or named is None or not grammar.person(named) or about is None:
        return
    if about.lemma_.lower() not in groups("authenticity")["body"] and objects.firm(about) is None:
        return
    against = any(t.lower_ in _AGAINST for t in token.sent if t.i > named.i)
    thing = next(filter(None, map(objects.firm, about.subtree)), None) or Thing("identity", about)
    stance: Stance = "disputed" if against or grammar.negated(verb) else "purported"
    yield Finding((verb.i, token.i + 1), verb, thing, stance, "looks-like", "medium")


def _what_appears(token: Token) -> Iterator[Finding]:
    """Find "what appears to be his body", "what is said to be the weapon" where a body or an artefact is meant."""
    words = groups("authenticity")
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_.lower() not in words["look"] | words["passive"]:
        return
    be = next((c for c in verb.children if c.dep_ in {"xcomp", "oprd"} and c.lemma_ == "be"), None)
    noun = next((c for c in be.children if c.dep_ == "attr"), None) if be is not None else None
    if noun is None and be is not None:
        noun = grammar.following_noun(be)
    if noun is None:
        return
    thing = objects.firm(noun) or (Thing("identity", noun) if noun.lemma_.lower() in words["body"] else None)
    if thing is not None:
        yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "what-appears", "medium")


def _distanced(token: Token) -> Iterator[Finding]:
    """Find "pictures of 'her' body": the marks keep the article away from whose it is."""
    doc = token.doc
    if token.i < 1 or token.i + 1 >= len(doc) or not (doc[token.i - 1].is_quote and doc[token.i + 1].is_quote):
        return
    near = doc[max(token.i - 6, token.sent.start) : min(token.i + 6, token.sent.end)]
    thing = next(filter(None, map(objects.firm, near)), None)
    if thing is not None:
        yield Finding((token.i, token.i + 1), token, thing, "purported", "scare-quoted", "medium")


def _older(token: Token) -> Iterator[Finding]:
    """Find "however, the same picture has been circulating since": it is older than what it is said to show."""
    verb = next((a for a in grammar.up(token, 4) if a.pos_ == "VERB"), None)
    about = grammar.subject(verb) if verb is not None else None
    thing = objects.firm(about) if about is not None else None
    if (
        verb is None
        or thing is None
        or verb.lemma_.lower() not in _OLD
        or thing.label not in {"photograph", "image", "video"}
    ):
        return
    contrast = {"however", "but", "actually", "fact", "already"}
    same = any(c.lower_ == "same" for c in (about.children if about is not None else ()))
    if same and any(t.lower_ in contrast for t in token.sent):
        yield Finding((verb.i, token.i + 1), verb, thing, "disputed", "older", "medium")


def _is_named(verb: Token) -> Iterator[Finding]:
    """Find "the woman in the video is X": somebody's word on whom it shows."""
    about = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    named = next((c for c in verb.children if c.dep_ == "attr" and c.i > verb.i), None)
    if about is None or named is None or named.pos_ != "PROPN" or about.pos_ != "NOUN" or grammar.negated(verb):
        return
    shown = any((t := objects.firm(c)) is not None and t.label != "document" for c in about.subtree if c.i > about.i)
    body = about.lemma_.lower() in groups("authenticity")["body"] | {"girl", "boy", "child", "prisoner", "hostage"}
    if shown and body and not any(c.dep_ == "prep" for c in named.children):
        if any(a.lemma_.lower() == "confirm" for a in grammar.up(verb, 2)) or grammar.hypothetical(verb):
            return
        yield Finding((verb.i, named.i + 1), verb, Thing("identity", about), "purported", "named-in", "medium")
