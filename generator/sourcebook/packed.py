"""The findings of a folder in few files: opening a thousand takes longer than reading what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from sourcebook.errors import StoreError
from sourcebook.records import Analysed, Record
from sourcebook.store import Shelf, Store
from sourcebook.text import digest

_ENCODER = msgspec.msgpack.Encoder()
# Articles of one file, at most twice as many: a changed article costs the writing of two such files.
_TOGETHER = 32


class Pack(Record, frozen=True, kw_only=True):
    """Findings by their keys, each encoded: they are read one after the other."""

    found: dict[str, msgspec.Raw]


class Packs:
    """The findings of one folder, together in files by the beginnings of their keys.

    They stand beside the files of single articles, which are written one by one as they are made; these are written at
    the end of a build, those alone in which something is new.

    Args:
        cache: where the files stand; nothing is kept without it.
        store: the files of single articles.
        seeds: the folder of articles; each has its own packs.
    """

    def __init__(self, cache: Path | None, store: Store, seeds: Path | None) -> None:
        self._shelf = Shelf(None if seeds is None else cache, Pack, "pack")
        self._store = store
        self._seeds = "" if seeds is None else str(seeds.resolve())
        self._held: dict[str, frozenset[str]] = {}

    def load(self, keys: Sequence[str]) -> Iterator[tuple[str, msgspec.Raw]]:
        """Yield those keys under which there are findings, in any order, with these, encoded."""
        for place, inside in self._by_place(keys).items():
            pack = self._shelf.load(place)
            found = pack.found if pack else {}
            self._held[place] = frozenset(found)
            for key in inside:
                if key in found:
                    yield key, found[key]
                elif (single := self._store.load(key)) is not None:
                    yield key, msgspec.Raw(_ENCODER.encode(single))
        # Those of single articles are not read, but they are in use: whoever takes the packs away still has them.
        self._store.asked.update(keys)

    def save(self, found: Mapping[str, Analysed]) -> None:
        """Keep the findings of all articles; a cache that cannot be written is reported by the store."""
        for place, keys in self._by_place(found).items():
            if self._held.get(place) != frozenset(keys):
                with suppress(StoreError):
                    self._shelf.save(place, Pack(found={key: msgspec.Raw(_ENCODER.encode(found[key])) for key in keys}))
        self._shelf.prune(self._shelf.asked)

    def _by_place(self, keys: Collection[str]) -> dict[str, list[str]]:
        # Twice as many files when there are twice as many articles, so that most stay as they are when one comes.
        count = 1 << (len(keys) // _TOGETHER).bit_length()
        places: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            part = str(int(key[:8], 16) % count)
            places[digest(self._shelf.version, self._seeds, str(count), part, length=32)].append(key)
        return places
