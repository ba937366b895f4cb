"""Phrases cut short: a noun, a verb or an adverb with what it needs to say something, and words as one line."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sourcebook.parsed import Token
    from sourcebook.records import DateMention

# A statement of more words is no topic; adjuncts are added while it stays below the second number.
MOST_WORDS = 14
ENOUGH_WORDS = 11
LEAST_WORDS = 3
# A phrase behind a noun is kept up to so many words.
MOST_RESTRICTION = 7
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
NOUNS = frozenset({"NOUN", "PROPN"})
_VERB_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
_COMPLEMENTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative", "agent"})
_CLAUSES = frozenset({"xcomp", "ccomp"})
SAYS_WHAT = _COMPLEMENTS | _CLAUSES
_NOUN_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "case", "predet", "advmod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_BROKEN = re.compile(r"[\"\u201c\u201d()\[\]{}<>|#@]|https?:|\.\.")
# A statement that ends in one of these words has lost what it says.
_OPEN_ENDED = frozenset(
    {"is", "was", "are", "were", "be", "been", "'m", "'s", "'re", "has", "have", "had", "to", "that"}
)
# A capital within a line begins another sentence that the parse has run into this one.
_RUN_ON = re.compile(r"\s(?:He|She|It|They|We|You|This|That|There|But|And|In|If|When)\s")
_SPACE = re.compile(r"\s+")


class Timed:
    """Where an article tells a time."""

    def __init__(self, dates: Iterable[DateMention]) -> None:
        self._spans = sorted((d.start, d.end) for d in dates if d.type != "DURATION")
        self._starts = [start for start, _ in self._spans]

    def holds(self, tokens: Sequence[Token]) -> bool:
        """Return whether one of `tokens` belongs to a time expression."""
        return any(self._at(token.idx) for token in tokens)

    def _at(self, offset: int) -> bool:
        n = bisect_right(self._starts, offset) - 1
        return n >= 0 and offset < self._spans[n][1]


def verb_phrase(verb: Token, timed: Timed, *, depth: int = 0) -> list[Token] | None:
    """Return a verb with its auxiliaries and what it needs to say something; ``None`` where that is reported speech."""
    kept = [verb, *(c for c in verb.children if c.dep_ in _VERB_PARTS)]
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS and child.i > verb.i:
            kept += noun_phrase(child, timed) if child.pos_ in _NOMINAL else _phrase(child, timed)
        elif child.dep_ in _CLAUSES and child.i > verb.i:
            inner = _inner(child, timed, depth)
            if inner is None:
                return None
            kept += inner
    return kept


def _inner(verb: Token, timed: Timed, depth: int) -> list[Token] | None:
    """Return a clause that another verb needs: "appeared to fall", "was not clear when it was made"."""
    if depth > 1 or any(t.is_quote for t in verb.doc[min(verb.i, verb.head.i) : max(verb.i, verb.head.i)]):
        return None
    inner = verb_phrase(verb, timed, depth=depth + 1)
    if inner is None:
        return None
    for child in verb.lefts:
        if child.dep_ in {"mark", "advmod"} or child.lower_ in {"what", "whom", "who"}:
            inner.append(child)
        elif child.dep_ in SUBJECTS:
            inner += noun_phrase(child, timed)
    return inner


def with_adjuncts(verb: Token, core: list[Token], timed: Timed) -> list[Token]:
    """Return the words with the phrases behind the verb that say where and how, while there is room."""
    kept = list(core)
    held = {token.i for token in core}
    inner = [t for t in core if t.dep_ == "xcomp" and t.i > verb.i]
    for child in (c for v in (verb, *inner) for c in v.rights if c.i not in held):
        if child.dep_ == "prep" or (child.dep_ == "advmod" and child.i == verb.i + 1):
            short = [] if any(t.lower_ == "of" for t in child.subtree) else _phrase(child, timed, short=True)
            for phrase in (_phrase(child, timed), short):
                if not timed.holds(list(child.subtree)) and len(kept) + len(phrase) <= ENOUGH_WORDS:
                    kept += phrase
                    break
    return kept


def noun_phrase(noun: Token, timed: Timed, *, bearer: bool = False) -> list[Token]:
    """Return a noun with what comes before it and the shortest phrases behind it; of a list the whole of it."""
    kept = [noun]
    for child in noun.children:
        if child.dep_ in _NOUN_LEFT and child.i < noun.i:
            if not (timed.holds([child]) and child.dep_ != "poss"):
                kept += [t for t in child.subtree if not t.is_punct or t.text in {"-", "/", "'"}]
        elif child.dep_ == "case" or (child.text == "-" and child.i < noun.i):
            kept.append(child)
        elif child.dep_ == "prep" and not bearer and not any(c.dep_ == "pcomp" for c in child.children):
            whole = list(child.subtree)
            if not timed.holds(whole) and len(whole) <= MOST_RESTRICTION:
                kept += _phrase(child, timed)
    return kept + _joined(noun, timed)


def _joined(noun: Token, timed: Timed) -> list[Token]:
    """Return what is joined to a noun: "the mayor and two aides"."""
    kept: list[Token] = []
    joined = [c for c in noun.children if c.dep_ == "conj"]
    for other in joined:
        kept += [
            t
            for t in noun.children
            if t.dep_ in {"cc", "punct"} and noun.i < t.i < other.i and t.text in {",", "and", "or"}
        ]
        kept += noun_phrase(other, timed)
    return kept


def _phrase(token: Token, timed: Timed, *, short: bool = False) -> list[Token]:
    """Return a preposition, an adjective or an adverb with what belongs to it; `short`: no phrases behind a noun."""
    kept = [token]
    for child in token.children:
        if child.dep_ in {"pobj", "pcomp", "attr"} and child.pos_ in _NOMINAL:
            kept += noun_phrase(child, timed, bearer=short)
        elif child.dep_ in {"det", "advmod", "neg", "npadvmod", "prep", "amod", "pobj"} and child.pos_ != "SCONJ":
            kept += _phrase(child, timed)
        elif child.dep_ == "pcomp":
            inner = verb_phrase(child, timed, depth=1)
            if inner is None:
                return []
            kept += inner
        elif child.dep_ == "xcomp":
            kept += [t for t in child.lefts if t.dep_ in {"aux", "mark"}] + (verb_phrase(child, timed, depth=1) or [])
    # "He was named as", "a visit before": a preposition says nothing by itself.
    return [] if token.dep_ == "prep" and len(kept) == 1 else kept


def text_of(tokens: Iterable[Token], inserted: str, *, least: int = LEAST_WORDS) -> str:
    """Return words in their order as one line, empty where they make no plain statement."""
    ordered = [token for _, token in sorted({token.i: token for token in tokens}.items())]
    count = sum(not t.is_punct for t in ordered)
    if not least <= count <= MOST_WORDS or ordered[0].lower_ in RELATIVE - {"that"}:
        return ""
    if ordered[-1].lower_ in _OPEN_ENDED:
        return ""
    at, _, word = inserted.partition(":")
    pieces = []
    for n, token in enumerate(ordered):
        following = ordered[n + 1] if n + 1 < len(ordered) else None
        apart = token.whitespace_ or (following is not None and following.i != token.i + 1 and not following.is_punct)
        pieces.append((f"{word} " if at and token.i == int(at) else "") + token.text + (" " if apart else ""))
    text = _SPACE.sub(" ", "".join(pieces)).strip(" ,;:.!?-\u2013\u2014'")
    return "" if _BROKEN.search(text) or _RUN_ON.search(text) else text
