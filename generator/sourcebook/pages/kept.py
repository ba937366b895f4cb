"""Pages that need not be made again: each notes what it was made of, and stays while all of that is the same.

A page is made from a view of the findings, which notes what is looked up. What was noted is kept as one digest, with
the digests of the pages. The principle is that of build systems with verifying traces; A. Mokhov, N. Mitchell,
S. Peyton Jones, Build Systems à la Carte, 2018, 4.2.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import msgspec

from sourcebook.records import Entity, Page, Record, Source
from sourcebook.standing import Keep, anew

from .lines import Line
from .site import Site
from .view import EVIDENCE, LIGHT, OF_PAIRS, OF_RECORDS, SENTENCE, Key, Noted, View

# Tables that hold what is made of an article alone.
_OF_ARTICLES = frozenset({"sentences"})
_DIGEST = 16
# Where a link is made from to see where it leads; links from any other page lead there, too.
INDEX = "index.md"


class Unit(Record, frozen=True, kw_only=True):
    """Pages that are made together: what was read for them, the digest of all that, and the digest of each page."""

    read: tuple[Noted, ...]
    mark: bytes
    pages: dict[str, str]


class Units(Record, frozen=True, kw_only=True):
    """All units of a site, by name."""

    units: dict[str, Unit]


class Kept:
    """The units of the last build, and those of this one.

    Args:
        known: the units of the last build.
        stands: tells whether the file of a page, by its path, stands with the bytes of this digest.
        find: gives the lines of an article that were made before, for the page that searches.
    """

    def __init__(
        self, known: Mapping[str, Unit], stands: Callable[[str, str], bool], find: Keep[tuple[Line, ...]] = anew
    ) -> None:
        self.known = known
        self.find = find
        self.stands = stands
        self.units: dict[str, Unit] = {}
        self.standing: set[str] = set()


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

    def unit(self, name: str, make: Callable[[Site], list[Page]], *reads: Noted) -> list[Page]:
        """Return the pages of a unit; none where they stand as they would be made.

        Args:
            name: the unit's name; no other has it.
            make: makes the pages from a view of the findings.
            reads: what `make` knows without asking the view.
        """
        if self._kept is None:
            return make(self.site)
        known = self._kept.known.get(name)
        if known is not None and self._stands(known, self._kept):
            self._kept.units[name] = known
            self._kept.standing.update(known.pages)
            return []
        self._view.start(reads)
        made = make(self._view)
        if not self._view.whole:
            read = tuple(self._view.read)
            pages = {page.path: digest(page) for page in made}
            self._kept.units[name] = Unit(read=read, mark=self._marks.of(read), pages=pages)
        return made

    def _stands(self, unit: Unit, kept: Kept) -> bool:
        if self._marks.of(unit.read) != unit.mark:
            return False
        return all(kept.stands(path, made) for path, made in unit.pages.items())


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


class _Marks:
    """Digests of what may have been read, each made once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[Noted, bytes] = {}
        self._encode = msgspec.msgpack.Encoder(enc_hook=str).encode

    def of(self, read: Iterable[Noted]) -> bytes:
        """Return one digest of all that was read."""
        made = hashlib.blake2b(digest_size=_DIGEST)
        for noted in read:
            if noted not in self._known:
                value = self._encode(self._value(*noted))
                self._known[noted] = hashlib.blake2b(value, digest_size=_DIGEST).digest()
            made.update(self._known[noted])
        return made.digest()

    def _value(self, table: str, key: Key) -> Any:
        """Return what is found now where something was read."""
        if table in {"#", "option", "whole", SENTENCE, EVIDENCE} or "." in table:
            return self._other(table, key)
        name = "articles" if table in _OF_ARTICLES else table
        kept: Mapping[Any, Any] = getattr(self._site.options if table == "references" else self._site, name)
        found: Any = kept.get(key)
        if found is not None and table in OF_RECORDS:
            return _light(found)
        if found is not None and table in OF_PAIRS:
            return [(_light(record), place) for record, place in found]
        return found

    def _other(self, table: str, key: Key) -> Any:
        site = self._site
        if isinstance(key, tuple):
            if table == "whole":
                return (site.entities if key[0] == "Entity" else site.sources).get(str(key[1]))
            if table == SENTENCE:
                return site.sentence(INDEX, str(key[0]), int(key[1]))
            if table == EVIDENCE:
                return site.evidence(str(key[0]), int(key[1]), int(key[2]))
            name, _, asked = table.partition(".")
            return getattr(getattr(site, name), asked)(*key)
        value = getattr(site.options if table == "option" else site, key)
        return len(value) if table == "#" else value


def _light(record: Entity | Source) -> list[str | None]:
    return [getattr(record, name) for name in LIGHT[type(record)]]
