"""Tolls: how many were killed, injured, trapped, by who they were and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from sourcebook.compare.figures import FATES, Figure
from sourcebook.compare.terms import Weights, overlap

# Figures further apart than this factor count different things unless their sentences are alike.
LARGEST_FACTOR = 3.0
# How alike the sentences around two figures must be where the things counted share their head word only.
ALIKE_SENTENCES = 0.3
# Numbers below this are too common to meet by their value alone.
TELLING_NUMBER = 13
# A head that more figures of one event have is compared with its neighbours only, so that the work stays linear.
MOST_NEIGHBOURS = 60

# Figures of one row, whether they are so beyond doubt, and what they are of.
Groups = list[tuple[list[Figure], bool, str]]


def parts_of_tolls(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures; "including eight nurses" takes its fate and its place from the toll that it is part of."""
    found: list[Figure] = []
    for figure in figures:
        whole = found[-1] if found else None
        if figure.subset and not figure.fate and whole and whole.fate and whole.sentence is figure.sentence:
            found.append(replace(figure, fate=whole.fate, countries=whole.countries))
        else:
            found.append(figure)
    return found


def named_by_value(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures; a bare number takes what it counts from the toll of another report that has its very value.

    Only numbers that are not round are telling enough.
    """
    tolls: dict[float, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.fate and not figure.anybody:
            tolls[figure.low].append(figure)
    found = []
    for figure in figures:
        named = figure
        if figure.anybody and figure.low >= TELLING_NUMBER and figure.low % 10:
            for toll in tolls.get(figure.low, ()):
                if toll.quantity.article != figure.quantity.article and set(toll.sentence.terms) & set(
                    figure.sentence.terms
                ):
                    named = replace(figure, fate=toll.fate, head=toll.head, countries=toll.countries)
        found.append(named)
    return found


def tolls(figures: Sequence[Figure], weights: Weights) -> Groups:
    """Group tolls by fate, by who, and by where; one that names no place is doubtful where others name several."""
    groups: dict[tuple[str, str, frozenset[str]], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.fate, "" if figure.anybody else figure.head, figure.countries].append(figure)
    placed: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for fate, who, where in groups:
        if where:
            placed[fate, who].add(where)
    found: Groups = []
    merged: dict[tuple[str, str, frozenset[str]], list[Figure]] = defaultdict(list)
    for (fate, who, where), group in groups.items():
        only = placed[fate, who]
        merged[fate, who, where if len(only) != 1 else next(iter(only))] += group
    everywhere = {where for places in placed.values() for where in places}
    for (fate, who, where), group in merged.items():
        several = len(placed[fate, who]) > 1
        named = where if len(everywhere) > 1 else frozenset()
        if who:
            found += [
                (g, sure and (bool(where) or not several), _toll_topic(g, named)) for g, sure in _close(group, weights)
            ]
        else:
            for part in by_value(group):
                found.append((part, bool(where) or not several, _toll_topic(part, named)))
    return found


def _toll_topic(figures: Sequence[Figure], where: frozenset[str]) -> str:
    who = "people"
    if not figures[0].anybody:
        units = Counter((f.quantity.unit or f.quantity.counted or "people") for f in figures)
        who = plural(min(units, key=lambda unit: (-units[unit], unit)))
    return f"number of {who} {FATES[figures[0].fate]}" + (f" in {_and(sorted(where))}" if where else "")


def plural(unit: str) -> str:
    """Return what is counted, one or more words, in the plural."""
    if unit.endswith(("s", "people", "women", "men", "children", "police", "personnel", "staff")):
        return unit
    return f"{unit[:-1]}ies" if unit.endswith("y") and unit[-2:-1] not in set("aeiou") else f"{unit}s"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _close(figures: Sequence[Figure], weights: Weights) -> list[tuple[list[Figure], bool]]:
    """Split the tolls of one sort of people: far apart they are of different deeds, unless the sentences are alike."""
    found: list[tuple[list[Figure], bool]] = []
    for part in by_value(figures):
        links = [overlap(a.sentence, b.sentence, weights) for a, b in combinations(part[:MOST_NEIGHBOURS], 2)]
        same = len({(f.quantity.low or f.quantity.high) for f in part}) == 1
        found.append((part, same or not links or max(links) >= ALIKE_SENTENCES))
    return found


def by_value(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Split figures where neighbours in size are further apart than the factor."""
    parts: list[list[Figure]] = []
    for figure in sorted(figures, key=size):
        if parts and size(figure) <= LARGEST_FACTOR * max(size(parts[-1][-1]), 1e-9):
            parts[-1].append(figure)
        else:
            parts.append([figure])
    return parts


def size(figure: Figure) -> float:
    """Return the one value, in the base unit, by which a figure is known: the lower end where it has one."""
    return figure.high if figure.low <= 0 or figure.low == float("-inf") else figure.low
