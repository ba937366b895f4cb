"""Records gathered under keys, by the way of a file where they are many."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from itertools import chain, count
from typing import Final, Generic, TypeVar

from sourcebook.spilled import Holding, Numbered, Room, Spilled

# So many records are held until they are put into a file.
_AT_ONCE: Final = 50_000

K = TypeVar("K")
T = TypeVar("T")


class Gathered(Generic[K, T]):
    """Takes records under keys, which come in no order: in a file those of one key lie together, mostly.

    Args:
        kind: the type of a list of them.
        room: where they are put.
    """

    def __init__(self, kind: type[list[T]], room: Room) -> None:
        self._taker = room.taker(kind)
        self._waiting: dict[K, list[T]] = defaultdict(list)
        self._numbers: dict[K, array[int]] = defaultdict(partial(array, "i"))
        self._lists = count()
        # Where no file can be made they are held, however many they are.
        self._room = 0 if isinstance(self._taker, Holding) else _AT_ONCE

    def add(self, key: K, record: T) -> None:
        """Take a record under a key."""
        self._waiting[key].append(record)
        if self._room:
            self._room -= 1
            if not self._room:
                self._put()
                self._room = _AT_ONCE

    def done(self) -> Mapping[K, list[T]]:
        """Return the records by their keys, those of a key in order."""
        if isinstance(self._taker, Holding):
            return self._waiting
        self._put()
        return _InFile(self._numbers, self._taker.done())

    def _put(self) -> None:
        for key, records in self._waiting.items():
            self._numbers[key].append(next(self._lists))
            self._taker.add(records)
        self._waiting.clear()


class _InFile(Numbered[K, list[T]]):
    """Lists of records in a file, of which there may be several under a key."""

    def __init__(self, numbers: Mapping[K, array[int]], lists: Spilled[list[T]]) -> None:
        self._numbers = numbers
        self._lists = lists

    def __getitem__(self, key: K) -> list[T]:
        return list(chain.from_iterable(self._lists.several(self._numbers[key])))
