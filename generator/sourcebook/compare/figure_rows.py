"""Rows that set figures side by side: the same property, toll, length or thing counted, of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sourcebook.compare.figure_topics import topic_of
from sourcebook.compare.figures import FATES, Figure, Status, articles_of, value_of
from sourcebook.compare.grouping import join, pairs
from sourcebook.compare.maker import Maker
from sourcebook.compare.places import Places
from sourcebook.compare.terms import Weights, overlap, stem
from sourcebook.compare.toll_rows import (
    ALIKE_SENTENCES,
    LARGEST_FACTOR,
    MOST_NEIGHBOURS,
    TELLING_NUMBER,
    Groups,
    by_value,
    named_by_value,
    parts_of_tolls,
    size,
    tolls,
)
from sourcebook.records import Cell, Comparison

# How alike the sentences around two figures must be where the things counted share no head word.
SAME_SENTENCE = 0.55
# A common value is known again by more terms around it than this.
MUCH_TOLD = 2
# A figure converted to another unit is rounded by no more than this.
ROUNDING = 1.05
_RECORDED = frozenset({"=recording", "=video"})
# Those who come to help: their number on the scene rises and falls.
DEPLOYED = frozenset(
    stem(word)
    for line in (
        "engine engines unit units crew crews ambulance ambulances firefighter firefighters officer officers vehicle",
        "vehicles helicopter helicopters team teams rescuer rescuers paramedic paramedics volunteer volunteers",
    )
    for word in line.split()
)
# Rows longer than this hold more than one thing.
MOST_CELLS = 40


def rows(maker: Maker, figures: Sequence[Figure], weights: Weights, places: Places) -> list[Comparison]:
    """Return the rows of one event's figures.

    Args:
        maker: of the articles.
        figures: in them.
        weights: of the terms of their sentences.
        places: that they name.
    """
    known, fated, rest = [], [], []
    for figure in named_by_value(parts_of_tolls(figures)):
        if figure.about:
            known.append(figure)
        elif figure.fate and not (figure.dated or (figure.subset and figure.anybody)):
            fated.append(figure)
        elif not figure.fate and not (figure.quantity.dimension == "count" and figure.low == 1):
            # "One fighter said" introduces somebody; it counts nothing.
            rest.append(figure)
    made = [
        *_properties(known),
        *_ages_unnamed(known, rest),
        *tolls(fated, weights),
        *_recordings([f for f in rest if f.quantity.dimension == "duration" and f.beside & _RECORDED]),
        *_alike(
            [f for f in rest if not (f.quantity.dimension == "duration" and f.beside & _RECORDED)],
            weights,
            (maker, places),
        ),
    ]
    return [
        _row(maker, group, topic, sure=sure)
        for group, sure, topic in made
        if len(articles_of(group)) > 1 and len(group) <= MOST_CELLS
    ]


def status(figures: Sequence[Figure]) -> tuple[Status, str]:
    """Return how figures stand to each other, and by which rule.

    They agree where value and bound are the same, also in another unit; conflict where two cannot both hold; else
    differ. Tolls rise: of those given on different days, or on days unknown, none contradicts another. So do the
    numbers of those who come to help.
    """
    toll = all(f.fate and FATES[f.fate] != "aboard" for f in figures)
    deployed = all(f.terms & DEPLOYED for f in figures)
    alike = True
    for one, other in combinations(figures, 2):
        if one.quantity.article == other.quantity.article and one.sentence is other.sentence:
            continue
        converted = _converted(one, other)
        if one.garbled != other.garbled and not converted:
            return "differ", "a conversion has lost its number in one of them: more likely a slip than another figure"
        if (one.low > other.high * (1 + 1e-9) or other.low > one.high * (1 + 1e-9)) and not converted:
            if toll:
                return "differ", "tolls change with time; the higher one may be the later one"
            if deployed:
                return "differ", "more may have come later, or some be counted in one of them alone"
            return "conflict", "two of the figures cannot both hold"
        same = (one.low, one.high, one.quantity.bound) == (other.low, other.high, other.quantity.bound)
        alike = alike and (same or (converted and one.quantity.bound == other.quantity.bound))
    return ("agree", "the same figure") if alike else ("differ", "different figures or bounds that can all hold")


def _converted(one: Figure, other: Figure) -> bool:
    """Return whether two figures in different units are one figure converted and rounded."""
    if one.quantity.unit == other.quantity.unit or not one.base:
        return False
    low, high = sorted((size(one), size(other)))
    return high <= low * ROUNDING


def _row(maker: Maker, figures: Sequence[Figure], topic: str, *, sure: bool) -> Comparison:
    found, why = status(figures)
    cells = [
        Cell(
            article=f.quantity.article,
            evidence=f.sentence.span,
            value=value_of(f.quantity),
            source=f.quantity.attributed_to,
            hedge=None if f.quantity.bound == "exact" else f.quantity.bound,
        )
        for f in figures
    ]
    return maker.row("quantity", topic, found, cells, why=why, possible=not sure)


def _properties(figures: Iterable[Figure]) -> Groups:
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.about:
            groups[figure.about[0]].append(figure)
    return [(group, True, group[0].about[1]) for group in groups.values() if group[0].about]


def _ages_unnamed(known: Sequence[Figure], rest: Sequence[Figure]) -> Groups:
    """Set a person's age beside the same age of somebody unnamed of whom another report tells the like."""
    index: dict[float, list[Figure]] = defaultdict(list)
    for figure in rest:
        if figure.quantity.dimension == "age":
            index[size(figure)].append(figure)
    groups: dict[tuple[str, float], list[Figure]] = defaultdict(list)
    for figure in known:
        if figure.about and figure.quantity.dimension == "age":
            groups[figure.about[1], size(figure)].append(figure)
    found: Groups = []
    for (topic, value), group in groups.items():
        named = articles_of(group)
        unnamed = [
            other
            for other in index.get(value, ())
            if other.quantity.article not in named and any(_told_alike(one, other) for one in group)
        ]
        if unnamed:
            found.append(([*group, *unnamed], False, topic))
    return found


def _told_alike(one: Figure, other: Figure) -> bool:
    """Return whether as many words are shared around two figures as tell one person from others."""
    return sum(not term.isdigit() and not term.startswith("@") for term in one.near & other.near) > MUCH_TOLD


def _recordings(figures: Sequence[Figure]) -> Groups:
    """Group the lengths of the recordings and videos reported on, each kind of thing and like lengths together."""
    found: Groups = []
    for kind, name in (("=video", "video"), ("=recording", "recording")):
        group = [f for f in figures if kind in f.beside]
        figures = [f for f in figures if kind not in f.beside]
        found += [(part, True, f"length of the {name}") for part in by_value(group)]
    return found


def _alike(figures: Sequence[Figure], weights: Weights, known: tuple[Maker, Places]) -> Groups:
    """Group other figures by what they count and by their sentences."""
    scores: dict[tuple[int, int], float] = {}
    sure: set[tuple[int, int]] = set()
    for members in _index(figures).values():
        for pair in pairs(members, MOST_NEIGHBOURS):
            if pair not in scores:
                score, certain = _comparable(figures[pair[0]], figures[pair[1]], weights)
                if score > 0:
                    scores[pair] = score
                if certain:
                    sure.add(pair)
    found: Groups = []
    for members in join(scores, most=MOST_CELLS):
        group = [figures[n] for n in members]
        certain = all(pair in sure for pair in pairs(members) if pair in scores)
        topic, plain = topic_of(group, *known)
        found.append((group, certain and plain, topic))
    return found


def _index(figures: Sequence[Figure]) -> Mapping[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, figure in enumerate(figures):
        dimension = figure.quantity.dimension
        index[dimension, figure.base, figure.head if dimension == "count" else ""].append(n)
        if _telling(figure):
            index["value", dimension, figure.base, f"{size(figure):g}"].append(n)
    return index


def _comparable(one: Figure, other: Figure, weights: Weights) -> tuple[float, bool]:
    """Return how comparable two figures are (0: not at all), and whether that is beyond doubt."""
    apart = one.countries and other.countries and not one.countries & other.countries
    if one.quantity.dimension != other.quantity.dimension or one.base != other.base or apart:
        return 0.0, False
    near = {t for t in one.near & other.near if not t.isdigit()}
    told = len({t for t in (one.near | one.terms) & (other.near | other.terms) if not t.isdigit()})
    if size(one) == size(other) and told > _clash(one, other) and (_telling(one) or told > MUCH_TOLD):
        return 0.6 + 0.1 * min(3, told), told > 1 and one.dated == other.dated
    alike = overlap(one.sentence, other.sentence, weights)
    if one.quantity.dimension == "age" or (one.anybody and other.anybody and alike < SAME_SENTENCE):
        # Whose age, or which people, is told by the value or by the sentence, or not at all.
        return 0.0, False
    return _by_head(one, other, alike, near)


def _telling(figure: Figure) -> bool:
    """Return whether a value is one that two reports seldom share by chance."""
    value = figure.quantity.low if figure.quantity.low is not None else figure.quantity.high
    return figure.quantity.dimension == "percent" or (value is not None and value >= TELLING_NUMBER)


def _by_head(one: Figure, other: Figure, alike: float, near: set[str]) -> tuple[float, bool]:
    """Return the same as `_comparable` by what is counted and how alike the sentences are."""
    sizes = sorted((max(size(one), 1e-9), max(size(other), 1e-9)))
    if sizes[1] > LARGEST_FACTOR * sizes[0]:
        return 0.0, False
    same_head = bool(one.head) and one.head == other.head
    shared = one.terms & other.terms
    if alike >= SAME_SENTENCE and (same_head or not one.head or not other.head):
        return 1.0 + alike, True
    if one.quantity.dimension != "count":
        fits = len(near) > 1 and (same_head or alike >= ALIKE_SENTENCES)
        return (0.4 + alike, alike >= ALIKE_SENTENCES) if fits else (0.0, False)
    meet = one.low <= other.high and other.low <= one.high
    if same_head and not _clash(one, other) and (alike >= ALIKE_SENTENCES or (len(shared) > 1 and (near or meet))):
        return 0.4 + alike, (meet and len(shared) > 1) or len(near) > 1
    return 0.0, False


def _clash(one: Figure, other: Figure) -> bool:
    """Return whether both say more of what they count than the head, and nothing of it is shared."""
    a, b = one.terms - {one.head}, other.terms - {other.head}
    return bool(a and b) and not a & b
