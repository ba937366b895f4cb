"""Digests of files: taken again whenever a file may have changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from sourcebook.digests import Digests

LONG_AGO = 1_000_000_000


def of(data: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.sha256(data).hexdigest()


def test_a_file_is_read_again_when_its_time_or_its_size_has_changed(tmp_path: Path) -> None:
    """Other bytes give another digest, with and without another length, from one process to the next."""
    path, cache = tmp_path / "file", tmp_path / "cache"
    path.write_bytes(b"one")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    for data, time in ((b"one", LONG_AGO), (b"two", LONG_AGO + 1), (b"three", LONG_AGO + 1)):
        path.write_bytes(data)
        os.utime(path, ns=(time, time))
        digests = Digests(cache, "site")
        assert digests.of(str(path)) == of(data)
        assert digests.of(str(path)) == of(data)
        digests.save()
        assert digests.of(str(path)) == of(data)
    path.unlink()
    with pytest.raises(OSError, match="file"):
        Digests(cache, "site").of(str(path))


def test_a_file_that_stands_is_not_read(tmp_path: Path) -> None:
    """A file with the size, time and number that it had is known; so is a second name of it, once read."""
    path = tmp_path / "file"
    path.write_bytes(b"one")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    digests = Digests()
    assert digests.of(str(path)) == of(b"one")
    with path.open("r+b") as file:
        file.write(b"two")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    assert digests.of(str(path)) == of(b"one")


def test_a_file_that_was_changed_just_now_is_read_each_time(tmp_path: Path) -> None:
    """Two changes within what a clock tells apart leave no trace: such a file is not believed."""
    path = tmp_path / "file"
    digests = Digests()
    for data in (b"one", b"two", b"six"):
        path.write_bytes(data)
        now = path.stat().st_mtime_ns
        os.utime(path, ns=(now, now - now % 1_000_000_000))
        assert digests.of(str(path)) == of(data)
        digests.save()


def test_a_damaged_cache_is_not_believed(tmp_path: Path) -> None:
    """A file of the cache that is cut, or that belongs to another site, counts for nothing."""
    path, cache = tmp_path / "file", tmp_path / "cache"
    path.write_bytes(b"one")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    digests = Digests(cache, "site")
    digests.of(str(path))
    digests.save()
    (kept,) = cache.rglob("*.digests")
    for damaged in (kept.read_bytes()[:-1], b"", b"x" * 99):
        kept.write_bytes(damaged)
        assert Digests(cache, "site").of(str(path)) == of(b"one")
