"""How far what is attributed reaches around its cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import lexicon, trees
from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Container

    from sourcebook.parsed import Token

_STOPS = frozenset({";", "(", ")", ":"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_JOINING = frozenset({"and", "but"})
# A subject this many words away from its verb does not bound what is said between them.
_FAR = 12


def around(
    verb: Token, tokens: list[Token], head: Token | None, complement: str, quoted: Container[int]
) -> tuple[Span, ...]:
    """Return the stretches of a complement before and behind a cue and its speaker.

    Args:
        verb: the cue.
        tokens: the tokens of the complement.
        head: the head of the speaker's words, if any.
        complement: the complement's name; what a clause says before the cue reaches back to where its sentence starts.
        quoted: indices of tokens in quotation marks, which are never cut off.
    """
    low, high = bounds(verb, head)
    first, last = trees.extent(tokens)
    spans: list[Span | None] = []
    text = verb.doc.text
    if first < low:
        start = _opening(verb, first, low, quoted) if complement == "clause" else first
        if min(low, last) > start:
            spans.append(trees.tidy(text, trees.chars(verb.doc, start, min(low, last))))
    if last > high:
        start = max(high, first)
        stop = _closing(verb, start, max(last, _run_on(verb)), quoted)
        while stop > start and (verb.doc[stop - 1].dep_ == "cc" or verb.doc[stop - 1].text == ","):
            stop -= 1
        if stop > start:
            spans.append(trees.tidy(text, trees.chars(verb.doc, start, stop)))
    return tuple(s for s in spans if s is not None)


def bounds(verb: Token, head: Token | None) -> tuple[int, int]:
    """Return the bounds of a cue together with its speaker's words, where they stand side by side."""
    low, high = trees.auxiliaries(verb)
    if head is not None and abs(head.i - verb.i) < _FAR:
        first, last = trees.noun_phrase(head, verb.i)
        if last <= verb.i and all(not t.is_punct or t.text in {",", "-", "(", ")"} for t in verb.doc[last:low]):
            low = min(low, first)
        elif first > verb.i:
            high = max(high, last)
    return low, high


def _opening(verb: Token, first: int, low: int, quoted: Container[int]) -> int:
    """Return where what stands before the cue begins: at the sentence's start if the cue rules the sentence."""
    if verb.dep_ in {"relcl", "acl"}:
        return first
    start = trees.sentence(verb)[0] if verb.dep_ in {"ROOT", "parataxis", "ccomp", "conj"} else first
    for token in verb.doc[start:low]:
        if token.text in _STOPS and token.i not in quoted and token.i < first:
            start = token.i + 1
    return start


def _run_on(verb: Token) -> int:
    """Return where the clause ends that the parse puts above a cue though it stands behind it without a subject."""
    head = verb.head
    above = verb.dep_ in {"parataxis", "ccomp"} and head.i > verb.i and trees.own_subject(head) is None
    if above and not any(t.text in {'"', ";"} for t in verb.doc[verb.i : head.i]):
        return int(head.right_edge.i) + (0 if head.right_edge.is_punct else 1)
    return 0


def _closing(verb: Token, start: int, stop: int, quoted: Container[int]) -> int:
    """Return where a clause behind its cue ends: before a further cue of the same speaker."""
    words = lexicon.load().verbs
    for token in verb.doc[start + 2 : stop]:
        if token.i in quoted or token.pos_ != "VERB" or "clause" not in words.get(token.lemma_.lower(), {}):
            continue
        before = verb.doc[token.i - 1]
        if token.tag_ == "VBG" and before.text == "," and token.dep_ == "advcl":
            return int(before.i)
        own = any(c.dep_ in trees.SUBJECTS for c in token.children)
        that = any(c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children) for c in token.children)
        if before.lower_ in _JOINING and token.tag_ in _FINITE and not own and that and token.tag_ == verb.tag_:
            return int(before.i)
    return stop


def sentence_part(token: Token, start: int, stop: int) -> tuple[int, int]:
    """Return the part of the sentence of `token` around [start, stop) that semicolons, colons and brackets bound."""
    first, last = trees.sentence(token)
    for other in token.doc[first:last]:
        if other.text in _STOPS:
            if other.i < start:
                first = other.i + 1
            elif other.i >= stop:
                last = min(last, other.i)
    return first, last
