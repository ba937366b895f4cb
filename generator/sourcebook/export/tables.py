"""The findings as flat tables: what CSV, SQLite and the data package share."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import attrgetter, is_
from typing import Any, Final, Literal, NamedTuple, TypeVar
from zlib import crc32

from sourcebook import standing
from sourcebook.records import Corpus, Record
from sourcebook.spilled import Room, beside, by_id, by_name

T = TypeVar("T")
Value = str | int | float | bool | None
Row = tuple[Value, ...]
# First cells that are others of which one, about, begins a block.
_TOGETHER: Final = 32
# Of so many rows a block consists at most.
_LARGEST: Final = 5_000
# Texts with so many characters are held, of those that lie in files.
_MOST_HELD: Final = 2_000_000
# Cells of so many rows are read from records at once.
_AT_ONCE: Final = 1_000
# Of tables that lie in files so many rows are sorted at once, and taken of each part that is sorted.
_SORTED_AT_ONCE: Final = 20_000
_MERGED_AT_ONCE: Final = 250
ColumnType = Literal["string", "integer", "number", "boolean"]


class Column(Record, frozen=True, kw_only=True):
    """A column: its name, type and meaning; ``ref`` names the table whose key it holds."""

    name: str
    type: ColumnType = "string"
    about: str
    ref: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()


class Table(Record, frozen=True, kw_only=True):
    """What is told of a table: its columns, and its key where one column is one."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: str | None


# Cells of some rows, column by column.
Cells = tuple[list[Value], ...]


class Sheet(NamedTuple):
    """A table with its cells as they were found, some rows after the other: in no order, some more than once."""

    table: Table
    cells: Sequence[Cells]

    def mark(self) -> bytes:
        """Return a digest of all cells: where it is that of another sheet of the table, the rows are the same."""
        return standing.digest_of_all(self.cells)

    def rows(self) -> Iterable[Row]:
        """Return the rows, each once, sorted by all cells so that the order of reading files never counts.

        What is not known stands before all else; a column holds cells of one type.
        """
        given = chain.from_iterable(zip(*some, strict=True) for some in self.cells)
        room = beside(self.cells)
        some = list(islice(given, _SORTED_AT_ONCE) if room.is_large else given)
        if not room.is_large or len(some) < _SORTED_AT_ONCE:
            return _sorted(some)
        runs = []
        while some:
            ordered = _sorted(some)
            cut = (ordered[start : start + _MERGED_AT_ONCE] for start in range(0, len(ordered), _MERGED_AT_ONCE))
            runs.append(room.of(tuple[Row, ...], cut))
            some = list(islice(given, _SORTED_AT_ONCE))
        merged = heapq.merge(*map(_few_at_once, runs), key=_key)
        return (row for row, _ in groupby(merged))

    def blocks(self) -> Sequence[Block]:
        """Return the rows in blocks, to be read more than once."""
        rows = self.rows()
        # Those of a small table are held.
        room = Room() if isinstance(rows, tuple) else beside(self.cells)
        return room.of(Block, blocks(rows))


def _few_at_once(run: Sequence[Sequence[Row]]) -> Iterator[Row]:
    """Yield the rows of a file, of which no more are held than lie together: many such files are read beside others."""
    for at in range(len(run)):
        (some,) = run[at : at + 1]
        yield from some


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    # Not a set: what comes in order is sorted fast.
    given = tuple(dict.fromkeys(rows))
    columns = list(zip(*given, strict=True))
    compared = list(map(_compared, columns))
    if all(map(is_, columns, compared)):
        return tuple(sorted(given))
    keys = list(zip(*compared, strict=True))
    return tuple(map(given.__getitem__, sorted(range(len(given)), key=keys.__getitem__)))


def _key(row: Row) -> list[tuple[bool, Value]]:
    return [(cell is not None, cell) for cell in row]


class Block(NamedTuple):
    """Rows that stand together in a table, with a digest of all their cells."""

    mark: bytes
    rows: Sequence[Row]


def blocks(rows: Iterable[Row]) -> Iterator[Block]:
    """Yield the rows of a table in blocks.

    Where one begins its first cell tells, so that rows that come and go leave the blocks behind them as they are
    (content-defined chunking; A. Muthitacharoen, B. Chen, D. Mazières, A Low-bandwidth Network File System, 2001). None
    grows without bounds, however many rows have one first cell.
    """
    waiting: list[Row] = []
    for row in rows:
        first = row[0]
        if waiting and (len(waiting) >= _LARGEST or (first != waiting[-1][0] and _begins(first))):
            yield Block(standing.digest(waiting), waiting)
            waiting = []
        waiting.append(row)
    yield Block(standing.digest(waiting), waiting)


def _begins(first: Value) -> bool:
    return crc32(str(first).encode("utf-8", "surrogatepass")) % _TOGETHER == 0


Read = Callable[[Any], Value]


class Field(Record, frozen=True, kw_only=True):
    """A column together with how it is read: from a record, or from the one that it belongs to."""

    column: Column
    read: Read
    owner: bool


def field(name: str, about: str, read: Read | None = None, *, owner: bool = False, **more: Any) -> Field:
    """Return a column and how it is read; without `read`, from the record's attribute of that name."""
    return Field(column=Column(name=name, about=about, **more), read=read or attrgetter(name), owner=owner)


def sheet(  # noqa: PLR0913 - what is told of a table, and what stands in it
    name: str,
    title: str,
    about: str,
    *,
    fields: Iterable[Field],
    items: Sequence[T],
    parts: Callable[[T], Sequence[Any]] | None = None,
    key: str | None = None,
) -> Sheet:
    """Return the table of `items`, or of the parts that these have."""
    chosen = tuple(fields)
    table = Table(name=name, title=title, about=about, columns=tuple(f.column for f in chosen), key=key)
    taken = _some(items) if parts is None else _owned(items, parts)
    cells = (tuple(list(map(f.read, owners if f.owner else some)) for f in chosen) for some, owners in taken)
    return Sheet(table, beside(items).of(Cells, cells))


def _some(items: Sequence[T]) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Yield records, some at a time, and beside each to which it belongs: to itself."""
    for start in range(0, len(items), _AT_ONCE):
        some = items[start : start + _AT_ONCE]
        yield some, some


def _owned(owners: Iterable[T], parts: Callable[[T], Sequence[Any]]) -> Iterator[tuple[Sequence[Any], Sequence[T]]]:
    """Yield what belongs to records, some at a time, and beside each thing to which."""
    found: list[Any] = []
    of: list[T] = []
    for owner in owners:
        here = parts(owner)
        found += here
        of += [owner] * len(here)
        if len(found) >= _AT_ONCE:
            for start in range(0, len(found), _AT_ONCE):
                yield found[start : start + _AT_ONCE], of[start : start + _AT_ONCE]
            found, of = [], []
    yield found, of


def _compared(column: Sequence[Value]) -> Sequence[Any]:
    """Return cells of a column as they are to be compared."""
    # A column of nothing at all tells no row from another.
    if None not in column or not any(cell is not None for cell in column):
        return column
    if "" not in column and any(isinstance(cell, str) for cell in column):
        # Nothing stands before the empty text.
        return [cell or "" for cell in column]
    return [(cell is not None, cell) for cell in column]


class Texts:
    """The text of each article by id, for cutting out what findings rest on."""

    def __init__(self, corpus: Corpus) -> None:
        texts = beside(corpus.articles).of(str, (article.text for article in corpus.articles))
        self._texts = by_name(by_id(corpus.articles), texts)
        self._held: dict[str, str] = {}
        self._room = _MOST_HELD

    def cut(self, article: str, start: int, end: int) -> str:
        """Return the text between two offsets; empty where the article is not known."""
        text = self._held.get(article)
        if text is None:
            text = self._texts.get(article, "")
            self._room -= len(text)
            if self._room < 0:
                self._held, self._room = {}, _MOST_HELD
            self._held[article] = text
        return text[start:end]

    def at(self, item: Any) -> str:
        """Return the text of a record that has an article, a start and an end."""
        return self.cut(item.article, item.start, item.end)
