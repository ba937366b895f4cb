"""Where records are put: into files where they are many, else into memory."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import msgspec
from msgspec.structs import replace

from sourcebook.errors import WriteError
from sourcebook.records import (
    Article,
    Authenticity,
    Comparison,
    Corpus,
    DateMention,
    Entity,
    Quantity,
    Quote,
    QuoteVariant,
    Reuse,
    Source,
)
from sourcebook.spilled.lying import PIECE_BYTES, Handle, Spilled

# A folder of so many articles and more passes through files.
LARGE: Final = 12_000
# Of what kind the records are of which a corpus has many.
KINDS: Final[Mapping[str, type[Any]]] = {
    "articles": Article,
    "entities": Entity,
    "quotes": Quote,
    "quantities": Quantity,
    "dates": DateMention,
    "sources": Source,
    "authenticity": Authenticity,
    "reuse": Reuse,
    "comparisons": Comparison,
    "quote_variants": QuoteVariant,
}
_ENCODER: Final = msgspec.msgpack.Encoder()

T = TypeVar("T")


class Spill(Generic[T]):
    """Takes records one after the other, into a file.

    Args:
        kind: their type.
        folder: where the file is to lie, the system's own for such files where that cannot be written; it has no name
            there, and is gone when nobody holds it.

    Raises:
        OSError: no file can be made.
    """

    def __init__(self, kind: type[T], folder: Path | None) -> None:
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._folder = folder
        self._file = nameless(folder)
        self._ends = array("q")
        self._waiting = bytearray()
        self._size = 0

    def add(self, record: T) -> None:
        """Take a record."""
        self.put(_ENCODER.encode(record))

    def put(self, encoded: bytes | msgspec.Raw) -> None:
        """Take a record that is encoded already.

        Raises:
            WriteError: the file cannot be written, as on a full disk.
        """
        body = memoryview(encoded)
        self._waiting += body
        self._size += body.nbytes
        self._ends.append(self._size)
        if len(self._waiting) >= PIECE_BYTES:
            self._write()

    def take(self, records: Sequence[T], number: int) -> None:
        """Take one of other records as it lies there."""
        if isinstance(records, Spilled):
            self.put(records.raw(number))
        else:
            self.add(records[number])

    def done(self) -> Spilled[T]:
        """Return all records that were taken.

        Raises:
            WriteError: the file cannot be written, as on a full disk.
        """
        self._write()
        starts = array("q", [0, *self._ends[:-1]]) if self._ends else array("q")
        return Spilled(self._file, starts, self._ends, self._decoder, self._folder)

    def _write(self) -> None:
        try:
            self._file.write(self._waiting)
        except OSError as error:
            raise unwritable(error) from error
        self._waiting = bytearray()


class Holding(Generic[T]):
    """Takes records one after the other, and holds them.

    Args:
        kind: their type.
    """

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._taken: list[T] = []
        self.add = self._taken.append

    def put(self, encoded: bytes | msgspec.Raw) -> None:
        """Take a record that is encoded already."""
        self.add(self._decoder.decode(encoded))

    def take(self, records: Sequence[T], number: int) -> None:
        """Take one of other records."""
        self.add(records[number])

    def done(self) -> tuple[T, ...]:
        """Return all records that were taken."""
        return tuple(self._taken)


Taker = Spill[T] | Holding[T]


class Room:
    """Where the records of a folder are put: into files if they are of many articles, else into memory.

    Args:
        articles: how many there are.
        folder: where the files are to lie.
    """

    def __init__(self, articles: int = 0, folder: Path | None = None) -> None:
        self.is_large = articles >= LARGE
        self.folder = folder

    def give_back(self) -> None:
        """Give memory that is free back to the system, where the folder is large and the system's library can do so.

        Else what a stage of a build does not need any more stays with the process: 100 MB and more.
        """
        if self.is_large and (trim := _trim()):
            trim(0)

    def taker(self, kind: type[T]) -> Taker[T]:
        """Return what takes records of a type."""
        if self.is_large:
            # Where no file can be made they are held.
            with suppress(OSError):
                return Spill(kind, self.folder)
        return Holding(kind)

    def corpus(self, corpus: Corpus) -> Corpus:
        """Put all findings there, if they are not there yet.

        Raises:
            WriteError: a file cannot be written, as on a full disk.
        """
        held = {name: each for name in KINDS if not isinstance(each := getattr(corpus, name), Spilled)}
        return replace(corpus, **{name: self.of(KINDS[name], each) for name, each in held.items()})

    def of(self, kind: type[T], records: Iterable[T]) -> Sequence[T]:
        """Put records there.

        Raises:
            WriteError: the file cannot be written, as on a full disk.
        """
        taker = self.taker(kind)
        for record in records:
            taker.add(record)
        return taker.done()


class Growing(Generic[T]):
    """Takes records of which nobody knows how many come: they are held until they are those of a large folder.

    Args:
        kind: their type.
        folder: where a file is to lie; see `Spill`.
    """

    def __init__(self, kind: type[T], folder: Path | None) -> None:
        self._kind = kind
        self._folder = folder
        self._taker: Taker[T] = Holding(kind)
        self._total = 0

    def add(self, record: T) -> None:
        """Take a record.

        Raises:
            WriteError: the file cannot be written, as on a full disk.
        """
        self._taker.add(record)
        self._total += 1
        if self._total == LARGE:
            taken = self._taker.done()
            self._taker = Room(LARGE, self._folder).taker(self._kind)
            for each in taken:
                self._taker.add(each)

    def done(self) -> Sequence[T]:
        """Return all records that were taken."""
        return self._taker.done()


def beside(*several: object) -> Room:
    """Return where to put what is made of these: into files if records of them lie in some, else into memory."""
    return next((Room(LARGE, each.folder) for each in several if isinstance(each, Spilled)), Room())


@cache
def _trim() -> Callable[[int], object] | None:
    """Return what gives free memory back: `malloc_trim` of the GNU C library; others have none."""
    # Imported here: a small folder does not need it.
    import ctypes

    # Windows opens no library without a name.
    with suppress(OSError, AttributeError, TypeError):
        found: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
        return found
    return None


def unwritable(error: OSError) -> WriteError:
    """Return what is said where a file of records cannot be written, as on a full disk."""
    remedy = "make room; the pages that were there stand"
    return WriteError(f"what was found cannot be put aside: {error.strerror}", remedy=remedy)


def nameless(folder: Path | None) -> Handle:
    """Return a file in a folder, or where such files are made else.

    Raises:
        OSError: no file can be made.
    """
    if folder is not None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                return Handle(file)
    with tempfile.TemporaryFile() as file:
        return Handle(file)
