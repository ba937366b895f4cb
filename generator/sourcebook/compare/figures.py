"""Figures made ready to be set side by side: base units, intervals, what is counted, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sourcebook.compare.heads import heads
from sourcebook.compare.places import Places
from sourcebook.compare.properties import people_of, property_of
from sourcebook.compare.terms import Sentence, stem
from sourcebook.compare.words import FUNCTION_WORDS
from sourcebook.records import Corpus, Quantity
from sourcebook.text import fold

Status = Literal["agree", "differ", "conflict"]
# "About" allows this much either way, "nearly" this much below.
ABOUT = 0.1
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
    "feet": ("metre", 0.3048),
    "yard": ("metre", 0.9144),
}
# What happened to those counted; a figure of one fate is never set beside one of another.
FATES = {
    "=die": "killed",
    "=injure": "injured",
    "=trap": "trapped",
    "=hospital": "taken to hospital",
    "miss": "missing",
    "=arrest": "arrested",
    "=rescue": "rescued",
    "=evacuate": "evacuated",
    "=displace": "displaced",
    stem("aboard"): "aboard",
}
# Words for those counted that say no more than that they are people.
ANYBODY = frozenset(
    stem(word)
    for word in (
        "people",
        "others",
        "more",
        "victims",
        "passengers",
        "dead",
        "injured",
        "total",
        "lives",
        "life",
        "souls",
    )
)
LIVES = frozenset({stem("lives"), stem("life")})
_SUBSET = re.compile(
    r"(?:\bincluding|\bamong (?:them|whom)|\bof (?:which|whom|them))\s*(?:\w+\s+){0,3}$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "One of the passengers" counts nobody; "10 of 12" counts a part.
_PART = re.compile(r"(?:at least )?\w+ of\b", re.IGNORECASE)
# "20 of those injured" counts a part, too.
_PART_AFTER = re.compile(r"\s*of\s+(?:those|the|them|whom|these)\b", re.IGNORECASE)
# What is left of a conversion that has lost its number: "less than a kilometer (mile)".
_GARBLED = re.compile(
    r"\s*\((?:mile|kilomet(?:er|re)|met(?:er|re)|foot|feet|yard|pound|kilogram|ton|acre|hectare)s?\)", re.IGNORECASE
)
_THERE = re.compile(r"\b(?:there|here)\b", re.IGNORECASE)
# A line this short, in terms, takes its place from the line above it.
LIST_LINE = 6


@dataclass(frozen=True)
class Figure:
    """A quantity ready to be compared.

    Attributes:
        quantity: what was found.
        sentence: the sentence it stands in.
        base: the unit its interval is in; empty for counts.
        low: lower end of the interval.
        high: upper end of the interval.
        head: what is counted, one stem.
        terms: stems of all that is said to be counted.
        near: terms of the sentence around the figure.
        fate: what happened to those counted, a key of `FATES`, else empty.
        about: what the figure is a property of ("population of X"), as a key and in words, where that is known.
        beside: what is counted or, where nothing is, the terms next to the figure.
        countries: where it holds.
        dated: whether its sentence speaks of another year than the report.
        subset: whether it is told as a part of another figure ("including").
        garbled: whether a conversion stands behind it that has lost its number.
    """

    quantity: Quantity
    sentence: Sentence
    base: str
    low: float
    high: float
    head: str
    terms: frozenset[str]
    near: frozenset[str]
    fate: str = ""
    about: tuple[str, str] | None = None
    beside: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    dated: bool = False
    subset: bool = False
    garbled: bool = False

    @property
    def anybody(self) -> bool:
        """Whether those counted are people without further description."""
        return self.head in ANYBODY or not self.head


def figures_of(corpus: Corpus, sentences: Sequence[Sentence], places: Places, year: str | None) -> list[Figure]:
    """Return the figures that can be compared, with the sentence each stands in, in the order of the quantities.

    Args:
        corpus: the articles and what is found in them.
        sentences: of the same.
        places: that they name.
        year: from which an article speaks that does not tell when it came out, if that is known.
    """
    by_article: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_article[sentence.article].append(sentence)
    starts = {article: [s.start for s in inside] for article, inside in by_article.items()}
    texts = {article.id: article.text for article in corpus.articles}
    people = people_of(corpus.entities)
    at: dict[str, list[int]] = defaultdict(list)
    for quantity in corpus.quantities:
        at[quantity.article].append(quantity.start)
    years = {a.id: a.published.value[:4] if a.published else year for a in corpus.articles}
    found = []
    for quantity in corpus.quantities:
        n = bisect_right(starts.get(quantity.article, []), quantity.start) - 1
        if n < 0 or quantity.dimension == "ordinal" or quantity.bound == "vague" or _PART.match(quantity.text):
            continue
        home = by_article[quantity.article][n]
        bounds = interval(quantity)
        if quantity.start >= home.end or bounds is None or _PART_AFTER.match(texts[quantity.article], quantity.end):
            continue
        following = [s for s in at[quantity.article] if quantity.end <= s < home.end]
        about = property_of(quantity, texts[quantity.article], places, people)
        found.append(
            _figure(
                quantity,
                home,
                bounds,
                text=texts[quantity.article],
                places=places,
                until=min(following, default=home.end),
                about=about,
                year=years.get(quantity.article),
            )
        )
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


def value_of(quantity: Quantity) -> str:
    """Return a figure as a cell shows it: the words of the report."""
    return " ".join(quantity.text.split())


def articles_of(figures: Iterable[Figure]) -> set[str]:
    """Return which articles the figures stand in."""
    return {figure.quantity.article for figure in figures}


def _figure(  # noqa: PLR0913 - a figure takes from all of these
    quantity: Quantity,
    sentence: Sentence,
    bounds: tuple[float, float],
    *,
    text: str,
    places: Places,
    until: int,
    about: tuple[str, str] | None,
    year: str | None,
) -> Figure:
    unit = (quantity.unit or "").casefold()
    base, factor = BASE.get(unit, BASE.get(unit.rstrip("s"), (unit, 1.0)))
    counted = [w for w in fold(quantity.counted or "").split() if w not in FUNCTION_WORDS and not w.isdigit()]
    terms = frozenset(stem(word) for word in counted)
    head = ""
    if quantity.dimension == "count":
        base = ""
        heads = [stem(word) for word in fold(quantity.unit or "").split()] or [stem(w) for w in counted]
        fates = FATES.keys()
        head = next((h for h in reversed(heads) if h not in fates), heads[-1] if heads else "")
    elif counted:
        head = stem(counted[-1])
    fate = _fate([stem(word) for word in counted], head)
    if head in LIVES:
        head, fate = "=people", "=die"
    where = _where(quantity, sentence, text, places, until)
    elsewhen = {y for y in _YEAR.findall(text[sentence.start : sentence.end]) if year and y != year}
    return Figure(
        quantity,
        sentence,
        base,
        bounds[0] * factor,
        bounds[1] * factor,
        head,
        terms,
        frozenset(sentence.near(quantity.start, quantity.end, 6)),
        fate=fate if quantity.dimension == "count" else "",
        about=about,
        beside=terms or frozenset(sentence.near(quantity.start, quantity.end, 2)),
        countries=places.countries(where),
        dated=bool(elsewhen),
        garbled=bool(_GARBLED.match(text, quantity.end)),
        subset=bool(_SUBSET.search(text[max(sentence.start, quantity.start - 40) : quantity.start])),
    )


def _fate(counted: Sequence[str], head: str) -> str:
    """Return what happened to those counted: told behind the head ("people killed"), or by the head itself."""
    at = max((n for n, word in enumerate(counted) if word == head and word not in FATES), default=-1)
    return next((word for word in counted[at + 1 :] if word in FATES), "")


def _where(quantity: Quantity, sentence: Sentence, text: str, places: Places, until: int) -> list[str]:
    """Return the places a figure holds for: those behind it, else those before it, else those of the line above."""
    after = places.within(quantity.article, quantity.end, until)
    before = after or places.within(quantity.article, sentence.start, quantity.start)
    if before:
        return before
    rest = places.within(quantity.article, until, sentence.end)
    if rest:
        return rest
    if len(sentence.terms) <= LIST_LINE or _THERE.search(text[quantity.end : sentence.end]):
        last = places.last_before(quantity.article, quantity.start)
        return [last] if last else []
    return []


def last_year(corpus: Corpus) -> str | None:
    """Return the last year in which an article of a folder came out, or that it names where none tells."""
    told = max((head.published.value[:4] for head in heads(corpus.articles) if head.published), default=None)
    named = (d.value[:4] for d in corpus.dates if d.value and d.value[:4].isdigit())
    return told or max(named, default=None)
