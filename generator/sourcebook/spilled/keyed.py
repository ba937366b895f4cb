"""What is written out under keys: of a large folder in files, of a small one a plain dictionary."""

from __future__ import annotations

import os
from array import array
from collections.abc import Hashable, Iterable, Iterator, MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from sourcebook.spilled.lying import Spilled
from sourcebook.spilled.rooms import Room, nameless, unwritable

K = TypeVar("K", bound=Hashable)
# Records that are written out already, as MessagePack; or some of them as they lie.
Raws = Sequence[msgspec.Raw]


class Heap:
    """MessagePack that is put aside in files without names, each piece with a number; nothing is taken away.

    Args:
        folder: where the files lie; see `Room`.
        lying: what is there already, under the first numbers.

    Raises:
        OSError: no file can be made.
    """

    def __init__(self, folder: Path | None, lying: Spilled[msgspec.Raw] | None = None) -> None:
        self._folder = folder
        self._lying = lying
        self._first = 0 if lying is None else len(lying)
        self._files = [nameless(folder)]
        self._process = os.getpid()
        self._size = 0
        self._in, self._starts, self._ends = array("L"), array("q"), array("q")

    def add(self, written: msgspec.Raw) -> int:
        """Put a piece aside, and return its number.

        Raises:
            WriteError: the file cannot be written, as on a full disk.
        """
        body = memoryview(written)
        try:
            # A copy of the process that began a file would write where that writes.
            if self._process != os.getpid():
                self._files.append(nameless(self._folder))
                self._process, self._size = os.getpid(), 0
            self._files[-1].write(body)
        except OSError as error:
            # How much of it was written nobody knows: what comes next begins another file.
            self._process = 0
            raise unwritable(error) from error
        self._in.append(len(self._files) - 1)
        self._starts.append(self._size)
        self._size += body.nbytes
        self._ends.append(self._size)
        return self._first + len(self._ends) - 1

    def size(self, number: int) -> int:
        """Return how many bytes a piece has."""
        nth = number - self._first
        if nth < 0 and self._lying is not None:
            return self._lying.size(number)
        return self._ends[nth] - self._starts[nth]

    def read(self, number: int) -> bytes:
        """Return a piece."""
        nth = number - self._first
        if nth < 0 and self._lying is not None:
            return self._lying.raw(number)
        return self._files[self._in[nth]].read(self._starts[nth], self._ends[nth] - self._starts[nth])


class Keyed(MutableMapping[K, msgspec.Raw]):
    """MessagePack under keys, in files; in the order in which the keys came, as of a dictionary.

    What is replaced or left out still takes its place in a file, until that is closed with the last who holds it.

    Args:
        heap: where it lies; what is added to a copy or a choice of it lies there, too.
        numbers: the number of each piece there, by its key.
    """

    def __init__(self, heap: Heap, numbers: dict[K, int]) -> None:
        self._heap = heap
        self._numbers = numbers

    def __getitem__(self, key: K) -> msgspec.Raw:
        return msgspec.Raw(self._heap.read(self._numbers[key]))

    def __setitem__(self, key: K, written: msgspec.Raw) -> None:
        self._numbers[key] = self._heap.add(written)

    def __delitem__(self, key: K) -> None:
        del self._numbers[key]

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[K]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def copy(self) -> Keyed[K]:
        """Return the same, to be changed by itself."""
        return Keyed(self._heap, self._numbers.copy())

    def only(self, keys: Iterable[K]) -> Keyed[K]:
        """Return what is under some of the keys, in their order."""
        return Keyed(self._heap, {key: self._numbers[key] for key in keys})

    def sizes(self) -> Iterator[int]:
        """Yield how many bytes each takes."""
        return map(self._heap.size, self._numbers.values())

    def encoded(self) -> Iterator[bytes]:
        """Yield what is there."""
        return map(self._heap.read, self._numbers.values())


Writings = dict[K, msgspec.Raw] | Keyed[K]


def keyed(room: Room, keys: Iterable[K] = (), records: Raws = ()) -> Writings[K]:
    """Return what takes MessagePack under keys: a dictionary, or files where the folder is large.

    Args:
        room: where records are put.
        keys: of what is there already.
        records: that, in the order of the keys.
    """
    if room.is_large:
        # Where no file can be made they are held.
        with suppress(OSError):
            if isinstance(records, Spilled):
                return Keyed(Heap(room.folder, records), {key: number for number, key in enumerate(keys)})
            made: Keyed[K] = Keyed(Heap(room.folder), {})
            made.update(zip(keys, records, strict=True))
            return made
    return dict(zip(keys, records, strict=True))


def only(written: Writings[K], keys: Iterable[K]) -> Writings[K]:
    """Return what is under some of the keys, in their order."""
    return written.only(keys) if isinstance(written, Keyed) else {key: written[key] for key in keys}


def held(written: Writings[K]) -> Raws | Keyed[K]:
    """Return it as it is kept: what is held as a list."""
    return written if isinstance(written, Keyed) else list(written.values())
