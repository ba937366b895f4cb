"""What a word of judgement is said of: "the fake photo", "the tape is real", "declared it authentic", "as a hoax"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.authenticity.tampering import tampered
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from sourcebook.parsed import Token
    from sourcebook.records import Stance

PRONOUNS = frozenset({"it", "this", "that", "they", "these"})


def _rated(token: Token, verb: Token) -> Finding | None:
    """Return the finding of "rated it false"."""
    it = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ in PRONOUNS and c.i < token.i), None)
    if it is None or token.lemma_.lower() not in groups("authenticity")["of-things"] or grammar.negated(verb):
        return None
    stance: Stance = "disputed" if false(token) else "deemed-authentic"
    thing, who = Thing("claim", it), grammar.taker(verb)
    return Finding((token.i, token.i + 1), token, thing, stance, "it-is", "medium", who)


def described(token: Token) -> tuple[Token | None, Token | None]:
    """Return the thing an adjective, participle or noun describes, and the verb that says so."""
    as_such = token.dep_ in {"advcl", "acl"} and any(c.lower_ == "as" and c.i == token.i - 1 for c in token.children)
    if token.dep_ in {"pobj", "pcomp"} or token.head.lower_ == "as" or as_such:
        return taken_as(token)
    if token.dep_ in {"amod", "compound", "nmod"}:
        return token.head, None
    if token.pos_ == "VERB":
        return grammar.subject(token), token
    verb = next((a for a in grammar.up(token, 2) if a.pos_ in {"VERB", "AUX"}), None)
    # "whether the clip is real remains unclear": the parse may take the adjective for an adverb.
    adverb = token.dep_ == "advmod" and token.pos_ == "ADJ" and token.head.lemma_ == "be"
    if (not adverb and token.dep_ not in {"acomp", "attr", "oprd", "conj", "ccomp", "xcomp"}) or verb is None:
        return None, None
    if verb.lemma_.lower() in groups("authenticity")["declare"] and any(c.dep_ == "nsubj" for c in verb.children):
        # "the doctors called him a fake": not the doctors are described.
        return None, None
    return grammar.subject(verb), verb


def taken_as(token: Token) -> tuple[Token | None, Token | None]:
    """Return the thing and the verb of "was exposed as a fake", "dismissed it as a forgery"."""
    marked = any(c.lower_ == "as" for c in token.children)
    verb = token.head if marked else token.head.head
    if (not marked and token.head.lower_ != "as") or verb.lemma_.lower() not in groups("authenticity")["regard"]:
        return None, None
    active = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return (active if active is not None else grammar.subject(verb)), verb


def declared(token: Token) -> Finding | None:
    """Return the finding of "declared the video of the killing authentic", however long what stands between."""
    words = groups("authenticity")
    if token.pos_ not in {"ADJ", "VERB", "NOUN"}:
        return None
    verb = next((a for a in grammar.up(token, 4) if {a.lemma_.lower(), a.lower_} & words["declare"]), None)
    if verb is None or verb.i >= token.i or grammar.hypothetical(verb):
        return None
    if token.lemma_.lower() in words["weak"]:
        # A false friend is a friend: with common words only a claim itself is judged.
        near = (c for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"})
        claim = next((c for c in near if c.lemma_.lower() in words["claim"]), None)
        beside = (
            token.head.i == verb.i
            or (claim is not None and token.dep_ == "oprd" and token.head.head.i == claim.i)
            or (token.head.lower_ == "as" and token.head.head.i == verb.i)
        )
        thing = Thing("claim", claim) if claim is not None and beside else None
    else:
        thing = next(filter(None, map(objects.firm, token.doc[verb.i + 1 : token.i])), None)
    fake = false(token)
    if thing is None and verb.dep_ == "relcl" and any(c.dep_ == "dobj" and c.tag_ == "WDT" for c in verb.children):
        # "a video, which the army called a fake"
        thing = objects.firm(verb.head)
    if thing is None and token.lemma_.lower() not in words["weak"]:
        near = (
            c for t in (verb, token, token.head) for c in t.children if c.dep_ in {"dobj", "nsubj"} and c.i > verb.i
        )
        thing = next((Thing("claim", c) for c in near if c.lower_ in PRONOUNS and c.i < token.i), None)
    if thing is None and token.head.i == verb.i and (rated := _rated(token, verb)) is not None:
        return rated
    if thing is None:
        return None
    stance: Stance = "disputed" if fake != grammar.negated(verb) else "deemed-authentic"
    return Finding((token.i, token.i + 1), token, thing, stance, "genuine", "high", grammar.taker(verb))


def false(token: Token) -> bool:
    """Tell whether a word says that a thing is not what it is said to be."""
    words = groups("authenticity")["fake"]
    if token.lemma_ == "lie" and token.pos_ == "VERB":
        # Lying is somebody's, and lying about is no speech at all.
        return False
    return token.lemma_.lower() in words or token.lower_ in words or (token.pos_ == "VERB" and tampered(token))
