"""Keys and how much was found under each, in columns: a large folder has millions of pairs of articles."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import Final

import msgspec

from sourcebook.compare.vocabulary import bounds_of

# How long a key is, in bytes.
KEY_BYTES = 16
# The key of what is not to be taken again; no digest is this.
_NO_KEY = bytes(KEY_BYTES)
# A whole number in a column.
_COUNT: Final = "i"
_WIDTH = array(_COUNT).itemsize


class Counted(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Keys and how much was found under each.

    Attributes:
        keys: digests, one behind the other.
        counts: so many numbers for each, one behind the other, as they lie in memory.
    """

    keys: bytes = b""
    counts: bytes = b""

    def __len__(self) -> int:
        return len(self.keys) // KEY_BYTES

    def is_whole(self, each: int = 1) -> bool:
        """Return whether there are so many numbers for each key, none below 0."""
        whole = len(self.keys) % KEY_BYTES == 0 and len(self.counts) == each * _WIDTH * len(self)
        return whole and min(self.numbers(), default=0) >= 0

    def numbers(self, nth: int = 0, each: int = 1) -> list[int]:
        """Return the nth number of each key, of so many that each has."""
        return memoryview(self.counts).cast(_COUNT)[nth::each].tolist()

    def key(self, at: int) -> bytes:
        """Return the key at a place."""
        return self.keys[at * KEY_BYTES : (at + 1) * KEY_BYTES]

    def places(self, nth: int = 0, each: int = 1) -> dict[bytes, tuple[int, int]]:
        """Return of each key where what was found under it begins in the whole, and where it ends."""
        bounds = pairwise(bounds_of(self.numbers(nth, each)).tolist())
        found = {self.key(at): place for at, place in enumerate(bounds)}
        found.pop(_NO_KEY, None)
        return found


class Counting:
    """Keys and how much was found under each, while they are gathered."""

    def __init__(self) -> None:
        self._keys = bytearray()
        self._counts = array(_COUNT)

    def add(self, key: bytes, *counts: int) -> None:
        """Note a key with its numbers."""
        self._keys += key
        self._counts.extend(counts)

    def take(self, other: Counted, start: int, end: int) -> None:
        """Note some keys of the last time, which have a number each."""
        self._keys += memoryview(other.keys)[start * KEY_BYTES : end * KEY_BYTES]
        self._counts.frombytes(memoryview(other.counts)[start * _WIDTH : end * _WIDTH])

    def not_again(self, *counts: int) -> None:
        """Note that of what was found under the last key only so much is used; it is to be made again next time."""
        self._keys[-KEY_BYTES:] = _NO_KEY
        self._counts[-len(counts) :] = array(_COUNT, counts)

    def done(self) -> Counted:
        """Return all."""
        return Counted(bytes(self._keys), self._counts.tobytes())
