"""Datelines and agency slugs that open the first paragraph of a report: their shapes and their parts."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from sourcebook import gazetteer
from sourcebook.clean.words import agencies, words
from sourcebook.gazetteer import Folded
from sourcebook.text import fold

# No dateline is longer; only so many characters of a line are looked at.
LONGEST = 110
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_SEPARATOR = re.compile(r"\s*(?:--+|[—–―_]|(?<=\s)-|(?<=\))-|:)(?=\s|$)|(?<=[A-Z)])[—–](?=[A-Z])|(?<=\))(?=\s|$)")
_AGENCY = re.compile(r"\s*\(([^()]{2,40})\)$")
_DATE = re.compile(rf",?\s+({_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?)$")
_BARE_AGENCY = re.compile(r"^(.+?)[ \u00a0]([A-Z]{2,5})$")
_SLASH_AGENCY = re.compile(r"^(.{2,60}?)\s*/([A-Z]\w{1,20})/?$")
_MOST_WORDS_OF_A_PLACE = 7
_MOST_WORDS_OF_A_TOWN = 4
_WORDS_OF_AN_UNKNOWN_PLACE = 2


@dataclass(frozen=True)
class Dateline:
    """A dateline taken apart; ``length`` counts characters up to the text that follows it."""

    length: int
    place: str | None
    agency: str | None
    date: str | None


def parse(line: str) -> Dateline | None:
    """Return the dateline or agency slug that opens `line`.

    Args:
        line: a paragraph without surrounding white space.

    Returns:
        Its parts, or ``None`` where the line opens with neither.
    """
    head = line[:LONGEST]
    for mark in _SEPARATOR.finditer(head):
        before = head[: mark.start()]
        found = _parts(before, head[mark.start() : mark.end()].strip())
        if found is not None:
            end = mark.end()
            while end < len(line) and line[end].isspace():
                end += 1
            return _checked(Dateline(end, *found), line)
        if not _AGENCY.search(before):
            break
    return None


def _checked(found: Dateline, line: str) -> Dateline | None:
    """A report follows a dateline: it opens with a capital, a figure or a quotation, and is no mere headline."""
    rest = line[found.length :]
    if not rest:
        return found
    opens = rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"'“‘`«"
    closes = len(rest) > LONGEST or rest.rstrip("\"'”’)»")[-1:] in {".", "!", "?", "…", ":"}
    return found if opens and closes else None


def _parts(head: str, mark: str) -> tuple[str | None, str | None, str | None] | None:
    agency: str | None = None
    in_brackets = _AGENCY.search(head)
    if in_brackets:
        agency = in_brackets[1].strip()
        if not _names_an_outlet(agency):
            return None
        head = head[: in_brackets.start()]
    elif not mark:
        return None
    dated = _DATE.search(head)
    date = dated[1] if dated else None
    place = (head[: dated.start()] if dated else head).strip(" ,")
    if not place:
        return (None, agency, date) if agency else None
    if agency or date:
        return (place, agency, date) if _names_a_place(place) else None
    return _without_brackets(place, mark)


def _without_brackets(place: str, mark: str) -> tuple[str | None, str | None, str | None] | None:
    slash = _SLASH_AGENCY.match(place)
    if slash and _names_a_place(slash[1]) and slash[1].split(",")[0].isupper():
        return slash[1], slash[2], None
    bare = _BARE_AGENCY.match(place)
    if bare and mark != ":" and not bare[1].isupper() and _is_city(bare[1]):
        return bare[1].strip(" ,"), bare[2], None
    if not _names_a_place(place):
        return None
    first = place.split(",", maxsplit=1)[0]
    sure = first.isupper() and ("," in place or len(first.split()) <= _WORDS_OF_AN_UNKNOWN_PLACE)
    if mark == ":" or not sure or fold(first.split()[0]) in words("datelines", "lower_words"):
        return (place, None, None) if _is_city(place) else None
    return place, None, None


def _names_a_place(head: str) -> bool:
    parts = head.replace("\u00a0", " ").split()
    if not parts or len(parts) > _MOST_WORDS_OF_A_PLACE or fold(head) in words("datelines", "not_places"):
        return False
    small = words("datelines", "lower_words")
    if fold(head.split(",", maxsplit=1)[0]) in words("datelines", "not_places") or not parts[0][0].isupper():
        return False
    first = head.split(",", maxsplit=1)[0].split()
    if len(first) > _MOST_WORDS_OF_A_TOWN:
        return False
    shouted = first[0].isupper() and len(first[0]) > 1
    if shouted and not all(w.isupper() or w in small for w in first):
        return False
    return all(w[0].isupper() or w.strip(",.") in small for w in parts) and not any(c.isdigit() for c in head)


def _names_an_outlet(name: str) -> bool:
    if name in agencies():
        return True
    parts = name.split()
    if len(parts) > 4 or fold(name) in words("datelines", "not_outlets"):  # noqa: PLR2004 - no outlet's slug is longer
        return False
    return all(w[0].isupper() or w in {"of", "the", "and", "&"} for w in parts) and "," not in name


def _is_city(place: str) -> bool:
    return _cities().get(fold(place.split(",", maxsplit=1)[0])) is not None


@functools.cache
def _cities() -> Folded[bool]:
    return Folded([(city.name, True) for city in gazetteer.cities()], fold=fold, better=max)
