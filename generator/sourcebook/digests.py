"""Digests of files, taken again only where a file's size, time of change or number is another than it was.

So git knows a file again. A file that was changed just before it was read is read again the next time: within what a
clock can tell apart, it could be changed once more without a trace.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

from sourcebook.errors import StoreError
from sourcebook.records import Record
from sourcebook.store import Shelf
from sourcebook.text import digest

# What the coarsest clock of a file system tells apart, in nanoseconds.
_APART = 2_000_000_000
# Size in bytes, time of change in nanoseconds, number of the file, digest.
Seen = tuple[int, int, int, str]


class Digested(Record, frozen=True, kw_only=True):
    """Files as they were when they were read, by their paths."""

    files: dict[str, Seen]


class Digests:
    """The digests of files.

    Args:
        cache: where they are kept from one process to the next; nowhere where none is given.
        place: what the files belong to, as the folder of a site.
    """

    def __init__(self, cache: Path | None = None, place: str = "") -> None:
        self._shelf = Shelf(cache, Digested, "digests")
        self._place = digest(self._shelf.version, place, length=32)
        kept = self._shelf.load(self._place)
        self._known: dict[str, Seen] = kept.files if kept else {}
        self._now: dict[str, Seen] = {}
        self._new = False

    def of(self, path: str) -> str:
        """Return the SHA-256 digest of a file.

        Raises:
            OSError: there is no such file, or it cannot be read.
        """
        found = os.stat(path)  # noqa: PTH116 - thousands of files at each build
        known = self._now.get(path) or self._known.get(path)
        if known is None or known[:3] != (found.st_size, found.st_mtime_ns, found.st_ino):
            made = hashlib.sha256(Path(path).read_bytes()).hexdigest()
            known = (
                found.st_size,
                found.st_mtime_ns,
                found.st_ino,
                made,
            )
            if abs(time.time_ns() - found.st_mtime_ns) < _APART:
                self._now.pop(path, None)
                return made
            self._new = True
        self._now[path] = known
        return known[3]

    def save(self) -> None:
        """Keep the digests of the files that were asked for."""
        if self._new or self._now.keys() != self._known.keys():
            # A cache that cannot be written has been reported by the stage that writes to it first.
            with suppress(StoreError):
                self._shelf.save(self._place, Digested(files=self._now))
        self._shelf.prune(self._shelf.asked)
        self._known, self._now, self._new = self._now, {}, False
