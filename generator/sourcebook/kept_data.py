"""Data files that need not be made again: all of them stand while nothing changed, else articles' parts are kept.

What an export or the page Find makes of one article alone is kept by the digest of the article's share of the findings
(`standing.py`), in one file for each kind; what no article asks for any more is left out of it. Where corpus and
settings are those of the last build and the files stand with the bytes that it wrote, none is made.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

import msgspec
from msgspec import Raw

from sourcebook import export, pages, standing
from sourcebook.aside import Aside
from sourcebook.beside import Beside, GivenUp
from sourcebook.errors import StoreError
from sourcebook.kept_index import KeptIndex
from sourcebook.pieces import Pieces
from sourcebook.records import Corpus, Record, Reference
from sourcebook.spilled import Room
from sourcebook.store import Shelf, code_digest
from sourcebook.text import digest

# From so many articles on a server that shows a change makes the files when it is shown, and a build that has a copy of
# itself lets that make them.
LATER_FROM = 200
Files = tuple[export.ExportFile, ...]
T = TypeVar("T")


class Make(Protocol):
    """Makes all files of the export."""

    def __call__(self, *, sink: export.Sink) -> export.Made:
        """Make them, for `sink` to take."""


class Offers(Record, frozen=True, kw_only=True):
    """All files of the last build, without content, under a digest of all that they were made of.

    ``cited`` are the keys of references, ``tables`` tell of each table by which digests it is known.
    """

    key: bytes
    files: tuple[export.ExportFile, ...]
    cited: dict[str, bytes]
    tables: dict[str, export.Cut]


class Data:
    """The data files of a site, which may still be in the making.

    Args:
        references: how each article is cited.
        offers: all files that are offered; or what waits for them.
        stale: whether the files of the last build stand in their place for now.

    Attributes:
        references: how each article is cited.
        stale: whether the files of the last build stand in their place for now.
    """

    def __init__(
        self, references: Mapping[str, Reference], offers: Files | Callable[[], Files], *, stale: bool = False
    ) -> None:
        self.references = references
        self.stale = stale
        self._offers = offers

    def wait(self) -> Files:
        """Return all files that are offered when they are made.

        Raises:
            WriteError: they cannot be written.
        """
        if callable(self._offers):
            self._offers = self._offers()
        return self._offers

    def downloads(self) -> tuple[pages.Download, ...]:
        """Return the files that the data page names."""
        return tuple(
            pages.Download(path=o.path, label=o.label, note=o.note, size=o.size) for o in self.wait() if o.label
        )

    def standing(self) -> frozenset[str]:
        """Return the paths of all files that are offered."""
        return frozenset(offer.path for offer in self.wait())


class Apart(Record, frozen=True, kw_only=True):
    """What a copy of this process made: all that is offered, and the files that it wrote, by path."""

    offers: Offers
    written: dict[str, str]


_APART = msgspec.msgpack.Encoder()
_OF_APART = msgspec.msgpack.Decoder(Apart)


class DataKeeper:
    """Keeps data files and what they are made of from one build of a site to the next.

    Args:
        cache: the folder of the cache; nothing is kept without it.
        docs: the folder that MkDocs reads; sites may share a cache.
        room: where what is made of articles is put.
    """

    def __init__(self, cache: Path | None, docs: Path, room: Room) -> None:
        # Bytes of a database and the case of letters are also the work of these.
        made_by = (code_digest(), sys.version, sqlite3.sqlite_version, msgspec.__version__)
        self._docs = docs
        self._place = digest(*made_by, str(docs.resolve()), length=32)
        self._offers = Shelf(cache, Offers, "offers")
        self._annotations = self._pieces(cache, "annotations", export.Items, room)
        self._references = self._pieces(cache, "references", Reference, room)
        self._lines = self._pieces(cache, "find", pages.Lines, room)
        self._index = KeptIndex(cache, self._place)
        self.find = pages.Before(lines=self._lines, index=self._index)
        # A digest of all that the files were made of.
        self.made_of = b""
        self._noted: Offers | None = None
        self._left: Callable[[Beside], bool] | None = None
        self._told: tuple[Corpus, dict[str, standing.Told]] | None = None

    def _pieces(self, cache: Path | None, suffix: str, kind: type[T], room: Room) -> Pieces[T]:
        shelf: Shelf[Any] = Shelf(cache, Raw, suffix)
        return Pieces(shelf, self._place, kind, room)

    def make(  # noqa: PLR0913 - what was found, how the last build left it, and where files go
        self,
        corpus: Corpus,
        *,
        model: str,
        options: export.Options,
        stands: Callable[[str, str], bool],
        beside: Beside,
        later: bool = False,
        aside: Aside | None = None,
    ) -> Data:
        """Return the data files; what does not stand as it would be made is written beside its place.

        Args:
            corpus: what was found.
            model: name and version of the language model.
            options: choices of the site.
            stands: tells whether the file at a path stands with the bytes of a SHA-256 digest.
            beside: takes the files.
            later: whether files of the last build may stand until `left` makes those of this one, if the articles are
                many; their sizes are told until then.
            aside: a copy of this process, to make them while this one goes on, if the articles are many and most of
                what the files are made of is known from the last build.

        Raises:
            WriteError: the disk is full or read-only.
        """
        key = self.made_of = standing.digest_of(corpus, options, model)
        kept = export.Kept(annotations=self._annotations, references=self._references.several, told=self._tell)
        last = self._standing(stands)
        if last is not None and last.key == key:
            cited = self._references.all_of(last.cited)
            return Data(cited or export.references(corpus, options=options, kept=kept), last.files)
        if last is not None:
            kept = msgspec.structs.replace(kept, last=self._last(last))
        make = partial(export.make, corpus, model=model, options=options, kept=kept)
        if last is not None and len(corpus.articles) >= LATER_FROM and (later or aside):
            cited = export.references(corpus, options=options, kept=kept)
            if later:
                self._left = partial(self._finish, make, key, last)
                return Data(cited, last.files, stale=True)
            if aside and self._begun(aside, make, key, beside):
                return Data(cited, partial(self._received, aside, beside))
        made = make(sink=beside)
        self._noted = self._offered(made, key)
        return Data(made.references, self._noted.files)

    def _standing(self, stands: Callable[[str, str], bool]) -> Offers | None:
        """Return what the last build offered, if all of it stands."""
        last = self._offers.load(self._place)
        stand = last is not None and last.files and all(stands(file.path, file.sha256) for file in last.files)
        return last if stand else None

    def _begun(self, aside: Aside, make: Make, key: bytes, beside: Beside) -> bool:
        """Begin with the files in a copy of this process, if there may be one."""
        beside.open()
        return aside.begin(partial(self._apart, make, key, beside))

    def _apart(self, make: Make, key: bytes, beside: Beside) -> bytes:
        made = make(sink=beside)
        # This process alone knows what it asked for.
        self._annotations.note()
        return _APART.encode(Apart(offers=self._offered(made, key), written=beside.paths))

    def _received(self, aside: Aside, beside: Beside) -> Files:
        apart = _OF_APART.decode(aside.result())
        beside.paths.update(apart.written)
        self._noted = apart.offers
        return apart.offers.files

    def left(self) -> Callable[[Beside], bool] | None:
        """Return what makes the files that were put off, for once; ``None`` where none were.

        It is given what takes them, and tells whether they are to be moved to their places.
        """
        act, self._left = self._left, None
        return act

    def _finish(self, make: Make, key: bytes, last: Offers, beside: Beside) -> bool:
        try:
            offers = self._offered(make(sink=beside), key)
        except GivenUp:
            # Another build begins, and makes or puts off all of them once more.
            self._annotations.leave()
            raise
        if [offer.path for offer in offers.files] == [offer.path for offer in last.files]:
            self._noted = offers
            return True
        # Others are offered than before, and pages name them: the next build makes all of them at once.
        self._noted = Offers(key=b"", files=(), cited={}, tables={})
        return False

    def _offered(self, made: export.Made, key: bytes) -> Offers:
        keys = {name: told.digest for name, told in self._told[1].items()} if self._told else {}
        return Offers(key=key, files=made.files, cited=keys, tables=made.tables)

    def _last(self, offers: Offers) -> export.Last:
        """Return what the last build made and what stands as it did."""
        files = {file.path: file for file in offers.files}

        @contextmanager
        def opened(path: str) -> Iterator[IO[bytes] | None]:
            with ExitStack() as stack:
                found = None
                with suppress(OSError):
                    if path in files:
                        file = stack.enter_context((self._docs / path).open("rb"))
                        stands = hashlib.file_digest(file, "sha256").hexdigest() == files[path].sha256
                        found = file if stands else None
                yield found

        def copy(path: str, place: Path) -> bool:
            if path not in files:
                return False
            try:
                shutil.copyfile(self._docs / path, place)
                with place.open("rb") as file:
                    return hashlib.file_digest(file, "sha256").hexdigest() == files[path].sha256
            except OSError:
                return False

        return export.Last(files=files, tables=offers.tables, opened=opened, copy=copy)

    def told(self, corpus: Corpus) -> dict[str, standing.Told] | None:
        """Return the articles' shares of a corpus, where the data files were made of all its text."""
        return self._told[1] if self._told and self._told[0] is corpus else None

    def _tell(self, corpus: Corpus) -> dict[str, standing.Told]:
        if self._told is None or self._told[0] is not corpus:
            self._told = corpus, standing.told(corpus)
        return self._told[1]

    def note(self) -> None:
        """Keep what was made; to be called when the files are written."""
        if self._noted is not None:
            with suppress(StoreError):
                self._offers.save(self._place, self._noted)
        self._offers.prune(self._offers.asked)
        for pieces in (self._annotations, self._references, self._lines, self._index):
            pieces.note()
