"""Tables over records: of those in a file they hold numbers, else they are plain dictionaries and lists."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, groupby, pairwise, starmap
from operator import eq, le
from typing import Any, Final, Protocol, TypeVar

import msgspec

from sourcebook.records import Analysed
from sourcebook.spilled.lying import Spilled

# Of lists that were asked for lately so many records are held, at most.
_MOST_LISTED: Final = 2_048
_ENCODER: Final = msgspec.msgpack.Encoder()


class _OfId(msgspec.Struct, frozen=True, gc=False):
    """Of a record what it is called."""

    id: str


class _OfArticle(msgspec.Struct, frozen=True, gc=False):
    """Of a finding where it stands."""

    article: str


class _OfAnalysed(msgspec.Struct, frozen=True, gc=False):
    """Of the findings of an article what it is called."""

    article: _OfId


class WithId(Protocol):
    """Something that has an id."""

    @property
    def id(self) -> str:
        """The id."""


class Found(Protocol):
    """Something that stands in an article."""

    @property
    def article(self) -> str:
        """The article's id."""


T = TypeVar("T")
R = TypeVar("R", bound=WithId)
F = TypeVar("F", bound=Found)
K = TypeVar("K")
V = TypeVar("V")


def selected(records: Sequence[T], numbers: Sequence[int]) -> Sequence[T]:
    """Return records in the order of these numbers of theirs."""
    if isinstance(records, Spilled):
        return records if _are_all(numbers, records) else records.select(numbers)
    return tuple(records[number] for number in numbers)


def several(records: Sequence[T], numbers: Sequence[int]) -> list[T]:
    """Return the records of some numbers, in their order."""
    if isinstance(records, Spilled):
        return records.several(numbers)
    return [records[number] for number in numbers]


def under(records: Sequence[T], numbers: Mapping[K, Sequence[int]]) -> Mapping[K, list[T]]:
    """Return records by keys, given the numbers of those under each."""
    if isinstance(records, Spilled):
        return _Grouped(numbers, records)
    return defaultdict(list, {key: several(records, each) for key, each in numbers.items()})


def _are_all(numbers: Sequence[int], records: Sequence[Any]) -> bool:
    """Return whether numbers are those of all records in their order."""
    return len(numbers) == len(records) and all(map(eq, numbers, count()))


def by_key(records: Sequence[T], key: Callable[[T], K]) -> Mapping[K, T]:
    """Return records by a key of their own; of equal keys the last one counts."""
    if isinstance(records, Spilled):
        return _Keyed({key(record): number for number, record in enumerate(records)}, records)
    return {key(record): record for record in records}


def in_order(found: Sequence[Analysed]) -> Sequence[Analysed]:
    """Return the findings of articles in the order of these articles' ids."""
    told = found.seen_as(_OfAnalysed) if isinstance(found, Spilled) else found
    ids = [each.article.id for each in told]
    return selected(found, sorted(range(len(ids)), key=ids.__getitem__))


def by_id(records: Sequence[R]) -> Mapping[str, R]:
    """Return records by their ids."""
    if isinstance(records, Spilled):
        return _Keyed({record.id: number for number, record in enumerate(records.seen_as(_OfId))}, records)
    return {record.id: record for record in records}


def by_article(records: Sequence[F]) -> Mapping[str, list[F]]:
    """Return what was found in articles by these, as `grouped`."""
    if isinstance(records, Spilled):
        numbers: dict[str, Sequence[int]] = {}
        told = enumerate(records.seen_as(_OfArticle))
        for article, inside in groupby(told, lambda each: each[1].article):
            each = [number for number, _ in inside]
            # Nearly always they lie beside each other.
            run = range(each[0], each[-1] + 1)
            numbers[article] = run if article not in numbers else array("i", [*numbers[article], *run])
        return _Grouped(numbers, records)
    return grouped(records, lambda record: record.article)


def encoded_under(found: Mapping[K, Sequence[Any]], key: K) -> bytes:
    """Return the records under a key of a table as MessagePack, one after the other, with their number before them."""
    if isinstance(found, _Grouped):
        return found.encoded(key)
    records = found.get(key, ())
    return b"".join((_ENCODER.encode(len(records)), *map(_ENCODER.encode, records)))


def encoded_at(records: Sequence[Any], number: int) -> bytes:
    """Return a record as MessagePack."""
    return records.raw(number) if isinstance(records, Spilled) else _ENCODER.encode(records[number])


def by_name(names: Iterable[K], records: Sequence[T]) -> Mapping[K, T]:
    """Return records by these names, a name each."""
    if isinstance(records, Spilled):
        return _Keyed({name: number for number, name in enumerate(names)}, records)
    return dict(zip(names, records, strict=True))


def grouped(records: Sequence[T], key: Callable[[T], K | None]) -> Mapping[K, list[T]]:
    """Return records by a key, in order; those without one are left out, and a key that none has gives none."""
    return grouped_by(records, lambda record: () if (name := key(record)) is None else (name,))


def grouped_by(records: Sequence[T], keys: Callable[[T], Iterable[K]]) -> Mapping[K, list[T]]:
    """Return records by keys, in order: each under all that it has; a key that none has gives none."""
    if isinstance(records, Spilled):
        numbers: dict[K, array[int]] = defaultdict(partial(array, "i"))
        for number, record in enumerate(records):
            for name in keys(record):
                numbers[name].append(number)
        return _Grouped(dict(numbers), records)
    found: dict[K, list[T]] = defaultdict(list)
    for record in records:
        for name in keys(record):
            found[name].append(record)
    return found


def ordered(records: Sequence[T], key: Callable[[T], Any]) -> Sequence[T]:
    """Return records in the order of a key; those of equal keys stay in theirs."""
    if isinstance(records, Spilled):
        # Most are in order already, and then not all keys need be held.
        if all(starmap(le, pairwise(map(key, records)))):
            return records
        keys = list(map(key, records))
        return records.select(sorted(range(len(keys)), key=keys.__getitem__))
    return tuple(sorted(records, key=key))


class Numbered(Mapping[K, V]):
    """A table of which the keys are held, each with numbers of records."""

    _numbers: Mapping[K, Any]

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[K]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class _Keyed(Numbered[K, T]):
    """Records in a file by a key."""

    def __init__(self, numbers: Mapping[K, int], records: Spilled[T]) -> None:
        self._numbers: Mapping[K, int] = numbers
        self._records = records

    def __getitem__(self, key: K) -> T:
        return self._records[self._numbers[key]]


class _Grouped(Numbered[K, list[T]]):
    """Records in a file by keys; what no record has gives none, and is not in it."""

    def __init__(self, numbers: Mapping[K, Sequence[int]], records: Spilled[T]) -> None:
        self._numbers = numbers
        self._records = records
        # The lists that were asked for last: pages ask for those of the same articles again and again.
        self._listed: dict[K, list[T]] = {}
        self._before: dict[K, list[T]] = {}
        self._total = 0

    def __getitem__(self, key: K) -> list[T]:
        found = self._listed.get(key)
        if found is None:
            found = self._before.get(key)
            if found is None:
                found = self._records.several(self._numbers.get(key, ()))
            self._hold(key, found)
        return found

    def _hold(self, key: K, found: list[T]) -> None:
        total = len(found) + 1
        if total <= _MOST_LISTED // 2:
            if self._total + total > _MOST_LISTED // 2:
                self._listed, self._before, self._total = {}, self._listed, 0
            self._listed[key] = found
            self._total += total

    def get(self, key: K, default: Any = None) -> Any:
        """Return the records under a key, if there are any."""
        return self[key] if key in self._numbers else default

    def encoded(self, key: K) -> bytes:
        """Return the records under a key as MessagePack, with their number before them."""
        numbers = self._numbers.get(key, ())
        return b"".join((_ENCODER.encode(len(numbers)), *self._records.raws(numbers)))
