"""Pages that need not be made again: each notes what it was made of, and stays while all of that is the same.

A page is made from a view of the findings, which notes what is looked up. What was found there is kept, with the
digests of the pages. The principle is that of build systems with verifying traces; A. Mokhov, N. Mitchell,
S. Peyton Jones, Build Systems à la Carte, 2018, 4.2.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import msgspec

from sourcebook.records import Entity, Page, Source
from sourcebook.spilled import keyed, only
from sourcebook.standing import Told

from . import render
from .find import NOTHING, Before
from .light import kind_of
from .looked import Ledger
from .lookups import DIGEST, Lookups
from .site import Site
from .units import Unit, Units
from .view import Noted, View

_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)
_NUMBERS = msgspec.msgpack.Decoder(tuple[int, ...])
_SHARED = msgspec.msgpack.Decoder(dict[str, dict[str, int]])
_UNIT = msgspec.msgpack.Decoder(Unit)


class Kept:
    """The units of the last build, and those of this one.

    Args:
        known: the units of the last build.
        stands: tells whether the file of a page, by its path, stands with the bytes of this digest.
        find: what was made before for the page that searches.
        told: the articles' shares of the findings, where they are known already.
        made_of: a digest of all findings and choices; where it is the last build's, nothing has changed.
        findings: one of all findings, where it is known.
    """

    def __init__(
        self,
        known: Units,
        stands: Callable[[str, str], bool],
        find: Before = NOTHING,
        told: Mapping[str, Told] | None = None,
        made_of: bytes = b"",
        findings: bytes = b"",
    ) -> None:
        self.known = known
        self._made_of = made_of
        self._findings = findings
        self.told = told
        self.find = find
        self.stands = stands
        self.standing: set[str] = set()
        self._site: Site | None = None
        self._ledger: Ledger | None = None
        # All that are known, and in their order the names of those of this build.
        self._units = known.units.copy()
        self._names: dict[str, None] = {}
        self._are_new = False

    def all_stand(self) -> bool:
        """Return whether all pages stand as they would be made, and note that they do."""
        if not self._made_of or self._made_of != self.known.made_of:
            return False
        standing: set[str] = set()
        for unit in map(_UNIT.decode, self.known.units.values()):
            if not all(map(self.stands, unit.pages, unit.pages.values())):
                return False
            standing.update(unit.pages)
        self._names = dict.fromkeys(self.known.units)
        self.standing |= standing
        return True

    def beside(self) -> None:
        """Note that pages were made of which nothing is kept."""
        self._made_of = b""

    def look(self, site: Site) -> None:
        """Look up in the findings of this build what was looked up for the last one."""
        last = self.known.looked
        lookups = Lookups(site, self.told, self._findings)
        self._ledger = Ledger(last, self.known.sections, lookups)
        if not self._units:
            self._units = keyed(lookups.room)
        self._site = site
        shared = _SHARED.decode(self.known.shared)
        same = lookups.told_by(last.grounds).intersection(shared)
        site.prose.counted.update(((one, other), n) for one in same for other, n in shared[one].items())

    def has(self, name: str, told: bytes) -> bool:
        """Return whether the pages of a unit stand as they would be made; if so, note it."""
        written = self.known.units.get(name)
        if written is None or self._ledger is None:
            return False
        unit = _UNIT.decode(written)
        if unit.told != told:
            return False
        if self._ledger.changed and not self._ledger.changed.isdisjoint(_NUMBERS.decode(unit.read)):
            return False
        if not all(map(self.stands, unit.pages, unit.pages.values())):
            return False
        self._names[name] = None
        self.standing.update(unit.pages)
        return True

    def made(self, name: str, read: Iterable[Noted], told: bytes, pages: dict[str, str]) -> None:
        """Note that the pages of a unit were made."""
        if self._ledger is not None:
            written = msgspec.Raw(_ENCODER.encode(self._ledger.numbers(read)))
            self._units[name] = msgspec.Raw(_ENCODER.encode(Unit(read=written, told=told, pages=pages)))
            self._names[name] = None
            self._are_new = True

    def units(self) -> Units:
        """Return the units of this build; those of the last one where all stood."""
        same = self._names.keys() == self.known.units.keys() and self._made_of == self.known.made_of
        if (same and not self._are_new) or self._ledger is None or self._site is None:
            return self.known
        shared: dict[str, dict[str, int]] = {}
        for (one, other), words in self._site.prose.counted.items():
            shared.setdefault(one, {})[other] = words
        looked, sections = self._ledger.finish(self._read)
        return Units(
            made_of=self._made_of,
            shared=msgspec.Raw(_ENCODER.encode(shared)),
            looked=looked,
            sections=sections,
            units=only(self._units, self._names),
        )

    def _read(self) -> Iterator[int]:
        for name in self._names:
            yield from _NUMBERS.decode(_UNIT.decode(self._units[name]).read)


class Making:
    """The making of pages from findings whose places are all known.

    Args:
        site: the findings.
        kept: the units of the last build; without them every page is made.
    """

    def __init__(self, site: Site, kept: Kept | None) -> None:
        self.site = site
        self._kept = kept
        self._view = View(site)
        if kept is not None:
            kept.look(site)

    def unit(self, name: str, make: Callable[[Site], list[Page]], *reads: Noted, told: object = None) -> list[Page]:
        """Return the pages of a unit; none where they stand as they would be made.

        Args:
            name: the unit's name; no other has it.
            make: makes the pages from a view of the findings.
            reads: what `make` knows without asking the view.
            told: what else it knows: values and records, alone or in lists, of which each part may count.
        """
        return list(self.each(name, make, *reads, told=told))

    def each(
        self, name: str, make: Callable[[Site], Iterable[Page]], *reads: Noted, told: object = None
    ) -> Iterator[Page]:
        """Yield the pages of a unit as they are made, of which there may be many; all of them are to be asked for.

        Nothing else is made from a view meanwhile. It takes what `unit` takes.
        """
        if self._kept is None:
            yield from make(self.site)
            return
        mark = _digest_of(told)
        if self._kept.has(name, mark):
            return
        self._view.start(reads)
        made: dict[str, str] = {}
        for page in make(self._view):
            made[page.path] = digest(page)
            yield page
        if self._view.whole:
            self._kept.beside()
        else:
            self._kept.made(name, _needed(self._view.read), mark, made)

    def page(self, path: str, make: Callable[..., Page], **told: Any) -> list[Page]:
        """Return a page that `make` makes from a view of the findings, its path, and what is told; none if it stands.

        Args:
            path: the page's path below the docs folder.
            make: makes the page; called with the view, the path and what is told.
            told: values and records, in lists, tuples and dictionaries; what is in none of these two counts for all.
        """
        return self.unit(f"page {path}", lambda view: [make(view, path, **told)], told=told)

    def written(self, path: str, title: str, template: str, **values: Any) -> list[Page]:
        """Return a page of values that were looked up already; none if it stands. It takes what `render.page` takes."""
        return self.page(path, lambda _, at, **told: render.page(at, title, template, **told), **values)


def _digest_of(told: object) -> bytes:
    """Return a digest of what is told for pages beside what is looked up; empty where nothing is."""
    return b"" if told is None else hashlib.blake2b(_ENCODER.encode(told), digest_size=DIGEST).digest()


def digest(page: Page) -> str:
    """Return the digest by which a page's file is known."""
    return hashlib.sha256(page.content.encode("utf-8")).hexdigest()


@cache
def templates() -> str:
    """Return a digest of the templates and of what fills them in, for pages change with these, too."""
    made = hashlib.sha256(f"{version('jinja2')} {version('markupsafe')}".encode())
    for template in sorted((files("sourcebook.pages") / "templates").iterdir(), key=lambda path: path.name):
        made.update(template.name.encode())
        made.update(template.read_bytes())
    return made.hexdigest()


def all_of(record: Entity | Source) -> Noted:
    """Return what is noted where everything about somebody or about a source is read."""
    return "whole", (kind_of(record).__name__, record.id)


def _needed(read: Mapping[Noted, None]) -> tuple[Noted, ...]:
    """Return what was read without that which the rest tells: an article that is called something is there."""
    there = ("articles.__contains__",)
    return tuple(each for each in read if each[0] not in there or ("called", each[1][0]) not in read)
