"""What was made lately, so many things of it; the rest is made again when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lately(Generic[K, V]):
    """Makes something of a key, and holds what it made last.

    Args:
        make: makes it.
        most: so many things are held, at most.
    """

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        self._make = make
        self._half = -(-most // 2)
        self._held: dict[K, V] = {}
        self._before: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key in self._held:
            return self._held[key]
        found = self._before[key] if key in self._before else self._make(key)
        if len(self._held) >= self._half:
            self._held, self._before = {}, self._held
        self._held[key] = found
        return found
