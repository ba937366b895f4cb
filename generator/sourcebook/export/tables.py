"""The findings as flat tables: what CSV, SQLite and the data package share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter, itemgetter
from typing import Any, Literal

from sourcebook.records import Corpus, Record

Value = str | int | float | bool | None
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
    """A table: its columns, its key where one column is one, and its rows in a fixed order."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: str | None
    rows: tuple[tuple[Value, ...], ...]


Read = Callable[[Any], Value]


class Field(Record, frozen=True, kw_only=True):
    """A column together with how it is read from a record."""

    column: Column
    read: Read


def field(name: str, about: str, read: Read | None = None, **more: Any) -> Field:
    """Return a column and how it is read; without `read`, from the record's attribute of that name."""
    return Field(column=Column(name=name, about=about, **more), read=read or attrgetter(name))


def table(
    name: str, title: str, about: str, *, fields: Iterable[Field], items: Iterable[Any], key: str | None = None
) -> Table:
    """Return the table of `items`, sorted by all cells so that the order of reading files never counts."""
    chosen, given = tuple(fields), tuple(items)
    # Not a set: what comes in order is sorted fast.
    made = dict.fromkeys(zip(*(map(f.read, given) for f in chosen), strict=True))
    return Table(
        name=name,
        title=title,
        about=about,
        columns=tuple(f.column for f in chosen),
        key=key,
        rows=_ordered(made),
    )


def _ordered(rows: Iterable[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """Return rows in the order of their cells, what is not known before all else; a column holds cells of one type."""
    given = tuple(rows)
    compared = (
        [(cell is not None, cell) for cell in column] if None in column else column
        for column in zip(*given, strict=True)
    )
    keyed = sorted(zip(zip(*compared, strict=True), given, strict=True), key=itemgetter(0))
    return tuple(row for _, row in keyed)


class Texts:
    """The text of each article by id, for cutting out what findings rest on."""

    def __init__(self, corpus: Corpus) -> None:
        self._texts = {article.id: article.text for article in corpus.articles}

    def cut(self, article: str, start: int, end: int) -> str:
        """Return the text between two offsets; empty where the article is not known."""
        return self._texts.get(article, "")[start:end]

    def at(self, item: Any) -> str:
        """Return the text of a record that has an article, a start and an end."""
        return self.cut(item.article, item.start, item.end)
