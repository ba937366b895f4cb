"""The cache: what was found in a seed, by content hash, saved and reloaded identically."""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import IO, Generic, TypeVar

import msgspec

from sourcebook import __version__
from sourcebook.encoded import encoded
from sourcebook.errors import StoreError
from sourcebook.records import Analysed

# An entry nobody asked for in so long belongs to an article or a version that is gone.
KEPT_SECONDS = 30 * 24 * 3600
PRUNED_SECONDS = 24 * 3600
_DIGEST_BYTES = 32
# So many bytes of a file are read at once.
_PIECE_BYTES = 1 << 20
# How files are called while they are written.
WRITING = ".writing-"
# Links are not followed, and nothing is waited for; Windows knows neither, and must be told that bytes are read.
_PLAIN = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_OF_OTHERS = stat.S_IWGRP | stat.S_IWOTH
T = TypeVar("T")


@functools.cache
def code_digest() -> str:
    """Return a digest of the package's version and of every source file and word list, so that a change remakes all."""
    made = hashlib.sha256(__version__.encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".yml"} and path.is_file():
            made.update(path.relative_to(root).as_posix().encode())
            made.update(path.read_bytes())
    return made.hexdigest()


class Shelf(Generic[T]):
    """Records on disk, a file each, under keys that are digests of all they were made of.

    Args:
        folder: where the files stand; made when first written to. ``None`` keeps nothing.
        kind: the type of the records.
        suffix: the ending of the files' names; records of several types may stand in one folder.
        own: whether a file is believed only where this user wrote it and nobody else may, as what holds code must be.
    """

    def __init__(self, folder: Path | None, kind: type[T], suffix: str, *, own: bool = False) -> None:
        self.asked: set[str] = set()
        self.version = code_digest()
        self._folder = folder
        self._suffix = suffix
        self._own = own
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._encoder = msgspec.msgpack.Encoder()

    def load(self, key: str) -> T | None:
        """Return what was saved under `key`; ``None`` where nothing was, or where the file is damaged or old."""
        self.asked.add(key)
        path = self._path(key)
        if path is None:
            return None
        try:
            data = _read(path, own=self._own)
        except OSError:
            return None
        # Not cut into two: what is kept of a large folder has a hundred megabytes.
        body = memoryview(data)[_DIGEST_BYTES:]
        if hashlib.sha256(body).digest() == data[:_DIGEST_BYTES]:
            try:
                return self._decoder.decode(body)
            except msgspec.MsgspecError:
                pass
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return None

    def holds(self, key: str) -> bool:
        """Return whether something was saved under `key`; whether it is sound, only `load` tells."""
        path = self._path(key)
        return path is not None and path.is_file()

    def save(self, key: str, record: T) -> None:
        """Save a record under `key`, whole or not at all.

        Raises:
            StoreError: the cache folder cannot be written.
        """
        self._write(key, encoded(record, self._encoder))

    def put(self, key: str, body: bytes | Iterable[bytes]) -> None:
        """Save what is encoded already, in pieces or whole.

        Raises:
            StoreError: the cache folder cannot be written.
        """
        self._write(key, (body,) if isinstance(body, bytes) else body)

    def opened(self, key: str) -> IO[bytes] | None:
        """Return the file of what was put under `key`, to be read from where it stands; as `load` where there is none.

        It stays what it is when another takes its place.
        """
        self.asked.add(key)
        path = self._path(key)
        with contextlib.suppress(OSError):
            file = None if path is None else _opened(path, own=self._own)
            if file is not None and path is not None:
                if _is_sound(file):
                    return file
                file.close()
                path.unlink(missing_ok=True)
        return None

    def _write(self, key: str, body: Iterable[bytes]) -> None:
        path = self._path(key)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.parent.is_symlink():
                raise NotADirectoryError(errno.ENOTDIR, "its folder is a link", str(path.parent))
            _write_checked(path, body)
        except OSError as error:
            raise StoreError(
                f"the cache cannot be written: {error.strerror}",
                file=str(path.parent),
                remedy="make room or make the folder writable; the build goes on without it",
            ) from error

    def prune(self, used: AbstractSet[str]) -> None:
        """Remove entries that were not `used` now and have not been touched for `KEPT_SECONDS`; once a day.

        Going through thousands of files at each build would cost more than what they take up.
        """
        if self._folder is None or not self._folder.is_dir() or not self._is_day_over(self._folder):
            return
        oldest = time.time() - KEPT_SECONDS
        for path in (*self._folder.glob(f"*/*.{self._suffix}"), *self._folder.glob(f"*/{WRITING}*")):
            try:
                if path.stem in used:
                    os.utime(path)
                elif path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue

    def _is_day_over(self, folder: Path) -> bool:
        """Return whether a day has passed since entries were removed last, and note that they are now."""
        noted = folder / f".pruned-{self._suffix}"
        try:
            if abs(time.time() - noted.stat().st_mtime) < PRUNED_SECONDS:
                return False
        except OSError:
            pass
        with contextlib.suppress(OSError):
            noted.write_text("The time of this file tells when old entries were last removed.\n", encoding="utf-8")
        return True

    def _path(self, key: str) -> Path | None:
        return None if self._folder is None else self._folder / key[:2] / f"{key}.{self._suffix}"


class Store(Shelf[Analysed]):
    """Findings on disk, one file an article.

    Args:
        folder: where the files stand; made when first written to. ``None`` keeps nothing.
        model: name and version of the language model, part of every key.
    """

    def __init__(self, folder: Path | None, *, model: str) -> None:
        super().__init__(folder, Analysed, "facts")
        self._model = model

    def key(self, seed_key: str, repeated: frozenset[str]) -> str:
        """Return the key of one seed's findings.

        Args:
            seed_key: digest of the article's and its sidecar's bytes, with the article's id.
            repeated: the folder's repeated lines that stand in this article; they change how it is cleaned.
        """
        parts = (seed_key, self._model, code_digest(), *sorted(repeated))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _read(path: Path, *, own: bool = False) -> bytes:
    """Read a file of the cache."""
    with _opened(path, own=own) as file:
        return file.read()


def _opened(path: Path, *, own: bool = False) -> IO[bytes]:
    """Open a file of the cache; what is no file, as a link or a pipe, is not waited for."""
    file = os.fdopen(os.open(path, _PLAIN), "rb")
    wrong = _wrong_with(file, path, own=own)
    if wrong is not None:
        file.close()
        raise wrong
    return file


def _wrong_with(file: IO[bytes], path: Path, *, own: bool) -> OSError | None:
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        return OSError(errno.EINVAL, "this is not a regular file", str(path))
    if own and hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & _OF_OTHERS):
        return PermissionError(errno.EPERM, "somebody else may have written this", str(path))
    return None


def _is_sound(file: IO[bytes]) -> bool:
    """Return whether a file has the digest that it begins with; reading goes on behind that."""
    told = file.read(_DIGEST_BYTES)
    made = hashlib.sha256()
    while piece := file.read(_PIECE_BYTES):
        made.update(piece)
    file.seek(_DIGEST_BYTES)
    return made.digest() == told


def _write_checked(path: Path, body: Iterable[bytes]) -> None:
    """Write what comes in pieces behind the digest of all of it, as `write_whole` does."""
    with _replacing(path) as file:
        made = hashlib.sha256()
        file.write(bytes(_DIGEST_BYTES))
        for piece in body:
            made.update(piece)
            file.write(piece)
        file.seek(0)
        file.write(made.digest())


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` so that a reader, a crash or a full disk leaves the old file or the new.

    Raises:
        OSError: the file cannot be written; what stood at `path` stands there still.
    """
    with _replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that takes the place of the one at `path` when it is written, and goes away where that fails."""
    handle, name = tempfile.mkstemp(prefix=WRITING, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
