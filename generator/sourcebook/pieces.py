"""What is made of each article alone, or of the last thing of its kind, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Generic, TypeVar

from sourcebook.errors import StoreError
from sourcebook.records import Record
from sourcebook.store import Shelf

T = TypeVar("T")


class Parts(Record, Generic[T], frozen=True, kw_only=True):
    """What was made of each article, by the digest of all that it was made of."""

    parts: dict[bytes, T]


class Pieces(Generic[T]):
    """Keeps the parts of one kind: what was made of each article, in one file.

    Args:
        shelf: where the file stands.
        place: its key.
    """

    def __init__(self, shelf: Shelf[Parts[T]], place: str) -> None:
        self._shelf = shelf
        self._place = place
        self._known: dict[bytes, T] | None = None
        self._asked: dict[bytes, T] = {}

    def __call__(self, key: bytes, make: Callable[[], T], /) -> T:
        """Return what is kept under `key`, or make it."""
        known = self._load()
        if key not in self._asked:
            self._asked[key] = known[key] if key in known else make()
        return self._asked[key]

    def all_of(self, keys: Mapping[str, bytes]) -> dict[str, T] | None:
        """Return what is kept under several keys, by their names; ``None`` where one is missing."""
        known = self._load()
        if not all(key in known for key in keys.values()):
            return None
        self._asked.update((key, known[key]) for key in keys.values())
        return {name: known[key] for name, key in keys.items()}

    def _load(self) -> dict[bytes, T]:
        if self._known is None:
            found = self._shelf.load(self._place)
            self._known = found.parts if found else {}
        return self._known

    def note(self) -> None:
        """Keep what was asked for, for the next build; where nothing was, what is kept stays."""
        if self._known is not None and self._asked.keys() != self._known.keys():
            with suppress(StoreError):
                self._shelf.save(self._place, Parts(parts=self._asked))
        self._shelf.prune({self._place})


class Whole(Generic[T]):
    """Keeps one thing that is made with the help of the last one of its kind.

    Args:
        shelf: where it stands.
        place: its key.
    """

    def __init__(self, shelf: Shelf[T], place: str) -> None:
        self._shelf = shelf
        self._place = place
        self._made: T | None = None

    def __call__(self, make: Callable[[T | None], T], /) -> T:
        """Make it of the last one."""
        self._made = make(self._shelf.load(self._place))
        return self._made

    def note(self) -> None:
        """Keep what was made, for the next build; where nothing was, what is kept stays."""
        if self._made is not None:
            with suppress(StoreError):
                self._shelf.save(self._place, self._made)
        self._shelf.prune({self._place})
