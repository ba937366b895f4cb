"""Of somebody, or of a source, what most pages show; all else is read when it is asked for.

Somebody may be named ten thousand times in a large folder: no page that shows the name alone reads all of that.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar, Final, TypeVar, cast

from sourcebook import spilled
from sourcebook.records import Citation, Entity, Mention, Role, Source
from sourcebook.spilled import Numbered, Spilled, Taker

from .lately import Lately

T = TypeVar("T", Entity, Source)
P = TypeVar("P", Mention, Role, Citation)

# Articles of which it is held what stands in them, where they are many.
_MOST: Final = 128


class _Light:
    """A record of which some values are held; the others are read."""

    __slots__ = ("number", "records")
    names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, records: Sequence[Any], number: int, record: Entity | Source) -> None:
        self.records = records
        self.number = number
        for name in self.names:
            setattr(self, name, getattr(record, name))

    def __getattr__(self, name: str) -> Any:
        # Only what is not held comes here.
        return getattr(self.records[self.number], name)


class Somebody(_Light):
    """An entity."""

    __slots__ = names = ("id", "name", "status", "type")


class Cited(_Light):
    """A source."""

    __slots__ = names = ("entity", "id", "kind", "name", "status")


def lights(records: Sequence[T]) -> Sequence[T]:
    """Return records of which no more is held than most pages show; as they are, if all of them are held."""
    if not isinstance(records, Spilled):
        return records
    found = tuple(_light(records, number, record) for number, record in enumerate(records))
    return cast("Sequence[T]", found)


def _light(records: Sequence[Any], number: int, record: Entity | Source) -> _Light:
    return (Somebody if isinstance(record, Entity) else Cited)(records, number, record)


def kind_of(record: Entity | Source) -> type[Entity | Source]:
    """Return what a record is, whether all of it is held or not."""
    return Entity if isinstance(record, Entity | Somebody) else Source


def whole(record: T) -> T:
    """Return all of a record."""
    return cast("T", record.records[record.number]) if isinstance(record, _Light) else record


class Placed(Numbered[str, list[tuple[T, P]]]):
    """What stands somewhere, each with its place, by the article of that place.

    Where the records lie in a file, of each place no more is held than its number and that of what stands there.

    Args:
        records: all of it.
        known: the same, as it is told with its places.
        kind: the type of these.
    """

    def __init__(self, records: Sequence[T], known: Sequence[T], kind: type[P]) -> None:
        self._known: Sequence[T] = known
        self._taker: Taker[P] = spilled.beside(records).taker(kind)
        self._places: Sequence[P] = ()
        self._numbers: dict[str, array[int]] = defaultdict(partial(array, "i"))
        self._total = 0
        self._lately: Lately[str, list[tuple[T, P]]] = Lately(self._made, _MOST)

    def add(self, number: int, places: Iterable[P]) -> None:
        """Add the places of one of them, by its number."""
        for place in places:
            self._taker.add(place)
            self._numbers[place.article].extend((number, self._total))
            self._total += 1

    def done(self) -> None:
        """Note that all were added."""
        self._places = self._taker.done()

    def _made(self, article: str) -> list[tuple[T, P]]:
        numbers = self._numbers[article] if article in self._numbers else array("i")
        places = spilled.several(self._places, numbers[1::2])
        return [(self._known[number], place) for number, place in zip(numbers[::2], places, strict=True)]

    def __getitem__(self, article: str) -> list[tuple[T, P]]:
        return self._lately[article]

    def get(self, article: str, default: Any = None) -> Any:
        """Return what stands in an article, if anything does."""
        return self[article] if article in self._numbers else default
