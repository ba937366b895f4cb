"""What stands within quotation marks: told by the marks themselves, as reports tear quotations and forget marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

_MARK = re.compile('"')
_BEFORE_OPENING = frozenset(" \t\n([{-\u2013\u2014/")


def spoken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts (start, end) of a quotation that stand within double marks; all of it where its line has none.

    Args:
        text: the article, normalised.
        start: where the quotation begins, in characters.
        end: where it ends.
    """
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    parts = _within(text, line, stop if stop >= 0 else len(text))
    if parts is None:
        yield start, end
        return
    for at, mark in parts[bisect_right(parts, start, key=itemgetter(1)) :]:
        if at >= end:
            return
        yield max(at, start), min(mark, end)


# A line of a thousand quotations is looked through once.
@lru_cache(maxsize=64)
def _within(text: str, line: int, stop: int) -> list[tuple[int, int]] | None:
    """Return what stands within marks between two offsets, in text order; ``None`` where there is no mark."""
    marks = [m.start() for m in _MARK.finditer(text, line, stop)]
    if not marks:
        return None
    found: list[tuple[int, int]] = []
    inside, at = not _opens(text, marks[0]), line
    for mark in marks:
        if inside:
            found.append((at, mark))
        inside, at = _opens(text, mark), mark + 1
    return [*found, (at, stop)] if inside else found


def _opens(text: str, mark: int) -> bool:
    """Return whether a mark opens a quotation: a word follows it, and white space or a bracket stands before it."""
    follows = text[mark + 1 : mark + 2]
    return bool(follows) and not follows.isspace() and (mark == 0 or text[mark - 1] in _BEFORE_OPENING)
