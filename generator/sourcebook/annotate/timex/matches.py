"""A match of a time pattern, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sourcebook.parsed import Doc


@dataclass(frozen=True)
class Expression:
    """A time expression: its kind (a name in `patterns`), its match, its first token."""

    kind: str
    start: int
    end: int
    match: re.Match[str]
    token: int

    def group(self, *names: str) -> str | None:
        """Return the first of the named groups that matched, in lower case, white space made plain."""
        known = self.match.re.groupindex
        for name in names:
            if name in known and (text := self.match.group(name)):
                return " ".join(text.lower().split())
        return None


def before(e: Expression, doc: Doc) -> str:
    """Return the word before `e`, in lower case, empty at the start of the text."""
    return _text(doc, e.token - 1)


def after(e: Expression, doc: Doc) -> str:
    """Return what follows `e` in its sentence: up to 30 characters."""
    return doc.text[e.end : e.end + 30]


def _text(doc: Doc, i: int) -> str:
    return doc[i].text.lower() if 0 <= i < len(doc) else ""
