"""Stretches of a text by the places they cover, so that asking for one costs no more in a long article."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
# Characters that share a bucket: about two sentences.
_WIDTH = 256


class Stretches(Generic[T]):
    """What covers an offset of a text.

    Args:
        items: the first character of each stretch, the one after its last, and what it stands for.
    """

    def __init__(self, items: Iterable[tuple[int, int, T]]) -> None:
        self._buckets: dict[int, list[tuple[int, int, T]]] = defaultdict(list)
        for start, end, item in items:
            for bucket in range(start // _WIDTH, max(start, end - 1) // _WIDTH + 1):
                self._buckets[bucket].append((start, end, item))

    def at(self, offset: int) -> list[tuple[int, int, T]]:
        """Return the stretches that cover the character at `offset`, in the order given."""
        return [each for each in self._buckets.get(offset // _WIDTH, ()) if each[0] <= offset < each[1]]

    def over(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """Return the stretches that share a character with the one from `start` to `end`, each once, by their start."""
        found = [
            each
            for bucket in range(start // _WIDTH, max(start, end - 1) // _WIDTH + 1)
            for each in self._buckets.get(bucket, ())
            if each[0] < end and start < each[1] and max(each[0], start) // _WIDTH == bucket
        ]
        return sorted(found, key=lambda each: each[0])
