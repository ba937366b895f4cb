"""Pieces of a line that are no part of its prose: pages saved without line breaks run them into the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sourcebook.clean.words import patterns
from sourcebook.records import Span

# A caption or a post reaches back to the end of the sentence before it, and no further than this.
FURTHEST_BACK = 300
FEWEST_PICTURES = 4
# Shorter lines hold nothing beside their sentence; longer ones are no page's text.
SHORTEST_LINE = 120
LONGEST_LINE = 200_000
LONGEST_CAPTION_LINE = 800
_STOPS = '.!?\u2026"\u201d:'
_LONGEST_CAPTION = 260
_SHORTEST_HEADLINE = 20
_SENTENCE_END = re.compile(r"[.!?\u2026][\"\u201d'\u2019)]*\s+")
_POST = re.compile(
    r"(?:\u2014|\u2013|--)\s?[^\n()]{1,60}\(@\w{1,30}\)\s+"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{2,4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
)
_FIRST_OF = re.compile(r"(?<![\d/])1/(\d{1,3})(?![\d/])")


def split(text: str, line: Span, headline: str) -> Iterator[Span]:
    """Cut `line` where furniture, captions with their credit, embedded posts or galleries stand within it.

    Args:
        text: the article's text.
        line: one of its lines.
        headline: the line above; a line may open by repeating it.

    Returns:
        The pieces in order, without surrounding white space; the line itself where nothing stands within it.
    """
    own = text[line.start : line.end]
    again = _opens_with(own, headline)
    if not again and not SHORTEST_LINE <= len(own) <= LONGEST_LINE:
        yield line
        return
    at = 0
    for start, end in sorted(_pieces(own, headline)):
        if end > at:
            yield from _trimmed(own, at, max(at, start), line.start)
            yield from _trimmed(own, max(at, start), end, line.start)
            at = end
    yield from _trimmed(own, at, len(own), line.start)


def is_gallery(text: str) -> bool:
    """Whether pictures are counted through in `text`, from the first of them to the last."""
    first = _FIRST_OF.search(text)
    return first is not None and int(first[1]) >= FEWEST_PICTURES and f"{first[1]}/{first[1]}" in text


def _opens_with(own: str, headline: str) -> bool:
    """Whether a line repeats the headline above it before its first sentence."""
    if len(headline) < _SHORTEST_HEADLINE or headline[-1] in _STOPS or len(own) < len(headline) + SHORTEST_LINE:
        return False
    return own.startswith(headline + " ")


def _pieces(own: str, headline: str) -> Iterable[tuple[int, int]]:
    if _opens_with(own, headline):
        yield 0, len(headline)
    for found in patterns("embedded", "furniture").finditer(own):
        yield found.span()
    for pattern in (patterns("embedded", "credit"), _POST):
        for found in pattern.finditer(own):
            # A short line that ends so is a caption or a post as a whole.
            if found.end() < len(own.rstrip(" .")) or len(own) > LONGEST_CAPTION_LINE:
                yield _back(own, found.start()), found.end()
    yield from _gallery(own)


def _back(own: str, at: int) -> int:
    """Return where the sentence that ends before `at` begins; `at` itself where nothing unfinished precedes it."""
    least = max(0, at - FURTHEST_BACK)
    start = None if least else 0
    for found in _SENTENCE_END.finditer(own, least, at):
        start = found.end()
    return at if start is None else start


def _gallery(own: str) -> Iterable[tuple[int, int]]:
    first = _FIRST_OF.search(own)
    if first is None or not is_gallery(own):
        return
    last = own.rindex(f"{first[1]}/{first[1]}")
    end = last + 2 * len(first[1]) + 1
    agency = patterns("embedded", "agency").search(own, end, end + _LONGEST_CAPTION)
    yield _back(own, first.start()), agency.end() if agency else end


def _trimmed(own: str, start: int, end: int, shift: int) -> Iterator[Span]:
    kept = own[start:end]
    left, right = len(kept) - len(kept.lstrip()), len(kept.rstrip())
    if right > left:
        yield Span(shift + start + left, shift + start + right)
