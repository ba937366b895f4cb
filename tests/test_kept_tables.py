"""Tables and their database that are made of those of the last build: the bytes are those made from nothing."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec.structs import replace
from tests.made_up_three import three_reports
from tests.test_kept_data import CHOICES, Folder, edited, fresh
from tests.test_pages import EMPTY

from sourcebook.errors import WriteError
from sourcebook.export import columns, comma, database
from sourcebook.export.tables import Block, Column, Row, Sheet, Table, blocks
from sourcebook.records import Article, Corpus

WORDS = ["harbour", "Ándalus", "ferry", "quay", "5,000", "Zürich", "𐐀lpha", "signal", "mayor", "late"]


def many(number: int, words: int) -> Corpus:
    """Return a corpus of so many articles of so many words, drawn by chance."""
    chance = random.Random(3)  # noqa: S311 - nothing secret
    (first, *_) = three_reports().articles
    texts = [" ".join(chance.choices([*WORDS, *(f"w{n}" for n in range(500))], k=words)) for _ in range(number)]
    return replace(EMPTY, articles=tuple(replace(first, id=f"a{n}", text=text) for n, text in enumerate(texts)))


@contextmanager
def begun(held: bytes = b"") -> Iterator[database.Database]:
    """Begin a database with these bytes."""

    def copy(place: Path) -> bool:
        place.write_bytes(held)
        return bool(held)

    with TemporaryDirectory() as room, database.Database(Path(room), copy) as filled:
        yield filled


def made(corpus: Corpus, held: bytes = b"") -> bytes:
    """Return the database of a corpus, begun with what another one held."""
    with begun(held) as filled:
        assert filled.begun == bool(held)
        for sheet in columns.sheets(corpus, {}):
            filled.fill(sheet.table, tuple(blocks(sheet.rows())))
        return b"".join(filled.finish(corpus.articles))


def another(corpus: Corpus, chance: random.Random) -> Corpus:
    """Return a corpus with other texts: words more or fewer, articles that came, went or have nothing to say."""
    articles = list(corpus.articles)
    for _ in range(chance.choice((1, 2, 5))):
        at = chance.randrange(len(articles))
        words = articles[at].text.split()
        cut = chance.randrange(len(words) + 1)
        told = chance.choice((words[:cut], [*words[:cut], *chance.choices(WORDS, k=9), *words[cut:]], []))
        articles[at] = replace(articles[at], text=" ".join(told))
    how = chance.randrange(6)
    if how == 0:
        del articles[chance.randrange(len(articles))]
    elif how == 1:
        articles.append(replace(articles[0], id=f"b{chance.random()}"))
    return replace(corpus, articles=tuple(chance.sample(articles, len(articles))))


# The larger one is indexed in several segments.
@pytest.mark.parametrize(("number", "words"), [(12, 40), (240, 1500)])
def test_a_database_made_of_another_has_the_bytes_of_one_from_nothing(number: int, words: int) -> None:
    """After changes of texts, one after the other, and of the articles that there are; and the index finds all."""
    chance, corpus = random.Random(number), many(number, words)  # noqa: S311 - nothing secret
    held = made(corpus)
    for _ in range(10):
        corpus = another(corpus, chance)
        held = made(corpus, held)
        assert held == made(corpus)
    with sqlite3.connect(":memory:") as opened:
        opened.deserialize(held)
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        opened.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        for word in ("quay", "Zurich", "w17", "nothing"):
            found = opened.execute("SELECT rowid FROM search WHERE search MATCH ?", (word,)).fetchall()
            wanted = [n for n, a in enumerate(_by_id(corpus), start=1) if _spelt(word) in a.text.split()]
            assert [nr for (nr,) in found] == wanted, word


def _by_id(corpus: Corpus) -> list[Article]:
    return sorted(corpus.articles, key=lambda article: article.id)


def _spelt(word: str) -> str:
    return "Zürich" if word == "Zurich" else word


@pytest.mark.parametrize("held", [b"no database", b"\0" * 8192])
def test_what_is_no_database_is_not_begun_with(held: bytes) -> None:
    """Whatever else is read the database is made from nothing."""
    with begun(held) as filled:
        assert not filled.begun
        for sheet in columns.sheets(many(2, 3), {}):
            filled.fill(sheet.table, tuple(blocks(sheet.rows())))
        assert b"".join(filled.finish(many(2, 3).articles)) == made(many(2, 3))


def test_rows_come_in_the_order_of_their_cells() -> None:
    """What is not known stands before the empty text, and that before all others; equal rows are one."""
    (_, sheet, *_) = columns.sheets(three_reports(), {})
    cells: tuple[list[str | int | None], ...] = (["b", "", None, "b", "a"], [1, 2, 3, 1, None])
    assert Sheet(sheet.table, [cells]).rows() == ((None, 3), ("", 2), ("a", None), ("b", 1))
    assert Sheet(sheet.table, [(["b", None],), (["a"],)]).rows() == ((None,), ("a",), ("b",))
    assert Sheet(sheet.table, [([], [])]).rows() == ()
    assert Sheet(sheet.table, []).rows() == ()


def test_a_table_stands_while_its_cells_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After another outlet of one article the table of articles alone is sorted and written."""
    folder, corpus = Folder(tmp_path), three_reports()
    folder.build(corpus, CHOICES[0])
    written: list[str] = []
    lines = comma.lines

    def noted(table: Table, rows: Sequence[Row]) -> bytes:
        written.append(table.name)
        return lines(table, rows)

    monkeypatch.setattr(comma, "lines", noted)
    paths = folder.build(edited(corpus), CHOICES[0])
    assert written == ["articles"]
    assert {path for path in paths if path.startswith("data/tables/")} == {"data/tables/articles.csv"}
    assert "data/sourcebook.sqlite" in paths
    assert folder.files() == fresh(edited(corpus), CHOICES[0])


def test_a_database_that_cannot_be_changed_is_made_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the library fails over what was held, as over a file that is too large for it, nothing of it is used."""
    folder, corpus = Folder(tmp_path), three_reports()
    folder.build(corpus, CHOICES[0])
    fill = database.Database.fill

    def failing(filled: database.Database, table: Table, given: Sequence[Block], *, stay: set[bytes]) -> None:
        if filled.begun:
            raise sqlite3.OperationalError
        fill(filled, table, given, stay=stay)

    monkeypatch.setattr(database.Database, "fill", failing)
    folder.build(edited(corpus), CHOICES[0])
    assert folder.files() == fresh(edited(corpus), CHOICES[0])


def test_a_database_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full while it is made, the files of the last build stay."""
    folder, corpus = Folder(tmp_path), three_reports()
    folder.build(corpus, CHOICES[0])
    before = folder.files()

    def finish(filled: database.Database, articles: Sequence[Article]) -> Iterator[bytes]:
        del filled, articles
        yield b"SQLite"
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(database.Database, "finish", finish)
    with pytest.raises(WriteError, match="database or disk is full") as told:
        folder.build(edited(corpus), CHOICES[0])
    assert "\n" not in str(told.value)
    assert folder.files() == before


def test_a_table_made_of_another_has_the_bytes_of_one_from_nothing(tmp_path: Path) -> None:
    """Of hundreds of rows, with a key and without, some come, go and change, at the ends and in the middle."""
    chance = random.Random(5)  # noqa: S311 - nothing secret
    folder, corpus = Folder(tmp_path), three_reports()
    quote, date, entity = corpus.quotes[0], corpus.dates[0], corpus.entities[0]
    numbers = list(range(400))
    for step in range(8):
        quotes = [replace(quote, id=f"q{n}", speaker_label=f"{n}, {step if n % 90 == 0 else ''}") for n in numbers]
        dates = [replace(date, start=n, text=f'"{n}"') for n in numbers]
        mentions = tuple(replace(entity.mentions[0], start=n, end=n + 3) for n in numbers)
        corpus = replace(
            corpus,
            quotes=tuple(quotes),
            dates=tuple(dates),
            entities=(replace(entity, mentions=mentions), *corpus.entities[1:]),
        )
        folder.build(corpus, CHOICES[0])
        wanted = fresh(corpus, CHOICES[0])
        assert {path for path, data in folder.files().items() if wanted[path] != data} == set()
        numbers = [n for n in numbers if chance.random() > (1 if step == 5 else 0.02)]
        numbers += [chance.randrange(1000) + 1000 * step for _ in range(chance.choice((0, 1, 9)))]
        numbers = list(dict.fromkeys(numbers))


def test_few_rows_are_written_where_few_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row in the midst of a thousand makes its block again and no other; of equal rows all blocks are equal."""
    rows = [(f"id{n:04}", n) for n in range(1000)]
    before = {block.mark for block in blocks(rows)}
    assert len(before) > 15
    for changed in ([*rows[:500], ("id0499x", 1), *rows[500:]], rows[:500] + rows[501:], rows[3:]):
        new = [block for block in blocks(changed) if block.mark not in before]
        assert sum(len(block.rows) for block in new) < 200
    assert [block.rows for block in blocks([])] == [[]]
    assert [len(block.rows) for block in blocks([("one", n) for n in range(12_000)])] == [5_000, 5_000, 2_000]
    columns_ = (Column(name="id", about=""), Column(name="n", type="integer", about=""))
    table = Table(name="t", title="", about="", columns=columns_, key="id")
    with begun() as filled:
        filled.fill(table, tuple(blocks(rows)))
        counts: list[int] = []
        insert = filled._insert
        monkeypatch.setattr(filled, "_insert", lambda *given: (counts.append(len(given[1])), insert(*given)))
        filled.begun = True
        filled.fill(table, tuple(blocks([*rows[:500], *rows[501:]])), stay=before)
        assert 0 < sum(counts) < 200
        assert filled._database.execute("SELECT * FROM t").fetchall() == [*rows[:500], *rows[501:]]
