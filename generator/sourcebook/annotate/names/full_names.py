"""Full names of one person: a middle name or an initial more or less, a short form, one letter wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.name_forms import SHORTEST_IN_FULL_NAME, SHORTEST_MISSPELT, generation, misspelt, same_given

if TYPE_CHECKING:
    from sourcebook.annotate.names.groups import Group, Key

# So many parts in the same order are no chance, whatever follows.
_LONG_NAME = 3


def join(people: list[Group]) -> list[Group]:
    """Join full names of one person: a middle name or "Abu" more or less, one letter wrong."""
    kept: list[Group] = []
    # Forms of one name share their first or their last word.
    sharing: dict[tuple[int, str], list[int]] = {}
    for group in sorted(people, key=lambda g: (-len(g.keys[0]), -len("".join(g.keys[0])), -len(g.mentions), g.keys[0])):
        full = group.keys[0]
        near = sorted({n for end in (0, -1) for n in sharing.get((end, full[end]), ())})
        found = [(n, why) for n in near if (why := _same_person(kept[n], group) or _married(kept[n], group, people))]
        if len(found) == 1:
            place = found[0][0]
            kept[place].take(group, found[0][1])
        else:
            place = len(kept)
            kept.append(group)
        for folded in group.keys:
            for end in (0, -1):
                sharing.setdefault((end, folded[end]), []).append(place)
    return kept


def _same_person(one: Group, other: Group) -> str | None:
    why = next((why for k in one.keys if len(k) > 1 and (why := same_full(k, other.keys[0]))), None)
    if why is None:
        return None
    suffixes = [{generation(m.name) for m in group.mentions} for group in (one, other)]
    told = suffixes[0] | suffixes[1]
    apart = len(told - {""}) > 1 or ("sr" in told and suffixes[0].isdisjoint(suffixes[1]))
    return None if apart else why


def _married(one: Group, other: Group, people: list[Group]) -> str | None:
    """Return why `other` is the name before marriage: "Ann Roe" of "Ann Roe Doe", where a Doe is named."""
    full = one.keys[0]
    if full[:-1] != other.keys[0] or len(full) != _LONG_NAME:
        return None
    shared = any(g is not one and g.keys[0][-1] == full[-1] for g in people) or len(one.keys) > 1
    return "name before marriage" if shared else None


def same_full(longer: Key, shorter: Key) -> str | None:
    """Return why two full names are one person's, ``None`` where they are not known to be."""
    if len(shorter) < 2 or len(longer) < len(shorter):  # noqa: PLR2004 - a full name has two parts
        return None
    if longer[-len(shorter) :] == shorter or (len(shorter) >= _LONG_NAME and longer[: len(shorter)] == shorter):
        return "part of the full name"
    if longer[-1] == shorter[-1] and same_given(longer[0], shorter[0]):
        if len(shorter) == 2:  # noqa: PLR2004
            return "middle name left out" if longer[0] == shorter[0] else "other form of the first name"
        if len(longer) == len(shorter) and all(same_given(a, b) for a, b in zip(longer, shorter, strict=True)):
            return "initial for the middle name"
    return _one_word_else(longer, shorter) if len(longer) == len(shorter) else None


def _one_word_else(one: Key, other: Key) -> str | None:
    """Return why two full names that differ in one word are one person's, if they are."""
    wrong = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(wrong) != 1:
        return None
    word, spelled = wrong[0]
    shortest = SHORTEST_IN_FULL_NAME if one[:-1] == other[:-1] and len(one[0]) > 1 else SHORTEST_MISSPELT
    if misspelt(word, spelled, shortest=shortest):
        return f"one letter from {word.title()}"
    return f"spelled otherwise from {word.title()}" if len(one) > 2 and word[0] == spelled[0] else None  # noqa: PLR2004 - a name of three parts
