"""Rules that tell what a line is from the line alone: site furniture, credits, bylines, embeds, stray characters."""

from __future__ import annotations

import re
from collections.abc import Callable

from sourcebook.clean import dateline
from sourcebook.clean.embedded import is_gallery
from sourcebook.clean.lines import Line
from sourcebook.clean.shapes import has_photo_credit
from sourcebook.clean.words import held, patterns
from sourcebook.records import BlockKind

Verdict = tuple[BlockKind, str]

# Furniture is short; a longer line must speak of cookies or rights to be taken for it.
MOST_WORDS_OF_FURNITURE = 40
MOST_WORDS_OF_A_CREDIT = 70
MOST_WORDS_OF_A_BANNER = 160
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EMBED_END = re.compile(
    r"(?:—|–|--|-)\s?[^\n]{1,60}\(@\w{1,30}\)\s+"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{2,4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})$"
)
_PICTURE_LINK = re.compile(r"\bpic\.twitter\.com/\w+|\bhttps?://t\.co/\w+")
_HANDLE_OR_TAG = re.compile(r"(?<!\w)[#@]\w{2,}")
_WHEN = re.compile(
    r"\b(?:first |last |originally )?(?:published|posted|updated|modified|created|filed|released|date|time|on|at|by|gmt"
    r"|bst|edt|est|et|pdt|pst|pt|utc|cet|ist|am|pm|a\.m|p\.m|noon|midnight|ago|hours?|minutes?|mins?|days?|today|yesterday"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|\d{1,4}(?:st|nd|rd|th|am|pm|h)?)\b",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"day\b|updated|published|posted|filed|ago\b|(?:19|20)\d\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d|day\b|updated|published|posted", re.IGNORECASE)
_LONGEST_WHEN = 120
_LONGEST_GALLERY = 30_000


def judge(line: Line) -> Verdict | None:
    """Return what a line is and why, where the line alone tells it; else ``None``."""
    for rule in _RULES:
        verdict = rule(line)
        if verdict is not None:
            return verdict
    return None


def is_embed(line: Line) -> bool:
    """Whether the line is a post of a social network that was embedded in the page."""
    if not line.looked_at:
        return False
    if _EMBED_END.search(line.text):
        return True
    marks = len(_HANDLE_OR_TAG.findall(line.text))
    link = _PICTURE_LINK.search(line.text)
    return bool(link and (marks or link.end() > len(line.text) - 3))


def _stray(line: Line) -> Verdict | None:
    letters = _LETTER_OR_DIGIT.findall(line.text[:200])
    if not letters:
        return "stray", "no letter or figure stands in it"
    if len(line.text) <= 2 or (len(line.text) <= 4 and line.text.isdigit()):  # noqa: PLR2004 - one or two characters
        return "stray", "a single character or figure that belongs to no sentence"
    if len(line.text) > 60 and not any(c.isspace() for c in line.text):  # noqa: PLR2004 - no word is so long
        return "stray", "one long run of characters without a space"
    return None


def _code(line: Line) -> Verdict | None:
    return ("stray", "program code of the page") if line.text.startswith("//<![CDATA[") else None


def _picture_credit(line: Line) -> Verdict | None:
    if line.text[0] in "([" and has_photo_credit(line):
        return "caption", "the credit of a picture"
    return None


def _dateline(line: Line) -> Verdict | None:
    found = dateline.parse(line.text) if len(line.text) <= dateline.LONGEST else None
    if found is not None and found.length >= len(line.text):
        return "dateline", "place, agency or outlet that opens the report"
    if len(line.text) <= _LONGEST_WHEN and _DAY.search(line.text) and _WHEN.search(line.text):
        rest = _WHEN.sub("", line.text)
        if not re.search(r"[^\W\d_]", rest):
            if _CALENDAR.search(line.text):
                return "dateline", "only a date or time stands in it"
            return "section-label", "a time of day alone on its line"
    return None


def _gallery(line: Line) -> Verdict | None:
    if len(line.text) <= _LONGEST_GALLERY and is_gallery(line.text):
        return "video", "a gallery: its pictures are counted through"
    return None


def _embed(line: Line) -> Verdict | None:
    return ("related", "a post embedded from a social network") if is_embed(line) else None


def _consent(line: Line) -> Verdict | None:
    if not line.looked_at or not any(word in line.folded for word in held("furniture", "consent")):
        return None
    if line.count <= MOST_WORDS_OF_A_BANNER and patterns("furniture", "consent").search(line.text):
        speaks_to_reader = {"you", "your", "our", "we"} & set(line.words)
        if speaks_to_reader or line.count <= 12:  # noqa: PLR2004 - a button of the banner
            return "consent", "speaks of cookies, privacy or terms of use to the reader"
    return None


def _furniture(
    group: str, kind: BlockKind, why: str, most: int = MOST_WORDS_OF_FURNITURE
) -> Callable[[Line], Verdict | None]:
    def rule(line: Line) -> Verdict | None:
        if not line.looked_at or line.count > most or line.opens_quoted or _reports(line):
            return None
        return (kind, why) if patterns("furniture", group).search(line.text) else None

    return rule


def _reports(line: Line) -> bool:
    """Whether the line is a sentence that tells something, which furniture does not do."""
    return line.full_stop and line.count > 7 and line.says_something  # noqa: PLR2004 - shorter ones are notices


def _appeal(line: Line) -> Verdict | None:
    if not line.looked_at or line.count > MOST_WORDS_OF_A_CREDIT or line.opens_quoted:
        return None
    return ("credit", "asks the readers to get in touch") if patterns("furniture", "appeal").search(line.text) else None


def _end_note(line: Line) -> Verdict | None:
    if line.looked_at and line.count <= MOST_WORDS_OF_A_CREDIT and patterns("furniture", "end_note").search(line.text):
        return "section-label", "a note of the site about the story"
    return None


def _credit(line: Line) -> Verdict | None:
    if not line.looked_at or line.count > MOST_WORDS_OF_A_CREDIT or line.opens_quoted:
        return None
    if patterns("credits", "credit").search(line.text):
        return "credit", "names who contributed, where it first appeared or who owns it"
    return None


def _byline(line: Line) -> Verdict | None:
    if not line.looked_at or line.count > 25 or line.opens_quoted or _reports(line) or line.text.endswith("?"):  # noqa: PLR2004 - longer is prose
        return None
    return ("byline", "names the author") if patterns("credits", "byline").search(line.text) else None


_RULES: tuple[Callable[[Line], Verdict | None], ...] = (
    _code,
    _stray,
    _dateline,
    _embed,
    _gallery,
    _picture_credit,
    _consent,
    _furniture("sponsor", "sponsor", "an advertising network or the label of an advertisement"),
    _furniture("video", "video", "a player, a gallery or its controls"),
    _furniture("highlight_label", "highlight", "heads the box that sums the story up"),
    _end_note,
    _appeal,
    _credit,
    _furniture("newsletter", "newsletter", "invites to a newsletter, an app or a subscription"),
    _furniture("related", "related", "opens a link to another story, or shares this one"),
    _furniture("label", "section-label", "the name of a department or box of the site"),
    _byline,
)
