"""The outlet, where the text speaks in its name; never guessed from style."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sourcebook.clean import dateline
from sourcebook.clean.credits import names_an_outlet
from sourcebook.clean.lines import Line
from sourcebook.clean.roles import Page
from sourcebook.clean.words import agencies
from sourcebook.records import Span
from sourcebook.text import fold

# Evidence weighs: an outlet is named where it reaches this.
ENOUGH = 2.0
_NAME = r"(?P<name>[A-Z][\w.&/-]*(?: (?:[A-Z][\w.&/-]*|of|the(?= [A-Z]))){0,4})"
_RULES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (
            rf"\b{_NAME} (?:cannot|can not|could not|can't|couldn't|has not been able to|has been unable to|was unable to|"
            r"is unable to|has not|have not|did not) (?:immediately |yet )?(?:be able to )?(?:independently )?"
            r"(?:verify|verified|confirm|authenticate|seen)\b",
            3.0,
        ),
        (rf"^{_NAME}'s? .{{3,400}}\bcontributed to this (?:report|story|article|post|piece)", 3.0),
        (
            rf"\b{_NAME} (?:[a-z]+ ){{0,2}}(?:correspondent|reporter)s? [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{1,3}} reports?\b",
            2.0,
        ),
        (rf"\b(?:originally|first) (?:appeared|published) (?:on|at|in|by) (?:the )?{_NAME}", 4.0),
        (rf"(?:©|\bCopyright)(?: ©)? (?:19|20)\d\d,? (?:by )?(?:the )?{_NAME}", 2.0),
        (rf"\b(?:seen|reviewed|viewed) by {_NAME}", 2.0),
        (
            rf"\b(?:did not (?:immediately )?(?:respond|reply) to|declined) (?:a |an )?{_NAME}'s? (?:request|questions)",
            2.0,
        ),
        (rf"\b(?:told|speaking to|spoke to|spoke with|interview with|informed|shown to) (?:the )?{_NAME}", 1.0),
        (
            rf"^(?:The )?{_NAME} (?:also )?(?:spoke (?:to|with)|understands|has (?:learned|learnt|contacted|approached))\b",
            1.0,
        ),
    )
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,40}\.){1,4}[a-z]{2,10})\b")
_GENERIC_MAIL = frozenset("gmail yahoo hotmail outlook aol icloud protonmail live msn".split())


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
            weights[name] += weight
            spans[name].append(span)
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
        elif kind in {"body", "credit", "section-label"} and line.looked_at:
            yield from _in_line(line)


def _in_line(line: Line) -> Iterable[tuple[str, float, Span]]:
    for pattern, weight in _RULES:
        for found in pattern.finditer(line.text):
            start = line.span.start
            yield _cleaned(found["name"]), weight, Span(start + found.start(), start + found.end())


def _cleaned(name: str) -> str:
    return re.sub(r"^The (?=[A-Z])", "", name.rstrip(".,"))


def _named_by_address(line: Line, named: dict[str, float]) -> list[str]:
    """The names already found that the domain of an address in the line spells."""
    found = _EMAIL.search(line.text) if "@" in line.text and line.looked_at else None
    if not found:
        return []
    labels = [label for label in found[1].lower().split(".") if label not in _GENERIC_MAIL]
    return [name for name in named if fold(name).replace(" ", "") in labels]
