"""Whether a time expression lies ahead or behind, by the verb that governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.timex.lexicon import words

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token

# "likely" is ahead by a weaker sign: an infinitive, a conditional, a progressive.
Direction = Literal["past", "future", "likely", "unknown"]
_FURTHEST = 12
_NEAR = 4
_WILL = {"will", "'ll", "shall", "wo"}
_MODALS = {"would", "could", "should", "may", "might", "can", "must"}
_PAST_HELPERS = {"have", "has", "had", "'ve", "was", "were", "did"}
_PRESENT_HELPERS = {"is", "are", "'s", "'re", "'m"}


def direction(doc: Doc, token: int) -> Direction:
    """Return where the time at `token` lies, as seen from the day of writing.

    Args:
        doc: the parse.
        token: index of the expression's first token.

    Returns:
        ``future`` behind "will" or a word such as "due"; ``likely`` (to be ahead) under an infinitive, a conditional
        or a progressive; ``past`` under a past tense; else ``unknown``.
    """
    start = doc[token].sent.start
    before = {t.lower_ for t in doc[max(token - 2, start) : token]}
    verb, steps = _governor(doc[token])
    found = _tense(verb) if verb is not None else "unknown"
    if before & words().future_cues:
        return "past" if any(t.lower_ in {"had", "been"} for t in doc[max(token - 6, start) : token]) else "future"
    if before & words().until and found != "past":
        return "future"
    # "The latest effort to recover from Monday's debate": the time belongs to the noun, not to the effort.
    return "unknown" if found == "likely" and _of_noun(doc, token) and steps > 1 else found


def _of_noun(doc: Doc, token: int) -> bool:
    """Return whether the time is the possessor or modifier of a noun, as in "Monday night debate"."""
    head = doc[token]
    for _ in range(_NEAR):
        if head.dep_ in {"poss", "compound", "nmod", "amod"}:
            return True
        if head.head is head or head.pos_ in {"VERB", "AUX", "ADP"}:
            return False
        head = head.head
    return False


def _governor(token: Token) -> tuple[Token | None, int]:
    for step in range(_FURTHEST):
        if token.pos_ in {"VERB", "AUX"}:
            return token, step
        if token.head is token:
            break
        token = token.head
    return None, 0


def _tense(verb: Token) -> Direction:
    helpers = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass"}}
    if helpers & _WILL:
        return "future"
    if "to" in helpers and verb.tag_ == "VB" and "have" not in helpers:
        return _of_infinitive(verb)
    if helpers & _PAST_HELPERS or verb.tag_ in {"VBD", "VBN"}:
        return "past" if not helpers & {"is", "are", "be", "to"} else "unknown"
    if helpers & _MODALS or (verb.tag_ == "VBG" and helpers & _PRESENT_HELPERS):
        return "likely"
    return _of_bare(verb)


def _of_bare(verb: Token) -> Direction:
    """A verb without helpers: a participle follows the verb above it; a few verbs announce in the present tense."""
    if verb.tag_ == "VBG" and verb.head is not verb and verb.head.tag_ == "VBD":
        return "past"
    announced = verb.tag_ in {"VBP", "VBZ"} and verb.lemma_.lower() in words().announcing
    return "likely" if announced and ")" not in verb.sent.text[-4:] else "unknown"


def _of_infinitive(verb: Token) -> Direction:
    """A deed that a past verb says was carried out ("was forced to leave Monday") is behind, else ahead."""
    head = verb.head
    return "past" if head.tag_ in {"VBD", "VBN"} and head.lemma_.lower() in words().carried_out else "likely"
