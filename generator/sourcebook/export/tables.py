"""The findings as flat tables: what CSV, SQLite and the data package share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final, Literal, NamedTuple, TypeVar
from zlib import crc32

from sourcebook import standing
from sourcebook.records import Corpus, Record

T = TypeVar("T")
Value = str | int | float | bool | None
Row = tuple[Value, ...]
# First cells that are others of which one, about, begins a block.
_TOGETHER: Final = 32
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


class Sheet(NamedTuple):
    """A table with its cells column by column, as they were found: rows in no order, some more than once."""

    table: Table
    cells: tuple[list[Value], ...]

    def mark(self) -> bytes:
        """Return a digest of all cells: where it is that of another sheet of the table, the rows are the same."""
        return standing.digest(self.cells)

    def rows(self) -> tuple[Row, ...]:
        """Return the rows, each once, sorted by all cells so that the order of reading files never counts.

        What is not known stands before all else; a column holds cells of one type.
        """
        # Not a set: what comes in order is sorted fast.
        given = tuple(dict.fromkeys(zip(*self.cells, strict=True)))
        keys = list(zip(*map(_compared, zip(*given, strict=True)), strict=True))
        return tuple(map(given.__getitem__, sorted(range(len(given)), key=keys.__getitem__)))


class Block(NamedTuple):
    """Rows that stand together in a table, with a digest of all their cells."""

    mark: bytes
    rows: Sequence[Row]


def blocks(rows: Sequence[Row]) -> list[Block]:
    """Return the rows of a table in blocks.

    Where one begins its first cell tells, so that rows that come and go leave the blocks behind them as they are
    (content-defined chunking; A. Muthitacharoen, B. Chen, D. Mazières, A Low-bandwidth Network File System, 2001).
    """
    firsts = [row[0] for row in rows]
    pairs = enumerate(pairwise(firsts), start=1)
    begins = [0, *(nth for nth, (before, first) in pairs if first != before and _begins(first))]
    ends = [*begins[1:], len(rows)]
    cut = [rows[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return [Block(standing.digest(each), each) for each in cut]


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
    items: Sequence[Any],
    owners: Sequence[Any] = (),
    key: str | None = None,
) -> Sheet:
    """Return the table of `items`; ``owners`` are the records that these belong to, one for each."""
    chosen = tuple(fields)
    table = Table(name=name, title=title, about=about, columns=tuple(f.column for f in chosen), key=key)
    return Sheet(table, tuple(list(map(f.read, owners if f.owner else items)) for f in chosen))


def owned(owners: Iterable[T], items: Callable[[T], Sequence[Any]]) -> tuple[list[Any], list[T]]:
    """Return what belongs to records, and beside each thing to which."""
    found: list[Any] = []
    of: list[T] = []
    for owner in owners:
        here = items(owner)
        found += here
        of += [owner] * len(here)
    return found, of


def _compared(column: Sequence[Value]) -> Sequence[Any]:
    """Return cells of a column as they are to be compared."""
    if None not in column:
        return column
    if "" not in column and any(isinstance(cell, str) for cell in column):
        # Nothing stands before the empty text.
        return [cell or "" for cell in column]
    return [(cell is not None, cell) for cell in column]


class Texts:
    """The text of each article by id, for cutting out what findings rest on."""

    def __init__(self, corpus: Corpus) -> None:
        self._texts = {article.id: article.text for article in corpus.articles}

    def cut(self, article: str, start: int, end: int) -> str:
        """Return the text between two offsets; empty where the article is not known."""
        return self._texts.get(article, "")[start:end]

    def at(self, item: Any) -> str:
        """Return the text of a record that has an article, a start and an end."""
        # Not by `cut`: asked for hundreds of thousands of records.
        return self._texts.get(item.article, "")[item.start : item.end]
