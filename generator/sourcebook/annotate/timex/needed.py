"""Which words a text must hold before a time pattern is tried on it, and where: most paragraphs name few times."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from sourcebook.annotate.timex.lexicon import words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = ("second", "min", "hour", "hr", "day", "week", "fortnight", "month", "quarter", "year", "decade", "centur")
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_PARTS = ("morning", "afternoon", "evening", "night", "lunchtime")
_YEAR_WORDS = ("teen", "twenty")
_DIGIT = re.compile(r"\d")
# Kinds of time, and for each one or more groups; a match holds a word of every group, in which 0 stands for any digit.
# Kinds that are not here are tried everywhere.
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "full_date": (_MONTHS,),
    "named": (("0/00", "sep"),),
    "iso": (("0000-00-00",),),
    "slashed": (("0/0", "0.0"),),
    "month_day": (_MONTHS,),
    "month_year": (_MONTHS,),
    "month_rel_year": (_MONTHS, ("year",)),
    "month": (_MONTHS,),
    "weekday": (("day",),),
    "decade_digits": (("0s", "0's"),),
    "clock": (("0", "noon", "mid", "o'clock"), ("0:0", ".m.", "am", "pm", "noon", "mid", "o'clock")),
    "year": (("0000",),),
    "year_words": ((*_YEAR_WORDS, "thousand"),),
    "decade_words": (("ties",),),
    "century": (("century",),),
    "quarter": (("quarter",),),
    "half": (("half",),),
    "this_quarter": (("quarter", "period"),),
    "year_earlier": (("year",),),
    "year_end": (("end", "later", "earlier"), ("year", "month", "week")),
    "the_year": (("year",),),
    "ago": (("ago",), _UNITS),
    "apart": (_UNITS, ("earlier", "later", "before", "after", "on")),
    "rel_unit": (("day", "week", "month", "year", "decade", "century", "fortnight"),),
    "rel_season": (_SEASONS,),
    "season_year": (_SEASONS,),
    "weekend": (("weekend",),),
    "day_word": (("today", "yesterday", "tomorrow", "tonight"),),
    "day_part": (_PARTS,),
    "loose_part": (("morning", "afternoon", "evening", "overnight"),),
    "day_beside": (("day", "night", "week", "month", "year"),),
    "every": ((*_UNITS, "morning", "afternoon", "evening", "night"),),
    "many_seasons": (("springs", "summers", "autumns", "falls", "winters"),),
    "window": (_UNITS,),
    "one_and_half": (("half",),),
    "duration": (_UNITS,),
    "bare_units": (_UNITS,),
    "ref_present": (("now", "present", "moment", "days", "currently"),),
    "ref_past": (("recent", "past", "lately"),),
    "ref_future": (("future", "soon", "coming", "term"),),
    "while": (("while", "time"),),
    "time_of": (("time",),),
    "set": (("hourly", "daily", "nightly", "weekly", "monthly", "quarterly", "annually", "yearly"),),
    "holiday": (("christmas", "boxing", "new", "valentine", "halloween"),),
}
_WORDS = frozenset(word for groups in _NEEDED.values() for group in groups for word in group)
_VAGUE = frozenset(
    {"several", "few", "many", "some", "countless", "numerous", "dozens", "hundreds", "thousands", "up", "no", "at"}
    | {"about", "around", "almost", "nearly", "roughly", "approximately", "over", "only", "just", "barely", "the"}
    | {"more", "less", "fewer"}
)
# With what the costliest kinds begin, besides numbers. Other kinds are tried at every character.
_BEGIN: dict[str, frozenset[str]] = {
    "ago": _VAGUE,
    "apart": _VAGUE,
    "duration": _VAGUE,
    "every": frozenset({"once", "twice", "every", "each", "per"}),
}
_BEGINNINGS = frozenset().union(*_BEGIN.values())
# A count may be written in one with what follows it ("someday"): words that end like this are tried, too.
_UNIT_FORMS = tuple(f"{unit}{end}" for unit in (*_UNITS, "minute", "century", "centurie") for end in ("", "s"))
_KINDS_OF_UNITS = ("long", "more", "full", "whole", "consecutive", "straight", "additional", "trading", "business")
_ENDS = (*_UNIT_FORMS, *_KINDS_OF_UNITS, "working")
# As the patterns begin, with all letters of a word or one digit.
_PLACE = re.compile(r"(?<![\w$£€/-])(?:[^\W\d]+|\d)")


def possible(folded: str) -> frozenset[str]:
    """Return the kinds of time expression, named as in `patterns`, that a text can hold, given as `fold` makes it."""
    return _kinds_of(frozenset([word for word in _WORDS if word in folded]))


@functools.lru_cache(maxsize=4_096)
def _kinds_of(held: frozenset[str]) -> frozenset[str]:
    return frozenset(kind for kind, wanted in _NEEDED.items() if not any(held.isdisjoint(group) for group in wanted))


def fold(text: str) -> str:
    """Return a text in lower case, its digits as zeros; letters that a pattern of any case takes are spelt one way."""
    return _DIGIT.sub("0", text.casefold())


def places(text: str) -> tuple[tuple[int, str], ...]:
    """Return where words and numbers stand that begin a kind in `_BEGIN`, with the word or first digit, folded."""
    return tuple((f.start(), f.group().casefold()) for f in _PLACE.finditer(text) if _begins(f.group()))


@functools.lru_cache(maxsize=65_536)
def _begins(word: str) -> bool:
    """Tell whether a kind in `_BEGIN` may begin with a word or digit."""
    folded = word.casefold()
    return folded in _BEGINNINGS or _counts(folded)


@functools.lru_cache(maxsize=65_536)
def _counts(word: str) -> bool:
    """Tell whether a word or digit may be the count of a time expression."""
    return word in words().numbers or word.isdecimal() or word.endswith(_ENDS)


def matches(
    kind: str, pattern: re.Pattern[str], text: str, begun: Sequence[tuple[int, str]]
) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` finds, trying no more places than needed; `begun` is what `places` returns."""
    beginnings = _BEGIN.get(kind)
    if beginnings is None:
        yield from pattern.finditer(text)
        return
    end = 0
    for start, word in begun:
        if start < end or not (word in beginnings or _counts(word)):
            continue
        if found := pattern.match(text, start):
            end = found.end()
            yield found
