"""Data files that need not be made again: all of them stand while nothing changed, else articles' parts are kept.

What an export or the page Find makes of one article alone is kept by the digest of the article's share of the findings
(`standing.py`), in one file for each kind; what no article asks for any more is left out of it. Where corpus and
settings are those of the last build and the files stand with the bytes that it wrote, none is made.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec

from sourcebook import export, pages, standing
from sourcebook.errors import StoreError
from sourcebook.records import Corpus, File, Record, Reference
from sourcebook.store import Shelf, code_digest
from sourcebook.text import digest

# From so many articles on a server that shows a change makes the files when it is shown.
LATER_FROM = 200

T = TypeVar("T")


class Parts(Record, Generic[T], frozen=True, kw_only=True):
    """What was made of each article, by the digest of all that it was made of."""

    parts: dict[bytes, T]


class Pieces(Generic[T]):
    """Keeps the parts of one kind: what was made of each article, in one file.

    Args:
        shelf: where the file stands.
        place: its key.
    """

    def __init__(self, shelf: Shelf[Parts[T]], place: str) -> None:
        self._shelf = shelf
        self._place = place
        self._known: dict[bytes, T] | None = None
        self._asked: dict[bytes, T] = {}

    def __call__(self, key: bytes, make: Callable[[], T], /) -> T:
        """Return what is kept under `key`, or make it."""
        known = self._load()
        if key not in self._asked:
            self._asked[key] = known[key] if key in known else make()
        return self._asked[key]

    def all_of(self, keys: Mapping[str, bytes]) -> dict[str, T] | None:
        """Return what is kept under several keys, by their names; ``None`` where one is missing."""
        known = self._load()
        if not all(key in known for key in keys.values()):
            return None
        self._asked.update((key, known[key]) for key in keys.values())
        return {name: known[key] for name, key in keys.items()}

    def _load(self) -> dict[bytes, T]:
        if self._known is None:
            found = self._shelf.load(self._place)
            self._known = found.parts if found else {}
        return self._known

    def note(self) -> None:
        """Keep what was asked for, for the next build; where nothing was, what is kept stays."""
        if self._known is not None and self._asked.keys() != self._known.keys():
            with suppress(StoreError):
                self._shelf.save(self._place, Parts(parts=self._asked))
        self._shelf.prune({self._place})


class Whole(Generic[T]):
    """Keeps one thing that is made with the help of the last one of its kind.

    Args:
        shelf: where it stands.
        place: its key.
    """

    def __init__(self, shelf: Shelf[T], place: str) -> None:
        self._shelf = shelf
        self._place = place
        self._made: T | None = None

    def __call__(self, make: Callable[[T | None], T], /) -> T:
        """Make it of the last one."""
        self._made = make(self._shelf.load(self._place))
        return self._made

    def note(self) -> None:
        """Keep what was made, for the next build; where nothing was, what is kept stays."""
        if self._made is not None:
            with suppress(StoreError):
                self._shelf.save(self._place, self._made)
        self._shelf.prune({self._place})


class Offers(Record, frozen=True, kw_only=True):
    """All files of the last build, without content, under a digest of all that they were made of.

    ``cited`` are the keys of references, ``tables`` tell of each table by which digests it is known.
    """

    key: bytes
    files: tuple[export.ExportFile, ...]
    cited: dict[str, bytes]
    tables: dict[str, export.Cut]


class Data(NamedTuple):
    """The files that are to be written, all that are offered, and how each article is cited."""

    files: list[File]
    offers: tuple[export.ExportFile, ...]
    references: dict[str, Reference]

    @property
    def downloads(self) -> tuple[pages.Download, ...]:
        """The files that the data page names."""
        return tuple(
            pages.Download(path=o.path, label=o.label, note=o.note, size=o.size) for o in self.offers if o.label
        )

    @property
    def standing(self) -> frozenset[str]:
        """Paths of the files that stand as they are to be."""
        return frozenset({offer.path for offer in self.offers} - {file.path for file in self.files})


def _files(made: export.Made) -> list[File]:
    return [File(path=f.path, data=f.data) for f in made.files if not f.stands]


class DataKeeper:
    """Keeps data files and what they are made of from one build of a site to the next.

    Args:
        cache: the folder of the cache; nothing is kept without it.
        docs: the folder that MkDocs reads; sites may share a cache.
    """

    def __init__(self, cache: Path | None, docs: Path) -> None:
        # Bytes of a database and the case of letters are also the work of these.
        made_by = (code_digest(), sys.version, sqlite3.sqlite_version, msgspec.__version__)
        self._docs = docs
        self._place = digest(*made_by, str(docs.resolve()), length=32)
        self._offers = Shelf(cache, Offers, "offers")
        self._annotations = Pieces(Shelf(cache, Parts[export.Items], "annotations"), self._place)
        self._references = Pieces(Shelf(cache, Parts[Reference], "references"), self._place)
        self._lines = Pieces(Shelf(cache, Parts[pages.Lines], "find"), self._place)
        self._index = Whole(Shelf(cache, pages.Index, "index"), self._place)
        self.find = pages.Before(lines=self._lines, index=self._index)
        # A digest of all that the files were made of.
        self.made_of = b""
        self._noted: Offers | None = None
        self._left: Callable[[], list[File]] | None = None
        self._told: tuple[Corpus, dict[str, standing.Told]] | None = None

    def make(
        self,
        corpus: Corpus,
        *,
        model: str,
        options: export.Options,
        stands: Callable[[str, str], bool],
        later: bool = False,
    ) -> Data:
        """Return the data files, those left out that stand as they would be made.

        Args:
            corpus: what was found.
            model: name and version of the language model.
            options: choices of the site.
            stands: tells whether the file at a path stands with the bytes of a SHA-256 digest.
            later: whether files of the last build may stand until `left` makes those of this one, if the articles are
                many; their sizes are told until then.
        """
        key = self.made_of = standing.digest((corpus, options, model))
        kept = export.Kept(annotations=self._annotations, references=self._references, told=self._tell)
        last = self._offers.load(self._place)
        stand = last is not None and bool(last.files) and all(stands(file.path, file.sha256) for file in last.files)
        if last is not None and stand and last.key == key:
            cited = self._references.all_of(last.cited)
            return Data([], last.files, cited or export.references(corpus, options=options, kept=kept))
        if last is not None and stand:
            kept = msgspec.structs.replace(kept, last=self._last(last))
        make = partial(export.make, corpus, model=model, options=options, kept=kept)
        if last is not None and stand and later and len(corpus.articles) >= LATER_FROM:
            self._left = partial(self._finish, make, key, last)
            return Data([], last.files, export.references(corpus, options=options, kept=kept))
        made = make()
        self._noted = self._offered(made, key)
        return Data(_files(made), self._noted.files, made.references)

    def left(self) -> Callable[[], list[File]] | None:
        """Return what makes the files that were put off, for once; ``None`` where none were."""
        act, self._left = self._left, None
        return act

    def _finish(self, make: Callable[[], export.Made], key: bytes, last: Offers) -> list[File]:
        made = make()
        offers = self._offered(made, key)
        if [offer.path for offer in offers.files] == [offer.path for offer in last.files]:
            self._noted = offers
            return _files(made)
        # Others are offered than before, and pages name them: the next build makes all of them at once.
        self._noted = Offers(key=b"", files=(), cited={}, tables={})
        return []

    def _offered(self, made: export.Made, key: bytes) -> Offers:
        files = tuple(msgspec.structs.replace(file, data=b"", stands=True) for file in made.files)
        keys = {name: told.digest for name, told in self._told[1].items()} if self._told else {}
        return Offers(key=key, files=files, cited=keys, tables=made.tables)

    def _last(self, offers: Offers) -> export.Last:
        """Return what the last build made and what stands as it did."""
        files = {file.path: file for file in offers.files}

        def read(path: str) -> bytes:
            if path not in files:
                return b""
            try:
                data = (self._docs / path).read_bytes()
            except OSError:
                return b""
            return data if hashlib.sha256(data).hexdigest() == files[path].sha256 else b""

        return export.Last(files=files, tables=offers.tables, read=read)

    def told(self, corpus: Corpus) -> dict[str, standing.Told] | None:
        """Return the articles' shares of a corpus, where the data files were made of all its text."""
        return self._told[1] if self._told and self._told[0] is corpus else None

    def _tell(self, corpus: Corpus) -> dict[str, standing.Told]:
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
