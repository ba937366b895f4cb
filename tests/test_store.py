"""The cache reloads what was saved identically, and never trusts a damaged file."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from sourcebook import encoded, read
from sourcebook.errors import StoreError
from sourcebook.records import Analysed, Article, Block, Facts, Quantity, Record, Span
from sourcebook.store import KEPT_SECONDS, Shelf, Store, write_whole

ANALYSED = Analysed(
    article=Article(
        id="a/ö",
        path="a/ö.txt",
        sha256="0" * 64,
        title=None,
        outlet=None,
        authors=(),
        agencies=("Agency",),
        dateline=None,
        url=None,
        language="en",
        words=2,
        published=None,
        text="Two\u00a0words",
        blocks=(Block(start=0, end=9, kind="body", why="prose"),),
        sentences=(Span(0, 9),),
    ),
    facts=Facts(
        article="a/ö",
        quantities=(
            Quantity(
                id="n",
                article="a/ö",
                start=0,
                end=3,
                text="Two",
                low=2,
                high=2.5,
                bound="range",
                unit=None,
                dimension="count",
                counted=None,
                attributed_to=None,
                confidence="low",
            ),
        ),
    ),
)


def test_saved_findings_reload_identically(tmp_path: Path) -> None:
    """What is loaded equals what was saved, whole numbers staying whole."""
    store = Store(tmp_path / "cache", model="m")
    store.save("ab" * 32, ANALYSED)
    loaded = store.load("ab" * 32)
    assert loaded == ANALYSED
    assert loaded is not None
    assert isinstance(loaded.facts.quantities[0].low, int)


class Many(Record, frozen=True, kw_only=True):
    """A record with a list and a dictionary of any length, and one within it."""

    listed: tuple[Span, ...]
    named: dict[bytes, Span]
    within: Many | None = None
    empty: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


@pytest.mark.parametrize("at_once", [1, 15, 16, 17, 1_000])
@pytest.mark.parametrize("number", [0, 1, 15, 16, 31, 1_000, 1_001, 2_015, 70_000])
def test_a_long_record_is_written_in_pieces(
    number: int, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read back identically, however many items are encoded at once, and none of the pieces is long."""
    monkeypatch.setattr(encoded, "_AT_ONCE", at_once)
    number = min(number, 5_000 if at_once < 1_000 else number)
    spans = [Span(n, 9 * n) for n in range(number)]
    many = Many(listed=tuple(spans), named={str(n).encode(): span for n, span in enumerate(spans)})
    record = replace(many, within=replace(many, words=frozenset({"one"})))
    shelf = Shelf(tmp_path, Many, "many")
    shelf.save("ab" * 32, record)
    assert shelf.load("ab" * 32) == record
    pieces = list(encoded.encoded(record, msgspec.msgpack.Encoder()))
    assert msgspec.msgpack.decode(b"".join(pieces), type=Many) == record
    assert max(map(len, pieces)) < 40 * max(at_once, 16)


def test_no_record_can_be_part_of_a_ring() -> None:
    """Python leaves records out where it looks for rings; so each is frozen, made of what was there before."""
    assert not gc.is_tracked(ANALYSED)
    waiting = [Record, Span]
    for each in waiting:
        assert each.__struct_config__.frozen
        assert not each.__struct_config__.gc
        waiting += each.__subclasses__()
    assert Analysed in waiting


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty"])
def test_a_damaged_entry_is_dropped(tmp_path: Path, damage: str) -> None:
    """A file that was cut short or changed is removed and counts as missing."""
    store = Store(tmp_path, model="m")
    store.save("ab" * 32, ANALYSED)
    (path,) = tmp_path.rglob("*.facts")
    data = bytearray(path.read_bytes())
    if damage == "flipped":
        data[-3] ^= 1
    path.write_bytes({"cut": bytes(data[:50]), "flipped": bytes(data), "empty": b""}[damage])
    assert store.load("ab" * 32) is None
    assert not path.exists()


def test_the_key_changes_with_everything_that_matters() -> None:
    """Seed, repeated lines and model are all in the key; the order of the lines is not."""
    store = Store(None, model="m")
    keys = {
        store.key("a", frozenset()),
        store.key("b", frozenset()),
        store.key("a", frozenset({"x"})),
        Store(None, model="n").key("a", frozenset()),
    }
    assert len(keys) == 4
    assert store.key("a", frozenset({"x", "y"})) == store.key("a", frozenset({"y", "x"}))


def test_entries_are_pruned_once_a_day(tmp_path: Path) -> None:
    """A second build on the same day does not go through the cache again; one on the next day does."""
    store = Store(tmp_path, model="m")
    store.prune(frozenset())
    store.save("ab" * 32, ANALYSED)
    old = tmp_path / "ab" / ("ab" * 32 + ".facts")
    os.utime(old, (1, 1))
    store.prune(frozenset())
    assert old.exists()
    for noted in tmp_path.glob(".pruned-*"):
        os.utime(noted, (1, 1))
    store.prune(frozenset())
    assert not old.exists()


def test_old_unused_entries_are_pruned(tmp_path: Path) -> None:
    """Only entries that are both unused and old go."""
    store = Store(tmp_path, model="m")
    for key in ("aa", "bb", "cc"):
        store.save(key * 32, ANALYSED)
    for path in tmp_path.rglob("*.facts"):
        if not path.stem.startswith("cc"):
            os.utime(path, (0, path.stat().st_mtime - KEPT_SECONDS - 5))
    store.prune(frozenset({"aa" * 32}))
    assert {path.stem[:2] for path in tmp_path.rglob("*.facts")} == {"aa", "cc"}


def test_an_unwritable_cache_is_one_clear_error(tmp_path: Path) -> None:
    """A cache that cannot be made is reported with its place and a remedy."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"the cache cannot be written.*make room"):
        Store(tmp_path / "file", model="m").save("ab" * 32, ANALYSED)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old content stands and nothing is left beside it."""
    path = tmp_path / "f"
    write_whole(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["f"]


def test_what_was_read_from_a_page_is_kept_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading does not look for the article again; a changed page or sidecar counts at once."""
    page = tmp_path / "seeds" / "page.html"
    page.parent.mkdir()
    text = "The ferry left the harbour on Tuesday, and the crew told the port that nothing was wrong with it."
    page.write_text(f"<html><body><article><h1>Ferry</h1><p>{text}</p></article></body></html>", encoding="utf-8")
    (first,), _ = read.read_folder(page.parent, kept=Shelf(tmp_path / "cache", read.Draft, "draft"))
    with monkeypatch.context() as context:
        context.setattr("sourcebook.read.html._extract", None)
        page.with_suffix(".yml").write_text("outlet: The Harbour Post\n", encoding="utf-8")
        (again,), _ = read.read_folder(page.parent, kept=Shelf(tmp_path / "cache", read.Draft, "draft"))
    assert again.text == first.text
    assert again.metadata.outlet == "The Harbour Post"
    assert again.key != first.key
    page.write_text(page.read_text(encoding="utf-8").replace("Tuesday", "Friday"), encoding="utf-8")
    (changed,), _ = read.read_folder(page.parent, kept=Shelf(tmp_path / "cache", read.Draft, "draft"))
    assert "Friday" in changed.text
    assert changed == read.read_folder(page.parent)[0][0]
