"""What a figure is a property of: a place's population, a person's age."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sourcebook.compare.places import Places
from sourcebook.records import Entity, Quantity

_PEOPLED = re.compile(
    r"\bpopulation\s+of\s+(?:\w+\s+){0,3}$|\b(?:city|town|village|country|region|province|nation)\s+of\s+(?:\w+\s+){0,3}$"
    r"|\bhome\s+to\s+(?:\w+\s+){0,3}$|\binhabited\s+by\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_SETTLEMENT = re.compile(r"\b(?:city|town|village)\s", re.IGNORECASE)
_PEOPLED_AFTER = re.compile(r"^\s*(?:\w+\s+){0,1}(?:inhabitants|residents live)\b", re.IGNORECASE)
# How far from a figure, in characters, the person whose age it gives is named.
AGE_REACH = 30
_AGE_GAP = re.compile(r",?\s*(?:who is\s*)?(?:an?\s+)?\(?")


def people_of(entities: Iterable[Entity]) -> dict[str, list[tuple[int, int, str, str]]]:
    """Return where each article names people: start, end, id and name."""
    found: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    for entity in entities:
        if entity.type == "person":
            for mention in entity.mentions:
                found[mention.article].append((mention.start, mention.end, entity.id, entity.name))
    return {article: sorted(mentions) for article, mentions in found.items()}


def property_of(
    quantity: Quantity, text: str, places: Places, people: Mapping[str, Sequence[tuple[int, int, str, str]]]
) -> tuple[str, str] | None:
    """Return what a figure is a property of: a place's population, a person's age."""
    before, after = text[max(0, quantity.start - 40) : quantity.start], text[quantity.end : quantity.end + 40]
    if quantity.dimension == "count" and (_PEOPLED.search(before) or _PEOPLED_AFTER.search(after)):
        known = places.settlement_before if _SETTLEMENT.search(before) else places.last_before
        place = known(quantity.article, quantity.start)
        return (f"population {place}", f"population of {places.names[place]}") if place else None
    if quantity.dimension == "age":
        for start, end, person, name in people.get(quantity.article, ()):
            led = 0 <= quantity.start - end <= AGE_REACH and _AGE_GAP.fullmatch(text[end : quantity.start])
            followed = 0 <= start - quantity.end <= AGE_REACH and not re.search(r"[.;:]", text[quantity.end : start])
            if led or followed:
                return f"age {person}", f"age of {name}"
    return None
