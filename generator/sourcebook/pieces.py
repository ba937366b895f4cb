"""What is made of each article alone, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

import msgspec

from sourcebook.errors import StoreError
from sourcebook.records import Record
from sourcebook.store import Shelf

T = TypeVar("T")


class Parts(Record, frozen=True, kw_only=True):
    """What was made of each article, encoded, by the digest of all that it was made of; ``kind`` names its type."""

    kind: str
    parts: dict[bytes, msgspec.Raw]


class Pieces(Generic[T]):
    """Keeps the parts of one kind: what was made of each article, in one file.

    They are held as they lie in the file and decoded when they are asked for: as objects those of a large folder take
    several times the memory, and few are needed at a time.

    Args:
        shelf: where the file stands.
        place: its key.
        kind: the type of the parts.
    """

    def __init__(self, shelf: Shelf[Parts], place: str, kind: type[T]) -> None:
        self._shelf = shelf
        self._place = place
        self._kind = kind.__qualname__
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._known: dict[bytes, msgspec.Raw] | None = None
        self._asked: dict[bytes, msgspec.Raw] = {}

    def __call__(self, key: bytes, make: Callable[[], T], /) -> T:
        """Return what is kept under `key`, or make it."""
        return self._decoder.decode(self._part(key, make))

    def several(self, keys: Mapping[str, bytes], make: Callable[[str], T]) -> Mapping[str, T]:
        """Return what is kept under several keys, by their names; what is not is made of its name."""
        return Several({name: self._part(key, partial(make, name)) for name, key in keys.items()}, self._decoder)

    def all_of(self, keys: Mapping[str, bytes]) -> Mapping[str, T] | None:
        """Return what is kept under several keys, by their names; ``None`` where one is missing."""
        known = self._load()
        if not all(key in known for key in keys.values()):
            return None
        self._asked.update((key, known[key]) for key in keys.values())
        return Several({name: known[key] for name, key in keys.items()}, self._decoder)

    def _part(self, key: bytes, make: Callable[[], T]) -> msgspec.Raw:
        known = self._load()
        if key not in self._asked:
            self._asked[key] = known[key] if key in known else msgspec.Raw(self._encoder.encode(make()))
        return self._asked[key]

    def _load(self) -> dict[bytes, msgspec.Raw]:
        if self._known is None:
            found = self._shelf.load(self._place)
            self._known = found.parts if found and found.kind == self._kind else {}
        return self._known

    def leave(self) -> None:
        """Leave what is kept as it is: not all was asked for that is needed."""
        self._known, self._asked = None, {}

    def note(self) -> None:
        """Keep what was asked for, for the next build; where nothing was, what is kept stays."""
        if self._known is not None and self._asked.keys() != self._known.keys():
            with suppress(StoreError):
                self._shelf.save(self._place, Parts(kind=self._kind, parts=self._asked))
        self._shelf.prune({self._place})


class Several(Mapping[str, T]):
    """Parts by their names, decoded when they are asked for."""

    def __init__(self, parts: Mapping[str, msgspec.Raw], decoder: msgspec.msgpack.Decoder[T]) -> None:
        self._parts = parts
        self._decoder = decoder

    def __getitem__(self, name: str) -> T:
        return self._decoder.decode(self._parts[name])

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)
