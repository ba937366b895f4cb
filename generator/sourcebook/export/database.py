"""Tables as one SQLite database, with the texts and a full-text index over them; equal content gives equal bytes."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import zip_longest
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Self

from sourcebook.records import Article
from sourcebook.spilled import ordered

from .tables import Block, Column, Row, Table, Value

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}
_PAGE_BYTES = 4096
# How a file is filled; a negative size of the cache is in KiB.
_CHOICES = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "temp_store = MEMORY",
    "cache_size = -32768",
)
# So much of the file is read at once.
_PIECE_BYTES = 1 << 20
_LARGEST = 2**63 - 1
# Fields of the file's header (SQLite file format, 1.3) that tell of the program and not of the content: the change
# counter, the schema's, the counter that the version is valid for, and the version of the library. All big-endian.
_HEADER = ((24, 1), (40, 1), (92, 1), (96, 3_040_000))
_HEADER_BYTES = 100
_TEXTS = """
CREATE TABLE texts (
  nr INTEGER PRIMARY KEY,
  article TEXT NOT NULL UNIQUE REFERENCES articles (id),
  text TEXT NOT NULL -- offsets count its characters; withheld ones are full blocks
)"""
_INDEX = "CREATE VIRTUAL TABLE search USING fts5 (text, content='texts', content_rowid='nr')"


class Database:
    """A database that is filled table by table, those that others refer to first, and then with the texts.

    It may begin with what a database of the same tables held, filled by this code. The bytes do not depend on that: at
    the end all is written in the order of the tables and their keys.

    Args:
        room: a folder of its own; it may be of any size, so it is made there and not in memory.
        copy: puts that database into a file, if there is one, and tells whether it did.
    """

    def __init__(self, room: Path, copy: Callable[[Path], bool] = lambda _: False) -> None:
        self._room = room
        place = room / "filled"
        held = _opened(place) if copy(place) else None
        self.begun = held is not None and _is_filled(held)
        if held is None or not self.begun:
            if held is not None:
                held.close()
            place.unlink(missing_ok=True)
            held = _opened(place)
            held.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            held.execute("PRAGMA user_version = 1")
        self._database = held
        self._database.execute("BEGIN")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self._database.close()

    def fill(self, table: Table, blocks: Sequence[Block], *, stay: Container[bytes] = ()) -> None:
        """Give a table its rows.

        Args:
            table: the table.
            blocks: its rows in their order.
            stay: digests of the blocks that made up the table in the database that this one began with.
        """
        if not self.begun:
            columns = ",\n  ".join(_column(column, table) for column in table.columns)
            # Without row ids, rows lie in the order of their key and vacuuming cannot renumber them.
            keyed = " WITHOUT ROWID" if table.key else ""
            self._database.execute(f'CREATE TABLE "{table.name}" (\n  {columns}\n){keyed}')
        if self.begun and table.key == table.columns[0].name:
            self._exchange(table, blocks, stay)
        else:
            # Rows without a key are numbered in their order.
            self._leave_out(table)
            for block in blocks:
                self._insert(table, block.rows)
        for column in table.columns:
            if column.ref and not self.begun:
                name = f'"{table.name}_{column.name}"'
                self._database.execute(f'CREATE INDEX {name} ON "{table.name}" ("{column.name}")')

    def _exchange(self, table: Table, blocks: Sequence[Block], stay: Container[bytes]) -> None:
        """Replace what lies between the blocks that stay; the first cell is the key, by which rows are ordered."""
        after: tuple[Value, ...] = ()
        for block in blocks:
            if block.mark in stay and block.rows:
                where = f'"{table.key}" < ?' + (f' AND "{table.key}" > ?' if after else "")
                self._leave_out(table, f"WHERE {where}", (block.rows[0][0], *after))
                after = (block.rows[-1][0],)
        self._leave_out(table, f'WHERE "{table.key}" > ?' if after else "", after)
        for block in blocks:
            if block.mark not in stay:
                self._insert(table, block.rows)

    def _leave_out(self, table: Table, where: str = "", bounds: Sequence[Value] = ()) -> None:
        self._database.execute(f'DELETE FROM "{table.name}" {where}', bounds)  # noqa: S608 - our own table names

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        marks = ", ".join("?" * len(table.columns))
        cells = zip(*map(_values, table.columns, zip(*rows, strict=True)), strict=True)
        self._database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', cells)  # noqa: S608

    def finish(self, articles: Sequence[Article]) -> Iterator[bytes]:
        """Fill in the texts of the articles, those of withheld ones masked already; yield the file in pieces."""
        by_id = ordered(articles, attrgetter("id"))
        if not self.begun:
            self._database.execute(_TEXTS)
        held = self._database.execute("SELECT article, text FROM texts ORDER BY nr")
        texts = ((article.id, article.text) for article in by_id)
        if not self.begun or any(was != text for was, text in zip_longest(held, texts)):
            held.close()
            self._fill_texts(by_id)
        self._database.execute("COMMIT")
        whole = self._room / "whole"
        self._database.execute("VACUUM INTO ?", (str(whole),))
        with whole.open("rb") as file:
            header = bytearray(file.read(_HEADER_BYTES))
            for offset, value in _HEADER:
                struct.pack_into(">I", header, offset, value)
            yield bytes(header)
            while piece := file.read(_PIECE_BYTES):
                yield piece

    def _fill_texts(self, articles: Iterable[Article]) -> None:
        """Fill in all texts and index them anew: what the index is like tells in which order words came to it."""
        self._database.execute("DROP TABLE IF EXISTS search")
        self._database.execute("DELETE FROM texts")
        rows = ((number, article.id, article.text) for number, article in enumerate(articles, start=1))
        self._database.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
        # A Python whose SQLite has no full-text search makes a database without the index.
        with suppress(sqlite3.OperationalError):
            self._database.execute(_INDEX)
            self._database.execute("INSERT INTO search (search) VALUES ('rebuild')")


def _opened(place: Path) -> sqlite3.Connection:
    """Open a file that nobody else has and nobody misses: nothing is kept to take back what is written to it."""
    database = sqlite3.connect(place, isolation_level=None)
    # What is no database is told of where it is read.
    with suppress(sqlite3.Error):
        for choice in _CHOICES:
            database.execute(f"PRAGMA {choice}")
    return database


def _is_filled(database: sqlite3.Connection) -> bool:
    """Return whether a file is a database that was made here."""
    try:
        filled: bool = database.execute("PRAGMA user_version").fetchone() == (1,)
    except sqlite3.Error:
        return False
    return filled


def _column(column: Column, table: Table) -> str:
    made = f'"{column.name}" {_TYPES[column.type]}'
    if column.required:
        made += " NOT NULL"
    if column.name == table.key:
        made += " PRIMARY KEY"
    return made + (f' REFERENCES "{column.ref}" ("id")' if column.ref else "")


def _values(column: Column, values: Iterable[Value]) -> Iterable[Value]:
    """Return a column's cells as the library takes them: numbers that are too large for it as text."""
    if column.type not in {"integer", "number"}:
        return values
    return [str(value) if isinstance(value, int) and abs(value) > _LARGEST else value for value in values]
