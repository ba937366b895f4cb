"""Pages that need not be made again: each notes what it was made of, and stays while all of that is the same.

A page is made from a view of the findings, which notes what is looked up. What was found there is kept, with the
digests of the pages. The principle is that of build systems with verifying traces; A. Mokhov, N. Mitchell,
S. Peyton Jones, Build Systems à la Carte, 2018, 4.2.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import msgspec

from sourcebook.records import Entity, Page, Record, Source
from sourcebook.standing import Told

from . import render
from .find import NOTHING, Before
from .lookups import DIGEST, Grounds, Lookups
from .site import Site
from .view import Noted, View

_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)
# Of so many that are read one more may be noted that is not.
_SPARE = 4


class Unit(Record, frozen=True, kw_only=True):
    """Pages that are made together: what was read and told for them, and the digest of each page.

    ``read`` are places in the list of all that was read for any unit, which `Units` has; ``told`` is a digest.
    """

    read: tuple[int, ...]
    told: bytes
    pages: dict[str, str]


class Units(Record, frozen=True, kw_only=True):
    """All units of a site by name, and all that was read for them, each once, with what was found and on what it rests.

    What no unit reads any more stays in the list until it is a fifth of it: ``needed`` were all when it was made anew.
    ``made_of`` is a digest of all findings and choices where no other page was made of them; else it is empty.
    """

    made_of: bytes = b""
    noted: tuple[Noted, ...] = ()
    found: tuple[bytes, ...] = ()
    grounds: Grounds = {}  # noqa: RUF012 - msgspec gives each record a dictionary of its own
    needed: int = 0
    units: dict[str, Unit] = {}  # noqa: RUF012


class _Made(Record, frozen=True, kw_only=True):
    """A unit of this build, with what was read for it and found there."""

    read: dict[Noted, bytes]
    told: bytes
    pages: dict[str, str]


class Kept:
    """The units of the last build, and those of this one.

    Args:
        known: the units of the last build.
        stands: tells whether the file of a page, by its path, stands with the bytes of this digest.
        find: what was made before for the page that searches.
        told: the articles' shares of the findings, where they are known already.
        made_of: a digest of all findings and choices; where it is the last build's, nothing has changed.
    """

    def __init__(
        self,
        known: Units,
        stands: Callable[[str, str], bool],
        find: Before = NOTHING,
        told: Mapping[str, Told] | None = None,
        made_of: bytes = b"",
    ) -> None:
        self.known = known
        self._made_of = made_of
        self.told = told
        self.find = find
        self.stands = stands
        self.standing: set[str] = set()
        self._found: Sequence[bytes] = known.found
        self._grounds = known.grounds
        self._units: dict[str, Unit | _Made] = {}

    def all_stand(self) -> bool:
        """Return whether all pages stand as they would be made, and note that they do."""
        if not self._made_of or self._made_of != self.known.made_of:
            return False
        if not all(self.stands(*page) for unit in self.known.units.values() for page in unit.pages.items()):
            return False
        for name, unit in self.known.units.items():
            self.stood(name, unit)
        return True

    def beside(self) -> None:
        """Note that pages were made of which nothing is kept."""
        self._made_of = b""

    def look(self, lookups: Lookups) -> set[int]:
        """Look up again what was read for the units of the last build; return the places of what is another now."""
        known = self.known
        self._grounds = lookups.grounds
        self._found = lookups.again(known.noted, known.found, known.grounds)
        return {at for at, (was, now) in enumerate(zip(known.found, self._found, strict=True)) if was != now}

    def stood(self, name: str, unit: Unit) -> None:
        """Note that the pages of a unit stand as they are."""
        self._units[name] = unit
        self.standing.update(unit.pages)

    def made(self, name: str, read: dict[Noted, bytes], told: bytes, pages: dict[str, str]) -> None:
        """Note that the pages of a unit were made."""
        self._units[name] = _Made(read=read, told=told, pages=pages)

    def units(self) -> Units:
        """Return the units of this build; those of the last one where all stood."""
        known = self.known
        if self._units == known.units and self._made_of == known.made_of:
            return known
        made = [unit for unit in self._units.values() if isinstance(unit, _Made)]
        new = {each: value for unit in made for each, value in unit.read.items()}
        places = {each: at for at, each in enumerate(known.noted) if each in new}
        added = [each for each in new if each not in places]
        places.update((each, at) for at, each in enumerate(added, start=len(known.noted)))
        noted = (*known.noted, *added)
        found = (*self._found, *map(new.__getitem__, added))
        units = {name: _placed(unit, places) for name, unit in self._units.items()}
        needed = known.needed
        if not needed or _SPARE * len(noted) > (_SPARE + 1) * needed:
            needed, noted, found, units = _compact(noted, found, units)
        return Units(made_of=self._made_of, noted=noted, found=found, grounds=self._grounds, needed=needed, units=units)


def _placed(unit: Unit | _Made, places: Mapping[Noted, int]) -> Unit:
    """Return a unit with the places of what was read for it."""
    if isinstance(unit, Unit):
        return unit
    return Unit(read=tuple([places[each] for each in unit.read]), told=unit.told, pages=unit.pages)


def _compact(
    noted: Sequence[Noted], found: Sequence[bytes], units: Mapping[str, Unit]
) -> tuple[int, tuple[Noted, ...], tuple[bytes, ...], dict[str, Unit]]:
    """Return how much was read for units, only that with what was found, and the units with its places there."""
    places: dict[int, int] = {}
    made = {}
    for name, unit in units.items():
        read = tuple([places.setdefault(at, len(places)) for at in unit.read])
        made[name] = msgspec.structs.replace(unit, read=read)
    return len(places), tuple(noted[at] for at in places), tuple(found[at] for at in places), made


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
        self._lookups = Lookups(site, kept.told) if kept else None
        self._changed = kept.look(self._lookups) if kept and self._lookups else set[int]()

    def unit(self, name: str, make: Callable[[Site], list[Page]], *reads: Noted, told: object = None) -> list[Page]:
        """Return the pages of a unit; none where they stand as they would be made.

        Args:
            name: the unit's name; no other has it.
            make: makes the pages from a view of the findings.
            reads: what `make` knows without asking the view.
            told: what else it knows: values and records, alone or in lists, of which each part may count.
        """
        if self._kept is None or self._lookups is None:
            return make(self.site)
        known, mark = self._kept.known.units.get(name), _digest_of(told)
        if known is not None and known.told == mark and self._stands(known, self._kept):
            self._kept.stood(name, known)
            return []
        self._view.start(reads)
        made = make(self._view)
        if self._view.whole:
            self._kept.beside()
        else:
            read = {each: self._lookups.value(each) for each in _needed(self._view.read)}
            self._kept.made(name, read, mark, {page.path: digest(page) for page in made})
        return made

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

    def _stands(self, unit: Unit, kept: Kept) -> bool:
        return self._changed.isdisjoint(unit.read) and all(map(kept.stands, unit.pages, unit.pages.values()))


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
    return "whole", (type(record).__name__, record.id)


def _needed(read: Mapping[Noted, None]) -> tuple[Noted, ...]:
    """Return what was read without that which the rest tells: an article that is called something is there."""
    there = ("articles.__contains__",)
    return tuple(each for each in read if each[0] not in there or ("called", each[1][0]) not in read)
