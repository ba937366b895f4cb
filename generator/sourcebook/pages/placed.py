"""The place of each finding on the site."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .paths import anchor

# A page and the anchor of an element in it, if it is not the page itself.
Place = tuple[str, str | None]
Key = tuple[str, str]

_BITS: Final = (1 << 64) - 1


class Places(Mapping[Key, Place]):
    """The place of each finding by its kind and id.

    Args:
        are_many: whether those that lie on pages of many are told by 64 bits of their names (of a million, two are
            alike in one folder of tens of millions); the names themselves would take more memory than all tables.
    """

    def __init__(self, *, are_many: bool = False) -> None:
        self._known: dict[Key, Place] = {}
        self._are_many = are_many
        self._pages: list[str] = []
        # Of each of the many its name in 64 bits, and the number of its page.
        self._names, self._numbers = array("Q"), array("i")
        self._are_sorted = True

    def put(self, kind: str, identifiers: Iterable[str], page: str) -> None:
        """Note that findings stand on a page, each under the anchor that is made of its id."""
        if not self._are_many:
            self._known.update(((kind, each), (page, anchor(each))) for each in identifiers)
            return
        before = len(self._names)
        self._names.extend(hash((kind, each)) & _BITS for each in identifiers)
        self._numbers.extend([len(self._pages)] * (len(self._names) - before))
        self._pages.append(page)
        self._are_sorted = False

    def __setitem__(self, key: Key, place: Place) -> None:
        self._known[key] = place

    def __getitem__(self, key: Key) -> Place:
        found = self._known.get(key) or self._one_of_many(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._known or self._one_of_many(key) is not None

    def __iter__(self) -> Iterator[Key]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known) + len(self._names)

    def _one_of_many(self, key: object) -> Place | None:
        if not self._names or not isinstance(key, tuple):
            return None
        if not self._are_sorted:
            self._sort()
        name = hash(key) & _BITS
        at = bisect_right(self._names, name) - 1
        if at < 0 or self._names[at] != name:
            return None
        return self._pages[self._numbers[at]], anchor(key[1])

    def _sort(self) -> None:
        order = sorted(range(len(self._names)), key=self._names.__getitem__)
        self._names = array("Q", map(self._names.__getitem__, order))
        self._numbers = array("i", map(self._numbers.__getitem__, order))
        self._are_sorted = True
