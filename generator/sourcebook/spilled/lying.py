"""Sequences of records that lie in a file."""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import sub
from pathlib import Path
from typing import IO, Final, TypeVar, overload

import msgspec

from sourcebook.errors import StoreError

# So many bytes are read at once where records are taken one after the other.
PIECE_BYTES: Final = 1 << 20
# So many records that were asked for one by one are held twice over, at most.
_MOST_HELD: Final = 512
# How MessagePack begins a list: so, and with how many items it has.
_LIST: Final = b"\xdd"
_LIST_BYTES: Final = 4
# Whether a file may be read at a place without moving in it.
_IS_SHARED: Final = hasattr(os, "pread")

T = TypeVar("T")
S = TypeVar("S")


class Handle:
    """A file that is closed with the last sequence that reads it.

    Args:
        file: another handle of it, which may be closed.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._handle = os.dup(file.fileno())
        self._lock = threading.Lock()

    def __del__(self) -> None:
        """Close it."""
        os.close(self._handle)

    def read(self, start: int, size: int) -> bytes:
        """Return so many bytes from a place on.

        Raises:
            StoreError: the file has fewer.
        """
        if _IS_SHARED:
            found = os.pread(self._handle, size, start)
        else:
            # On Windows no copy of this process reads it, too.
            with self._lock:
                os.lseek(self._handle, start, os.SEEK_SET)
                found = os.read(self._handle, size)
        if len(found) != size:
            raise StoreError("a file of the cache became shorter while it was read", remedy="build again")
        return found

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write data at the end."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]


class Spilled(Sequence[T]):
    """Records that lie in a file, made in `folder`; equal to any other sequence of the same records.

    A record is another object each time it is asked for, so it is told by its value and not by its identity. Copies of
    this process (fork) may read it beside each other, and so may threads.
    """

    __slots__ = ("_before", "_decoder", "_ends", "_file", "_held", "_several", "_starts", "folder")

    def __init__(
        self,
        file: Handle,
        starts: Sequence[int],
        ends: Sequence[int],
        decoder: msgspec.msgpack.Decoder[T],
        folder: Path | None = None,
    ) -> None:
        self.folder = folder
        self._file = file
        self._starts = starts
        self._ends = ends
        self._decoder = decoder
        self._several = msgspec.msgpack.Decoder(list[decoder.type])  # type: ignore[name-defined]
        self._held: dict[int, T] = {}
        self._before: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(self._each(range(*at.indices(len(self)))))
        number = range(len(self))[at]
        found = self._held.get(number)
        if found is None:
            found = self._before.get(number)
            if found is None:
                found = self._decoder.decode(self._read(self._starts[number], self._ends[number]))
            if len(self._held) >= _MOST_HELD:
                self._held, self._before = {}, self._held
            self._held[number] = found
        return found

    def __iter__(self) -> Iterator[T]:
        return self._each(range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str | bytes):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # equal to lists, which have none

    def __reversed__(self) -> Iterator[T]:
        return self._each(range(len(self) - 1, -1, -1))

    def raw(self, number: int) -> bytes:
        """Return a record as MessagePack."""
        return self._read(self._starts[number], self._ends[number])

    def sizes(self) -> Iterator[int]:
        """Yield how many bytes each record takes."""
        return map(sub, self._ends, self._starts)

    def encoded(self) -> Iterator[bytes]:
        """Yield the records as MessagePack, some at a time."""
        return self.raws(range(len(self)))

    def raws(self, numbers: Sequence[int]) -> Iterator[bytes]:
        """Yield records as MessagePack, those together that lie beside each other."""
        for piece, _ in self._pieces(numbers):
            yield piece

    def select(self, numbers: Iterable[int]) -> Spilled[T]:
        """Return some of these records, in another order; they lie where they lay."""
        chosen = array("q", numbers)
        starts, ends = (array("q", map(of.__getitem__, chosen)) for of in (self._starts, self._ends))
        return Spilled(self._file, starts, ends, self._decoder, self.folder)

    def seen_as(self, kind: type[S]) -> Spilled[S]:
        """Return the records as a type with some of their fields, which are read in less time than all."""
        return Spilled(self._file, self._starts, self._ends, msgspec.msgpack.Decoder(kind), self.folder)

    def several(self, numbers: Sequence[int]) -> list[T]:
        """Return the records of these numbers."""
        if len(numbers) == 1:
            return [self[numbers[0]]]
        return list(self._each(numbers))

    def _each(self, numbers: Sequence[int]) -> Iterator[T]:
        for piece, total in self._pieces(numbers):
            if total == 1:
                yield self._decoder.decode(piece)
            else:
                yield from self._several.decode(_LIST + total.to_bytes(_LIST_BYTES, "big") + piece)

    def _pieces(self, numbers: Sequence[int]) -> Iterator[tuple[bytes, int]]:
        """Yield bytes of the file with how many of the records they are, those together that lie beside each other."""
        starts, ends = self._starts, self._ends
        low = end = total = 0
        for number in numbers:
            start = starts[number]
            if total and (start != end or ends[number] - low > PIECE_BYTES):
                yield self._read(low, end), total
                total = 0
            if not total:
                low = start
            end = ends[number]
            total += 1
        if total:
            yield self._read(low, end), total

    def _read(self, start: int, end: int) -> bytes:
        return self._file.read(start, end - start)
