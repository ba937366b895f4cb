"""Files beside their places: written as they come, and moved there all at once, or not at all."""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path
from typing import Self, cast

from sourcebook.errors import WriteError
from sourcebook.records import File, Page

# How the folder begins in which files are written first.
STAGING = ".sourcebook-"
# A file that comes in pieces is held while it is no longer, in bytes: most stand as they are and are not written.
_AT_ONCE = 1 << 20


class GivenUp(Exception):  # noqa: N818 - nothing is wrong
    """Files are not needed any more that were being written."""


class Beside:
    """Files written in a folder beside their places, to be moved there all at once; what is not moved is removed.

    Args:
        docs: the folder that they belong to.
        is_over: tells whether files that come in pieces are needed no more.

    Attributes:
        docs: the folder that they belong to.
        folder: where they are written, once one is.
        paths: where they belong, below `docs`, with their names in the folder.
    """

    def __init__(self, docs: Path, is_over: Callable[[], bool] = lambda: False) -> None:
        self.paths: dict[str, str] = {}
        self.docs = docs
        self._is_over = is_over
        self.folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def open(self) -> Path:
        """Return the folder, which is made now if it is not there: a copy of this process may write to it, too.

        Raises:
            WriteError: the disk is full or read-only.
        """
        if self.folder is None:
            try:
                self.docs.mkdir(parents=True, exist_ok=True)
                self.folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=self.docs))
            except OSError as error:
                raise unwritten(error, self.docs) from error
        return self.folder

    def add(self, page: Page | File) -> None:
        """Write a file beside its place, unless it stands there as it is.

        Raises:
            WriteError: the disk is full or read-only.
        """
        data = _bytes(page)
        if not _differs(self.docs / page.path, data):
            return
        name = self._name()
        place = self.open() / name
        try:
            place.write_bytes(data)
        except OSError as error:
            raise unwritten(error, self.docs) from error
        self.paths[page.path] = name

    def put(self, path: str, pieces: Iterable[bytes]) -> bytes:
        """Write a file that comes in pieces beside its place, as `add` does; nothing of it is held.

        Raises:
            WriteError: the disk is full or read-only.
            GivenUp: it is needed no more.
        """
        coming = self._while_needed(pieces)
        first = bytearray()
        for piece in coming:
            first += piece
            if len(first) > _AT_ONCE:
                break
        else:
            self.add(File(path=path, data=bytes(first)))
            return b""
        name = self._name()
        place = self.open() / name
        try:
            with place.open("wb") as file:
                file.writelines(chain((first,), coming))
            if _is_same(place, self.docs / path):
                place.unlink()
            else:
                self.paths[path] = name
        except OSError as error:
            raise unwritten(error, self.docs) from error
        return b""

    def _while_needed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            if self._is_over():
                raise GivenUp
            yield piece

    @contextlib.contextmanager
    def room(self) -> Iterator[Path]:
        """Yield a folder on the same disk, for what is made in files; it is removed afterwards.

        Raises:
            WriteError: the disk is full or read-only.
        """
        try:
            folder = Path(tempfile.mkdtemp(dir=self.open()))
        except OSError as error:
            raise unwritten(error, self.docs) from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def leave_out(self, known: AbstractSet[str]) -> None:
        """Forget what does not belong to the paths that are `known`."""
        self.paths = {path: name for path, name in self.paths.items() if path in known}

    def _name(self) -> str:
        """Return a name for one more file: no two processes write under one."""
        return f"{os.getpid()}-{len(self.paths)}"

    def move(self) -> None:
        """Move all to their places.

        Raises:
            OSError: one cannot be moved.
        """
        for path, name in self.paths.items():
            place = self.docs / path
            place.parent.mkdir(parents=True, exist_ok=True)
            # Only where something was written is there a path.
            cast("Path", self.folder).joinpath(name).replace(place)


def _bytes(page: Page | File) -> bytes:
    return page.data if isinstance(page, File) else page.content.encode("utf-8")


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except OSError:
        return True


def _is_same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def unwritten(error: OSError, docs: Path) -> WriteError:
    """Return what is told where files below a folder cannot be written."""
    return WriteError(
        f"the pages cannot be written: {error.strerror or error}",
        file=str(error.filename or docs),
        remedy="make room or make the folder writable; the pages that were there stand",
    )
