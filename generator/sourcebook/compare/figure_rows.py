"""Rows that set figures side by side: the same property, toll, length or thing counted, of one event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from sourcebook.compare.claim_rows import topic_of
from sourcebook.compare.figures import FATES, Figure, Status, articles_of, value_of
from sourcebook.compare.grouping import join, pairs
from sourcebook.compare.maker import Maker
from sourcebook.compare.terms import Weights, overlap
from sourcebook.records import Cell, Comparison

# Figures further apart than this factor count different things unless their sentences are alike.
LARGEST_FACTOR = 3.0
# How alike the sentences around two figures must be where the things counted share their head word only ...
ALIKE_SENTENCES = 0.3
# ... and where they share none, but stand in sentences that say the same.
SAME_SENTENCE = 0.55
# Numbers below this are too common to meet by their value alone.
TELLING_NUMBER = 13
# A common value is known again by more terms around it than this.
MUCH_TOLD = 2
# A head that more figures of one event have is compared with its neighbours only, so that the work stays linear.
MOST_NEIGHBOURS = 60
# Dimensions whose figures are compared by their head or their sentences.
LENGTHS = {"duration": "time", "distance": "distance", "money": "amount", "percent": "share", "age": "age"}
SPEEDS = frozenset({"mph", "km/h", "kph", "kmh", "mile per hour", "kilometre per hour", "kilometer per hour", "knot"})
# A figure converted to another unit is rounded by no more than this.
ROUNDING = 1.05
_RECORDED = frozenset({"=recording", "=video"})
# Rows longer than this hold more than one thing.
MOST_CELLS = 40

Groups = list[tuple[list[Figure], bool, str]]


def rows(maker: Maker, figures: Sequence[Figure], weights: Weights) -> list[Comparison]:
    """Return the rows of one event's figures."""
    known, tolls, rest = [], [], []
    for figure in _named_by_value(_parts_of_tolls(figures)):
        if figure.about:
            known.append(figure)
        elif figure.fate and not (figure.dated or (figure.subset and figure.anybody)):
            tolls.append(figure)
        elif not figure.fate:
            rest.append(figure)
    made = [
        *_properties(known),
        *_tolls(tolls, weights),
        *_recordings([f for f in rest if f.quantity.dimension == "duration" and f.beside & _RECORDED]),
        *_alike([f for f in rest if not (f.quantity.dimension == "duration" and f.beside & _RECORDED)], weights, maker),
    ]
    return [
        _row(maker, group, topic, sure=sure)
        for group, sure, topic in made
        if len(articles_of(group)) > 1 and len(group) <= MOST_CELLS
    ]


def _parts_of_tolls(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures; "including eight nurses" takes its fate and its place from the toll that it is part of."""
    found: list[Figure] = []
    for figure in figures:
        whole = found[-1] if found else None
        if figure.subset and not figure.fate and whole and whole.fate and whole.sentence is figure.sentence:
            found.append(replace(figure, fate=whole.fate, countries=whole.countries))
        else:
            found.append(figure)
    return found


def _named_by_value(figures: Sequence[Figure]) -> list[Figure]:
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


def status(figures: Sequence[Figure]) -> tuple[Status, str]:
    """Return how figures stand to each other, and by which rule.

    They agree where value and bound are the same, also in another unit; conflict where two cannot both hold; else
    differ. Tolls rise: of those given on different days, or on days unknown, none contradicts another.
    """
    toll = all(f.fate for f in figures)
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
            return "conflict", "two of the figures cannot both hold"
        same = (one.low, one.high, one.quantity.bound) == (other.low, other.high, other.quantity.bound)
        alike = alike and (same or (converted and one.quantity.bound == other.quantity.bound))
    return ("agree", "the same figure") if alike else ("differ", "different figures or bounds that can all hold")


def _converted(one: Figure, other: Figure) -> bool:
    """Return whether two figures in different units are one figure converted and rounded."""
    if one.quantity.unit == other.quantity.unit or not one.base:
        return False
    low, high = sorted((_size(one), _size(other)))
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


def _tolls(figures: Sequence[Figure], weights: Weights) -> Groups:
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
            for part in _by_value(group):
                found.append((part, bool(where) or not several, _toll_topic(part, named)))
    return found


def _toll_topic(figures: Sequence[Figure], where: frozenset[str]) -> str:
    who = "people"
    if not figures[0].anybody:
        units = Counter((f.quantity.unit or f.quantity.counted or "people") for f in figures)
        who = _plural(min(units, key=lambda unit: (-units[unit], unit)))
    return f"{who} {FATES[figures[0].fate]}" + (f" in {_and(sorted(where))}" if where else "")


def _plural(unit: str) -> str:
    return unit if unit.endswith("s") or unit in {"people", "women", "men", "children"} else f"{unit}s"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _recordings(figures: Sequence[Figure]) -> Groups:
    """Group the lengths of the recordings and videos reported on, each kind of thing and like lengths together."""
    found: Groups = []
    for kind, name in (("=video", "video"), ("=recording", "recording")):
        group = [f for f in figures if kind in f.beside]
        figures = [f for f in figures if kind not in f.beside]
        found += [(part, True, f"length of the {name}") for part in _by_value(group)]
    return found


def _by_value(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Split figures where neighbours in size are further apart than the factor."""
    parts: list[list[Figure]] = []
    for figure in sorted(figures, key=_size):
        if parts and _size(figure) <= LARGEST_FACTOR * max(_size(parts[-1][-1]), 1e-9):
            parts[-1].append(figure)
        else:
            parts.append([figure])
    return parts


def _size(figure: Figure) -> float:
    return figure.high if figure.low <= 0 or figure.low == float("-inf") else figure.low


def _close(figures: Sequence[Figure], weights: Weights) -> list[tuple[list[Figure], bool]]:
    """Split the tolls of one sort of people: far apart they are of different deeds, unless the sentences are alike."""
    found: list[tuple[list[Figure], bool]] = []
    for part in _by_value(figures):
        links = [overlap(a.sentence, b.sentence, weights) for a, b in combinations(part[:MOST_NEIGHBOURS], 2)]
        same = len({(f.quantity.low or f.quantity.high) for f in part}) == 1
        found.append((part, same or not links or max(links) >= ALIKE_SENTENCES))
    return found


def _alike(figures: Sequence[Figure], weights: Weights, maker: Maker) -> Groups:
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
        found.append((group, certain, _topic(group, maker)))
    return found


def _index(figures: Sequence[Figure]) -> Mapping[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, figure in enumerate(figures):
        dimension = figure.quantity.dimension
        index[dimension, figure.base, figure.head if dimension == "count" else ""].append(n)
        if _telling(figure):
            index["value", dimension, figure.base, f"{_size(figure):g}"].append(n)
    return index


def _comparable(one: Figure, other: Figure, weights: Weights) -> tuple[float, bool]:
    """Return how comparable two figures are (0: not at all), and whether that is beyond doubt."""
    apart = one.countries and other.countries and not one.countries & other.countries
    if one.quantity.dimension != other.quantity.dimension or one.base != other.base or apart:
        return 0.0, False
    near = {t for t in one.near & other.near if not t.isdigit()}
    told = len({t for t in (one.near | one.terms) & (other.near | other.terms) if not t.isdigit()})
    if _size(one) == _size(other) and told > _clash(one, other) and (_telling(one) or told > MUCH_TOLD):
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
    sizes = sorted((max(_size(one), 1e-9), max(_size(other), 1e-9)))
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


def _topic(figures: Sequence[Figure], maker: Maker) -> str:
    """Return what the figures are of, in plain words: what is counted, and the place that all sentences name."""
    counted = Counter(" ".join(f.quantity.counted.split()) for f in figures if f.quantity.counted)
    named = min(counted, key=lambda c: (not 2 <= len(c.split()) <= 6, -counted[c], len(c), c), default="")  # noqa: PLR2004
    kind = LENGTHS.get(figures[0].quantity.dimension)
    if kind:
        topic = f"{kind}: {named}" if named else kind
    elif figures[0].quantity.unit in SPEEDS:
        topic = f"speed: {named}" if named else "speed"
    elif figures[0].quantity.dimension == "count":
        topic = f"number of {named or 'those counted'}"
    else:
        topic = named or "figure"
    shared = set.intersection(*({t for t in f.sentence.terms if t.startswith("@")} for f in figures))
    places = [maker.places.names[t[1:]] for t in sorted(shared) if t[1:] in maker.places.names]
    if len(named.split()) < 2:  # noqa: PLR2004 - a word alone says too little
        common = set.intersection(*(set(f.sentence.terms) for f in figures))
        topic += ": " + topic_of([f.sentence for f in figures], common, maker)
    if places and places[0].casefold() not in topic.casefold():
        topic += f" ({places[0]})"
    return topic
