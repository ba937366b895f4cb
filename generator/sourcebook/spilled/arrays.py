"""Arrays of numbers that are put somewhere one after the other and read in pieces: in a file, or held."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import numpy.typing as npt

from sourcebook.spilled.lying import Handle
from sourcebook.spilled.rooms import Room, nameless, unwritable


class Arrays:
    """Arrays of numbers of one type, of one dimension each.

    Args:
        kind: the type of the numbers.
        file: where they are put; without it they are held.
    """

    def __init__(self, kind: npt.DTypeLike, file: Handle | None = None) -> None:
        self._kind = np.dtype(kind)
        self._file = file
        self._held: list[np.ndarray] = []
        # Of arrays in a file: where each begins and ends, in numbers.
        self._bounds = [0]

    def add(self, numbers: np.ndarray) -> None:
        """Put an array behind the others; one that is held must not be changed any more.

        Raises:
            WriteError: the file cannot be written, as on a full disk.
        """
        made = np.ascontiguousarray(numbers, self._kind)
        self._bounds.append(self._bounds[-1] + len(made))
        if self._file is None:
            self._held.append(made)
            return
        try:
            self._file.write(made.view(np.uint8).data)
        except OSError as error:
            raise unwritable(error) from error

    def read(self, nth: int, start: int = 0, end: int | None = None) -> np.ndarray:
        """Return the nth array, or of it the numbers from `start` to `end`; they are not to be changed.

        Raises:
            StoreError: the file has fewer.
        """
        if self._file is None:
            return self._held[nth][start:end]
        first, last = self._bounds[nth], self._bounds[nth + 1]
        last = last if end is None else first + end
        first += start
        size = self._kind.itemsize
        return np.frombuffer(self._file.read(first * size, (last - first) * size), self._kind)


def arrays(kind: npt.DTypeLike, room: Room) -> Arrays:
    """Return what takes arrays of a type: into a file in a large folder, where one can be made; else they are held."""
    if room.is_large:
        with suppress(OSError):
            return Arrays(kind, nameless(room.folder))
    return Arrays(kind)
