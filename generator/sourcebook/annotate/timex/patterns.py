"""The shapes of time expressions as regular expressions, each under the name of what it means."""

from __future__ import annotations

import functools
import re

from sourcebook.annotate.timex.lexicon import words

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    "(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_ABOUT = (
    "(?:(?:about|around|almost|nearly|roughly|approximately|some|over|up to|only|just|barely|more than|less than"
    "|fewer than|no more than|at least|at most|the better part of) )?"
)
_PIECES = {
    "month": "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.?|Feb\\.?|Mar\\.|Apr\\.?|Jun\\.|Jul\\.|Aug\\.?|Sept\\.?|Sep\\.?|Oct\\.?|Nov\\.?|Dec\\.?)",
    "weekday": "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
    "wd": "(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\\.?|Tues?\\.?|Wed\\.?|Thu(?:rs?)?\\.?"
    "|Fri\\.?|Sat\\.?|Sun\\.?),? (?:the )?)?",
    "daynum": "(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?![\\d:%/])(?!,\\d{3})",
    "dayword": "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)",
    "year": "(?:1[0-9]\\d\\d|20\\d\\d)(?![\\d%])(?![,./-]\\d)",
    "yearwords": "(?:(?:fifteen|sixteen|seventeen|eighteen|nineteen|twenty) (?:hundred|oh[- ]\\w+|(?:ten|eleven|twelve"
    "|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?))",
    "part": "(?:morning|afternoon|evening|night|lunchtime)",
    "season": "(?:spring|summer|autumn|fall|winter)",
    "unit": "(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?"
    "|century|centuries)",
    "units": "(?:seconds|minutes|hours|days|weeks|fortnights|months|quarters|years|decades|centuries)",
    "number": f"(?:\\d{{1,3}}(?:,\\d{{3}})+|\\d{{1,4}}(?:\\.\\d)?(?: [1-3]/[24]|[\u00bc\u00bd\u00be])?"
    f"|(?:(?:an?|{_NUMBER_WORDS}) (?:hundred|thousand)|hundred|{_NUMBER_WORDS})(?: and a half)?|an?"
    "|a couple(?: of)?|(?:a|half a|two) dozen|half an?)",
    "vague": "(?:several|a few|few|many|some|countless|numerous|dozens of|hundreds of|thousands of)",
    "about": _ABOUT,
    "shade": "(?:(?:early|late|earlier|later|mid|the middle of|the beginning of|the start of|the end of)[- ]"
    "(?:on |in )?)?",
    "ordinal": "(?:first|second|third|fourth|1st|2nd|3rd|4th)",
    "clock": "(?:\\d{1,2}(?:[:.]\\d\\d)? ?(?:[ap]\\.m\\.|[ap]m\\b)|(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?"
    "|noon|midday|midnight|(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'clock)",
    "zone": "(?:,? ?\\(?(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T|local time)\\)?(?: \\([^()\\n]{2,14}\\))?)?",
}

# Names with a capital S before them keep case; all else is matched in any case.
_EXACT = {
    "full_date": (
        "{wd}(?P<month>{month}) (?P<day>{daynum}|{dayword})(?:,? | of ){1}(?P<year>{year}|{yearwords})|{wd}"
        "(?P<day2>{daynum}|{dayword})(?: of)? (?P<month2>{month}),? (?P<year2>{year}|{yearwords})"
    ),
    "named": "9/11(?!/)|(?:Sept\\.?|September) 11(?= (?:(?:terror|terrorist|hijack\\w*) )?attacks?\\b)",
    "iso": "(?P<year>(?:1\\d|20)\\d\\d)-(?P<month>\\d\\d)-(?P<day>\\d\\d)(?:[T ](?P<clock>\\d\\d:\\d\\d))?(?!\\d)",
    "slashed": (
        "(?P<a>\\d{{1,2}})(?P<sep>[/.])(?P<b>\\d{{1,2}})(?P=sep)(?P<year>(?:19|20)\\d\\d|\\d\\d)(?![\\d/]|[.]\\d)"
    ),
    "month_day": (
        "{wd}(?P<month>{month}) (?:the )?(?P<day>{daynum})(?:,? (?:of )?(?P<rel>last|this|next) year)?"
        "|{wd}(?:the )?(?P<day2>{daynum})(?: of)? "
        "(?P<month2>{month})(?: (?:of )?(?P<rel2>last|this|next) year)?|{wd}(?P<month3>{month}) (?P<day3>{dayword})"
    ),
    "month_year": (
        "(?P<shade>[Ee]arly|[Ll]ate|[Mm]id)?[- ]?(?P<month>{month}),? (?:of |in )?(?P<year>{year}|{yearwords})"
    ),
    "month_rel_year": ("(?P<month>{month}) (?:of )?(?P<rel>this|last|next|that|the (?:following|previous|same)) year"),
    "month": (
        "(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Ee]very|[Ee]ach|[Tt]he (?:following|previous)"
        "|[Tt]he next) )?(?P<shade>[Ee]arly |[Ll]ate |[Mm]id-?|[Tt]he "
        "(?:middle|end|beginning|start) of )?(?P<month>{month})"
    ),
    "weekday": (
        "(?P<shade>(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)(?: on)? )?(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his(?:"
        " past| coming)?|[Ee]very|[Ee]ach|[Tt]he (?:previous|following|next)|[Tt]hat"
        "|[Oo]n) )?(?P<weekday>{weekday})(?P<plural>s)?(?: (?P<part>{part})(?P<parts>s)?)?(?: (?P<week>last"
        " week|next week|this week))?"
    ),
    "decade_digits": (
        "(?:[Tt]he )?(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[- ])?(?:(?P<dec>(?:1[5-9]|20)\\d)0'?s|'(?P<short>[2-9])0s)\\b"
    ),
}
_ANY_CASE = {
    "clock": (
        "(?:at |about |around |shortly after |just after |just before )?(?P<clock>{clock}){zone}(?:,? (?:on |in"
        " the (?:morning|afternoon|evening) (?:of |on )?)?(?P<beside>(?:{weekday},? )?(?P<month>{month})"
        " (?P<day>{daynum})\\b|{weekday}|today|yesterday|tomorrow))?"
    ),
    "year_words": "(?:the year )?(?P<year>{yearwords}|two thousand)",
    "decade_words": (
        "the (?:(?:early|late|mid)[- ])?(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
    ),
    "century": (
        "(?:the )?(?:(?:early|late|mid)[- ])?(?P<ord>\\d{{1,2}}(?:st|nd|rd|th)|fifteenth|sixteenth|seventeenth"
        "|eighteenth|nineteenth|twentieth|twenty-first)[- ]century"
    ),
    "year": "(?:(?P<fiscal>fiscal(?: year)?|the year) )?{shade}(?P<year>{year})",
    "quarter": (
        "(?:(?:the|its|a flat) )?(?:(?:(?P<relyear>this|last|next) year's|(?P<year>{year})|(?P<ago>year-ago"
        "|year-earlier)|fiscal(?: (?P<year3>{year}))?|fiscal-?|current)[ -])?(?P<ord>{ordinal})[- ]quarter"
        "(?:s\\b)?(?: (?:of )?(?:(?P<relyear2>this|last|next|the) year|(?:fiscal )?(?P<year2>{year})))?"
    ),
    "half": "(?:the )?(?P<ord>first|second|last) half of (?:(?P<year>{year})|(?P<rel>this|last|next|the) year)",
    "this_quarter": (
        "(?P<rel>this|last|next|the (?:latest|current|previous|past|year-ago|year-earlier|comparable year-ago)"
        "|that|year-ago|year-earlier|the (?P<year>{year})) (?:quarter|period)|the (?P<bare>quarter)(?= (?:ended"
        "|ending)|[^\\w]| [a-z])"
    ),
    "year_earlier": (
        "(?P<shade>nearly |almost |about |exactly )?(?P<expr>a year (?:ago|earlier|before)|year-earlier|year-ago)"
    ),
    "year_end": (
        "(?:(?:by|at|around|about) )?(?:the )?(?:year[- ]end|year's end|end of the (?P<unit>year|month|week)|"
        "(?:later|earlier) in the (?P<unit2>year|month|week))"
    ),
    "the_year": "the (?P<which>(?:current |full )?fiscal year|full year|year)(?P<ended>,? end(?:ed|ing)\\b)?",
    "ago": ("{about}(?P<count>{number}|{vague})(?:[- ]|)(?P<unit>{unit})(?P<so> or so)? ago(?P<part> tonight| today)?"),
    "apart": (
        "{about}(?P<count>{number}|{vague})[- ](?P<unit>{unit})(?P<so> or so)? (?P<way>earlier|later|before"
        '|after|afterwards?|on)(?=[.,;:)"]|$| (?:[a-z]|[A-Z]))'
    ),
    "rel_unit": (
        "(?:(?P<shade>earlier|later|early|late|sometime|the (?:end|start|beginning|middle) of) )?(?P<rel>last"
        "|this|next|the (?:previous|following|same|coming|current|next)|that|this coming|this past) "
        "(?P<unit>day|week|weekend|month|year|decade|century|fortnight)(?!s|-)(?P<so> or so)?"
    ),
    "rel_season": (
        "(?P<rel>last|this|next|this past|this coming|the|that|the (?:previous|following|past|early|late)|early|late) "
        "(?P<season>{season})(?: of (?P<year>{year}|{yearwords})| (?P<year2>{year}))?"
    ),
    "season_year": "(?P<season>{season}) (?:of )?(?P<year>{year})",
    "weekend": "(?P<shade>late |early )?(?P<expr>the|over the|at the|during the) weekend",
    "day_word": (
        "(?:(?P<shade>early|late|earlier|later)(?: on)? )?(?P<word>today|yesterday|tomorrow|tonight|the day"
        " before yesterday|the day after tomorrow)(?: (?P<part>{part}))?"
    ),
    "day_part": (
        "(?:(?P<shade>early|late|earlier|later|mid)[- ])?(?P<rel>last|this|that|the previous|the following|the"
        " same|the next) (?P<part>{part})"
    ),
    "loose_part": (
        "(?:by |in |on )(?:(?P<shade>early|late|mid)[- ])?(?P<rel>the |)(?P<part>morning|(?:mid[- ])?afternoon"
        "|evening)|(?P<overnight>overnight)"
    ),
    "day_beside": ("the (?P<unit>day|night|week|month|year) (?P<way>before|after|earlier)|the very (?P<next>next) day"),
    "set": "(?P<set>{{sets}})",
    "every": (
        "(?:(?P<times>once|twice|{number} times) )?(?:every|each|per|(?P<a>a)) (?:(?P<other>other|second|few"
        "|{number}) )?(?P<unit>seconds?|minutes?|hours?|days?|weeks?|weekends?|months?|quarters?|years?|decade"
        "|morning|afternoon|evening|night)"
    ),
    "many_seasons": "the (?:past|last) {number} (?P<season>springs|summers|autumns|falls|winters)",
    "window": (
        "(?:the )?(?P<rel>past|last|next|coming|previous|first|latest|final|recent) (?:(?P<count>{number}"
        "|{vague}|couple of) )?(?:more |to )?(?P<unit>{unit})(?P<so> or so)?"
    ),
    "one_and_half": "(?:an?|one) (?P<unit>minute|hour|day|week|month|year|decade|century) and a half",
    "duration": (
        "{about}(?:(?P<low>{number})(?: to | or |-to-|-)(?=\\w))?(?P<count>{number}|{vague})(?:[- ]|)"
        "(?:long |more |full |whole |consecutive |straight |additional |trading |business |working )?"
        "(?P<unit>{unit})(?:-long)?(?P<so> or so)?(?P<and>,? (?:and )?\\d{{1,2}} (?:minutes|seconds|hours"
        "|months|days))?"
    ),
    "bare_units": (
        "(?P<before>in|for|within|over|after|during|of|took|take|takes|last|lasted) (?P<the>the |the early )?"
        "(?P<unit>{units})(?: or (?P<other>{units}))?(?! (?:ago|before|after|later|earlier|past))|"
        "(?P<whole>decades|centuries|months|weeks|years|days) of"
    ),
    "ref_present": "right now|now|currently|at present|at the moment|these days|nowadays|presently",
    "ref_past": (
        "(?:more )?recently|in the past|the recent past|(?:in )?recent (?:days|weeks|months|years|quarters"
        "|decades)|lately"
    ),
    "ref_future": (
        "(?:in )?(?:the|the near) future|soon|(?:in )?(?:the )?coming (?:days|weeks|months|years|quarters)|the"
        " near term"
    ),
    "while": "a (?:long )?while|some time(?= [^a-z]|[.,;])",
    "time_of": "the time(?= [^a-z]|[.,;])",
}


@functools.cache
def compiled() -> dict[str, re.Pattern[str]]:
    """Return the pattern of every kind of time expression, in the order in which equal matches are preferred."""
    sets = "|".join(sorted(words().sets, key=len, reverse=True))
    holidays = "|".join(sorted((re.escape(h) for h in words().holidays), key=len, reverse=True))
    made = {name: _compile(pattern, exact=True) for name, pattern in _EXACT.items()}
    for name, pattern in _ANY_CASE.items():
        made[name] = _compile(pattern.replace("{{sets}}", sets), exact=False)
    made["holiday"] = _compile(f"(?P<holiday>{holidays})(?:,? (?P<year>{{year}}))?", exact=False)
    return made


def _compile(pattern: str, *, exact: bool) -> re.Pattern[str]:
    """Fill the pieces in, let a space stand for one to three white-space characters, and bound by words."""
    filled = pattern
    for name, piece in _PIECES.items():
        filled = filled.replace("{" + name + "}", piece)
    filled = filled.replace("{{", "{").replace("}}", "}")
    filled = re.sub(r" \?(?![^\[]*\])", r"\\s{0,3}", filled)
    filled = re.sub(r" (?![^\[]*\])", r"\\s{1,3}", filled)
    return re.compile(rf"(?<![\w$£€/-])(?:{filled})(?![\w])", 0 if exact else re.IGNORECASE)
