"""From a number with its surroundings to what the finding says: values, bound, unit, dimension, confidence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.quantities import context
from sourcebook.annotate.quantities.items import SHARE

if TYPE_CHECKING:
    from sourcebook.annotate.quantities.bounds import Bounded
    from sourcebook.annotate.quantities.counted import Counted
    from sourcebook.annotate.quantities.items import Item
    from sourcebook.parsed import Token
    from sourcebook.records import Bound, Confidence, Dimension


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The content of a finding, named as in `sourcebook.records.Quantity`."""

    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    dimension: Dimension
    counted: str | None
    confidence: Confidence
    rule: str
    change: Literal["up", "down"] | None = None


def shape(item: Item, bound: Bounded, thing: Counted | None) -> Shape:
    """Return what is said by a number with its unit, its bound words, and the thing it counts or measures."""
    low, high, word = _values(item, bound)
    unit, dimension = _unit(item, thing)
    return Shape(
        low=_number(low),
        high=_number(high),
        bound=word,
        unit=unit,
        dimension=dimension,
        counted=thing.words if thing else None,
        confidence=_grade(item, thing),
        rule=item.number.kind,
        change=_change(item, bound, thing),
    )


def telling(bound: Bounded) -> bool:
    """Tell whether words beside a number bound it on a side or make it approximate."""
    return bound.bound not in {None, "exact"}


def _unit(item: Item, thing: Counted | None) -> tuple[str | None, Dimension]:
    if item.unit is None and item.number.kind == "share":
        return SHARE.name, SHARE.dimension
    name: str | None
    dimension: Dimension = "count"
    if item.unit is not None:
        name, dimension = item.unit.name, item.unit.dimension
        if item.per and dimension not in {"money", "percent"}:
            dimension = "other"
    elif thing is not None and thing.head is not None:
        name = _singular(thing.head)
    else:
        name = "people" if thing else None
    return (f"{name} per {item.per}" if name and item.per else name), dimension


def _singular(noun: Token) -> str:
    """Return the noun's singular; the model leaves the plural of names of peoples as it is."""
    text: str = noun.text
    if noun.pos_ == "NOUN":
        lemma: str = noun.lemma_.lower()
        return lemma
    return text[:-1] if noun.tag_ == "NNPS" and text.endswith("s") and not text.endswith("ss") else text


def _values(item: Item, bound: Bounded) -> tuple[float | None, float | None, Bound]:
    """Return the lowest and highest value and the bound of an item beside its bound words."""
    low, high = item.low, item.high
    word = bound.bound or "exact"
    if item.number.kind == "vague":
        return low, high, "vague"
    if item.joined:
        return low, high, "range"
    if item.number.approximate and word == "exact":
        return low, high, "about"
    if word in {"more-than", "at-least"}:
        return low, None, word
    if word in {"less-than", "at-most"} or bound.open_side == "low":
        return None, high, word
    return low, high, word


def _change(item: Item, bound: Bounded, thing: Counted | None) -> Literal["up", "down"] | None:
    """Return the direction of a change: told by a word, or by the sign of a percentage."""
    if context.changes(item, bound, thing.head.lower_ if thing and thing.head else None):
        return bound.change
    negative = item.unit is not None and item.unit.dimension == "percent" and (item.high or 0) < 0
    return "down" if negative else None


def _grade(item: Item, thing: Counted | None) -> Confidence:
    """Return the grade; its limits are set by the share of findings that were right on annotated sentences."""
    if item.unit is not None or item.number.kind == "share":
        return "high"
    if thing is None:
        return "low"
    one = item.number.kind == "word" and item.low == 1
    return "high" if thing.sure and not one else "medium"


def _number(value: float | None) -> int | float | None:
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else round(value, 6)
