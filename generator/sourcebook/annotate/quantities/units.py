"""Units before and behind a number: currencies, percent, measures, ages, and "per hour", "a month"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from sourcebook.annotate.quantities.lexicon import Unit, alternatives, squeeze, units, words

_AGE = re.compile(r"[ -]*(?P<unit>year|month|week|day)s?(?:[ -]+olds?\b|[ ]+of[ ]age\b)", re.IGNORECASE)
_SUFFIX_COUNTRY = re.compile(r" ?(?:US|U\.S\.|USD)(?![\w])")
# "a year earlier" says when, not how often.
_RECKONED = re.compile(r" (?:earlier|later|ago|before|after)\b")
_YEAR = re.compile(r"(?<![\w.,])[12][0-9]{3}\Z")
# How far before a number a currency's sign may reach.
_SIGN_REACH = 8
# How far around "pounds" words of money are looked for.
_MONEY_REACH = 60


@dataclass(frozen=True)
class Found:
    """A unit found beside a number; `start` and `end` bound its words."""

    unit: Unit
    start: int
    end: int
    age: bool = False
    hyphen: bool = False


@functools.cache
def plain_words() -> frozenset[str]:
    """Return the single words that name a unit, singular and plural, case-folded."""
    return frozenset(form for form in units("words") if form.isalpha())


@functools.cache
def _before_pattern() -> re.Pattern[str]:
    signs = alternatives([*units("signs"), *units("codes"), *units("marks")])
    spaced = alternatives([sign.replace("$", " $") for sign in units("signs") if sign.endswith("$") and sign != "$"])
    return re.compile(rf"(?<![^\W\d_])(?:{spaced}|{signs})[ ]?$")


@functools.cache
def _after_pattern() -> re.Pattern[str]:
    worded, short, glued = (alternatives(units(form)) for form in ("words", "short", "glued"))
    codes = alternatives(units("codes"))
    return re.compile(
        rf"[ \t-]{{0,2}}(?P<words>(?i:{worded}))(?![\w])|[ -]?(?P<short>{short})(?![\w])"
        rf"|(?P<glued>{glued})(?![\w])|[ ]?(?P<codes>{codes})(?![\w])"
    )


@functools.cache
def _per_pattern() -> re.Pattern[str]:
    each = alternatives(words("per_units"))
    short = alternatives(units("short"))
    return re.compile(
        rf"(?:(?:[ ]|-)(?:an?|each|every)(?:[ ]|-)|[ ]?/[ ]?)(?P<each>(?:{each}))\b|/(?P<short>{short})(?![\w])"
        r"|[ -]per[ -](?!cents?\b)(?P<per>(?:square |cubic |100,?000 )?[A-Za-z]+)"
    )


@functools.cache
def _money_pattern() -> re.Pattern[str]:
    return re.compile(rf"£|\b(?:{alternatives(words('money_context'))})\b", re.IGNORECASE)


def before(text: str, start: int) -> Found | None:
    """Return the currency whose sign stands directly before the number at `start`."""
    reach = max(0, start - _SIGN_REACH)
    match = _before_pattern().search(text[reach:start])
    if match is None:
        return None
    form = match.group().strip()
    spaceless = form.replace(" ", "")
    unit = units("signs").get(spaceless) or units("codes").get(spaceless) or units("marks").get(spaceless)
    return None if unit is None else Found(unit, reach + match.start(), start)


def after(text: str, end: int, *, figure: bool) -> Found | None:
    """Return the unit that follows the number ending at `end`.

    Args:
        text: the normalised text.
        end: where the number ends.
        figure: whether the number is written in figures; symbols follow only those.
    """
    age = _AGE.match(text, end)
    if age:
        return Found(Unit(age["unit"].lower(), "age"), age.start("unit"), age.end(), age=True, hyphen=text[end] == "-")
    match = _after_pattern().match(text, end)
    if match is None or (not figure and match.lastgroup != "words"):
        return None
    form = str(match.lastgroup)
    written = squeeze(match[form].lower() if form == "words" else match[form])
    unit = units(form).get(written)
    if unit is None or (form == "glued" and written == "s" and "." not in text[max(0, end - 4) : end]):
        return None  # "the 1990s", "in her 20s", "the 747s"
    if text[match.start(form)].isupper() and form == "words" and _YEAR.search(text, max(0, end - 5), end):
        return None  # "2016 Stone": a year and a name
    found = Found(unit, match.start(form), match.end(), hyphen=text[end : end + 1] == "-")
    return _pound(text, found) if unit.name == "pound" and form == "words" else found


def _pound(text: str, found: Found) -> Found:
    """Read "pounds" as money where words of money stand near."""
    near = text[max(0, found.start - _MONEY_REACH) : found.end + _MONEY_REACH // 2]
    return replace(found, unit=units("words")["pound sterling"]) if _money_pattern().search(near) else found


def of_country(text: str, end: int) -> int:
    """Return the end of "US" behind an amount in dollars ("$76 US"), or `end`."""
    match = _SUFFIX_COUNTRY.match(text, end)
    return match.end() if match else end


def per(text: str, end: int) -> tuple[str, int] | None:
    """Return what a quantity ending at `end` is counted by ("a month", "per square foot"), singular, and its end."""
    match = _per_pattern().match(text, end)
    if match is None or _RECKONED.match(text, match.end()):
        return None
    written = next(form for form in (match["each"], match["short"], match["per"]) if form)
    unit = units("short").get(written) or units("words").get(written.lower())
    return (unit.name if unit else written.lower()), match.end()
