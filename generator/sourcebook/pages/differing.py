"""Two wordings of one thing, word by word: what each has that the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, Literal

from markupsafe import Markup

from sourcebook.records import Span
from sourcebook.text import fold

from . import escape

# Runs of letters and digits, with a mark inside a word: a difference in quotation marks or commas is none of words.
_WORD: Final = re.compile(r"\w+(?:[.'’\-]\w+)*")
# Beyond this many words the comparison, which is quadratic at worst, is not made.
MOST_WORDS: Final = 1_200


def stretches(one: str, other: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the stretches of two texts whose words the other one does not have in that place.

    The alignment is that of `difflib.SequenceMatcher` over words, without regard to case and punctuation.

    Args:
        one: a text.
        other: another wording of it.

    Returns:
        Stretches of `one` and stretches of `other`, in characters, in order; none where the texts are too long.
    """
    left, right = _words(one), _words(other)
    if max(len(left), len(right)) > MOST_WORDS:
        return (), ()
    matcher = SequenceMatcher(None, [w for w, _ in left], [w for w, _ in right], autojunk=False)
    mine, theirs = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            mine += [Span(left[a][1].start, left[b - 1][1].end)] if a < b else []
            theirs += [Span(right[c][1].start, right[d - 1][1].end)] if c < d else []
    return tuple(mine), tuple(theirs)


def marked(text: str, found: Iterable[Span], element: Literal["ins", "del"]) -> Markup:
    """Return `text` as HTML on one line, with stretches of it inside an element."""
    made: list[str] = []
    at = 0
    for span in sorted(found):
        start = max(span.start, at)
        if start < span.end:
            inner = escape.encoded(_flat(text[start : span.end]))
            made += [escape.encoded(_flat(text[at:start])), f"<{element}>{inner}</{element}>"]
            at = span.end
    made.append(escape.encoded(_flat(text[at:])))
    return Markup("".join(made))  # noqa: S704  (escaped text and our own tags)


def _words(text: str) -> list[tuple[str, Span]]:
    return [(fold(found[0]), Span(*found.span())) for found in _WORD.finditer(text)]


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")
