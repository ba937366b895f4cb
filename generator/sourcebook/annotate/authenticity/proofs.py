"""Proof that is missing: "no evidence of that has emerged", "there is nothing to suggest that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token

_EMERGES = frozenset(
    {"emerge", "surface", "appear", "come", "exist", "find", "offer", "provide", "produce", "give", "be"}
)
_POINTS = frozenset({"suggest", "indicate", "support", "back", "prove", "substantiate", "corroborate", "confirm"})
_PROOF = frozenset({"evidence", "proof"})


@begins(words="evidence proof nothing")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on proofs for one token."""
    if token.lower_ in _PROOF and token.pos_ == "NOUN":
        yield from _no_proof(token)
    elif token.lower_ == "nothing":
        yield from _nothing_to_suggest(token)


def _no_proof(noun: Token) -> Iterator[Finding]:
    """Find "no proof has emerged", "without offering any evidence", "a figure for which it gave no evidence"."""
    if not any(c.lower_ in {"no", "any", "little"} for c in noun.children):
        return
    verb = noun.head
    denied = any(c.lower_ in {"no", "little"} for c in noun.children) or _without(verb)
    if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_.lower() not in _EMERGES or not denied:
        return
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children) or grammar.hypothetical(verb):
        return
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "for"}), None)
    about = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    clause = any(c.dep_ in {"acl", "ccomp", "relcl"} for c in noun.children)
    words = groups("authenticity")
    pointed = (
        about is None or about.lower_ in {"this", "that", "it", "either"} or about.lemma_.lower() in words["claim"]
    )
    if pointed and not clause:
        claim = about if about is not None and about.lemma_.lower() in words["claim"] else None
        yield Finding((noun.i, noun.i + 1), noun, Thing("claim", claim), "unconfirmed", "no-proof", "medium")


def _without(verb: Token) -> bool:
    return verb.dep_ == "pcomp" and verb.head.lower_ == "without"


def _nothing_to_suggest(noun: Token) -> Iterator[Finding]:
    """Find "there is nothing to suggest that it was", "offered nothing to back up the claim"."""
    to = next((c for c in noun.children if c.dep_ in {"relcl", "acl"} and c.tag_ == "VB"), None)
    words = groups("authenticity")
    judged = words["fake"] | words["genuine"]
    points = to is not None and to.lemma_.lower() in _POINTS and not any(t.lemma_.lower() in judged for t in to.subtree)
    if to is not None and points and noun.head.lemma_ in {"be", "offer", "provide", "produce", "find", "have", "see"}:
        yield Finding((noun.i, to.i + 1), noun, Thing("claim", None), "unconfirmed", "no-proof", "medium")
