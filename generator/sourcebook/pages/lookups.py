"""What was looked up for pages: on what it rests, and what is found there now.

Most of what is looked up stands in one article, or on the trail of one name from report to report. Where the article's
share of the findings, or the trail, has the digest it had when it was last looked up, the same is found there.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any, Final

import msgspec

from sourcebook import standing
from sourcebook.records import Entity, Source
from sourcebook.spilled import beside
from sourcebook.standing import Told

from .light import whole
from .site import Site
from .view import EVIDENCE, LIGHT, OF_PAIRS, OF_RECORDS, SENTENCE, WORDS, Key, Noted

# Digests of what lookups rest on, by its kind and name.
Grounds = dict[str, dict[str, bytes]]

# An article's share of the findings; the same, and what all pages tell of those it names; the passages that it has in
# common with others; trails; nothing special.
_SHARE, _NAMED, _REUSE, _ALL = "share", "named", "reuse", ""
_TRAILS: Final = ("trails", "cited", "dated")
# Tables that hold what is made of an article alone.
_OF_ARTICLES: Final = frozenset({"sentences"})
# Of these and of others what is found under an article's id, if anything, its share of the findings tells.
_OF_FINDINGS: Final = ("quotes", "quantities", "dates", "authenticity")
_OF_SHARES: Final = frozenset({"articles", "sentences", "called", "titles", "outlets", *_OF_FINDINGS})
# The table whose values are lists of records that stand in the lists of many articles.
_ROWS: Final = "comparisons"
_OF_REUSE: Final = frozenset({"reuse", "pairs", "pairs_of"})
# What is found at a place of an article.
_OF_PLACES: Final = frozenset({SENTENCE, WORDS, EVIDENCE})

DIGEST: Final = 16
# What a digest is told by among values that are written out, as msgpack has it.
_HASHED: Final = b"\xc4" + bytes([DIGEST])
# What stands for a value that can no longer be looked up, as one of an article that was removed; no msgpack has it.
_GONE: Final = b"\xc1"


def ground_of(noted: Noted) -> tuple[str, str]:
    """Return the kind and the name of what a lookup rests on; the name of its table where that is nothing special."""
    table, key = noted
    kind = _kind_of(table)
    return (kind, table) if kind == _ALL else (kind, key if isinstance(key, str) else str(key[0]))


@cache
def _kind_of(table: str) -> str:
    name, _, asked = table.partition(".")
    if name in _OF_SHARES or table in _OF_PLACES:
        return _SHARE
    if table in OF_PAIRS:
        return _NAMED
    if table in _OF_REUSE:
        return _REUSE
    return name if name in _TRAILS and asked else _ALL


class Lookups:
    """What is found in the tables of the findings.

    Args:
        site: the findings, whose places are all known.
        told: the articles' shares of the findings; without them all is looked up.
        findings: a digest of all findings, where it is known.

    Attributes:
        grounds: digests of what lookups rest on now.
        room: where things are put that are made of the findings.
    """

    def __init__(self, site: Site, told: Mapping[str, Told] | None = None, findings: bytes = b"") -> None:
        self._site = site
        self.room = beside(site.corpus.articles)
        self._findings = findings
        self._encode = msgspec.msgpack.Encoder(enc_hook=str).encode
        self._tables: dict[str, Callable[[Key], Any]] = {}
        self._digests: defaultdict[str, list[bytes]] | None = None
        self.grounds = self._grounds(told or {})

    def values(self, table: str, keys: Iterable[Key]) -> list[bytes]:
        """Return what is found now under keys of a table, as msgpack; the digest of what is long."""
        find = self._tables.get(table)
        if find is None:
            find = self._tables[table] = self._finder(table)
        encode, hashed = self._encode, hashlib.blake2b
        found = []
        for key in keys:
            try:
                made = encode(find(key))
            except LookupError:
                made = _GONE
            found.append(made if len(made) <= DIGEST else _HASHED + hashed(made, digest_size=DIGEST).digest())
        return found

    def _grounds(self, told: Mapping[str, Told]) -> Grounds:
        site = self._site
        # Where a sentence of a withheld article stands depends on all that is found in it.
        shares = {name: each.digest for name, each in told.items() if not site.has_withheld(name)}
        # A share tells of those it names all but what people have said of them.
        people = [(each.id, each.status) for each in site.entities.values() if each.status != "machine"]
        status = self._digest((people, [(s.id, s.status) for s in site.sources.values() if s.status != "machine"]))
        order = self._digest([each.id for each in site.by_date()])
        trails = {name: getattr(site, name).digests() for name in _TRAILS}
        return {
            _SHARE: shares,
            _NAMED: {name: share + status for name, share in shares.items()},
            _REUSE: {name: self._digest(site.reuse.get(name)) + order for name in site.articles},
            **{kind: {name: each + order for name, each in known.items()} for kind, known in trails.items()},
        }

    def told_by(self, last: Grounds) -> set[str]:
        """Return the articles of which neither the findings nor the passages they share have changed.

        Args:
            last: the digests of a former build.
        """
        kinds = [(last.get(kind, {}), self.grounds[kind]) for kind in (_SHARE, _REUSE)]
        return {name for name in kinds[0][1] if all(name in was and was[name] == now.get(name) for was, now in kinds)}

    def _digest(self, value: object) -> bytes:
        return hashlib.blake2b(self._encode(value), digest_size=DIGEST).digest()

    def _rows(self) -> Mapping[str, list[bytes]]:
        """Return the digests of the rows in which an article speaks, by article, made once."""
        if self._digests is None:
            self._digests = defaultdict(list)
            for row in self._site.corpus.comparisons:
                digest = self._digest(row)
                for article in {cell.article for cell in row.cells}:
                    self._digests[article].append(digest)
        return self._digests

    def _finder(self, table: str) -> Callable[[Key], Any]:
        """Return the function that finds what stands in a table, in the form in which it counts."""
        site = self._site
        if table == "option":
            return partial(getattr, site.options)
        if table in {"#", "."}:
            return lambda key: len(getattr(site, str(key))) if table == "#" else self._whole(str(key))
        if table == "whole":
            return self._record
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

    def _record(self, key: Key) -> Entity | Source | None:
        """Return all of somebody or of a source."""
        kind, name = key[0], str(key[1])
        if kind == "Entity":
            return whole(self._site.entities[name]) if name in self._site.entities else None
        return whole(self._site.sources[name]) if name in self._site.sources else None

    def _whole(self, name: str) -> Any:
        if name == "corpus":
            return self._findings or standing.digest_of(self._site.corpus)
        return getattr(self._site, name)

    def _of_table(self, name: str) -> Callable[[Key], Any]:
        owner = self._site.options if name == "references" else self._site
        table: Mapping[Any, Any] = getattr(owner, "articles" if name in _OF_ARTICLES else name)
        if name in OF_RECORDS:
            told = LIGHT[OF_RECORDS[name]]
            return lambda key: None if key not in table else _light(table[key], told)
        if name in OF_PAIRS:
            told = LIGHT[OF_PAIRS[name]]
            return lambda key: (
                None if key not in table else [(_light(record, told), place) for record, place in table[key]]
            )
        if name == _ROWS:
            rows = self._rows()
            return lambda key: rows.get(str(key))
        return table.get


def _light(record: Entity | Source, told: Iterable[str]) -> list[str | None]:
    return [getattr(record, name) for name in told]
