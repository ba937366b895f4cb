"""Tables as one SQLite database, with the texts and a full-text index over them; equal content gives equal bytes."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from sourcebook.records import Article

from .tables import Block, Column, Row, Table, Value

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}
_PAGE_BYTES = 4096
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
        held: the bytes of that database.
    """

    def __init__(self, held: bytes = b"") -> None:
        self._database = _empty()
        self.begun = False
        if held:
            with suppress(sqlite3.Error):
                self._database.deserialize(held)
                self.begun = self._database.execute("PRAGMA user_version").fetchone() == (1,)
        if not self.begun:
            self._database.close()
            self._database = _empty()
            self._database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            self._database.execute("PRAGMA user_version = 1")
        # Vacuuming writes all anew, and would do so on a disk.
        self._database.execute("PRAGMA temp_store = MEMORY")
        self._database.execute("BEGIN")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the memory."""
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
            self._replace(table, "", (), [row for block in blocks for row in block.rows])
        for column in table.columns:
            if column.ref and not self.begun:
                name = f'"{table.name}_{column.name}"'
                self._database.execute(f'CREATE INDEX {name} ON "{table.name}" ("{column.name}")')

    def _exchange(self, table: Table, blocks: Sequence[Block], stay: Container[bytes]) -> None:
        """Replace what lies between the blocks that stay; the first cell is the key, by which rows are ordered."""
        after: tuple[Value, ...] = ()
        new: list[Row] = []
        for block in blocks:
            if block.mark not in stay or not block.rows:
                new += block.rows
                continue
            where = f'"{table.key}" < ?' + (f' AND "{table.key}" > ?' if after else "")
            self._replace(table, f"WHERE {where}", (block.rows[0][0], *after), new)
            after, new = (block.rows[-1][0],), []
        self._replace(table, f'WHERE "{table.key}" > ?' if after else "", after, new)

    def _replace(self, table: Table, where: str, bounds: Sequence[Value], rows: Sequence[Row]) -> None:
        self._database.execute(f'DELETE FROM "{table.name}" {where}', bounds)  # noqa: S608 - our own table names
        marks = ", ".join("?" * len(table.columns))
        cells = zip(*map(_values, table.columns, zip(*rows, strict=True)), strict=True)
        self._database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', cells)  # noqa: S608

    def finish(self, articles: Iterable[Article]) -> bytes:
        """Fill in the texts of the articles, those of withheld ones masked already; return the file."""
        texts = sorted((article.id, article.text) for article in articles)
        if not self.begun:
            self._database.execute(_TEXTS)
        held = self._database.execute("SELECT article, text FROM texts ORDER BY nr").fetchall()
        if not self.begun or held != texts:
            self._fill_texts(texts)
        self._database.execute("COMMIT")
        self._database.execute("VACUUM")
        whole = self._database.serialize()
        header = bytearray(whole[:_HEADER_BYTES])
        for offset, value in _HEADER:
            struct.pack_into(">I", header, offset, value)
        return b"".join((header, memoryview(whole)[_HEADER_BYTES:]))

    def _fill_texts(self, texts: Iterable[tuple[str, str]]) -> None:
        """Fill in all texts and index them anew: what the index is like tells in which order words came to it."""
        self._database.execute("DROP TABLE IF EXISTS search")
        self._database.execute("DELETE FROM texts")
        rows = ((number, *text) for number, text in enumerate(texts, start=1))
        self._database.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
        # A Python whose SQLite has no full-text search makes a database without the index.
        with suppress(sqlite3.OperationalError):
            self._database.execute(_INDEX)
            self._database.execute("INSERT INTO search (search) VALUES ('rebuild')")


def _empty() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


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
