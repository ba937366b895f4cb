"""Organisations with their initials and shorter names, and spellings of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.names import gazetteer
from sourcebook.name_forms import initials, is_acronym, misspelt

if TYPE_CHECKING:
    from sourcebook.annotate.names.groups import Group, Key

# Two letters are the initials of too many names.
SHORTEST_INITIALS = 3


def join_acronyms(groups: list[Group]) -> list[Group]:
    """Join organisations with their initials where one organisation alone has them."""
    short = [g for g in groups if g.type == "organisation" and is_acronym(g.name())]
    full = [g for g in groups if g.type == "organisation" and len(g.keys[0]) > 1]
    for group in short:
        letters = "".join(group.keys[0]).upper()
        found = [f for f in full if len(letters) >= SHORTEST_INITIALS and initials(f.name()) == letters]
        if len(found) == 1 and found[0] is not group:
            found[0].take(group, "initials of the name")
            groups = [g for g in groups if g is not group]
    return _join_heads(groups)


def _join_heads(groups: list[Group]) -> list[Group]:
    """Join "Guild of Potters" with "Guild of Potters of Arden (GPA)": papers shorten what they give initials for.

    Without initials the shorter name may well be another body's, as that of a court or a ministry.
    """
    bodies = [g for g in groups if g.type == "organisation"]
    spelled = [g for g in bodies if len(g.keys[0]) > 1 and any(is_acronym(m.name) for m in g.mentions)]
    for group in [g for g in bodies if len(g.keys[0]) > 1 and g not in spelled]:
        found = [f for f in spelled if _opens_name(group.keys[0], f.keys[0])]
        if len(found) == 1:
            found[0].take(group, "beginning of the full name")
            groups = [g for g in groups if g is not group]
    return groups


def _opens_name(short: Key, full: Key) -> bool:
    """Say whether `full` is `short` with "of ..." or "in ..." behind it."""
    return len(full) > len(short) and full[: len(short)] == short and full[len(short)] in {"of", "in", "for"}


def join_places(groups: list[Group]) -> list[Group]:
    """Join spellings of a place that differ in one letter, where the gazetteer does not know them as two places."""
    bare = [g for g in groups if g.type in {"place", "organisation"} and len(g.keys[0]) == 1]
    places = [g for g in bare if g.type == "place"]
    for group in sorted(bare, key=lambda g: (len(g.mentions), g.keys[0])):
        found = [
            p
            for p in places
            if p is not group
            and misspelt(p.keys[0][0], group.keys[0][0])
            and not (gazetteer.weight(p.name()) and gazetteer.weight(group.name()))
        ]
        if len(found) == 1 and (len(found[0].mentions), found[0].keys[0]) > (len(group.mentions), group.keys[0]):
            found[0].take(group, f"one letter from {found[0].name()}")
            groups = [g for g in groups if g is not group]
            places = [p for p in places if p is not group]
    return groups
