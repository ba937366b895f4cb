"""Articles that open with something else but tell of what an event is about."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from sourcebook.compare.happening import Group
from sourcebook.compare.openings import Openings

# What an event is about: terms that this share of its openings hold, of so many articles at least; an article that
# holds so much of their weight anywhere tells of it.
CORE_SHARE = 0.6
LEAST_CORE_ARTICLES = 4
CORE_HELD = 0.85
Core = tuple[Group, frozenset[int], float]


def take_stragglers(groups: dict[str, Group], openings: Openings) -> None:
    """Join articles that open with something else but tell of what a group is about to the one such group, in place.

    A group is about the terms that most of its openings share.

    Args:
        groups: the group of each article, in the order of the articles.
        openings: what these open with.
    """
    numbers = {article: number for number, article in enumerate(groups)}
    large = [g for g in {id(g): g for g in groups.values()}.values() if len(g.articles) >= LEAST_CORE_ARTICLES]
    found = [_core(group, [numbers[article] for article in group.articles], openings) for group in large]
    cores = [core for core in found if core is not None]
    homes = by_term(cores, openings.weight)
    telling = np.zeros(len(openings.names), dtype=bool)
    telling[list(homes)] = True
    alone = [article for article, group in groups.items() if len(group.articles) == 1]
    for article in alone if cores else ():
        terms = openings.told.of(numbers[article])
        near = sorted({n for term in terms[telling[terms]].tolist() for n in homes[term]})
        told = frozenset(terms.tolist()) if near else frozenset[int]()
        of = [cores[n] for n in near]
        held = [home for home, core, total in of if total_of(core & told, openings.weight) >= CORE_HELD * total]
        if len(held) == 1 and not held[0].apart(groups[article]):
            held[0].take(groups[article])
            groups[article] = held[0]


def by_term(cores: Sequence[Core], weight: np.ndarray) -> Mapping[int, list[int]]:
    """Return the numbers of the cores by terms, one of which an article holds if it holds enough of the core.

    These are the heaviest: without them, too little of its weight is left.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for number, (_, core, total) in enumerate(cores):
        left = total
        for heavy, term in sorted((-float(weight[term]), term) for term in core):
            # A little more, for what is added up in another order.
            if left < (CORE_HELD - 0.01) * total:
                break
            left += heavy
            found[term].append(number)
    return found


def total_of(terms: Collection[int], weight: np.ndarray) -> float:
    """Return the summed weight of terms; correctly rounded, so that their order does not matter."""
    return math.fsum(weight[list(terms)].tolist())


def _core(group: Group, members: Sequence[int], openings: Openings) -> Core | None:
    """Return what a group is about, if that is names and other words."""
    terms, counts = np.unique(np.concatenate([openings.opened.of(n) for n in members]), return_counts=True)
    core = frozenset(terms[counts >= CORE_SHARE * len(members)].tolist())
    names = sum(openings.names[term].startswith("@") for term in core)
    if names < 2 or len(core) - names < 2:  # noqa: PLR2004 - a few of each
        return None
    return group, core, total_of(core, openings.weight)
