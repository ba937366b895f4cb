"""Pages that need not be made again: each notes what it was made of, and stays while all of that is the same.

A page is made from a view of the findings, which notes what is looked up. What was noted is kept as one digest, with
the digests of the pages. The principle is that of build systems with verifying traces; A. Mokhov, N. Mitchell,
S. Peyton Jones, Build Systems à la Carte, 2018, 4.2.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import msgspec

from sourcebook.records import Entity, Page, Record, Source
from sourcebook.standing import Keep, Told, anew

from . import render
from .lines import Line
from .site import Site
from .view import EVIDENCE, LIGHT, OF_PAIRS, OF_RECORDS, SENTENCE, WORDS, Key, Noted, View

# Tables that hold what is made of an article alone.
_OF_ARTICLES = frozenset({"sentences"})
_DIGEST = 16
# Of so many that are read one more may be noted that is not.
_SPARE = 4
# What a digest is told by among values that are written out, as msgpack has it.
_HASHED = b"\xc4" + bytes([_DIGEST])
# What stands for a value that can no longer be looked up, as one of an article that was removed; no msgpack has it.
_GONE = b"\xc1"


class Unit(Record, frozen=True, kw_only=True):
    """Pages that are made together: what was read for them, the digest of all that, and the digest of each page.

    ``read`` are places in the list of all that was read for any unit, which `Units` has.
    """

    read: tuple[int, ...]
    mark: bytes
    pages: dict[str, str]


class Units(Record, frozen=True, kw_only=True):
    """All units of a site, by name; and all that was read for them, each once.

    What no unit reads any more stays in the list until it is a fifth of it: ``needed`` were all when it was made anew.
    ``made_of`` is a digest of all findings and choices where no other page was made of them; else it is empty.
    """

    made_of: bytes = b""
    noted: tuple[Noted, ...] = ()
    needed: int = 0
    units: dict[str, Unit] = {}  # noqa: RUF012 - msgspec gives each record a dictionary of its own


class _Made(Record, frozen=True, kw_only=True):
    """A unit of this build, with what was read for it."""

    read: tuple[Noted, ...]
    mark: bytes
    pages: dict[str, str]


class Kept:
    """The units of the last build, and those of this one.

    Args:
        known: the units of the last build.
        stands: tells whether the file of a page, by its path, stands with the bytes of this digest.
        find: gives the lines of an article that were made before, for the page that searches.
        told: the articles' shares of the findings, where they are known already.
        made_of: a digest of all findings and choices; where it is the last build's, nothing has changed.
    """

    def __init__(
        self,
        known: Units,
        stands: Callable[[str, str], bool],
        find: Keep[tuple[Line, ...]] = anew,
        told: Mapping[str, Told] | None = None,
        made_of: bytes = b"",
    ) -> None:
        self.known = known
        self._made_of = made_of
        self.told = told
        self.find = find
        self.stands = stands
        self.standing: set[str] = set()
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

    def stood(self, name: str, unit: Unit) -> None:
        """Note that the pages of a unit stand as they are."""
        self._units[name] = unit
        self.standing.update(unit.pages)

    def made(self, name: str, read: tuple[Noted, ...], mark: bytes, pages: dict[str, str]) -> None:
        """Note that the pages of a unit were made."""
        self._units[name] = _Made(read=read, mark=mark, pages=pages)

    def units(self) -> Units:
        """Return the units of this build; those of the last one where all stood."""
        if self._units == self.known.units:
            same = self._made_of == self.known.made_of
            return self.known if same else msgspec.structs.replace(self.known, made_of=self._made_of)
        places = {each: at for at, each in enumerate(self.known.noted)}
        units = {
            name: unit if isinstance(unit, Unit) else _placed(unit, unit.read, places)
            for name, unit in self._units.items()
        }
        if self.known.needed and _SPARE * len(places) <= (_SPARE + 1) * self.known.needed:
            return Units(made_of=self._made_of, noted=tuple(places), needed=self.known.needed, units=units)
        noted = tuple(places)
        places = {}
        units = {name: _placed(unit, [noted[at] for at in unit.read], places) for name, unit in units.items()}
        return Units(made_of=self._made_of, noted=tuple(places), needed=len(places), units=units)


def _placed(unit: Unit | _Made, read: Iterable[Noted], places: dict[Noted, int]) -> Unit:
    """Return a unit with the places of what was read for it in a list, to which is added what is not there."""
    found = tuple([places.setdefault(each, len(places)) for each in read])
    return Unit(read=found, mark=unit.mark, pages=unit.pages)


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
        self._marks = _Marks(site)
        self._noted = self._marks.values(kept.known.noted) if kept else []

    def unit(self, name: str, make: Callable[[Site], list[Page]], *reads: Noted, told: object = None) -> list[Page]:
        """Return the pages of a unit; none where they stand as they would be made.

        Args:
            name: the unit's name; no other has it.
            make: makes the pages from a view of the findings.
            reads: what `make` knows without asking the view.
            told: what else it knows: values and records, alone or in lists, of which each part may count.
        """
        if self._kept is None:
            return make(self.site)
        known = self._kept.known.units.get(name)
        if known is not None and self._stands(known, self._kept, told):
            self._kept.stood(name, known)
            return []
        self._view.start(reads)
        made = make(self._view)
        if self._view.whole:
            self._kept.beside()
        else:
            read = _needed(self._view.read)
            mark = self._marks.of(map(self._marks.value, read), told)
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

    def _stands(self, unit: Unit, kept: Kept, told: object) -> bool:
        values = map(self._noted.__getitem__, unit.read)
        return self._marks.of(values, told) == unit.mark and all(map(kept.stands, unit.pages, unit.pages.values()))


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


class _Marks:
    """Digests of what may have been read, each made once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[Noted, bytes] = {}
        self._encode = msgspec.msgpack.Encoder(enc_hook=str).encode
        self._tables: dict[str, Callable[[Key], Any]] = {}

    def of(self, values: Iterable[bytes], told: object) -> bytes:
        """Return one digest of values, and of what is told beside them."""
        # Each value tells where it ends, so no two lists of values give the same bytes.
        return hashlib.blake2b(b"".join((*values, self._encode(told))), digest_size=_DIGEST).digest()

    def value(self, noted: Noted) -> bytes:
        """Return what is found now where something was read, as msgpack; the digest of what is long."""
        made = self._known.get(noted)
        if made is None:
            (made,) = self.values((noted,))
            self._known[noted] = made
        return made

    def values(self, noted: Iterable[Noted]) -> list[bytes]:
        """Return what is found now for each of many: one loop, for there are tens of thousands."""
        tables, encode, hashed = self._tables, self._encode, hashlib.blake2b
        found = []
        for table, key in noted:
            find = tables.get(table)
            if find is None:
                find = tables[table] = self._finder(table)
            try:
                made = encode(find(key))
            except LookupError:
                made = _GONE
            found.append(made if len(made) <= _DIGEST else _HASHED + hashed(made, digest_size=_DIGEST).digest())
        return found

    def _finder(self, table: str) -> Callable[[Key], Any]:
        """Return the function that finds what stands in a table, in the form in which it counts."""
        site = self._site
        if table == "option":
            return partial(getattr, site.options)
        if table in {"#", "."}:
            return lambda key: len(getattr(site, str(key))) if table == "#" else getattr(site, str(key))
        if table == "whole":
            return lambda key: (site.entities if key[0] == "Entity" else site.sources).get(str(key[1]))
        of_places: dict[str, Callable[..., Any]] = {
            SENTENCE: site.at_sentence,
            WORDS: site.words,
            EVIDENCE: site.passage,
        }
        if table in of_places:
            return lambda key: of_places[table](*key)
        name, _, asked = table.partition(".")
        if asked:
            ask = getattr(getattr(site, name), asked)
            return lambda key: ask(*key)
        return self._of_table(table)

    def _of_table(self, name: str) -> Callable[[Key], Any]:
        owner = self._site.options if name == "references" else self._site
        table: Mapping[Any, Any] = getattr(owner, "articles" if name in _OF_ARTICLES else name)
        if name in OF_RECORDS:
            return lambda key: None if key not in table else _light(table[key])
        if name in OF_PAIRS:
            return lambda key: None if key not in table else [(_light(record), place) for record, place in table[key]]
        return table.get


def _light(record: Entity | Source) -> list[str | None]:
    return [getattr(record, name) for name in LIGHT[type(record)]]
