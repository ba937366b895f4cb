"""What a number takes over from the number before it: the bound, the change, the unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sourcebook.annotate.quantities.bounds import Bounded
    from sourcebook.annotate.quantities.counted import Counted
    from sourcebook.annotate.quantities.items import Item
    from sourcebook.annotate.quantities.lexicon import Unit

_CONVERTED = re.compile(r"[ ]?\((?:or )?|[ ]?/[ ]?")
_ALTERNATIVE = re.compile(r",?[ ]or[ ](?:about[ ])?")
# Beyond this many characters a figure without unit does not lean on the one before.
_REACH = 90
_HANDED_ON = frozenset({"money", "distance", "other"})
_MOVING = frozenset({"money", "percent", "distance", "other"})
_POINTS = frozenset({"point", "points"})


@dataclass(frozen=True)
class Before:
    """The number before, as far as the next one may lean on it."""

    item: Item
    bound: Bounded
    noun: str | None = None
    thing: Counted | None = None


def taken_up(before: Before | None, first: Token, end: int) -> Counted | None:
    """Return what is counted by a figure given for "the number": what the number before it counts.

    Args:
        before: the number before, in the same paragraph.
        first: the first token of the figure and its bound words.
        end: offset past the figure.
    """
    if before is None or before.item.unit is not None or first.i == 0:
        return None
    link = first.nbor(-1)
    if link.lower_ not in {"at", "as"}:
        return None
    given = [c for c in link.head.children if c.dep_ == "dobj" and c.lower_ in words("the_number")]
    bare = given and not any(c.lower_ == "of" for c in given[0].children)
    return replace(before.thing, end=end, sure=False) if bare and before.thing is not None else None


def bounded(text: str, before: Before | None, item: Item, bound: Bounded) -> Bounded:
    """Return the bound of `item` with what it shares with the number before.

    A conversion in brackets ("more than 100 kilometres (60 miles)") shares the bound, an alternative
    ("up 5 points, or 1 percent") the change.
    """
    if before is None or item.unit is None:
        return bound
    between = text[before.item.end : bound.start] if before.item.end <= bound.start else "-"
    if _CONVERTED.fullmatch(between) and bound.bound is None and item.unit.dimension == _dimension(before.item.unit):
        return replace(bound, bound=before.bound.bound, open_side=before.bound.open_side)
    if bound.change is None and _ALTERNATIVE.fullmatch(text[_end(before) : bound.start]):
        return replace(bound, change=before.bound.change, by=before.bound.by)
    return bound


def _end(before: Before) -> int:
    return before.item.end if before.noun is None else before.item.end + len(before.noun) + 1


def _dimension(unit: Unit | None) -> str:
    return unit.dimension if unit else ""


def with_unit(text: str, before: Before | None, item: Item) -> Item:
    """Return a bare figure with the unit of the number before it ("up from 84.75 cents, while the lowest is 74.07")."""
    if (
        before is None
        or item.unit is not None
        or item.number.kind != "figure"
        or item.number.start - before.item.end > _REACH
    ):
        return item
    if not re.search(r"[.,]", text[item.number.start : item.number.end]) or re.search(
        r"[.!?;\n]\s", text[before.item.end : item.start]
    ):
        return item
    unit = before.item.unit
    return replace(item, unit=unit) if unit is not None and unit.dimension in _HANDED_ON else item


def changes(item: Item, bound: Bounded, noun: str | None) -> bool:
    """Tell whether a word of rise or fall before the number makes it the size of a change.

    With "more than" and "less than" the bound is told instead, and a range after "rise" is where something moved.
    """
    if (
        bound.change is None
        or item.joined
        or item.number.kind == "vague"
        or bound.bound in {"more-than", "less-than", "at-least", "at-most"}
    ):
        return False
    return bound.by or (item.unit is not None and item.unit.dimension in _MOVING) or (noun or "") in _POINTS
