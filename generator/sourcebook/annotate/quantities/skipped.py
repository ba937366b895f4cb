"""Numbers that count nothing: years and dates, times, codes, parts of names, addresses, scores, list numbers."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.lexicon import alternatives, words

if TYPE_CHECKING:
    from sourcebook.annotate.quantities.pieces import Numeral
    from sourcebook.parsed import Token

_NAMES = frozenset({"PERSON", "ORG", "PRODUCT", "FAC", "EVENT", "WORK_OF_ART", "LAW", "GPE", "LOC"})
# Dates of reports lie between these years.
_YEARS = range(1500, 2201)
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"[0-9]")
_POINTED_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]")
_LAST_DAY = 31
_MODAL = re.compile(r"[ \t]+(?:of )?(?:may|mar|jan)\b")
_ADDRESS = re.compile(r"://|www\.|\.com\b|\.org\b|\.co/|(?<!\w)pic\.|(?<!\w)[@#]\w")
# Every match of it holds one of these.
_IN_ADDRESSES = ("://", "www.", ".com", ".org", ".co/", "pic.", "@", "#")
_STAMP = re.compile(r"(?<!\w)[0-9]{4}-[0-9]{2}-[0-9]{2}\S*")
_YEARS_SPAN = re.compile(r"(?<![\w.,-])(?:1[6-9]|20)[0-9]{2}[-–/][0-9]{2}(?:[0-9]{2})?(?![\w-])")
_PHONE = re.compile(r"(?<![\w.,])\+?\(?[0-9]{2,4}\)?(?:[ .-][0-9]{3,4}){2,3}(?![\w,])")
_CLOCK_AFTER = re.compile(
    r" ?(?:[ap]\.?m\b|o'clock|hours? (?:GMT|local)|(?:GMT|BST|EST|EDT|ET|PT|UTC|local time)\b)", re.IGNORECASE
)
_SCORE = re.compile(r"(?<![\w.])[0-9]{1,3} ?[-–] ?[0-9]{1,3}(?:[-–][0-9]{1,3}){0,4}(?![\w%.]{0,12}[0-9])")
_DAY_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")
_LIST_NUMBER = re.compile(r"\s*(?:[.):]|-)\s")
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?)[ ]+$")
_IN_NAMES = frozenset({"nummod", "appos", "npadvmod", "nmod", "compound", "punct", "dep", "ROOT", "pobj"})
_DECADE = re.compile(r"'?s\b")


def stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of web addresses, handles, hashtags and telephone numbers in ``text[start:end]``, in order."""
    patterns = (_PHONE, _STAMP, _YEARS_SPAN)
    found: list[tuple[int, int]] = []
    if _DIGIT.search(text, start, end):
        found += [(m.start(), m.end()) for pattern in patterns for m in pattern.finditer(text, start, end)]
    if any(text.find(mark, start, end) >= 0 for mark in _IN_ADDRESSES) and _ADDRESS.search(text, start, end):
        # Words are cut first and searched within, so that the time stays linear on text without white space.
        found += [(m.start(), m.end()) for m in _WORD.finditer(text, start, end) if _ADDRESS.search(m.group())]
    return sorted(found)


def is_date(text: str, number: Numeral, token: Token, *, has_unit: bool) -> bool:
    """Tell whether a number without unit is a year, a day of a month, or a time of day.

    Args:
        text: the normalised text.
        number: the number.
        token: the number's last token.
        has_unit: whether a unit or a bound word stands beside it.
    """
    if _CLOCK_AFTER.match(text, number.end) and number.kind in {"figure", "word"}:
        return True
    if not has_unit and _clock(text, number):
        return True
    if has_unit or number.kind not in {"figure", "word"}:
        return False
    if number.kind == "figure" and (
        _near_month(text, number) or _DAY_SUFFIX.match(text, number.end) or _DECADE.match(text, number.end)
    ):
        return True
    return _is_year(text, number, token)


def _clock(text: str, number: Numeral) -> bool:
    """Tell whether a figure is a time with a point ("at 6.10"), in a sentence that speaks of no prices or shares."""
    before = text[max(0, number.start - 60) : number.start]
    return (
        _POINTED_TIME.fullmatch(text, number.start, number.end) is not None
        and before.lower().endswith((" at ", " around ", " until ", " about "))
        and not re.search(
            r"[$€£¥%]|\b(?:percent|per cent|cents?|points?)\b", before + text[number.end : number.end + 60]
        )
    )


@functools.cache
def _months() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a month before and behind a number."""
    months = alternatives(words("months"))
    before = rf"(?<!\w)(?:{months})\.?,?[ \t]+(?:[0-9]{{1,2}}(?:st|nd|rd|th)?[ ]*(?:,|-|–|to|and|)[ ]*)?$"
    after = rf"(?:[ ]*(?:-|–|to|and|or)[ ]*[0-9]{{1,2}})?(?:[ \t]+(?:of[ ])?|-)(?:{months})\b(?!-)"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


def _near_month(text: str, number: Numeral) -> bool:
    value = number.low or 0
    if not (0 < value <= _LAST_DAY or value in _YEARS) or "," in text[number.start : number.end]:
        return False
    before, after = _months()
    if _MODAL.match(text, number.end):
        return False  # "50 may have died": the month is capitalised
    reach = text[max(0, number.start - 22) : number.start]
    return bool(before.search(reach) or after.match(text[number.end : number.end + 24]))


def _is_year(text: str, number: Numeral, token: Token) -> bool:
    written = text[number.start : number.end]
    if not (written.isdigit() and len(written) == 4 and int(written) in _YEARS):  # noqa: PLR2004 - a year has four digits
        return False
    if token.ent_type_ == "DATE" or text[number.end : number.end + 1] in {"-", "–"}:
        return True
    if token.ent_type_ in {"CARDINAL", "QUANTITY", "MONEY"} and token.dep_ == "nummod" and token.head.tag_ == "NNS":
        return False
    before = re.search(r"(\w+)[ ]+$", text[max(0, number.start - 16) : number.start])
    if before and before[1].lower() in words("dates_before"):
        return True
    return token.dep_ != "nummod" or token.head.tag_ not in {"NNS", "NNPS"} or token.head.i < token.i


def is_label(text: str, number: Numeral, token: Token) -> bool:
    """Tell whether a number without unit is part of a name, an address, a list's number or a mark of identity."""
    if number.kind not in {"figure", "word"}:
        return False
    right = token.dep_ == "nummod" and token.head.i > token.i
    if _labelled(text, number, token, right=right) or _within_name(token, right=right):
        return True
    if number.kind == "word":
        return token.i > 0 and token.nbor(-1).pos_ == "PROPN" and not token.is_sent_start and token.is_title
    return (
        _line_number(text, number)
        or _address(text, number)
        or _index(text, number)
        or _behind_name(text, number, token, right=right)
        or (number.scale == 1 and _model(token))
    )


def _labelled(text: str, number: Numeral, token: Token, *, right: bool) -> bool:
    """Tell whether a label stands before ("Section 4"), unless it is a plain word before a number of things."""
    before = _WORD_BEFORE.search(text[max(0, number.start - 24) : number.start])
    if before is None or before[1].lower() not in words("labels"):
        return False
    return not (right and token.head.tag_ == "NNS" and before[1].islower())


def _within_name(token: Token, *, right: bool) -> bool:
    if token.ent_type_ not in _NAMES:
        return False
    return (token.ent_iob_ == "I" and not token.is_alpha) or not (right and token.head.ent_type_ != token.ent_type_)


def _behind_name(text: str, number: Numeral, token: Token, *, right: bool) -> bool:
    """Tell whether a figure is the last part of a name ("Falcon 9"), or stands between a name and a singular noun."""
    if token.i == 0 or token.nbor(-1).pos_ != "PROPN":
        return False
    written = text[number.start : number.end]
    before_one = token.dep_ in {"nummod", "compound"} and token.head.i > token.i and token.head.tag_ in {"NN", "NNP"}
    if before_one and written.isdigit() and text[number.end : number.end + 1] == " ":
        return True
    return "," not in written and token.nbor(-1).is_title and token.dep_ in _IN_NAMES and not right


def _model(token: Token) -> bool:
    """Tell whether a figure stands before a name in the singular ("787 Dreamliner") that is no people's name."""
    head = token.head
    return (
        token.dep_ == "nummod"
        and head.i == token.i + 1
        and head.tag_ == "NNP"
        and head.ent_type_ not in {"NORP", "ORG"}
        and not head.is_upper
    )


def _index(text: str, number: Numeral) -> bool:
    before = text[max(0, number.start - 14) : number.start].lower().rstrip()
    return any(before.endswith(name) for name in words("indices"))


def _line_number(text: str, number: Numeral) -> bool:
    line = text.rfind("\n", 0, number.start) + 1
    return not text[line : number.start].strip() and bool(_LIST_NUMBER.match(text, number.end))


def _address(text: str, number: Numeral) -> bool:
    street = re.match(
        r"[ ][A-Z][\w'-]*(?:[ ][A-Z][\w'-]*){0,2}?[ ]([A-Z][a-z]+\.?)", text[number.end : number.end + 60]
    )
    return street is not None and street[1].lower() in words("streets")


def scores(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of results like "2-2" and "9-2" in ``text[start:end]``, in order.

    The second number is not larger than the first, or a word of contests stands beside.
    """
    found = []
    for match in _SCORE.finditer(text, start, end):
        numbers = [int(n) for n in re.findall(r"[0-9]+", match.group())]
        around = re.findall(r"[a-z]+", text[max(0, match.start() - 24) : match.start()].lower())[-2:]
        around += re.findall(r"[a-z]+", text[match.end() : match.end() + 20].lower())[:2]
        falls = numbers[0] >= numbers[1] and text[match.end() : match.end() + 1] != "%"
        if len(numbers) > 2 or falls or any(word in words("scores") for word in around):  # noqa: PLR2004
            found.append((match.start(), match.end()))
    return found
