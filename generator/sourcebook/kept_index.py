"""Find's index, kept from one build to the next: which sentences it is of, and where their terms stand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from sourcebook.errors import StoreError
from sourcebook.pages import Blocks, Index, Stretch
from sourcebook.spilled import Room, Shelved
from sourcebook.store import Shelf


class KeptIndex:
    """Keeps the index: the sentences in one file, and in another the terms, which a large folder's build reads there.

    Args:
        cache: the folder of the cache; nothing is kept without it.
        place: its key.
    """

    def __init__(self, cache: Path | None, place: str) -> None:
        self._place = place
        self._blocks = Shelf(cache, Blocks, "index")
        self._stretches = Shelved(Shelf(cache, Stretch, "terms"), Stretch)
        self._made: Index | None = None

    def __call__(self, make: Callable[[Index | None], Index], room: Room, /) -> Index:
        """Make it of the last one, which is read in a file where the room has files."""
        self._made = make(self._last(room))
        return self._made

    def _last(self, room: Room) -> Index | None:
        blocks = self._blocks.load(self._place)
        if blocks is None:
            return None
        stretches = self._stretches.load(self._place, _mark(blocks), room)
        return None if stretches is None else Index(blocks, stretches)

    def note(self) -> None:
        """Keep what was made, for the next build; where nothing was, what is kept stays."""
        if self._made is not None:
            # Where one of them is written alone, the other does not belong to it and is not believed.
            with suppress(StoreError):
                self._blocks.save(self._place, self._made.blocks)
                self._stretches.save(self._place, _mark(self._made.blocks), self._made.stretches)
        for shelf in (self._blocks, self._stretches.shelf):
            shelf.prune({self._place})


def _mark(blocks: Blocks) -> bytes:
    """Return a digest of all that an index is made of."""
    return hashlib.sha256(msgspec.msgpack.encode(blocks)).digest()
