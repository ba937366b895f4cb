"""Whether a match is time in its sentence, or a name, an age, a number, a verb that looks like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sourcebook.annotate.timex.lexicon import words
from sourcebook.annotate.timex.matches import Expression, after, before

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token


def is_time(e: Expression, doc: Doc) -> bool:
    """Return whether `e` reads as time in its sentence."""
    check = _CHECKS.get(e.kind)
    return check is None or check(e, doc)


def _inside(e: Expression, doc: Doc) -> list[Token]:
    tokens = []
    for token in doc[e.token :]:
        if token.idx >= e.end:
            break
        tokens.append(token)
    return tokens


def _month_alone(e: Expression, doc: Doc) -> bool:
    """A month without day or year is time after a cue word or where the model says so, and "may" is mostly a verb."""
    if e.group("rel", "shade"):
        return True
    token = doc[e.token]
    if token.ent_type_ == "PERSON" or token.pos_ in {"AUX", "VERB"}:
        return False
    cued = before(e, doc) in words().month_cues
    if token.text.lower() in {"may", "march"} or "." in token.text:
        return cued and not re.match(r"\s+[A-Z]", after(e, doc))
    return cued or token.ent_type_ == "DATE"


def _year(e: Expression, doc: Doc) -> bool:
    """Four digits are a year where a cue word, a month or the model says so and they count nothing."""
    if e.group("fiscal", "shade"):
        return True
    token = doc[e.token]
    if re.match(
        r"\s?(?:percent|per cent|pounds|dollars|euros|miles|kilomet|feet|met(?:er|re)s|people|a\.?m|p\.?m|hours|GMT)",
        after(e, doc),
    ):
        return False
    if token.ent_type_ in {"DATE", "EVENT"}:
        return True
    return before(e, doc) in words().year_cues and not _counts(e, doc)


def _counts(e: Expression, doc: Doc) -> bool:
    following = next((t for t in doc[e.token + 1 : e.token + 2] if t.idx >= e.end), None)
    return following is not None and following.tag_ == "NNS"


def _weekday(e: Expression, doc: Doc) -> bool:
    if before(e, doc) in words().not_weekday_after:
        return False
    token = next((t for t in _inside(e, doc) if t.text.lower().rstrip("s") in words().weekdays), doc[e.token])
    named = token.ent_type_ in {"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC", "LAW"}
    first = doc[e.token]
    if named and first.i > 0 and doc[first.i - 1].pos_ == "PROPN" and doc[first.i - 1].ent_type_ == token.ent_type_:
        return False
    return not named or not re.match(r"\s(?!January|February|March|April|May|June|July|A|S|O|N|D)[A-Z]", after(e, doc))


def _word_of_day(e: Expression, doc: Doc) -> bool:
    """The word 'Today' may be the name of a paper or a programme, and "a brighter tomorrow" is no day."""
    token = doc[e.token]
    led = [t.pos_ for t in doc[max(token.i - 2, 0) : token.i]]
    if token.lower_ in {"tomorrow", "yesterday"} and (led[-1:] == ["DET"] or led == ["DET", "ADJ"]):
        return False
    return not (
        token.text[:1].isupper() and token.i > 0 and not token.is_sent_start and doc[e.token - 1].pos_ == "PROPN"
    )


def _not_of(e: Expression, doc: Doc) -> bool:
    """The words 'The fall of a city' is no season."""
    season = e.group("season")
    rel = e.group("rel") or ""
    follows = after(e, doc)
    if season == "fall" and rel in {"the", "in", "early", "late", "that"}:
        return before(e, doc) in {"in", "of", "since", "until", "last"} and not follows.startswith(" of ")
    if season == "spring" and rel in {"the", "in", "that"}:
        return before(e, doc) in {"in", "since", "until"} or doc[e.token].ent_type_ == "DATE"
    return rel not in {"early", "late"} and not re.match(
        r" (?:camp|house|school|olympics|games)\b", follows, re.IGNORECASE
    )


def _slashed(e: Expression, _: Doc) -> bool:
    if e.group("sep") == ".":
        return len(e.group("year") or "") == 4  # noqa: PLR2004
    return True


def _duration(e: Expression, doc: Doc) -> bool:
    """Ages, ranks and money by the year are not stretches of time."""
    follows = after(e, doc)
    unit, count = e.group("unit") or "", e.group("count") or ""
    aged = unit.startswith("year") and re.match(r"[- ](?:old|olds)\b", follows)
    ordinal = unit == "second" and not count[:1].isdigit()
    shared = "-" in e.match.group()[-9:] or bool(re.match(r"\s(?:of|the)\b", follows))
    fraction = unit.startswith("quarter") and (count in {"a", "an", "one"} or (count == "three" and shared))
    if aged or ordinal or fraction or count.startswith("0"):
        return False
    singular = not unit.endswith("s") and unit not in {"century", "min"} and "-" not in e.match.group()
    return not (singular and count in {"some", "many", "several", "few"})


def _now(e: Expression, doc: Doc) -> bool:
    follows = after(e, doc)
    word = e.group() or e.match.group().lower()
    if word == "now" and (follows.startswith((" that ", ", "))) and doc[e.token].is_sent_start:
        return False
    return not (word == "now" and follows.startswith("-"))


def _soon(e: Expression, doc: Doc) -> bool:
    if e.match.group().lower() != "soon":
        return True
    return before(e, doc) not in {"as", "too", "how", "so"} and not re.match(
        r" (?:after|as|enough|before)\b", after(e, doc)
    )


def _recently(e: Expression, doc: Doc) -> bool:
    """The words 'as recently as last week' leave the time to what follows."""
    return not after(e, doc).startswith(" as ")


def _clock(e: Expression, doc: Doc) -> bool:
    """The words '2:30' alone may be a score or a length; it is a time after "at" or before a zone."""
    clock = e.group("clock") or ""
    if clock in {"noon", "midday", "midnight"} or clock.endswith("o'clock") or clock[-1] in "m.":
        return True
    if re.match(r"\s?-|\s(?:minute|mark|in the (?:video|clip|recording))", after(e, doc)):
        return False
    text = e.match.group().lower()
    return text.startswith(("at ", "around ", "about ", "shortly ", "just ")) or text != clock


def _every(e: Expression, doc: Doc) -> bool:
    """The words 'A year' is a rate only behind an amount or a count of times."""
    if e.group("a") is None:
        return not (e.match.group().lower().startswith("per ") and (e.group("unit") or "").startswith("second"))
    if e.group("times"):
        return True
    previous = before(e, doc)
    return previous in words().rates or (e.token > 0 and doc[e.token - 1].like_num)


def _set(e: Expression, doc: Doc) -> bool:
    """The words 'Daily' is a repeated time where it says how often something happens; in a name it is none."""
    token = next((t for t in _inside(e, doc)), doc[e.token])
    return token.pos_ == "ADV" and (token.text.islower() or bool(token.is_sent_start))


def _bare_quarter(e: Expression, doc: Doc) -> bool:
    return e.group("bare") is None or not re.match(r"[- ](?:of|century|mile|inch)", after(e, doc))


def _not_a_title(e: Expression, _: Doc) -> bool:
    """The words 'This Week' with both capitals is a programme."""
    return not re.match(r"(?:This|Last|Next)\s+[A-Z]", e.match.group())


def _the_year(e: Expression, doc: Doc) -> bool:
    """The words 'The year' is a date in "so far in the year" and a length in "the year ended"."""
    if e.group("ended") or e.group("which") != "year":
        return True
    return before(e, doc) in {"for", "in", "of"} and not re.match(r"\s(?:\w|\d)|-", after(e, doc))


def _window(e: Expression, _: Doc) -> bool:
    """The words 'The last' and "the first" need a count, else they are a place in a row."""
    rel, unit = e.group("rel"), e.group("unit") or ""
    if e.group("count"):
        return e.group("count") not in {"a", "an"}
    if rel in {"first", "latest", "final", "last", "next", "recent"}:
        return False
    return rel == "past" and e.match.group().lower().startswith("the ") and not unit.startswith("quarter")


def _beside(e: Expression, doc: Doc) -> bool:
    """The words 'The day before' stand for a date only where nothing follows that they would introduce."""
    if e.group("next"):
        return True
    following = next((t for t in doc[e.token : e.token + 6] if t.idx >= e.end and not t.is_space), None)
    return following is None or following.pos_ in {"PUNCT", "CCONJ"} or following.tag_ in {"VBD", "IN"}


def _loose_part(e: Expression, doc: Doc) -> bool:
    if e.group("overnight"):
        return doc[e.token].pos_ in {"ADV", "NOUN", "ADJ"}
    modifies = re.match(r"\s(?!and|or|but|as|after|before|when|while)[a-z]+s\b", after(e, doc)) is not None
    return not modifies and (bool(e.group("rel")) or bool(e.group("shade")))


def _while(e: Expression, doc: Doc) -> bool:
    return before(e, doc) in {"for", "in", "after", "quite"}


_CHECKS: dict[str, Callable[[Expression, Doc], bool]] = {
    "month": _month_alone,
    "year": _year,
    "weekday": _weekday,
    "day_word": _word_of_day,
    "rel_season": _not_of,
    "slashed": _slashed,
    "duration": _duration,
    "ref_present": _now,
    "ref_future": _soon,
    "ref_past": _recently,
    "clock": _clock,
    "every": _every,
    "set": _set,
    "this_quarter": _bare_quarter,
    "rel_unit": _not_a_title,
    "the_year": _the_year,
    "window": _window,
    "day_beside": _beside,
    "loose_part": _loose_part,
    "while": _while,
}
