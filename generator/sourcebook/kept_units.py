"""What is kept of a site's pages, in a file of the cache."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from sourcebook import pages
from sourcebook.records import Record
from sourcebook.spilled import Room, Shelved, Writings, held, keyed, selected
from sourcebook.store import Shelf


class _Head(Record, frozen=True, kw_only=True):
    """What stands in the file before units and sections: their names, and all else."""

    units: list[str]
    names: dict[str, list[str]]
    made_of: bytes
    shared: msgspec.Raw
    looked: pages.Looked


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(_Head)


class UnitsShelf:
    """Keeps the units of a site in a file; sections of a large one are read from there as they are asked for.

    Args:
        cache: the folder of the cache; nothing is kept without it.
    """

    def __init__(self, cache: Path | None) -> None:
        shelf: Shelf[Any] = Shelf(cache, msgspec.Raw, "units")
        self._kept = Shelved(shelf, msgspec.Raw)

    def load(self, place: str, room: Room) -> pages.Units | None:
        """Return the units under a key, if there are some."""
        found = self._kept.load(place, b"", room)
        if not found:
            return None
        head = _DECODER.decode(found[0])
        records = _Rest(found, room)
        return pages.Units(
            made_of=head.made_of,
            shared=head.shared,
            looked=head.looked,
            units=records.under(head.units),
            sections={kind: records.under(names) for kind, names in head.names.items()},
        )

    def save(self, place: str, units: pages.Units) -> None:
        """Keep units under a key.

        Raises:
            StoreError: the cache folder cannot be written.
        """
        head = _Head(
            units=list(units.units),
            names={kind: list(written) for kind, written in units.sections.items()},
            made_of=units.made_of,
            shared=units.shared,
            looked=units.looked,
        )
        records = [held(written) for written in (units.units, *units.sections.values())]
        self._kept.save(place, b"", (msgspec.Raw(_ENCODER.encode(head)),), *records)

    def prune(self) -> None:
        """Remove what nobody asked for in so long that it is of no use."""
        self._kept.shelf.prune(self._kept.shelf.asked)


class _Rest:
    """The records behind the first, some after the other."""

    def __init__(self, found: Sequence[msgspec.Raw], room: Room) -> None:
        self._found = found
        self._room = room
        self._begin = 1

    def under(self, names: Sequence[str]) -> Writings[str]:
        """Return the next records, one a name."""
        numbers = range(self._begin, self._begin + len(names))
        self._begin = numbers.stop
        return keyed(self._room, names, selected(self._found, numbers))
