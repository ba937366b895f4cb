"""Words beside a number that say on which side of it the truth lies: about, more than, up to, or so."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.quantities.lexicon import BoundWord, alternatives, bound_words, squeeze

if TYPE_CHECKING:
    from sourcebook.records import Bound

# How far before a number its bound words may begin.
_REACH = 45


@dataclass(frozen=True)
class Bounded:
    """What the words around a number say of it; `start` and `end` take those words in.

    Attributes:
        start: offset of the first bound word, or of the number.
        end: offset past the last bound word, or past the number's unit.
        bound: on which side the truth lies, ``None`` without bound words.
        open_side: the side that an "about" leaves open ("nearly").
        change: the number says by how much something rose or fell.
        by: the change is given with "by".
    """

    start: int
    end: int
    bound: Bound | None = None
    open_side: Literal["low"] | None = None
    change: Literal["up", "down"] | None = None
    by: bool = False


_SPAN = re.compile(r"(?<![\w-])the (?:next|last|past|first|previous|following|coming)[ \t]+$", re.IGNORECASE)


@functools.cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<word>{alternatives(bound_words('before'))})(?:[ \t]+|-|(?<=[~≈<>=≤≥]))$", re.IGNORECASE
    )


@functools.cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[ \t-]?(?P<word>{alternatives(bound_words('after'))})(?![\w%]|[ \t]+than\b)", re.IGNORECASE)


@functools.cache
def _changed() -> re.Pattern[str]:
    verbs = alternatives(bound_words("before", change=True))
    return re.compile(
        rf"(?<![\w-])(?P<word>{verbs})(?:[ \t]+(?:by|an|another|as much as))*[ \t]+(?:from[ \t]+)?$", re.IGNORECASE
    )


def around(text: str, start: int, end: int) -> Bounded:
    """Return the bound words around the number in ``text[start:end]``.

    Args:
        text: the normalised text.
        start: where the number, or the sign of its currency, begins.
        end: where its unit ends.
    """
    first, found = _leading(text, start)
    change, by = _change(text, first)
    after = _after().match(text, end)
    if after and not (after["word"].lower() in {"plus", "odd"} and text[end : end + 1] != "-"):
        word = bound_words("after")[squeeze(after["word"].lower())]
        return Bounded(first, after.end(), word.bound, None, change, by)
    return Bounded(first, end, found.bound if found else None, found.open_side if found else None, change, by)


def _leading(text: str, start: int) -> tuple[int, BoundWord | None]:
    """Collect the bound words that end at `start`; where several stand, the one that says most counts."""
    found: BoundWord | None = None
    for _ in range(3):
        reach = max(0, start - _REACH)
        match = _before().search(text[reach:start]) or (_before_span(text, start) if found is None else None)
        if match is None or "\n" in match.group():
            break
        word = bound_words("before")[squeeze(match["word"].lower())]
        if found is None or found.bound == "exact":
            found = word
        start = reach + match.start()
    return start, found


def _before_span(text: str, start: int) -> re.Match[str] | None:
    """Return the bound words before "the next" and the like: "at least the next 24 hours", not "over the last"."""
    reach = max(0, start - _REACH)
    named = _SPAN.search(text[reach:start])
    match = _before().search(text[reach : reach + named.start()]) if named else None
    return match if match is not None and " " in match["word"] else None


def _change(text: str, start: int) -> tuple[Literal["up", "down"] | None, bool]:
    """Return whether a word of rise or fall ends at `start`, and whether it is a verb with "by"."""
    reach = max(0, start - _REACH)
    match = _changed().search(text[reach:start])
    if match is None:
        return None, False
    word = match["word"].lower()
    return bound_words("before", change=True)[squeeze(word)].change, " by " in match.group()
