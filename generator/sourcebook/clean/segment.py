"""Cuts a text into paragraphs and lines, without a language model and without changing a character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sourcebook.clean import dateline, embedded
from sourcebook.records import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
# Text is hard-wrapped at a column no wider than this; longer lines are paragraphs.
WIDEST_COLUMN = 120
NARROWEST_COLUMN = 40
# Wrapped text shows many breaks where the next word would not have fitted, and they fall within sentences.
LEAST_BREAKS = 2
LEAST_SHARE = 0.6
LEAST_LOWER = 0.3
# The dateline stands near the top: lines above it are headline, standfirst, captions, highlights.
DATELINE_WITHIN = 20
LONGEST_HEADLINE = 200


def segment(text: str) -> tuple[Span, ...]:
    """Return the paragraphs and lines of `text`, in order, without surrounding white space.

    Lines that were wrapped at a column are joined to their paragraph; a dateline or agency slug that opens the report
    is a segment of its own.

    Args:
        text: an article's text.

    Returns:
        Spans that do not overlap; everything between them is white space.
    """
    lines = _join_wrapped(text, list(_lines(text)))
    return tuple(_split_dateline(text, list(_split_embedded(text, lines))))


def _split_embedded(text: str, lines: Sequence[Span]) -> Iterable[Span]:
    above = ""
    for line in lines:
        yield from embedded.split(text, line, above)
        above = text[line.start : line.end] if line.end - line.start <= LONGEST_HEADLINE else ""


def _lines(text: str) -> Iterable[Span]:
    for line in _LINE.finditer(text):
        start, end = line.span()
        while start < end and _is_blank(text[start]):
            start += 1
        while end > start and _is_blank(text[end - 1]):
            end -= 1
        if end > start:
            yield Span(start, end)


def _is_blank(char: str) -> bool:
    return char.isspace() or char in "\u200b\u2060\ufeff" or char < " " or char == "\x7f"


def _join_wrapped(text: str, lines: Sequence[Span]) -> list[Span]:
    width = max((line.end - line.start for line in lines), default=0)
    if not NARROWEST_COLUMN <= width <= WIDEST_COLUMN:
        return list(lines)
    adjacent = [i for i in range(len(lines) - 1) if _adjacent(text, lines[i], lines[i + 1])]
    full = {i for i in adjacent if _next_word_did_not_fit(text, lines[i], lines[i + 1], width)}
    lower = sum(text[lines[i + 1].start].islower() for i in full)
    if len(full) < max(LEAST_BREAKS, LEAST_SHARE * len(adjacent)) or lower < LEAST_LOWER * len(full):
        return list(lines)
    joined: list[Span] = []
    for i, line in enumerate(lines):
        if i - 1 in full:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _adjacent(text: str, line: Span, following: Span) -> bool:
    """Whether one line break, and no indentation, stands between two lines."""
    between = text[line.end : following.start].strip(" \t\u00a0") if following.start - line.end < WIDEST_COLUMN else ""
    indented = text[following.start - 1] in " \t\u00a0"
    return between in {"\n", "\r\n", "\r"} and not indented


def _next_word_did_not_fit(text: str, line: Span, following: Span, width: int) -> bool:
    word = text[following.start : following.end].split(maxsplit=1)[0]
    return (line.end - line.start) + 1 + len(word) > width


def _split_dateline(text: str, lines: Sequence[Span]) -> Iterable[Span]:
    searching = True
    for number, line in enumerate(lines):
        found = None
        if searching and number < DATELINE_WITHIN:
            found = dateline.parse(text[line.start : min(line.end, line.start + 4 * dateline.LONGEST)])
        if found is None:
            yield line
            continue
        searching = False
        head = text[line.start : line.start + found.length]
        yield Span(line.start, line.start + len(head.rstrip()))
        if line.start + found.length < line.end:
            yield Span(line.start + found.length, line.end)
