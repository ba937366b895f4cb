"""What is made of each article alone, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final, Generic, TypeVar

import msgspec

from sourcebook.errors import StoreError
from sourcebook.spilled import Room, Shelved, Writings, held, keyed, only, selected
from sourcebook.store import Shelf

# How keys are kept, before the parts; and none.
_KEYS: Final = msgspec.msgpack.Decoder(list[bytes])
_NO_KEYS: Final = msgspec.Raw(b"\x90")

T = TypeVar("T")


class Pieces(Generic[T]):
    """Keeps the parts of one kind: what was made of each article, by the digest of all that it was made of.

    They are held as they lie in the file, or lie there where the folder is large, and are decoded when they are asked
    for: as objects those of a large folder take several times the memory, and few are needed at a time.

    Args:
        shelf: where the file stands.
        place: its key.
        kind: the type of the parts.
        room: where they are put meanwhile.
    """

    def __init__(self, shelf: Shelf[Any], place: str, kind: type[T], room: Room) -> None:
        self._kept = Shelved(shelf, msgspec.Raw)
        self._place = place
        self._mark = kind.__qualname__.encode()
        self._room = room
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._parts: Writings[bytes] | None = None
        self._were: frozenset[bytes] = frozenset()
        # In the order in which they were asked for first.
        self._asked: dict[bytes, None] = {}

    def __call__(self, key: bytes, make: Callable[[], T], /) -> T:
        """Return what is kept under `key`, or make it."""
        return self._decoder.decode(self._with(key, make)[key])

    def asked(self, key: bytes) -> T:
        """Return what was asked for before."""
        return self._decoder.decode(self._load()[key])

    def several(self, keys: Mapping[str, bytes], make: Callable[[str], T]) -> Mapping[str, T]:
        """Return what is kept under several keys, by their names; what is not is made of its name."""
        for name, key in keys.items():
            self._with(key, partial(make, name))
        return Several(keys, self._load(), self._decoder)

    def all_of(self, keys: Mapping[str, bytes]) -> Mapping[str, T] | None:
        """Return what is kept under several keys, by their names; ``None`` where one is missing."""
        known = self._load()
        if not all(key in known for key in keys.values()):
            return None
        self._asked.update(dict.fromkeys(keys.values()))
        return Several(keys, known, self._decoder)

    def _with(self, key: bytes, make: Callable[[], T]) -> Writings[bytes]:
        """Return all parts, with that under a key."""
        known = self._load()
        if key not in known:
            known[key] = msgspec.Raw(self._encoder.encode(make()))
        self._asked[key] = None
        return known

    def _load(self) -> Writings[bytes]:
        if self._parts is None:
            found = self._kept.load(self._place, self._mark, self._room) or (_NO_KEYS,)
            keys = _KEYS.decode(found[0])
            self._parts = keyed(self._room, keys, selected(found, range(1, len(found))))
            self._were = frozenset(keys)
        return self._parts

    def leave(self) -> None:
        """Leave what is kept as it is: not all was asked for that is needed."""
        self._parts, self._asked = None, {}

    def note(self) -> None:
        """Keep what was asked for, for the next build; where nothing was, what is kept stays."""
        if self._parts is not None and self._asked.keys() != self._were:
            keys, parts = msgspec.Raw(self._encoder.encode(list(self._asked))), only(self._parts, self._asked)
            with suppress(StoreError):
                self._kept.save(self._place, self._mark, (keys,), held(parts))
        self._kept.shelf.prune({self._place})


class Several(Mapping[str, T]):
    """Parts by their names, decoded when they are asked for.

    Args:
        keys: those of the parts, by name.
        parts: what is under them.
        decoder: decodes it.
    """

    def __init__(self, keys: Mapping[str, bytes], parts: Writings[bytes], decoder: msgspec.msgpack.Decoder[T]) -> None:
        self._keys = keys
        self._parts = parts
        self._decoder = decoder

    def __getitem__(self, name: str) -> T:
        return self._decoder.decode(self._parts[self._keys[name]])

    def __contains__(self, name: object) -> bool:
        return name in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
