"""Reading the parse: noun phrases, subjects, the extent of clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.parsed import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# Clauses that take the subject of the verb they hang on.
SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "parataxis", "dep"})
_LOOSE = ' \t\r\n,;:-–—"'
# A noun phrase is cut where one of these begins: it tells more about the speaker than who it is.
_CUT = frozenset({"relcl", "advcl", "parataxis", "ccomp"})
# Titles that sentence splitters take for an end.
_ABBREVIATION = re.compile(
    r"(?:Brig|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Sen|Rep|Gov|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Adm|Cmdr|St|[A-Z])\."
)
_MOST_STEPS = 6
# Adverbs of so few letters ("so") do not belong to a cue.
_SHORT = 2


def chars(doc: Doc, start: int, end: int) -> Span:
    """Return the characters of the tokens from `start` to before `end`."""
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))


def tidy(text: str, span: Span) -> Span | None:
    """Return `span` without the spaces, commas and marks at its ends; ``None`` if nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE:
        end -= 1
    return Span(start, end) if end > start else None


def extent(tokens: Iterable[Token]) -> tuple[int, int]:
    """Return the first index and the one after the last of `tokens`."""
    indexes = [t.i for t in tokens]
    return min(indexes), max(indexes) + 1


def sentence(token: Token) -> tuple[int, int]:
    """Return the bounds of the sentence of `token`, joined to the one before where only an abbreviation parts them."""
    start, end = token.sent.start, token.sent.end
    doc = token.doc
    while start > 1 and doc[start - 1].text.endswith(".") and _ABBREVIATION.fullmatch(_word_before(doc, start)):
        start = doc[start - 1].sent.start
    return int(start), int(end)


def title_before(doc: Doc, start: int) -> int:
    """Return `start`, or the start of an abbreviated title before it that the parse put into another sentence."""
    if start > 1 and doc[start - 1].text.endswith(".") and _ABBREVIATION.fullmatch(_word_before(doc, start)):
        return start - (2 if doc[start - 1].text == "." else 1)
    return start


def _word_before(doc: Doc, start: int) -> str:
    last = doc[start - 1]
    return str(doc[start - 2].text + "." if last.text == "." else last.text)


def noun_phrase(head: Token, avoid: int | None = None) -> tuple[int, int]:
    """Return the bounds of the noun phrase of `head`, with titles and appositions, without relative clauses.

    Args:
        head: the noun, name or pronoun.
        avoid: index of a token that cannot belong to it, such as the verb it is the subject of.
    """
    start, end = head.left_edge.i, head.right_edge.i + 1
    if avoid is not None:
        if start <= avoid < head.i:
            start = avoid + 1
        elif head.i < avoid < end:
            end = avoid
    for token in head.doc[head.i : end]:
        if token.i > head.i and token.dep_ in _CUT and token.left_edge.i > head.i:
            end = min(end, token.left_edge.i)
    for token in head.doc[head.i + 1 : end]:
        if token.dep_ == "acl" and token.left_edge.i > head.i and _pause(head.doc, token.left_edge.i):
            end = min(end, token.left_edge.i)
    while end > head.i + 1 and _droppable(head.doc[end - 1]):
        end -= 1
    while (start < head.i and _droppable(head.doc[start])) or (
        head.doc[start].dep_ in {"cc", "mark"} and start < head.i
    ):
        start += 1
    return _with_article(head, start), end


def _with_article(head: Token, start: int) -> int:
    """Return `start`, or the article before it that the parse hangs on the verb: "the 23-year-old"."""
    return start - 1 if head.lower_ == "old" and start and head.doc[start - 1].pos_ == "DET" else start


def _pause(doc: Doc, index: int) -> bool:
    return index > 0 and doc[index - 1].is_punct


def _droppable(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in ")].%")


def subject(verb: Token) -> Token | None:
    """Return the token that heads the subject of `verb`, its own or the one it shares."""
    return _subject(verb, _MOST_STEPS)


def own_subject(verb: Token) -> Token | None:
    """Return the head of the subject that stands with `verb` itself."""
    return None if _astray(verb) else next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _astray(verb: Token) -> bool:
    """Whether the parse gives an infinitive a subject that belongs to a preposition: "called after the crash to say".

    Only "for" stands before the subject of an infinitive.
    """
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)
    return to and any(c.dep_ == "mark" and c.lower_ != "for" for c in verb.children)


def _subject(verb: Token, steps: int) -> Token | None:
    found = own_subject(verb)
    if found is not None:
        return found
    if steps == 0 or verb.head == verb:
        return None
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return verb.head
    if verb.dep_ in SHARING:
        if verb.dep_ == "xcomp" and verb.tag_ != "VBG":
            object_ = next((c for c in verb.head.children if c.dep_ == "dobj"), None)
            if object_ is not None and object_.i < verb.i:
                return object_
        return _subject(verb.head, steps - 1)
    return None


def antecedent(pronoun: Token) -> Token | None:
    """Return the noun that the clause of a relative pronoun describes."""
    verb = pronoun.head
    while verb.dep_ in {"ccomp", "conj", "aux", "xcomp"} and verb.head != verb:
        verb = verb.head
    if verb.dep_ not in {"relcl", "acl"}:
        return None
    found = verb.head
    while any(c.dep_ == "case" for c in found.children) and found.dep_ in {"pobj", "poss"}:
        # "a friend of hers who": the parse hangs the clause on the possessor
        found = found.head.head if found.dep_ == "pobj" else found.head
    return found


def auxiliaries(verb: Token) -> tuple[int, int]:
    """Return the bounds of `verb` with the auxiliaries, negation and particle that stand directly beside it."""
    start = end = verb.i
    kept = {
        c.i
        for c in verb.children
        if c.dep_ in {"aux", "auxpass", "neg", "prt"} or (c.dep_ == "advmod" and len(c) > _SHORT)
    }
    while start - 1 in kept:
        start -= 1
    while start < verb.i and verb.doc[start].dep_ == "advmod":
        start += 1
    while end + 1 in kept and verb.doc[end + 1].dep_ == "prt":
        end += 1
    return start, end + 1
