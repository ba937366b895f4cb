"""What stands within quotation marks: told by the marks themselves, as reports tear quotations and forget marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    marks = [m.start() for m in _MARK.finditer(text, line, stop if stop >= 0 else len(text))]
    if not marks:
        yield start, end
        return
    inside, at = not _opens(text, marks[0]), line
    for mark in marks:
        if inside and mark > start and at < end:
            yield max(at, start), min(mark, end)
        inside, at = _opens(text, mark), mark + 1
    if inside and at < end:
        yield max(at, start), end


def _opens(text: str, mark: int) -> bool:
    """Return whether a mark opens a quotation: a word follows it, and white space or a bracket stands before it."""
    follows = text[mark + 1 : mark + 2]
    return bool(follows) and not follows.isspace() and (mark == 0 or text[mark - 1] in _BEFORE_OPENING)
