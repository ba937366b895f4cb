"""The words that name the speaker beside a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import inverted
from sourcebook.annotate.quotes import lexicon, trees

if TYPE_CHECKING:
    from collections.abc import Container

    from sourcebook.parsed import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})
_INSIDE_PHRASE = frozenset({"compound", "amod", "det", "poss", "nmod", "nummod", "case", "quantmod", "advmod"})
# Between an inverted verb of saying and the head of its speaker stand at most so many words.
_FAR = 10


def speaker(verb: Token, quoted: Container[int]) -> Token | None:
    """Return the token that heads the words for who speaks by `verb`.

    Args:
        verb: the cue.
        quoted: indices of the tokens in quotation marks; a speaker never stands there when the cue does not.
    """
    outside = verb.i not in quoted
    found = _aged(verb) or inverted(verb) or _cited(verb) or trees.subject(_ruling(verb))
    if found is not None and not (outside and found.i in quoted):
        return found
    return _behind(verb, quoted) or _ahead(verb, quoted)


def _aged(verb: Token) -> Token | None:
    """Return the last word of "the 23-year-old" before the verb, which the parse takes for an adjective."""
    before = verb.nbor(-1) if verb.i > 1 else None
    return before if before is not None and before.lower_ == "old" and before.nbor(-1).text == "-" else None


def _cited(verb: Token) -> Token | None:
    """Return whom somebody quotes "as saying"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    return next((c for c in verb.head.head.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def _ruling(verb: Token) -> Token:
    """Return the cue whose speaker goes on in "..., adding" behind what that cue brought."""
    if verb.tag_ != "VBG" or trees.own_subject(verb) is not None:
        return verb
    if verb.dep_ == "csubj" and verb.nbor(-1).text == ",":
        # '... he said, adding "thanks" are due': the parse makes a subject of the participle
        clause = lexicon.load().verbs
        before = (a for a in verb.ancestors if a.i < verb.i and "clause" in clause.get(a.lemma_.lower(), {}))
        return next(before, verb)
    if verb.dep_ != "advcl":
        return verb
    above = verb.head
    while above.dep_ in {"conj", "advcl"} and above.head != above and above.i > above.head.i:
        above = above.head
    if (
        above.dep_ == "ccomp"
        and above.i < verb.i
        and "clause" in lexicon.load().verbs.get(above.head.lemma_.lower(), {})
    ):
        return above.head
    return verb


def agent(verb: Token) -> Token | None:
    """Return the head of the "by" phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _behind(verb: Token, quoted: Container[int]) -> Token | None:
    """The noun phrase right behind the verb ("said the mayor"), whatever the parse calls it."""
    before = verb.nbor(-1) if verb.i > 0 else None
    if before is None or not (before.is_punct or before.i in quoted):
        return None
    for token in verb.doc[verb.i + 1 : verb.i + 1 + _FAR]:
        if token.i in quoted or (token.is_punct and token.text not in {".", "-", '"'}) or token.pos_ in {"VERB", "ADP"}:
            return None
        if token.ent_type_ in {"DATE", "TIME"}:
            return None
        if token.pos_ in _HEADS and not (token.dep_ in _INSIDE_PHRASE and token.head.i > token.i):
            return token
    return None


def _ahead(verb: Token, quoted: Container[int]) -> Token | None:
    """The noun phrase between the end of a quotation and the verb ('..." Ms Bell, the mayor, said')."""
    doc = verb.doc
    start = verb.i
    while start > 0 and verb.i - start < _FAR and start - 1 not in quoted and doc[start - 1].text != '"':
        start -= 1
    if start in {0, verb.i} or not (start - 1 in quoted or doc[start - 1].text == '"'):
        return None
    if any(token.pos_ in {"VERB", "SCONJ"} or token.text == "." for token in doc[start : verb.i]):
        return None
    for token in doc[start : verb.i]:
        if token.pos_ in _HEADS and not (token.dep_ in _INSIDE_PHRASE and start <= token.head.i < verb.i):
            return token
    return None
