"""Comparisons as pages show them: a line a report, those that are silent, and on how many origins it rests."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import islice, zip_longest
from typing import Final

from markupsafe import Markup

from sourcebook.records import Cell, Comparison, Record
from sourcebook.text import fold

from . import escape, words
from .paths import anchor
from .site import Site

STATUSES: Final = {"conflict": "cannot both hold", "differ": "differ", "agree": "agree"}
# What tells most about the story comes first.
_KINDS: Final = {kind: rank for rank, kind in enumerate(("quantity", "date", "claim", "stance", "wording", "name"))}
_WORDED: Final = frozenset({"wording", "name"})
# A value that is a whole sentence is cut; the sentence stands below.
_LONGEST_VALUE = 200
# Different values that a comparison in few words names, and how long each may be.
_SAID = 4
_LONGEST_SAID = 80
# Silent reports that are named; in larger folders most are silent on most things, and nobody reads their list.
_FEW = 4
# Reports of a row that are shown; of more, some for each different value, and the values that most have are counted.
SHOWN = 60
_COUNTED = 6

_NO_SPACE: Final = re.compile(r"\S+")


class Report(Record, frozen=True, kw_only=True):
    """A report in few words: its outlet, if it is known, and its title cut short."""

    outlet: str
    title: str
    href: Markup | None

    @property
    def said(self) -> str:
        """The report in plain words."""
        return f"{self.outlet}: {self.title}" if self.outlet else self.title


class Value(Record, frozen=True, kw_only=True):
    """Something a report says: the value, or a stance, how it is hedged, and according to whom."""

    value: str
    stance: str
    hedge: str
    source: str
    source_href: Markup | None


class Line(Record, frozen=True, kw_only=True):
    """All that one report says on a topic, equal values once."""

    report: Report
    values: tuple[Value, ...]


class Shown(Record, frozen=True, kw_only=True):
    """A comparison as a page shows it; ``more`` reports of a long one are not shown, ``most`` are said most."""

    id: str
    topic: str
    kind: str
    status: str
    label: str
    rests: str
    why: str
    curated: str
    lines: tuple[Line, ...]
    more: int
    most: tuple[tuple[str, int], ...]
    silent: tuple[Report, ...]
    unnamed: int
    evidence: tuple[tuple[Report, Markup], ...]
    href: Markup | None


class Brief(Record, frozen=True, kw_only=True):
    """A comparison in few words: its topic, its status, on how much it rests, what is said, different values once."""

    topic: str
    kind: str
    status: str
    label: str
    rests: str
    said: str
    values: int
    href: Markup | None


def rank(comparison: Comparison) -> tuple[int, int, int, int, str, str]:
    """Return the order of comparisons: conflicts, then differences, those that tell most first."""
    status = list(STATUSES).index(comparison.status)
    cells = len(comparison.cells)
    return status, _KINDS[comparison.kind], -comparison.independent, -cells, comparison.topic, comparison.id


def report(site: Site, page: str, article: str, offset: int | None = None) -> Report:
    """Return a report in few words, with the link to its page or to its sentence at a character offset."""
    outlet, title = site.called[article]
    href = site.link(page, "article", article) if offset is None else site.sentence(page, article, offset)
    return Report(outlet=outlet, title=title, href=href)


def with_titles(site: Site, text: str) -> str:
    """Return words of ours with the titles of reports in place of their ids."""
    return _NO_SPACE.sub(lambda found: _titled(site, found[0]), text)


def _titled(site: Site, word: str) -> str:
    bare = word.rstrip(",;:.")
    if bare not in site.called:
        return word
    outlet, called = site.called[bare]
    return f"“{outlet}: {called}”{word[len(bare) :]}" if outlet else f"“{called}”{word[len(bare) :]}"


def shown(site: Site, page: str, comparison: Comparison) -> Shown:
    """Return a comparison as `page` shows it."""
    cells = [cell for cell in comparison.cells if cell.article in site.articles]
    told = {cell.article for cell in cells}
    silent, unnamed = _silent(site, comparison, told)
    said = _by_value(site, comparison, cells) if len(told) > SHOWN else {}
    chosen = _some(said) or told
    some = [cell for cell in cells if cell.article in chosen]
    return Shown(
        id=anchor(comparison.id),
        topic=words.upper_first(comparison.topic),
        kind=comparison.kind,
        status=comparison.status,
        label=STATUSES[comparison.status],
        rests=words.rests(len(told), comparison.independent),
        why=comparison.why,
        curated=comparison.curated,
        lines=_lines(site, page, comparison, some),
        more=len(told) - len(chosen),
        most=tuple((value, len(said[value])) for value in list(said)[:_COUNTED]),
        silent=tuple(report(site, page, name) for name in silent),
        unnamed=unnamed,
        evidence=_evidence(site, page, comparison, some),
        href=site.link(page, "comparison", comparison.id),
    )


def _by_value(site: Site, comparison: Comparison, cells: list[Cell]) -> dict[str, list[str]]:
    """Return the reports that say each value, what most say first."""
    made: dict[str, dict[str, None]] = defaultdict(dict)
    for cell in cells:
        made[_said(site, comparison, cell)][cell.article] = None
    return {value: list(made[value]) for value in sorted(made, key=lambda value: -len(made[value]))}


def _some(said: dict[str, list[str]]) -> set[str]:
    """Return some of the reports: one for each value in turn, as long as there is room."""
    turns = (name for turn in zip_longest(*said.values()) for name in turn if name is not None)
    return set(islice(dict.fromkeys(turns), SHOWN))


def _silent(site: Site, comparison: Comparison, told: Collection[str]) -> tuple[list[str], int]:
    """Return the reports of a comparison's event that are silent on it, or only their number where they are many.

    The many are not gone through: each row of a story of thousands would be as long as the story.
    """
    members = site.members.get(comparison.event or "", ())
    number = len(members) - sum(_is_in(members, article) for article in told)
    return ([article for article in members if article not in told], 0) if number <= _FEW else ([], number)


def _is_in(ordered: Sequence[str], article: str) -> bool:
    at = bisect_left(ordered, article)
    return at < len(ordered) and ordered[at] == article


def brief(site: Site, page: str, comparison: Comparison, among: Collection[str] | None = None) -> Brief:
    """Return a comparison in few words, as `page` shows it.

    Args:
        site: the findings.
        page: the page that shows it.
        comparison: the row.
        among: the reports whose values are told; all of them where none are given.
    """
    said: dict[str, None] = {}
    for cell in comparison.cells:
        if cell.article in site.articles and (among is None or cell.article in among):
            said[_said(site, comparison, cell)] = None
            if len(said) == _SAID:
                break
    return _brief(site, page, comparison, " · ".join(said), len(said))


def set_against(site: Site, page: str, comparison: Comparison, own: str) -> Brief | None:
    """Return what one report says and what others say instead; ``None`` where it is not this report that differs.

    Names and wordings differ all the time: there it must be words that no more than half of the others have.

    Args:
        site: the findings.
        page: the page that shows it.
        comparison: a row in which reports differ.
        own: the report.
    """
    here: dict[str, None] = {}
    others: dict[str, set[str]] = defaultdict(set)
    for cell in comparison.cells:
        if cell.article in site.articles:
            said = _said(site, comparison, cell)
            if cell.article == own:
                here[said] = None
            else:
                others[said].add(cell.article)
    known = {fold(said) for said in here}
    alike = {article for said, articles in others.items() if fold(said) in known for article in articles}
    instead = {said: articles for said, articles in others.items() if fold(said) not in known}
    everybody = {article for articles in others.values() for article in articles}
    if not instead or (comparison.kind in _WORDED and 2 * len(alike) > len(everybody)):
        return None
    most = sorted(instead, key=lambda said: -len(instead[said]))[:_SAID]
    told = f"here {' · '.join(list(here)[:_SAID])} – elsewhere {' · '.join(most)}"
    return _brief(site, page, comparison, told, len(here) + len(instead))


def _said(site: Site, comparison: Comparison, cell: Cell) -> str:
    stance = stance_of(site, cell) if comparison.kind == "stance" else ""
    return words.STANCES.get(stance) or escape.shortened(cell.value, _LONGEST_SAID)


def _brief(site: Site, page: str, comparison: Comparison, said: str, values: int) -> Brief:
    told = {cell.article for cell in comparison.cells if cell.article in site.articles}
    return Brief(
        topic=words.upper_first(comparison.topic),
        kind=comparison.kind,
        status=comparison.status,
        label=STATUSES[comparison.status],
        rests=words.rests(len(told), comparison.independent),
        said=said,
        values=values,
        href=site.link(page, "comparison", comparison.id),
    )


def _lines(site: Site, page: str, comparison: Comparison, cells: list[Cell]) -> tuple[Line, ...]:
    made: dict[str, tuple[Report, dict[Value, None]]] = {}
    for cell in cells:
        if cell.article not in made:
            made[cell.article] = (report(site, page, cell.article, cell.evidence.start), {})
        made[cell.article][1][_value(site, page, comparison, cell)] = None
    return tuple(Line(report=one, values=tuple(said)) for one, said in made.values())


def _value(site: Site, page: str, comparison: Comparison, cell: Cell) -> Value:
    source = site.sources.get(cell.source or "")
    stance = stance_of(site, cell) if comparison.kind == "stance" else ""
    value = escape.shortened(cell.value, _LONGEST_VALUE)
    hedge = escape.one_line(cell.hedge or "")
    return Value(
        value=value,
        stance=stance,
        # A stance is itself the hedge in plain words, and the value of a figure has its own bound.
        hedge="" if stance or comparison.kind == "quantity" or hedge in value else hedge,
        source=source.name if source else "",
        source_href=site.link(page, "source", source.id) if source else None,
    )


def stance_of(site: Site, cell: Cell) -> str:
    """Return the stance under which a cell is shown."""
    if cell.value not in words.STANCES:
        return ""
    for found in site.authenticity.get(cell.article, ()):
        if found.start <= cell.evidence.start <= found.end and found.stance == cell.value:
            return words.stance(found)
    return cell.value


def _evidence(site: Site, page: str, comparison: Comparison, cells: list[Cell]) -> tuple[tuple[Report, Markup], ...]:
    """Return the sentences that a comparison rests on, each once; not where the values are these sentences."""
    if comparison.kind == "claim" and all(len(cell.value) <= _LONGEST_VALUE for cell in cells):
        return ()
    made: dict[Markup, Report] = {}
    for cell in cells:
        evidence = site.evidence(cell.article, cell.evidence.start, cell.evidence.end)
        if evidence not in made:
            made[evidence] = report(site, page, cell.article, cell.evidence.start)
    return tuple((one, evidence) for evidence, one in made.items())
