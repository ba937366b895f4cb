"""Groups that the machine made, with what people say belongs together or apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from sourcebook.curate.entries import Entry

K = TypeVar("K", bound=Hashable)
Told = Sequence[tuple[Entry, frozenset[K]]]


def at_odds(groups: Iterable[Sequence[K]], parted: Told[K], joined: Told[K]) -> dict[int, Entry]:
    """Return, by number, the entries that part what another joins, each with that other one.

    Args:
        groups: the machine's groups.
        parted: entries with what they take out of its group.
        joined: entries with what they put together.
    """
    of = {key: number for number, group in enumerate(groups) for key in group}
    found: dict[int, Entry] = {}
    for join, together in joined:
        for part, out in parted:
            left = {of.get(key) for key in together - out}
            if left & {of.get(key) for key in together & out}:
                found[join.number] = part
                found[part.number] = join
    return found


def regrouped(
    groups: Iterable[Sequence[K]], parted: Iterable[frozenset[K]], joined: Iterable[frozenset[K]]
) -> list[list[K]]:
    """Return groups with sets of members taken out, each a group of its own then, and after that some put together."""
    made = [list(group) for group in groups]
    for out in parted:
        moved = [key for group in made for key in group if key in out]
        made = [[key for key in group if key not in out] for group in made] + [moved]
    for together in joined:
        hit = [group for group in made if together & set(group)]
        made = [group for group in made if not together & set(group)] + [[key for group in hit for key in group]]
    return [group for group in made if group]
