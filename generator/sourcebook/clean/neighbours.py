"""What a line is by the lines next to it: bylines, captions below their label, lists of links, headings of nothing."""

from __future__ import annotations

import re

from sourcebook.clean import shapes
from sourcebook.clean.lines import Line
from sourcebook.clean.page import Page
from sourcebook.clean.words import agencies, patterns, words

MOST_WORDS_OF_A_BYLINE = 12
MOST_WORDS_OF_A_SHORT_CAPTION = 20
_ONLY_LABEL = re.compile(r"^(?:image|media|photo|picture) caption[,:.]?$", re.IGNORECASE)
_IN_A_BYLINE = frozenset(["PROPN", "ADP", "CCONJ", "PUNCT", "NOUN", "SYM", "SPACE", "DET", "ADJ"])


def bylines(page: Page) -> None:
    """Names next to a date or a byline, above the first paragraph, are the authors or their desk."""
    for line in page.lines[1:]:
        if line.full_stop and line.count > MOST_WORDS_OF_A_BYLINE:
            return
        if line.number in page.verdicts or line.stopped or line.finite or line.leads_in:
            continue
        below_byline = page.kind(line.number - 1) == "byline"
        above_date = page.kind(line.number + 1) in {"dateline", "byline"}
        if line.count > MOST_WORDS_OF_A_BYLINE or not all(t.pos_ in _IN_A_BYLINE for t in line.tokens):
            continue
        people = any(t.ent_type_ == "PERSON" for t in line.tokens)
        if (above_date and people and not line.label) or (below_byline and _is_desk(line)):
            page.verdicts[line.number] = ("byline", "names next to the date or the byline")


def _is_desk(line: Line) -> bool:
    named = words("outlets", "parts") | words("outlets", "desks")
    return bool(named & set(line.words))


def captions(page: Page) -> None:
    """A line below a caption's label, or above an agency's name that stands alone among paragraphs, is a caption."""
    last = max((ln.number for ln in page.open() if ln.full_stop), default=-1)
    for line in list(page.open()):
        label = page.lines[line.number - 1] if line.number else None
        if label is not None and _ONLY_LABEL.match(label.text) and not line.stopped:
            page.verdicts[line.number] = ("caption", "stands below the label of a caption")
        below = page.lines[line.number + 1] if line.number + 1 < len(page.lines) else None
        if below is None or below.number > last or line.count > MOST_WORDS_OF_A_SHORT_CAPTION:
            continue
        if (
            below.text.strip(" .()[]") in agencies()
            and page.kind(below.number) == "credit"
            and line.sentence_count == 1
        ):
            page.verdicts[line.number] = ("caption", "stands above the name of a picture agency")
            page.verdicts[below.number] = ("caption", "the agency of the picture above")


def boxes(page: Page) -> None:
    """Unstopped lines below the heading of a list of links are links, down to the next paragraph."""
    within = False
    for line in page.lines:
        kind = page.kind(line.number)
        if kind is not None and patterns("furniture", "link_box").search(line.text):
            within = True
        elif kind is None:
            within = within and not line.full_stop and line.count <= shapes.MOST_WORDS_OF_A_HEADLINE
            if within:
                page.verdicts[line.number] = ("related", "in a list of links to other stories or topics")
        elif kind in {"dateline", "byline", "title"}:
            within = False


def headings_above_nothing(page: Page) -> None:
    """A heading that no prose follows heads nothing: it is a label at the page's end."""
    for line in reversed(page.lines):
        kind = page.kind(line.number)
        if kind == "body":
            return
        if kind == "heading":
            page.verdicts[line.number] = ("section-label", "short, and no prose follows it")
