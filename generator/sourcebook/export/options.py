"""What the exports need to know beside the findings, and what they hand on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, Literal, Protocol

from sourcebook.records import Record


class Options(Record, frozen=True, kw_only=True):
    """Choices of the site that the exports are made for.

    Args:
        text: whole articles, or the sentences that carry findings alone (an article may ask for that itself).
        site_name: name of the site; the exports are titled and the feed is signed with it.
        site_description: one sentence on the site.
        site_url: address of the site's root where known; links are relative without it.
        pages: address of each article's page below the site's root, by the article's id.
        released: day (YYYY-MM-DD) on which the data set is published; without it the latest day known of any article.
        license: address of the licence of the data set, where there is one.
        most_annotated: above so many articles no Web Annotations are made: they would be larger than the site.
        feed: entries that the feed holds, the newest first.
    """

    text: Literal["full", "excerpts"] = "full"
    site_name: str = "Sourcebook"
    site_description: str = "News reports about one story, with everything they say and where they say it."
    site_url: str | None = None
    pages: Mapping[str, str] = {}
    released: str | None = None
    license: str | None = None
    most_annotated: int = 1000
    feed: int = 200


class ExportFile(Record, frozen=True, kw_only=True):
    """A file of the export: path below the docs folder, and how the data page names and describes it.

    A file without a label is part of another one's offer and not listed for itself. ``size`` is that of its content in
    bytes, ``sha256`` the digest in hexadecimal digits; ``data`` is the content, where the sink holds it.
    """

    path: str
    size: int
    sha256: str
    label: str = ""
    note: str = ""
    data: bytes = b""


class Sink(Protocol):
    """Takes files as they are made: those of a large folder are too large to be held."""

    def put(self, path: str, pieces: Iterable[bytes]) -> bytes:
        """Take the content of a file below the docs folder; return it where it is held, nothing where it is not.

        Raises:
            WriteError: it cannot be written.
        """

    def room(self) -> AbstractContextManager[Path]:
        """Return a folder, of use as a context, for what is made in files.

        Raises:
            WriteError: there is none.
        """


class Memory:
    """Holds files."""

    def put(self, path: str, pieces: Iterable[bytes]) -> bytes:
        """Return the content."""
        del path
        return b"".join(pieces)

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Yield a folder that is removed afterwards."""
        with TemporaryDirectory(prefix="sourcebook-") as folder:
            yield Path(folder)


def file_of(sink: Sink, path: str, pieces: Iterable[bytes], label: str = "", note: str = "") -> ExportFile:
    """Return a file with its digest, its content handed over."""
    sha256, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for piece in pieces:
            sha256.update(piece)
            size += len(piece)
            yield piece

    data = sink.put(path, counted())
    return ExportFile(path=path, data=data, size=size, label=label, note=note, sha256=sha256.hexdigest())


class Cut(Record, frozen=True, kw_only=True):
    """A table as it was made: the digest of its cells; and of its blocks of rows digests and sizes in the CSV file."""

    mark: bytes
    blocks: tuple[tuple[bytes, int], ...]


class Last(Record, frozen=True, kw_only=True):
    """What the build before made and what stands as it did: files by path, without content, and tables by name.

    ``opened`` gives a file to read, nothing where it is no longer there; ``copy`` puts its content into another file,
    and tells whether it did.
    """

    files: Mapping[str, ExportFile] = {}
    tables: Mapping[str, Cut] = {}
    opened: Callable[[str], AbstractContextManager[IO[bytes] | None]] = lambda _: nullcontext()
    copy: Callable[[str, Path], bool] = lambda _, __: False


NOTHING: Final = Last()
