"""Entries that cannot both stand: neither is applied, and both are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from sourcebook.curate.entries import Entry

_IS = "is there"


def claims(entry: Entry) -> dict[str, Any]:
    """Return what an entry claims of its target: that it is right or wrong, and its values."""
    if entry.do == "note":
        return {}
    made: dict[str, Any] = {} if entry.do in {"rate", "name", "describe"} else {_IS: entry.do != "reject"}
    values = dict(entry.values)
    if "value" in values and entry.what == "number":
        values["low"] = values["high"] = values.pop("value")
    return made | values


def at_odds(located: Iterable[tuple[Hashable, Entry]]) -> dict[int, Entry]:
    """Return, by number, the entries that another one on the same target contradicts, with that other one.

    Args:
        located: the target of each entry, and the entry.
    """
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for target, entry in located:
        groups[target].append(entry)
    found: dict[int, Entry] = {}
    for entries in groups.values():
        said: dict[str, list[tuple[Any, Entry]]] = defaultdict(list)
        for entry in entries:
            for key, value in claims(entry).items():
                said[key].append((value, entry))
        for each in said.values():
            for value, entry in each:
                other = next((o for v, o in each if v != value), None)
                if other is not None:
                    found.setdefault(entry.number, other)
    return found
