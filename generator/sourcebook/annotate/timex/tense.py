"""Whether a time expression lies ahead or behind, by the verb that governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.timex.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Direction = Literal["past", "future", "unknown"]
_FURTHEST = 12
_PAST_HELPERS = {"have", "has", "had", "'ve", "was", "were", "did"}
_PRESENT_HELPERS = {"is", "are", "'s", "'re", "'m"}
_MODALS = {"will", "'ll", "shall", "wo", "would", "could", "should", "may", "might", "can", "must"}


def direction(doc: Doc, token: int) -> Direction:
    """Return where the time at `token` lies, as seen from the day of writing.

    Args:
        doc: the parse.
        token: index of the expression's first token.

    Returns:
        ``future`` behind "will", an infinitive or a word such as "due"; ``past`` under a past tense; else ``unknown``.
    """
    before = {t.lower_ for t in doc[max(token - 2, doc[token].sent.start) : token]}
    if before & words().future_cues:
        return "future"
    verb = _governor(doc[token])
    if verb is None:
        return "unknown"
    return _tense(verb)


def _governor(token: Token) -> Token | None:
    for _ in range(_FURTHEST):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head is token:
            return None
        token = token.head
    return None


def _tense(verb: Token) -> Direction:
    helpers = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass"}}
    if helpers & {"will", "'ll", "shall", "wo"}:
        return "future"
    if "to" in helpers and verb.tag_ == "VB" and not helpers & {"have"}:
        return _of_infinitive(verb)
    if helpers & _PAST_HELPERS or verb.tag_ in {"VBD", "VBN"}:
        return "past" if not helpers & {"is", "are", "be", "to"} else "unknown"
    if helpers & _MODALS or (verb.tag_ == "VBG" and helpers & _PRESENT_HELPERS):
        return "future"
    under_past = verb.tag_ == "VBG" and verb.head is not verb and verb.head.tag_ == "VBD"
    return "past" if under_past else "unknown"


def _of_infinitive(verb: Token) -> Direction:
    """The words 'Was forced to leave Monday' is behind, "is to leave Monday" and "agreed to meet Monday" ahead."""
    head = verb.head
    behind = {"force", "manage", "fail", "begin", "start", "continue", "come", "go", "use", "help", "return", "travel"}
    return "past" if head.tag_ in {"VBD", "VBN"} and head.lemma_ in behind else "future"
