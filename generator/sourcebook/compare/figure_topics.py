"""Says in few plain words what figures are of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sourcebook.compare.figures import Figure
from sourcebook.compare.maker import Maker
from sourcebook.compare.places import Places
from sourcebook.compare.toll_rows import plural
from sourcebook.compare.topics import most_common, with_article

SPEEDS = frozenset({"mph", "km/h", "kph", "kmh", "mile per hour", "kilometre per hour", "kilometer per hour", "knot"})
# How the topic of a measure begins, what is measured following.
MEASURES = {
    "duration": "length of",
    "distance": "distance to",
    "money": "amount of",
    "percent": "share of",
    "age": "age of",
}
BARE = {
    "duration": "a length of time",
    "distance": "a distance",
    "money": "an amount of money",
    "percent": "a share",
    "age": "an age",
}
_FURTHER = re.compile(r"^(?:(?:more|other|another|additional|further|estimated|total|strong)\s+)+", re.IGNORECASE)
# What is counted is told in so many words.
LEAST_WORDS = 2
SHORT = 3
MOST_WORDS = 8


def topic_of(figures: Sequence[Figure], maker: Maker, places: Places) -> tuple[str, bool]:
    """Return what the figures are of, and whether that says enough for a row beyond doubt.

    Args:
        figures: of one row and dimension.
        maker: knows what the clauses around them say.
        places: that their articles name.
    """
    dimension, unit = figures[0].quantity.dimension, figures[0].quantity.unit
    if dimension == "count":
        return _counted(figures, maker, places)
    named = most_common(" ".join(f.quantity.counted.split()) for f in figures if f.quantity.counted)
    if unit in SPEEDS:
        return _speed(figures, maker, named)
    if dimension == "distance" or not named.replace(" ", "").isalpha():
        named = _told(figures, maker)
    if not named or dimension not in MEASURES:
        return BARE.get(dimension, "a figure"), False
    return f"{MEASURES[dimension]} {with_article(named)}", True


def _counted(figures: Sequence[Figure], maker: Maker, places: Places) -> tuple[str, bool]:
    """Return what is counted in the plural, with what is said of it, and the place that all sentences are set in."""
    named = _told(figures, maker)
    bare = most_common(" ".join(f.quantity.counted.split()) for f in figures if f.quantity.counted)
    if bare and (not named or (len(named.split()) == 1 and len(bare.split()) > 1)):
        # A longer phrase has its plural inside.
        named = plural(bare) if len(bare.split()) <= SHORT and bare[-1].isalpha() and bare[-2:] != "ed" else bare
    where = set.intersection(
        *(set(places.within(f.quantity.article, f.sentence.start, f.sentence.end)) for f in figures)
    )
    place = min((places.names[place] for place in where), default="")
    if place and named and place.casefold() not in named.casefold():
        named += f" in {place}"
    if named and len(named.split()) == 1:
        named = plural(named)
    plain = bool(named) and (len(named.split()) > 1 or not all(f.anybody for f in figures))
    return f"number of {named or 'those counted'}", plain


def _told(figures: Sequence[Figure], maker: Maker) -> str:
    """Return what the sentences say that is counted, in a few words rather than in one; empty where none says it."""
    said = [t for f in figures if (t := maker.topics.counted(f.quantity.article, f.quantity.start))]
    said = [_FURTHER.sub("", text) for text in said]
    full = [text for text in said if LEAST_WORDS <= len(text.split()) <= MOST_WORDS]
    return most_common(full or said)


def _speed(figures: Sequence[Figure], maker: Maker, named: str) -> tuple[str, bool]:
    clause = _clause(figures, maker)
    if "speed" in named:
        return with_article(named), True
    if clause:
        return f"speed at which {clause}", True
    return (f"speed of {with_article(named)}", True) if named else ("speed", False)


def _clause(figures: Sequence[Figure], maker: Maker) -> str:
    """Return what the clauses say that the figures stand in."""
    said = []
    for figure in figures:
        clause = maker.topics.clause_at(figure.sentence, figure.quantity.start)
        said += [re.sub(rf"\s*\bat {re.escape(figure.quantity.text)}", "", clause)] if clause else []
    return most_common(said)
