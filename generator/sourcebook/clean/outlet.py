"""The outlet, where the text speaks in its name; never guessed from style."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sourcebook.clean import dateline
from sourcebook.clean.lines import Line
from sourcebook.clean.page import Page
from sourcebook.clean.publication import names_an_outlet
from sourcebook.clean.words import agencies, weighted, words
from sourcebook.records import Span
from sourcebook.text import fold

# Evidence weighs: an outlet is named where it reaches this.
ENOUGH = 2.0
# A name made of words that papers and stations call themselves by needs less evidence.
_SOUND = 0.5
_PART = r"[A-Z][\w&/-]*(?:\.\w[\w&/-]*)*"
_NAME = rf"(?P<name>{_PART}(?: (?:{_PART}|of|the(?= [A-Z]))){{0,4}})"
_EMAIL = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,40}\.){1,4}[a-z]{2,10})\b")
_GENERIC_MAIL = frozenset(["gmail", "yahoo", "hotmail", "outlook", "aol", "icloud", "protonmail", "live", "msn"])


@dataclass(frozen=True)
class Outlet:
    """The outlet and the places that show it."""

    name: str | None
    evidence: tuple[Span, ...]


def find(page: Page) -> Outlet:
    """Return the outlet that the text speaks for, with its evidence; without a name where the text does not tell."""
    weights: dict[str, float] = defaultdict(float)
    spans: dict[str, list[Span]] = defaultdict(list)
    for name, weight, span in _hints(page):
        if not _is_agency(name) and len(name) > 1:
            weights[name] += weight if weight > 1 or _sounds_like_an_outlet(name) else weight / 2
            spans[name].append(span)
    for name in weights:
        weights[name] += _SOUND if _sounds_like_an_outlet(name) else 0.0
    for line in page.lines:
        for name in _named_by_address(line, weights):
            weights[name] += ENOUGH
            spans[name].append(line.span)
    ranked = sorted(weights, key=lambda name: (-weights[name], name))
    if not ranked or weights[ranked[0]] < ENOUGH:
        return Outlet(None, ())
    if len(ranked) > 1 and weights[ranked[1]] == weights[ranked[0]]:
        return Outlet(None, ())
    return Outlet(ranked[0], tuple(sorted(set(spans[ranked[0]]))))


def _sounds_like_an_outlet(name: str) -> bool:
    last = fold(name).split()
    return bool(words("outlets", "parts") & set(last)) or "." in name.strip(".")


def _is_agency(name: str) -> bool:
    return name in agencies() or f"The {name}" in agencies()


def _hints(page: Page) -> Iterable[tuple[str, float, Span]]:
    for line in page.lines:
        kind = page.kind(line.number)
        if kind == "dateline":
            parsed = dateline.parse(line.text)
            if parsed and parsed.agency:
                yield parsed.agency, 3.0, line.span
            elif parsed and parsed.place and names_an_outlet(page, parsed.place):
                yield parsed.place, 3.0, line.span
        elif kind in {"body", "credit", "section-label", "byline"} and line.looked_at:
            yield from _in_line(line)


def _in_line(line: Line) -> Iterable[tuple[str, float, Span]]:
    for pattern, weight, holds in rules():
        for found in pattern.finditer(line.text) if any(word in line.text for word in holds) else ():
            start = line.span.start
            yield _cleaned(found["name"]), weight, Span(start + found.start(), start + found.end())


@functools.cache
def rules() -> tuple[tuple[re.Pattern[str], float, tuple[str, ...]], ...]:
    """Return what tells the outlet: patterns, their weights, and words of which every match holds one."""
    told = weighted("outlets", "evidence")
    return tuple((re.compile(text.replace("NAME", _NAME)), weight, holds) for text, weight, holds in told)


def _cleaned(name: str) -> str:
    return re.sub(r"^The (?=[A-Z])", "", name.rstrip(".,"))


def _named_by_address(line: Line, named: dict[str, float]) -> list[str]:
    """The names already found that the domain of an address in the line spells."""
    found = _EMAIL.search(line.text) if "@" in line.text and line.looked_at else None
    if not found:
        return []
    labels = [label for label in found[1].lower().split(".") if label not in _GENERIC_MAIL]
    return [name for name in named if fold(name).replace(" ", "") in labels]
