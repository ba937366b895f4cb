"""The pieces in which a text goes through the language model, so that time goes with the length of the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sourcebook.records import Span

Bounds = tuple[int, int]

# Longer segments are cut at white space: the parser's memory grows with their length, and no paragraph is so long.
LONGEST_SEGMENT = 8_000
# More tokens are no sentence but a list or noise without full stops. Rules look at a word's whole sentence, for some
# words of it: time would grow with the square of its length.
LONGEST_SENTENCE = 300
# What holds such a sentence is cut to so many characters.
_SMALLER = 1_000
# More characters without white space are no word: the tokeniser's time grows with the square of their number.
LONGEST_WORD = 200
_WORD = re.compile(r"\S+")


def of(plain: str, segments: Iterable[Span]) -> Iterator[Bounds]:
    """Yield bounds that cover all of a text in order, cut at the segments' starts and never too long.

    Args:
        plain: the text.
        segments: its paragraphs and lines.
    """
    starts = sorted({0, *(s.start for s in segments if s.start < len(plain))})
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        for piece in _cut(plain, (start, end), LONGEST_SEGMENT):
            yield from _within_words(plain, piece)


def smaller(plain: str, piece: Bounds) -> Sequence[Bounds]:
    """Return the bounds of small parts of a piece."""
    return list(_cut(plain, piece, _SMALLER))


def _cut(plain: str, piece: Bounds, longest: int) -> Iterator[Bounds]:
    start, end = piece
    while end - start > longest:
        cut = plain.rfind(" ", start + 1, start + longest)
        cut = cut + 1 if cut > 0 else start + longest
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _within_words(plain: str, piece: Bounds) -> Iterator[Bounds]:
    """Yield a piece, cut within what is too long for a word."""
    start, end = piece
    if end - start > LONGEST_WORD:
        for word in _WORD.finditer(plain, start, end):
            for cut in range(word.start() + LONGEST_WORD, word.end(), LONGEST_WORD):
                yield start, cut
                start = cut
    yield start, end
