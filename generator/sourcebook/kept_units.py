"""What is kept of a site's pages, in a file of the cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from sourcebook import pages
from sourcebook.records import Record
from sourcebook.spilled import Room, Shelved, Spilled, held, keyed
from sourcebook.store import Shelf


class _Head(Record, frozen=True, kw_only=True):
    """What stands in the file before the sections: their names, and all else."""

    names: dict[str, list[str]]
    made_of: bytes
    shared: msgspec.Raw
    looked: pages.Looked
    units: dict[str, pages.Unit]


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
        sections, begin = {}, 1
        for kind, names in head.names.items():
            numbers = range(begin, begin + len(names))
            begin = numbers.stop
            records = found.select(numbers) if isinstance(found, Spilled) else found[numbers.start : numbers.stop]
            sections[kind] = keyed(room, names, records)
        return pages.Units(
            made_of=head.made_of, shared=head.shared, looked=head.looked, sections=sections, units=head.units
        )

    def save(self, place: str, units: pages.Units) -> None:
        """Keep units under a key.

        Raises:
            StoreError: the cache folder cannot be written.
        """
        head = _Head(
            names={kind: list(written) for kind, written in units.sections.items()},
            made_of=units.made_of,
            shared=units.shared,
            looked=units.looked,
            units=dict(units.units),
        )
        records = [held(written) for written in units.sections.values()]
        self._kept.save(place, b"", (msgspec.Raw(_ENCODER.encode(head)),), *records)

    def prune(self) -> None:
        """Remove what nobody asked for in so long that it is of no use."""
        self._kept.shelf.prune(self._kept.shelf.asked)
