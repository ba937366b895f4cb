"""Tables as one SQLite database, with the texts and a full-text index over them; equal input gives equal bytes."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Sequence

from sourcebook.records import Article

from .tables import Column, Table, Value

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}
_PAGE_BYTES = 4096
_LARGEST = 2**63 - 1
# Fields of the file's header (SQLite file format, 1.3) that tell of the program and not of the content: the change
# counter, the counter that the version is valid for, and the version of the library. All big-endian.
_HEADER = ((24, 1), (92, 1), (96, 3_040_000))
_TEXTS = """
CREATE TABLE texts (
  nr INTEGER PRIMARY KEY,
  article TEXT NOT NULL UNIQUE REFERENCES articles (id),
  text TEXT NOT NULL -- offsets count its characters; withheld ones are full blocks
)"""
_SEARCH = "CREATE VIRTUAL TABLE search USING fts5 (text, content='texts', content_rowid='nr')"


def encode(tables: Sequence[Table], articles: Sequence[Article]) -> bytes:
    """Return tables and texts as the bytes of a SQLite database.

    Args:
        tables: the findings, those that others refer to first.
        articles: the articles, the text of withheld ones masked already.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        database.execute("PRAGMA user_version = 1")
        database.execute("BEGIN")
        for table in tables:
            _fill(database, table)
        _fill_texts(database, articles)
        database.execute("COMMIT")
        database.execute("VACUUM")
        whole = database.serialize()
    finally:
        database.close()
    made = bytearray(whole)
    for offset, value in _HEADER:
        struct.pack_into(">I", made, offset, value)
    return bytes(made)


def _fill(database: sqlite3.Connection, table: Table) -> None:
    columns = ",\n  ".join(_column(column, table) for column in table.columns)
    # Without row ids, rows lie in the order of their key and vacuuming cannot renumber them.
    database.execute(f'CREATE TABLE "{table.name}" (\n  {columns}\n){" WITHOUT ROWID" if table.key else ""}')
    marks = ", ".join("?" * len(table.columns))
    by_column = zip(*table.rows, strict=True)
    rows = zip(*map(_values, table.columns, by_column), strict=True)
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - our own table names
    for column in table.columns:
        if column.ref:
            database.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')


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


def _fill_texts(database: sqlite3.Connection, articles: Sequence[Article]) -> None:
    database.execute(_TEXTS)
    rows = ((nr, a.id, a.text) for nr, a in enumerate(sorted(articles, key=lambda a: a.id), start=1))
    database.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
    try:
        database.execute(_SEARCH)
    except sqlite3.OperationalError:
        # A Python whose SQLite has no full-text search makes the database without the index.
        return
    database.execute("INSERT INTO search (search) VALUES ('rebuild')")
