"""Rows that set figures side by side: same dimension, same thing counted, same event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sourcebook.compare.terms import Sentence, Weights, overlap, stem
from sourcebook.compare.words import FUNCTION_WORDS
from sourcebook.records import Article, Quantity
from sourcebook.text import fold

Status = Literal["agree", "differ", "conflict"]
# "About" allows this much either way, "nearly" this much below.
ABOUT = 0.1
# Figures further apart than this factor count different things, however alike the words are.
LARGEST_FACTOR = 20.0
# How alike the sentences around two figures must be where the things counted share their head word only ...
ALIKE_SENTENCES = 0.3
# ... and where they share none, but stand in sentences that say the same.
SAME_SENTENCE = 0.55
# Units by dimension, in one base unit, so that "half an hour" meets "31 minutes".
BASE = {
    "second": ("second", 1.0),
    "minute": ("second", 60.0),
    "hour": ("second", 3600.0),
    "day": ("second", 86400.0),
    "week": ("second", 604800.0),
    "month": ("second", 2629800.0),
    "year": ("second", 31557600.0),
    "metre": ("metre", 1.0),
    "meter": ("metre", 1.0),
    "kilometre": ("metre", 1000.0),
    "kilometer": ("metre", 1000.0),
    "mile": ("metre", 1609.344),
    "foot": ("metre", 0.3048),
    "yard": ("metre", 0.9144),
}


@dataclass(frozen=True)
class Figure:
    """A quantity ready to be compared: its interval in base units, its head and the terms of what it counts."""

    quantity: Quantity
    sentence: Sentence
    base: str
    low: float
    high: float
    head: str
    terms: frozenset[str]


def figures_of(quantities: Iterable[Quantity], sentences: Sequence[Sentence]) -> list[Figure]:
    """Return the figures that can be compared, with the sentence each stands in."""
    by_article: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_article[sentence.article].append(sentence)
    found = []
    for quantity in quantities:
        home = next((s for s in by_article[quantity.article] if s.start <= quantity.start < s.end), None)
        if home is None or quantity.dimension == "ordinal" or quantity.bound == "vague":
            continue
        figure = _figure(quantity, home)
        if figure is not None:
            found.append(figure)
    return found


def interval(quantity: Quantity) -> tuple[float, float] | None:
    """Return between which values a quantity lies, after its bound; ``None`` where it gives no value."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return None
    if quantity.bound == "about" and low is not None and high is not None:
        return low * (1 - ABOUT), high * (1 + ABOUT)
    if low is None and high is not None:
        # "Nearly" stands close below its figure; "less than" and "up to" only bound it.
        return (high * (1 - ABOUT) if quantity.bound == "about" else 0.0), float(high)
    if high is None and low is not None:
        return float(low), float("inf")
    assert low is not None  # noqa: S101 - both are known here
    assert high is not None  # noqa: S101 - the same
    return float(low), float(high)


def comparable(one: Figure, other: Figure, weights: Weights) -> tuple[bool, bool]:
    """Return whether two figures may stand in one row, and whether that is beyond doubt."""
    if one.quantity.dimension != other.quantity.dimension or one.base != other.base:
        return False, False
    if _far(one, other):
        return False, False
    alike = overlap(one.sentence, other.sentence, weights)
    shared = one.terms & other.terms
    same_head = bool(one.head) and one.head == other.head
    if same_head and _names_agree(one, other) and (len(shared) > 1 or alike >= ALIKE_SENTENCES):
        return True, len(shared) > 1 or alike >= SAME_SENTENCE
    if alike >= SAME_SENTENCE and (same_head or not one.head or not other.head):
        return True, True
    if one.quantity.dimension == "duration" and shared & {"=recording", "=video"}:
        return True, True
    return False, False


def status(figures: Sequence[Figure]) -> Status:
    """Return whether figures agree (same value and bound), differ (all can hold) or conflict (two cannot both hold)."""
    for i, one in enumerate(figures):
        for other in figures[i + 1 :]:
            if one.quantity.article == other.quantity.article and one.sentence is other.sentence:
                continue
            if one.low > other.high * (1 + 1e-9) or other.low > one.high * (1 + 1e-9):
                return "conflict"
    values = {(f.quantity.low, f.quantity.high, f.quantity.bound, f.quantity.unit) for f in figures}
    return "agree" if len(values) == 1 else "differ"


def value_of(quantity: Quantity) -> str:
    """Return a figure as a cell shows it: the words of the report."""
    return " ".join(quantity.text.split())


def _figure(quantity: Quantity, sentence: Sentence) -> Figure | None:
    bounds = interval(quantity)
    if bounds is None:
        return None
    unit = (quantity.unit or "").casefold()
    base, factor = BASE.get(unit, BASE.get(unit.rstrip("s"), (unit, 1.0)))
    counted = [w for w in fold(quantity.counted or "").split() if w not in FUNCTION_WORDS and not w.isdigit()]
    if quantity.dimension == "count":
        base = ""
    head = stem(fold(quantity.unit or "").split()[-1]) if quantity.dimension == "count" and quantity.unit else ""
    terms = frozenset(stem(word) for word in counted)
    if not head and counted:
        head = stem(counted[-1])
    if quantity.dimension == "count" and head == "=people" and "=die" not in terms and "=injure" not in terms:
        # What happened to people tells more than that they are people.
        near = set(sentence.terms)
        terms |= frozenset({"=die"} & near) | frozenset({"=injure"} & near)
    return Figure(quantity, sentence, base, bounds[0] * factor, bounds[1] * factor, head, terms)


def _far(one: Figure, other: Figure) -> bool:
    values = [(v, w) for v, w in ((one.low or one.high, other.low or other.high),) if v and w]
    return any(max(v, w) / min(v, w) > LARGEST_FACTOR for v, w in values if v != float("inf") and w != float("inf"))


def _names_agree(one: Figure, other: Figure) -> bool:
    """Return whether nothing that happened to those counted tells the figures apart (killed against injured)."""
    fates = {"=die", "=injure", "=arrest", "=behead", "=capture"}
    a, b = one.terms & fates, other.terms & fates
    return a == b or not a or not b


def group(figures: Sequence[Figure], weights: Weights) -> list[tuple[list[Figure], bool]]:
    """Group comparable figures; each stands in one group. The flag tells whether every link is beyond doubt."""
    parents = list(range(len(figures)))
    doubtful: set[int] = set()
    index: Mapping[tuple[str, str, str], list[int]] = _index(figures)

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    for members in index.values():
        for i, a in enumerate(members):
            for b in members[i + 1 : i + 200]:
                joined, sure = comparable(figures[a], figures[b], weights)
                if joined and root(a) != root(b):
                    parents[root(b)] = root(a)
                    if not sure:
                        doubtful |= {a, b}
    groups: dict[int, list[int]] = defaultdict(list)
    for n in range(len(figures)):
        groups[root(n)].append(n)
    return [([figures[n] for n in g], not doubtful & set(g)) for g in groups.values() if len(g) > 1]


def _index(figures: Sequence[Figure]) -> dict[tuple[str, str, str], list[int]]:
    index: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, figure in enumerate(figures):
        head = figure.head if figure.quantity.dimension == "count" else ""
        index[figure.quantity.dimension, figure.base, head].append(n)
    return index


def articles_of(figures: Iterable[Figure]) -> set[str]:
    """Return which articles the figures stand in."""
    return {figure.quantity.article for figure in figures}


def by_event(figures: Sequence[Figure], event_of: Mapping[str, str]) -> dict[str, list[Figure]]:
    """Return the figures by the event their article is about."""
    split: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        split[event_of[figure.quantity.article]].append(figure)
    return split


def topic(figures: Sequence[Figure], articles: Mapping[str, Article]) -> str:
    """Return what the figures are of, in plain words."""
    del articles
    counted = [f.quantity.counted for f in figures if f.quantity.counted]
    shortest = min(counted, key=lambda c: (len(c), c)) if counted else None
    names = {"duration": "length", "distance": "distance", "money": "amount", "percent": "share", "age": "age"}
    kind = names.get(figures[0].quantity.dimension, "number")
    if figures[0].quantity.dimension == "duration" and figures[0].terms & {"=recording", "=video"}:
        shortest = shortest or "recording"
    return f"{kind}: {shortest}" if shortest else kind
