"""Passages in quotation marks, whatever marks a newsroom's software left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sourcebook.annotate.quotes.model import Quoted
from sourcebook.records import Block

_RAW_OPEN = "“„«‘‚"
_RAW_CLOSE = "”»’"
# Words that begin with an apostrophe are not quotations.
_CLIPPED = re.compile(r"'(?:em|til|tis|twas|cause|bout|round|n|s|\d\ds?)\b", re.IGNORECASE)
# A passage without closing mark has at least so many characters.
_LEAST_OPEN = 20
# ... and at most so many: no paragraph of speech is longer, and an odd mark must not take the rest of an article.
_LONGEST_OPEN = 1_500
_ENDS_SENTENCE = re.compile(r"[.!?,…]$")


@dataclass(frozen=True)
class _Mark:
    at: int
    width: int
    opens: bool
    closes: bool


def find(text: str, plain: str, blocks: Sequence[Block]) -> tuple[Quoted, ...]:
    """Find the passages in quotation marks that are not inside another one.

    Args:
        text: the article's text; its curly marks tell opening from closing.
        plain: the same text normalised, of the same length.
        blocks: the blocks to look at; a passage never crosses their bounds.

    Returns:
        The outermost passages, in text order.
    """
    found: list[Quoted] = []
    for number, block in enumerate(blocks):
        end = min(block.end, len(plain))
        doubles = list(_pair(_doubles(text, plain, block.start, end), number, end, plain))
        singles = list(_singles(text, plain, block.start, end, number))
        found.extend(_outermost(doubles, singles))
    return tuple(found)


def _outermost(doubles: list[Quoted], singles: list[Quoted]) -> list[Quoted]:
    """Drop pairs inside another pair; where two cross, the double marks win."""
    kept: list[Quoted] = []
    for one in sorted([*doubles, *singles], key=lambda q: (q.single, q.start)):
        rivals = [k for k in kept if one.start < k.end and k.start < one.end]
        if not rivals:
            kept.append(one)
        elif one.single and all(one.start < k.start and k.end < one.end and not k.open for k in rivals):
            kept = [k for k in kept if k not in rivals]
            kept.append(one)
    return sorted(kept, key=lambda q: q.start)


def _doubles(text: str, plain: str, start: int, end: int) -> Iterator[_Mark]:
    for at in _positions(plain, '"', start, end):
        before = plain[at - 1] if at > start else " "
        # '' became a mark and a space: the character that follows stands behind the space
        width = 2 if text[at] in "'’‘`´" else 1
        after = plain[at + width] if at + width < end else " "
        can_open = not after.isspace() and (before.isspace() or before in "([{-–—/…'\"")
        can_close = not before.isspace() and before not in "([{"
        if before.isspace() and after.isspace():
            can_open = can_close = True
        raw = text[at]
        if raw in _RAW_OPEN and (can_open or not can_close):
            yield _Mark(at, width, opens=True, closes=False)
        elif (raw in _RAW_CLOSE and can_close and width == 1) or (
            before.isdigit() and not after.isalnum() and not can_open
        ):
            yield _Mark(at, width, opens=False, closes=True)
        else:
            yield _Mark(at, width, opens=can_open or not can_close, closes=can_close or not can_open)


def _positions(plain: str, mark: str, start: int, end: int) -> Iterator[int]:
    at = plain.find(mark, start, end)
    while at >= 0:
        yield at
        at = plain.find(mark, at + 1, end)


def _pair(marks: Iterator[_Mark], number: int, end: int, plain: str) -> Iterator[Quoted]:
    """Pair marks by a stack; what is left open at the end of the block runs to its end if a sentence does."""
    stack: list[_Mark] = []
    pairs: list[Quoted] = []
    for mark in marks:
        if stack and mark.closes and not (mark.opens and _starts_anew(mark, stack, plain)):
            opener = stack.pop()
            pairs.append(Quoted(opener.at + opener.width, mark.at, number))
        elif mark.opens:
            if stack and _reopens(mark, stack[-1], plain):
                # paragraphs of one speech run together: each opens a mark, only the last closes one
                opener = stack.pop()
                pairs.append(Quoted(opener.at + opener.width, _trimmed(plain, opener.at, mark.at), number, open=True))
            stack.append(mark)
    if stack:
        pairs = _with_open(stack[0], pairs, number, _trimmed(plain, stack[0].at, end), plain)
    outer: list[Quoted] = []
    for pair in sorted((p for p in pairs if p.end > p.start), key=lambda p: (p.start, -p.end)):
        if not outer or pair.start >= outer[-1].end:
            outer.append(pair)
    yield from outer


def _with_open(opener: _Mark, pairs: list[Quoted], number: int, tail: int, plain: str) -> list[Quoted]:
    """Add the passage that is left open at the end of a block to its pairs, if it is one."""
    inside = [p for p in pairs if p.start > opener.at]
    start = opener.at + opener.width
    if _runs_on(opener, plain, tail, inside):
        return [*(p for p in pairs if p not in inside), Quoted(start, tail, number, open=True)]
    first = min((p.start for p in inside), default=start)
    stop = max((plain.rfind(mark, start, first) for mark in ".!?"), default=-1) + 1
    if stop and _runs_on(opener, plain, stop, []):
        return [*pairs, Quoted(start, stop, number, open=True)]
    return pairs


def _trimmed(plain: str, start: int, end: int) -> int:
    while end > start and plain[end - 1].isspace():
        end -= 1
    return end


def _reopens(mark: _Mark, opener: _Mark, plain: str) -> bool:
    """Whether an opening mark inside a passage stands behind the end of a sentence."""
    before = plain[max(opener.at, mark.at - 3) : mark.at].rstrip()
    return mark.at - opener.at > _LEAST_OPEN and before[-1:] in {".", "!", "?"}


def _starts_anew(mark: _Mark, stack: list[_Mark], plain: str) -> bool:
    """A straight mark that could do both opens inside a passage only behind white space and before a letter."""
    return plain[mark.at - 1].isspace() and len(stack) == 1 and plain[mark.at + mark.width : mark.at + 2].isalnum()


def _runs_on(opener: _Mark, plain: str, tail: int, inside: list[Quoted]) -> bool:
    """Whether a passage without closing mark is one: it opens behind a pause, and a sentence ends with the block."""
    if len(inside) > 1 or any(p.end > tail - 3 for p in inside) or tail - opener.at > _LONGEST_OPEN:
        return False
    before = plain[: opener.at].rstrip(" ")[-1:]
    return (
        tail - opener.at > _LEAST_OPEN
        and before in {"", "\n", ":", ",", ".", "?", "!"}
        and plain[tail - 1] in ".!?…'\")]"
    )


def _singles(text: str, plain: str, start: int, end: int, number: int) -> Iterator[Quoted]:
    reached = start
    for at in _positions(plain, "'", start, end):
        if at < reached or not _opens_single(text, plain, at, start, end):
            continue
        close = _close_single(text, plain, at, end)
        if close is not None:
            yield Quoted(at + 1, close, number, single=True)
            reached = close + 1


def _opens_single(text: str, plain: str, at: int, start: int, end: int) -> bool:
    before = plain[at - 1] if at > start else " "
    after = plain[at + 1] if at + 1 < end else " "
    if text[at] == "’" or not (before.isspace() or before in '([{-–—/"'):
        return False
    if not (after.isalnum() or after in '[(#@"$£€….'):
        return False
    return _CLIPPED.match(plain, at) is None


def _close_single(text: str, plain: str, at: int, end: int) -> int | None:
    """Return where the passage opened at `at` closes: the first mark that can close, a possessive only if no other."""
    possible: list[int] = []
    for close in _positions(plain, "'", at + 2, end):
        after = plain[close + 1] if close + 1 < end else " "
        before = plain[close - 1]
        if before.isspace() or after.isalnum() or text[close] == "‘":
            if not possible and text[close] == "‘" and before.isspace():
                return None
            continue
        if possible and _opens_between(plain, possible[-1], close):
            break
        possible.append(close)
        if before != "s" or _ENDS_SENTENCE.search(plain[close - 1 : close]):
            break
    if not possible:
        return None
    strong = [c for c in possible if plain[c - 1] != "s"]
    return strong[0] if strong else possible[0]


def _opens_between(plain: str, start: int, end: int) -> bool:
    return re.search(r"[\s(]'\w", plain[start + 1 : end]) is not None
