"""The full-text index of the database: made of all texts, or of the last one and the texts that changed, alike.

FTS5 adds what is new as segments of its own and merges them now and then, so what lies in its tables tells how it came
there. When it is filled all segments are merged into one, which depends on the texts alone, and that is given a fixed
number. Its tables are described in the source file ``fts5_index.c`` of SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

_MADE: Final = "CREATE VIRTUAL TABLE search USING fts5 (text, content='texts', content_rowid='nr')"
_DO: Final = "INSERT INTO search (search) VALUES (?)"
_REMOVE: Final = "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)"
_ADD: Final = "INSERT INTO search (rowid, text) VALUES (?, ?)"
# The row that tells of the segments, and from which bit on the key of any other tells its segment.
_STRUCTURE, _SEGMENT_BITS = 10, 37
# Bytes of a number at the structure's beginning that belongs to the settings.
_COOKIE: Final = 4
# Numbers of the structure: levels, segments and leaves written; of each level merges and segments; of a segment its
# number, first and last leaf.
_OF_SEGMENT: Final = 3
_BITS: Final = 7
_OF_BYTE: Final = (1 << _BITS) - 1
# A row that is no text's, and a word.
_NO_ROW, _ANY = 0, "x"


def make(database: sqlite3.Connection) -> None:
    """Index all texts; a Python whose SQLite has no full-text search leaves the database without the index."""
    try:
        database.execute(_MADE)
    except sqlite3.OperationalError:
        return
    remake(database)


def holds(database: sqlite3.Connection) -> bool:
    """Return whether there is an index."""
    return database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'search'").fetchone() is not None


def remake(database: sqlite3.Connection) -> None:
    """Index all texts anew."""
    database.execute(_DO, ("rebuild",))
    _settle(database)


def renew(database: sqlite3.Connection, changed: Iterable[tuple[int, str, str]]) -> None:
    """Index texts anew that stand under the same number: each number, with its text before and now."""
    for number, before, now in changed:
        database.execute(_REMOVE, (number, before))
        database.execute(_ADD, (number, now))
    _settle(database)


def _settle(database: sqlite3.Connection) -> None:
    """Merge all segments into one, the first."""
    # A segment that is alone is not merged; this one is nothing when it is.
    database.execute(_ADD, (_NO_ROW, _ANY))
    database.execute(_REMOVE, (_NO_ROW, _ANY))
    database.execute(_DO, ("optimize",))
    (structure,) = database.execute("SELECT block FROM search_data WHERE id = ?", (_STRUCTURE,)).fetchone()
    cookie, numbers = structure[:_COOKIE], _numbers(structure[_COOKIE:])
    if not numbers[1]:
        settled = [0, 0, 0]
    else:
        segment, first, last = numbers[-_OF_SEGMENT:]
        for table, key, step in (("search_data", "id", 1 << _SEGMENT_BITS), ("search_idx", "segid", 1)):
            by = (segment - 1) * step
            database.execute(f"UPDATE {table} SET {key} = {key} - ? WHERE {key} >= ?", (by, segment * step))  # noqa: S608
        settled = [1, 1, 0, 0, 1, 1, first, last]
    made = cookie + b"".join(map(_written, settled))
    database.execute("UPDATE search_data SET block = ? WHERE id = ?", (made, _STRUCTURE))


def _numbers(data: bytes) -> list[int]:
    """Return the numbers of a row: seven bits a byte, the highest first, one more in all bytes but the last."""
    found, number = [], 0
    for byte in data:
        number = number << _BITS | byte & _OF_BYTE
        if byte <= _OF_BYTE:
            found.append(number)
            number = 0
    return found


def _written(number: int) -> bytes:
    """Return a number as it stands in a row."""
    made = [number & _OF_BYTE]
    while number := number >> _BITS:
        made.append(number & _OF_BYTE | ~_OF_BYTE & 0xFF)
    return bytes(reversed(made))
