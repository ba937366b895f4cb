"""What an unstopped line can be, from its shape: caption, heading, headline of another story."""

from __future__ import annotations

import re

from sourcebook.clean.lines import Line
from sourcebook.clean.words import patterns, words

MOST_WORDS_OF_A_HEADLINE = 22
MOST_WORDS_OF_A_HEADING = 6
MOST_WORDS_OF_A_SHOUT = 5
# Captions without any mark of a caption are seldom longer; such a line is prose that lost its stop.
MOST_WORDS_OF_A_CAPTION = 38
MOST_WORDS_OF_A_MARKED_CAPTION = 130
_WORDS_OF_A_DESCRIPTION = 12
_LISTED = re.compile(r"^(?:[-*•·–▪●]\s|\d{1,2}[.)]\s|[^:]{1,50}:\s*[\d$£€][\d,.%]*\s?\w{0,12}$)")


def has_photo_credit(line: Line) -> bool:
    """Whether the line ends with a photographer, a picture agency or the like."""
    tail = line.text[-160:]
    return line.looked_at and bool(patterns("captions", "credit_at_end").search(tail))


def is_caption_anyway(line: Line) -> bool:
    """Whether the line is a caption though it may close with a full stop."""
    if not line.looked_at or line.count > MOST_WORDS_OF_A_MARKED_CAPTION or line.opens_quoted:
        return False
    if has_photo_credit(line) and not line.leads_in:
        return True
    return bool(patterns("captions", "opening_sure").search(line.text))


def is_headline(line: Line) -> bool:
    """Whether the line can be the headline of the article."""
    if not line.looked_at or not 1 < line.count <= MOST_WORDS_OF_A_HEADLINE:
        return False
    closed = line.full_stop and not (line.title_case and line.sentence_count == 1)
    if closed or line.leads_in or is_caption_anyway(line) or is_standfirst(line):
        return False
    return not (line.opens_as_prose and not line.title_case and line.stopped)


def is_standfirst(line: Line) -> bool:
    """Whether an unstopped line is a full sentence under a headline: it keeps the articles that headlines drop."""
    if line.stopped or line.leads_in or not line.looked_at or line.title_case or line.shouted:
        return False
    if line.count > MOST_WORDS_OF_A_HEADLINE:
        return line.count <= 2 * MOST_WORDS_OF_A_HEADLINE
    opens = line.words[:1] in (["the"], ["a"], ["an"])
    return opens and bool(line.finite) and line.articles > 1 and line.count >= 10  # noqa: PLR2004 - a full sentence


def is_list_item(line: Line) -> bool:
    """Whether the line is an item of a list, such as a label with a figure."""
    return bool(_LISTED.match(line.text[:200]))


def looks_like_caption(line: Line) -> bool:
    """Whether an unstopped line describes a picture."""
    if is_caption_anyway(line) or patterns("captions", "opening").search(line.text):
        return True
    if patterns("captions", "look").search(line.text):
        return True
    if line.label and len(line.label[0].split()) == 1 and not line.label[0].isupper():
        return not line.title_case and len(line.label[1].split()) > 2  # noqa: PLR2004 - a description, not a headline
    described = line.articles > 1 or (line.articles == 1 and line.count >= _WORDS_OF_A_DESCRIPTION)
    return line.count > 7 and described and not line.title_case and bool(line.finite)  # noqa: PLR2004


def looks_like_heading(line: Line) -> bool:
    """Whether an unstopped line can head a section of the article."""
    if line.label and line.label[1]:
        return False
    if line.shouted:
        return line.count <= MOST_WORDS_OF_A_SHOUT
    if line.text.rstrip().endswith("?"):
        return _asks_as_prose_does(line)
    return line.count <= MOST_WORDS_OF_A_HEADING and (not line.finite or line.count <= 3)  # noqa: PLR2004


def _asks_as_prose_does(line: Line) -> bool:
    """Whether a question has the word order of a question; "How X did Y" is a headline."""
    asking = words("prose", "asking")
    first, second = ([*line.words, "", ""])[:2]
    return line.count <= 2 * MOST_WORDS_OF_A_HEADING and (
        line.count <= MOST_WORDS_OF_A_HEADING
        or (first in asking and (first not in words("prose", "asking_for") or second in asking))
    )
