"""What was looked up for pages, each under a number, with what was found there; kept by what that rests on.

Hundreds of thousands of things are looked up for a large site, nearly all of which rest on an article or a name that
did not change. They stay written out, and are not even read. Where records lie in files, what is looked up later of the
same article or name goes into a further section, and may stand in both: to read the first one for it took most of the
time in which pages are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from sourcebook.records import Record
from sourcebook.spilled import Writings, keyed

from .lookups import Grounds, Lookups, ground_of
from .view import Key, Noted

# Of so many that are read one more may be kept that is not.
_SPARE: Final = 4
# So many sections were opened lately, and as many before them; as objects those of a large site take three times the
# memory. Those of names that many articles have are used all the time and stay open. Where records lie in files, as
# those of a large site, memory is dearer than the time in which a section is opened again.
_MOST_OPEN: Final = 4_000
_MOST_OPEN_LARGE: Final = 1_000
# An open section of a large site is closed when it has so many rows.
_MOST_ROWS: Final = 2_000
# Between the name of what a section rests on and a number, where there are several sections; no name holds it.
_PART: Final = "\0"


class Column(Record, frozen=True, kw_only=True):
    """What was looked up in a table: under which keys, the number of each, and what was found."""

    keys: tuple[Key, ...]
    numbers: tuple[int, ...]
    found: tuple[bytes, ...]


_EMPTY: Final = Column(keys=(), numbers=(), found=())

# What rests on one thing, by table; written out, by the kind of that thing and its name.
Section = dict[str, Column]
Sections = Mapping[str, Writings[str]]

_DECODER: Final = msgspec.msgpack.Decoder(Section)
_ENCODER: Final = msgspec.msgpack.Encoder()


class Looked(Record, frozen=True, kw_only=True):
    """How much was looked up, and digests of what it rests on.

    What no page reads any more stays until it is a fifth of all: ``needed`` were all when it was last left out.
    ``size`` are those that stand in sections, ``next`` is the first number that was never given.
    """

    grounds: Grounds = {}  # noqa: RUF012 - msgspec gives each record a dictionary of its own
    needed: int = 0
    size: int = 0
    next: int = 0


class Ledger:
    """What was looked up for the last build, and what is looked up for this one.

    Args:
        last: the former.
        sections: where that stands.
        lookups: finds what stands in the tables now.

    Attributes:
        changed: the numbers of what is found otherwise than in the last build.
    """

    def __init__(self, last: Looked, sections: Sections, lookups: Lookups) -> None:
        self.changed: set[int] = set()
        self._lookups = lookups
        self._is_large = lookups.room.is_large
        self._most = _MOST_OPEN_LARGE if self._is_large else _MOST_OPEN
        self._last = last
        self._next = last.next
        self._sections = {kind: written.copy() for kind, written in sections.items()}
        self._open: dict[tuple[str, str], _Opened] = {}
        self._before: dict[tuple[str, str], _Opened] = {}
        for kind, found in self._sections.items():
            was, now = last.grounds.get(kind, {}), lookups.grounds.get(kind, {})
            of_each = {name: name.partition(_PART)[0] for name in found}
            for name in [name for name, of in of_each.items() if of not in now or was.get(of) != now[of]]:
                written = found[name]
                again = self._again(written)
                if again is not written:
                    found[name] = again

    def _again(self, written: msgspec.Raw) -> msgspec.Raw:
        """Look up again what stands in a section; return it as it is now."""
        section = _DECODER.decode(written)
        before = len(self.changed)
        for table, column in section.items():
            found = tuple(self._lookups.values(table, column.keys))
            if found != column.found:
                each = zip(column.numbers, column.found, found, strict=True)
                self.changed.update(number for number, was, now in each if was != now)
                section[table] = msgspec.structs.replace(column, found=found)
        return written if len(self.changed) == before else msgspec.Raw(_ENCODER.encode(section))

    def numbers(self, read: Iterable[Noted]) -> tuple[int, ...]:
        """Return the numbers of what was read, which what is new is given here."""
        return tuple([self._number(each) for each in read])

    def _number(self, noted: Noted) -> int:
        ground = ground_of(noted)
        section = self._open.get(ground)
        if section is None or (self._is_large and section.size >= _MOST_ROWS):
            section = self._opened(ground)
        table, key = noted
        known = section.number(table, key)
        if known is None:
            known, self._next = self._next, self._next + 1
            section.add(table, key, known, self._lookups.values(table, (key,))[0])
        return known

    def _opened(self, ground: tuple[str, str]) -> _Opened:
        """Open a section; where many are open, close those that were not used for longest."""
        kind, name = ground
        if len(self._open) >= self._most:
            self._close(self._before)
            self._before, self._open = self._open, {}
        full = self._open.pop(ground, None)
        if full is not None:
            self._close({ground: full})
        section = self._before.pop(ground, None)
        if section is None:
            written = None if self._is_large else self._sections.get(kind)
            section = _Opened(written.get(name) if written else None)
        self._open[ground] = section
        return section

    def _close(self, sections: dict[tuple[str, str], _Opened]) -> None:
        """Write out those of some sections to which something was added."""
        for (kind, name), section in sections.items():
            if section.grown:
                if kind not in self._sections:
                    self._sections[kind] = keyed(self._lookups.room)
                # No other section has its first row's number.
                part = f"{name}{_PART}{section.first}" if self._is_large else name
                self._sections[kind][part] = section.written()
        sections.clear()

    def finish(self, read: Callable[[], Iterable[int]]) -> tuple[Looked, Sections]:
        """Return all that was looked up; `read` gives the numbers of what is still read, each at least once."""
        last, size = self._last, self._last.size + self._next - self._last.next
        self._close(self._before)
        self._close(self._open)
        needed, sections, room = last.needed, self._sections, self._lookups.room
        if not needed or _SPARE * size > (_SPARE + 1) * needed:
            # A mark a number: as a set, those of a large site take as much memory as all that was looked up.
            wanted = bytearray(self._next)
            for number in read():
                wanted[number] = True
            needed = sum(wanted)
            if needed < size:
                sections = {kind: _without(found, wanted, keyed(room)) for kind, found in sections.items()}
                size = needed
        return Looked(grounds=self._lookups.grounds, needed=needed, size=size, next=self._next), sections


class _Opened:
    """A section to which something may be added.

    Args:
        written: the section; ``None`` where there is none yet.

    Attributes:
        grown: whether something was added.
        size: how much was added.
        first: the number of the first that was added.
    """

    def __init__(self, written: msgspec.Raw | None) -> None:
        self.grown = False
        self.size = self.first = 0
        self._rows: dict[str, list[tuple[Key, int, bytes]]] = {}
        self._numbers: dict[str, dict[Key, int]] = {}
        self._section = _DECODER.decode(written) if written is not None else {}
        for table, column in self._section.items():
            self._numbers[table] = dict(zip(column.keys, column.numbers, strict=True))

    def number(self, table: str, key: Key) -> int | None:
        """Return the number of what was looked up; ``None`` where it was not."""
        return self._numbers.get(table, {}).get(key)

    def add(self, table: str, key: Key, number: int, found: bytes) -> None:
        """Add what was looked up and found."""
        if not self.grown:
            self.grown, self.first = True, number
        self.size += 1
        self._numbers.setdefault(table, {})[key] = number
        self._rows.setdefault(table, []).append((key, number, found))

    def written(self) -> msgspec.Raw:
        """Return the section with all that was added."""
        made = dict(self._section)
        for table, rows in self._rows.items():
            known = made.get(table, _EMPTY)
            keys, numbers, found = zip(*rows, strict=True)
            made[table] = Column(keys=known.keys + keys, numbers=known.numbers + numbers, found=known.found + found)
        return msgspec.Raw(_ENCODER.encode(made))


def _without(sections: Writings[str], wanted: bytearray, made: Writings[str]) -> Writings[str]:
    """Put into `made` sections without that which is not wanted, and no empty ones; return it."""
    for name, written in sections.items():
        left = {table: _only(column, wanted) for table, column in _DECODER.decode(written).items()}
        left = {table: column for table, column in left.items() if column.keys}
        if left:
            made[name] = msgspec.Raw(_ENCODER.encode(left))
    return made


def _only(column: Column, wanted: bytearray) -> Column:
    rows = zip(column.keys, column.numbers, column.found, strict=True)
    left = [row for row in rows if wanted[row[1]]]
    keys, numbers, found = zip(*left, strict=True) if left else ((), (), ())
    return Column(keys=keys, numbers=numbers, found=found)
