"""What is written out under keys: in files it does what a dictionary does."""

from __future__ import annotations

import errno
import os
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_up_three import three_reports
from tests.test_kept_units import Folder, options

from sourcebook import pages, spilled
from sourcebook.errors import WriteError
from sourcebook.kept_units import UnitsShelf
from sourcebook.pieces import Pieces
from sourcebook.spilled import Keyed, Room, Shelved, Writings, held, keyed, lying, only, rooms
from sourcebook.store import Shelf

STEPS = st.lists(st.tuples(st.sampled_from(["put", "drop", "copy", "only", "keep"]), st.integers(0, 9), st.text()))


def raw(value: object) -> msgspec.Raw:
    """Return a value written out."""
    return msgspec.Raw(msgspec.msgpack.encode(value))


def large(folder: Path) -> Room:
    """Return where things of a large folder are put."""
    return Room(rooms.LARGE, folder)


@settings(deadline=None, derandomize=True)
@given(steps=STEPS)
def test_files_do_what_a_dictionary_does(steps: list[tuple[str, int, str]]) -> None:
    """Put, replaced, dropped, copied, chosen from, kept and read again, in any order; copies are apart."""
    with TemporaryDirectory() as place:
        room, wanted = large(Path(place)), dict[str, msgspec.Raw]()
        found: Writings[str] = keyed(room)
        old: list[tuple[Writings[str], dict[str, msgspec.Raw]]] = []
        for act, number, text in steps:
            key = str(number)
            if act == "put":
                wanted[key] = found[key] = raw(text)
            elif act == "drop" and key in wanted:
                del wanted[key], found[key]
            elif act == "copy":
                old.append((found, dict(wanted)))
                found = found.copy()
            elif act == "only":
                kept = [each for each in wanted if each >= key]
                found, wanted = only(found, kept), only(wanted, kept)
            elif act == "keep":
                found = again(found, room)
            assert isinstance(found, Keyed)
            assert list(found.items()) == list(wanted.items())
            assert list(found.sizes()) == [len(bytes(each)) for each in wanted.values()]
            assert [bytes(each) for each in found.encoded()] == [bytes(each) for each in wanted.values()]
            assert (key in found) is (key in wanted)
        assert all(dict(one) == other for one, other in old)


def again(written: Writings[str], room: Room) -> Writings[str]:
    """Return what is kept of it in a file of the cache, and nothing else."""
    shelf = Shelved(Shelf(room.folder, msgspec.Raw, "kept"), msgspec.Raw)
    shelf.save("ab", b"mine", held(written), (raw("after"),))
    found = shelf.load("ab", b"mine", room)
    assert isinstance(found, spilled.Spilled)
    assert found[len(found) - 1] == raw("after")
    return keyed(room, list(written), found.select(range(len(found) - 1)))


def test_what_is_held_goes_into_files_where_a_folder_became_large(tmp_path: Path) -> None:
    """And what lies in files is held where it became small."""
    assert keyed(large(tmp_path), ["a", "b"], (raw(1), raw(2))) == {"a": raw(1), "b": raw(2)}
    assert keyed(Room(), ["a", "b"], (raw(1), raw(2))) == {"a": raw(1), "b": raw(2)}


def test_a_copy_of_the_process_writes_beside_the_first(tmp_path: Path) -> None:
    """What either adds after they parted is its own, and both read what was there before."""
    found = keyed(large(tmp_path))
    found["both"] = raw("before")
    read, write = os.pipe()
    process = os.fork()
    if not process:
        found["mine"] = raw("the copy's")
        found["more"] = raw("and more")
        said = [msgspec.msgpack.decode(each) for each in found.values()]
        os.write(write, msgspec.msgpack.encode(said))
        os._exit(0)
    os.waitpid(process, 0)
    found["mine"] = raw("the first's, and longer than that")
    assert msgspec.msgpack.decode(os.read(read, 1_000)) == ["before", "the copy's", "and more"]
    assert list(found.values()) == [raw("before"), raw("the first's, and longer than that")]
    os.close(read)
    os.close(write)


def test_after_a_full_disk_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told in one line; what was written in part is in nobody's way when there is room again."""
    found, write = keyed(large(tmp_path)), os.write
    found["a"] = raw("one")

    def full(handle: int, data: memoryview) -> int:
        if len(data) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data[:-1])

    with monkeypatch.context() as patch:
        patch.setattr(lying.os, "write", full)
        with pytest.raises(WriteError, match="No space left"):
            found["b"] = raw("two")
    assert "b" not in found
    found["c"] = raw("three")
    assert dict(found) == {"a": raw("one"), "c": raw("three")}


def test_where_no_file_can_be_made_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """As records are."""

    def refused(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(rooms.tempfile, "TemporaryFile", refused)
    assert isinstance(keyed(Room(rooms.LARGE)), dict)


@pytest.mark.parametrize("room", [Room(), Room(rooms.LARGE)], ids=["held", "in files"])
def test_units_are_kept_whole(room: Room, tmp_path: Path) -> None:
    """What is read from the cache is what was kept, wherever it lies, and so is what is kept of that once more."""
    folder, shelf = Folder(room=room), UnitsShelf(tmp_path)
    folder.build(three_reports(), options(0))
    made = folder.kept
    assert made.sections
    for other in (room, Room(), Room(rooms.LARGE), room):
        shelf.save("ab", folder.kept)
        found = shelf.load("ab", other)
        assert found == made
        folder.kept = cast("pages.Units", found)
    (file,) = tmp_path.rglob("*.units")
    file.write_bytes(file.read_bytes()[:-1])
    assert shelf.load("ab", room) is None
    assert UnitsShelf(None).load("ab", room) is None


def test_pieces_of_a_large_folder_are_not_held(tmp_path: Path) -> None:
    """They lie in files: of twenty megabytes that are made, kept and read a few are in memory at a time."""
    room, shelf = large(tmp_path), Shelf(tmp_path, msgspec.Raw, "kept")
    keys = {str(number): bytes([number]) * 16 for number in range(100)}
    for _ in range(2):
        pieces = Pieces(shelf, "ab", str, room)
        tracemalloc.start()
        made = pieces.several(keys, lambda name: name * 100_000)
        assert all(made[name] == name * 100_000 for name in keys)
        pieces.note()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 5_000_000
    again_ = Pieces(shelf, "ab", str, room).all_of(keys)
    assert again_ is not None
    assert again_["7"] == "7" * 100_000
    assert Pieces(shelf, "ab", str, room).all_of(keys | {"new": b"new"}) is None
