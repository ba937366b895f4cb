"""Which words a text must hold before a time pattern is tried on it: most paragraphs name few kinds of time."""

from __future__ import annotations

import re

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
}


def may_match(kind: str, folded: str) -> bool:
    """Return whether a text can hold a time expression of `kind`.

    Args:
        kind: a name in `patterns`.
        folded: the text as `fold` gives it.
    """
    return all(any(word in folded for word in group) for group in _NEEDED.get(kind, ()))


def fold(text: str) -> str:
    """Return a text in lower case, its digits as zeros; letters that a pattern of any case takes are spelt one way."""
    return _DIGIT.sub("0", text.casefold())
