"""Authors, agencies, dateline and date of publication, where lines of the text state them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from sourcebook.clean import dateline
from sourcebook.clean.lines import Line
from sourcebook.clean.page import Page
from sourcebook.clean.words import agencies, patterns, words
from sourcebook.records import Published
from sourcebook.text import fold

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('month')},?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH.format('month')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_GIVEN = re.compile(r"^\s*((?:19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?")
_STATED = re.compile(r"\b(?:published|posted|filed|first published|created|released|date)\b", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified|corrected|amended)\b", re.IGNORECASE)
_BY = re.compile(r"^(?:by|written by|posted by|words by|reported by|author)\b:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|&|\band\b|\|)\s*")
_PERSON = re.compile(r"^[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|van|von|de|der|den|al|el|bin|di|da|du|la|le)){1,4}$")
_FOR_OUTLET = re.compile(r"\s+(?:for|in|at|of)\s+.*$|\s+(?:writes|reports|is)\b.*$")
_PRECISIONS: dict[int, Literal["day", "month", "year"]] = {1: "year", 2: "month", 3: "day"}


def authors(page: Page, text: str) -> tuple[str, ...]:
    """Return the people that bylines name, in order, each once."""
    found: list[str] = []
    for line in page.lines:
        if page.kind(line.number) == "byline":
            found.extend(name for name in _people(text[line.span.start : line.span.end]) if name not in found)
    return tuple(found)


def _people(byline: str) -> Iterable[str]:
    bare = _BY.sub("", byline)
    for part in _AND.split(bare):
        name = _FOR_OUTLET.sub("", part).strip(" .:")
        if set(fold(name).split()) & (words("outlets", "parts") | words("outlets", "desks")) or name in agencies():
            break
        if _PERSON.match(name):
            yield name.title() if name.isupper() else name
        else:
            break


def agencies_of(page: Page) -> tuple[str, ...]:
    """Return the news agencies that the dateline and the credits of the report name; picture credits do not count."""
    found: list[str] = []
    for line in page.lines:
        for form in _agency_forms(page, line):
            name = agencies()[form]
            if name not in found:
                found.append(name)
    return tuple(found)


def _agency_forms(page: Page, line: Line) -> Iterable[str]:
    kind = page.kind(line.number)
    if kind == "dateline":
        parsed = dateline.parse(line.text)
        if parsed and parsed.agency in agencies():
            yield str(parsed.agency)
        elif parsed and parsed.place in agencies():
            yield str(parsed.place)
    if kind not in {"credit", "byline"}:
        return
    bare = line.text.strip(" .()[]")
    if bare in agencies():
        if not any(page.kind(n) == "body" for n in range(line.number + 1, len(page.lines))):
            yield bare
    elif kind == "byline" or patterns("credits", "contributed").search(line.text):
        yield from _forms_in(line.text)


def _forms_in(text: str) -> Iterable[str]:
    """Give the agencies' names in `text`, the longest form at each place."""
    forms = sorted(agencies(), key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<![\w/])(?:" + "|".join(re.escape(form) for form in forms) + r")(?![\w/])")
    yield from pattern.findall(text)


def dateline_of(page: Page, text: str) -> str | None:
    """Return the place of the dateline as written, without agency and date; ``None`` for a slug without a place."""
    for line in page.lines:
        if page.kind(line.number) != "dateline":
            continue
        parsed = dateline.parse(text[line.span.start : line.span.end])
        if parsed and parsed.place and not names_an_outlet(page, parsed.place):
            return parsed.place
    return None


def names_an_outlet(page: Page, place: str) -> bool:
    """Whether the capitals that open a report are an outlet's or agency's initials and not a city.

    The text tells: initials stay capitals within sentences, a city's name does not.
    """
    if place in agencies() or not place.isupper() or " " in place or "," in place:
        return place in agencies()
    raised, plain = re.compile(rf"\b{re.escape(place)}\b"), re.compile(rf"\b{re.escape(place.title())}\b")
    bodies = [line for line in page.lines if page.kind(line.number) in {"body", "credit", "video"}]
    in_capitals = sum(len(raised.findall(line.text)) for line in bodies)
    as_name = sum(len(plain.findall(line.text)) for line in bodies)
    return in_capitals > as_name


def published(page: Page, given: str | None) -> Published | None:
    """Return when the article came out, where it was given with it or a line of the text states it."""
    found = _GIVEN.match(given) if given else None
    if found is None:
        return _stated(page)
    parts = [part for part in found.groups() if part]
    return Published(
        value="-".join(parts), precision=_PRECISIONS[len(parts)], basis="sidecar", reasoning="given with the article"
    )


def _stated(page: Page) -> Published | None:
    dated = [ln for ln in page.lines if page.kind(ln.number) in {"dateline", "byline"} or _opens_with_date(ln)]
    ranked = sorted(dated, key=lambda ln: (bool(_CHANGED.search(ln.text) and not _STATED.search(ln.text)), ln.number))
    for line in ranked:
        value = day_in(line.text)
        if value:
            changed = _CHANGED.search(line.text) and not _STATED.search(line.text)
            reasoning = (
                "a line of the text says when it was last changed" if changed else "a line of the text states it"
            )
            return Published(value=value, precision="day", basis="stated", evidence=(line.span,), reasoning=reasoning)
    return None


def _opens_with_date(line: Line) -> bool:
    return line.looked_at and bool(re.match(r"\(?(?:first )?(?:published|filed|posted)\b", line.text, re.IGNORECASE))


def day_in(text: str) -> str | None:
    """Return the first full date in `text` as YYYY-MM-DD."""
    best: re.Match[str] | None = None
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO):
        found = pattern.search(text)
        if found and (best is None or found.start() < best.start()):
            best = found
    if best is None:
        return None
    month = best["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return f"{best['year']}-{number:02d}-{int(best['day']):02d}"
