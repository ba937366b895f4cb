"""Sentences within blocks: the parse's, without white space, with wrong splits mended."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sourcebook.clean.words import words
from sourcebook.records import Block, Span
from sourcebook.text import fold

if TYPE_CHECKING:
    from sourcebook.parsed import Doc

_LAST_WORD = re.compile(r"([\w.&'-]+)\.[\"')\]]*$")
_INITIALS = re.compile(r"^(?:[A-Za-z]\.)*[A-Za-z]$")
_WORD = re.compile(r"[^\W_]+")


def of_blocks(doc: Doc, blocks: Iterable[Block]) -> tuple[Span, ...]:
    """Return the sentences of `blocks` in text order; none crosses a block's bounds.

    Args:
        doc: the parse of the whole text.
        blocks: blocks in text order.
    """
    starts = [token.idx for token in doc if token.is_sent_start]
    plain = doc.text
    found: list[Span] = []
    for block in blocks:
        inner = starts[bisect_left(starts, block.start + 1) : bisect_left(starts, block.end)]
        found.extend(_mended(plain, block, [block.start, *inner]))
    return tuple(found)


def _mended(plain: str, block: Block, starts: Sequence[int]) -> Iterable[Span]:
    """Join pieces that are no sentences of their own to what precedes them."""
    ends = [*starts[1:], block.end]
    open_from = starts[0]
    for number, end in enumerate(ends):
        last = number == len(ends) - 1
        if not last and _goes_on(plain[open_from:end], plain[end : ends[number + 1]]):
            continue
        start, stop = _trim(plain, open_from, end)
        if stop > start or (last and end > len(plain)):
            yield Span(start, stop)
        open_from = end


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    if end > len(plain):
        return start, end
    kept = plain[start:end]
    return start + len(kept) - len(kept.lstrip()), start + len(kept.rstrip())


def _goes_on(piece: str, following: str) -> bool:
    """Whether the sentence that `piece` begins goes on in `following`."""
    piece, following = piece.rstrip(), following.strip()
    if not piece or not _WORD.search(piece) or not _WORD.search(following):
        return True
    label = piece.endswith(":") and len(_WORD.findall(piece)) == 1
    if following[0].islower() or label:
        return True
    if _ends_in_abbreviation(piece, following):
        return True
    within = piece.count('"') % 2 == 1
    return within and (len(_WORD.findall(piece)) < 2 or following[0] in ",;")  # noqa: PLR2004 - one word is no sentence


def _ends_in_abbreviation(piece: str, following: str) -> bool:
    found = _LAST_WORD.search(piece[-30:])
    if not found:
        return False
    word = found[1]
    if fold(word) in words("abbreviations", "titles"):
        return True
    if fold(word) in words("abbreviations", "months"):
        return following[0].isdigit()
    if fold(word) in words("abbreviations", "numbers"):
        return following[0].isdigit()
    first = fold((following.split() or [""])[0])
    if _INITIALS.match(word) or fold(word) in words("abbreviations", "names"):
        return (first not in words("abbreviations", "openers") and len(word.replace(".", "")) != 1) or _is_initial(
            piece
        )
    return False


def _is_initial(piece: str) -> bool:
    """Whether a piece ends in a single initial after a name, as in a middle initial."""
    return bool(re.search(r"\b[A-Z][\w'-]+ [A-Z]\.$", piece[-40:]))
