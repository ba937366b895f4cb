"""Records of one kind in the cache: a file from which they are read as they are asked for."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Final, Generic, TypeVar

import msgspec

from sourcebook.spilled.keyed import Keyed
from sourcebook.spilled.lying import Handle, Spilled
from sourcebook.spilled.rooms import Room
from sourcebook.store import Shelf

# How many there are is told in so many bytes.
_COUNT_BYTES: Final = 8
_ENCODER: Final = msgspec.msgpack.Encoder()

T = TypeVar("T")


class Shelved(Generic[T]):
    """Keeps records of one kind.

    Their file begins with a mark of its own, for what belongs to it stands in other files; then come their number,
    where each ends, and the records.

    Args:
        shelf: where the file stands.
        kind: the type of the records.
    """

    def __init__(self, shelf: Shelf[Any], kind: type[T]) -> None:
        self.shelf = shelf
        self._decoder = msgspec.msgpack.Decoder(kind)

    def save(self, key: str, mark: bytes, *records: Sequence[T] | Keyed[Any]) -> None:
        """Keep records under a key, those of several sequences one behind the other.

        Raises:
            StoreError: the cache folder cannot be written.
        """
        self.shelf.put(key, _file(mark, records))

    def load(self, key: str, mark: bytes, room: Room) -> Sequence[T] | None:
        """Return the records under a key, if they have this mark: in their file, or held where the folder is small."""
        file = self.shelf.opened(key)
        if file is None:
            return None
        with file:
            if file.read(len(mark)) != mark:
                return None
            ends = array("q")
            ends.frombytes(file.read(ends.itemsize * int.from_bytes(file.read(_COUNT_BYTES), sys.byteorder)))
            first = file.tell()
            ends = array("q", (first + end for end in ends))
            starts = array("q", [first, *ends[:-1]]) if ends else ends
            found = Spilled(Handle(file), starts, ends, self._decoder, room.folder)
        return found if room.is_large else tuple(found)


def _file(mark: bytes, several: Iterable[Sequence[Any] | Keyed[Any]]) -> Iterator[bytes]:
    """Yield what a file of records holds."""
    parts = [part if isinstance(part, Spilled | Keyed) else _Written(part) for part in several]
    yield mark
    yield sum(map(len, parts)).to_bytes(_COUNT_BYTES, sys.byteorder)
    yield array("q", accumulate(size for part in parts for size in part.sizes())).tobytes()
    for part in parts:
        yield from part.encoded()


class _Written:
    """Records as they are written."""

    def __init__(self, records: Sequence[Any]) -> None:
        self._each = [_ENCODER.encode(record) for record in records]

    def __len__(self) -> int:
        return len(self._each)

    def sizes(self) -> Iterator[int]:
        return map(len, self._each)

    def encoded(self) -> Iterator[bytes]:
        return iter(self._each)
