"""What an unclassified line among the paragraphs is: prose, a heading, a caption, or a link to another story."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sourcebook.clean import shapes
from sourcebook.clean.alone import Verdict
from sourcebook.clean.lines import Line
from sourcebook.clean.page import Page

PROSE: Verdict = ("body", "prose")
LED_IN: Verdict = ("body", "the line above leads in to it")
MOST_WORDS_OF_AN_ITEM = 25
_MAY_GO_ON = frozenset(["body", "caption", "credit"])


def judge(page: Page, line: Line, *, stops_tell: bool) -> Verdict:
    """Return what a line among the paragraphs is, and why.

    Args:
        page: all lines of the article.
        line: one that nothing is known of yet.
        stops_tell: whether paragraphs of this article close with a stop.
    """
    verdict = _by_its_end(line) or _beside(page, line) or _first_of(_SURE, line)
    if verdict is not None:
        return verdict
    if not stops_tell:
        return "body", "prose; full stops are left out in this text"
    return _first_of(_UNSTOPPED, line) or ("related", "worded as a headline, between paragraphs, without a full stop")


def _first_of(rules: Sequence[tuple[Callable[[Line], bool], Verdict]], line: Line) -> Verdict | None:
    return next((verdict for holds, verdict in rules if holds(line)), None)


def _by_its_end(line: Line) -> Verdict | None:
    if shapes.is_caption_anyway(line):
        return "caption", "describes a picture and names its source"
    if not line.looked_at or (line.stopped and not _may_be_headline(line)):
        return PROSE
    if shapes.is_list_item(line):
        return "body", "an item of a list"
    if line.leads_in:
        short = line.count <= 4 and not line.finite  # noqa: PLR2004 - a label above a list
        return ("heading", "a label above what follows") if short else ("body", "leads in to what follows")
    return None


def _beside(page: Page, line: Line) -> Verdict | None:
    before = page.lines[line.number - 1] if line.number else None
    if before is not None:
        kind, why = page.verdicts[before.number]
        if line.text[0].islower() and not before.stopped and kind in _MAY_GO_ON:
            return kind, "goes on from the line above"
        listed = why == LED_IN[1] and not before.stopped and line.count <= MOST_WORDS_OF_AN_ITEM and not line.title_case
        if kind == "body" and (before.leads_in or listed):
            return LED_IN
    if line.title_case and line.count > 2 and page.title is not None and _plain_case(page.title):  # noqa: PLR2004
        return "related", "in the capitals of a headline, which this site's own headline does not have"
    return None


def _plain_case(title: Line) -> bool:
    return not title.title_case and not title.shouted and title.count > 4  # noqa: PLR2004 - enough words to tell


def _may_be_headline(line: Line) -> bool:
    """Whether a stop may be a headline's own: a question, a call, or a quotation without a sentence around it."""
    if line.full_stop or line.opens_quoted:
        return False
    if _is_promo(line):
        return True
    if line.sentence_count > 1:
        return False
    return line.shouted or line.title_case or bool(line.label) or shapes.looks_like_heading(line)


def _is_promo(line: Line) -> bool:
    """Whether the line is a word or two in capitals, a colon and a headline."""
    before = line.label[0] if line.label else ""
    shout = len(before) > 2 and before.isupper() and not line.shouted  # noqa: PLR2004 - "Q:" opens an answer
    return shout and 4 < line.count <= shapes.MOST_WORDS_OF_A_HEADLINE and not line.full_stop  # noqa: PLR2004


def _is_name(line: Line) -> bool:
    return line.count <= 4 and line.is_person  # noqa: PLR2004 - a name


def _lost_its_stop(line: Line) -> bool:
    """Whether the line reads as running text though no stop closes it."""
    if line.opens_as_prose and line.finite and not line.title_case:
        return True
    return line.sentence_count > 1 or line.opens_quoted or line.count > shapes.MOST_WORDS_OF_A_CAPTION


_SURE: tuple[tuple[Callable[[Line], bool], Verdict], ...] = (
    (_is_promo, ("related", "a label in capitals and a headline: a link to another story")),
    (_is_name, ("section-label", "a name alone on its line")),
    (shapes.looks_like_heading, ("heading", "short, without a full stop, above a section")),
)
_UNSTOPPED: tuple[tuple[Callable[[Line], bool], Verdict], ...] = (
    (_lost_its_stop, ("body", "prose that lost its full stop")),
    (
        shapes.looks_like_caption,
        ("caption", "describes a picture: a full sentence or a label, and no full stop"),
    ),
)
