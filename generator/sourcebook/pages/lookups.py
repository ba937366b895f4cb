"""What was looked up for pages, and what is found there now; that is taken over where it rests on what did not change.

Most of what is looked up stands in one article, or on the trail of one name from report to report. Where the article's
share of the findings, or the trail, has the digest it had when it was last looked up, the same is found there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import msgspec

from sourcebook.records import Entity, Source
from sourcebook.standing import Told

from .site import Site
from .trails import Trails
from .view import EVIDENCE, LIGHT, OF_PAIRS, OF_RECORDS, SENTENCE, WORDS, Key, Noted

# By tables, or kinds of them, the digests of what is found there, by the id of an article or of somebody.
Grounds = dict[str, dict[str, bytes]]

# Tables that hold what is made of an article alone.
_OF_ARTICLES: Final = frozenset({"sentences"})
# Of these and of others what is found under an article's id, if anything, its share of the findings tells.
_OF_FINDINGS: Final = ("quotes", "quantities", "dates", "authenticity")
_OF_SHARES: Final = ("articles", "sentences", "called", "titles", "outlets", *_OF_FINDINGS)
_THERE: Final = ".__contains__"
# What is found at a place of an article.
_OF_PLACES: Final = (SENTENCE, WORDS, EVIDENCE)
_SHARES: Final = "shares"
_ORDER: Final = "order"
_TRAILS: Final = ("trails", "cited", "dated")
_ASKED: Final = ("around", "elsewhere")

DIGEST: Final = 16
# What a digest is told by among values that are written out, as msgpack has it.
_HASHED: Final = b"\xc4" + bytes([DIGEST])
# What stands for a value that can no longer be looked up, as one of an article that was removed; no msgpack has it.
_GONE: Final = b"\xc1"


class Lookups:
    """What is found in the tables of the findings.

    Args:
        site: the findings, whose places are all known.
        told: the articles' shares of the findings; without them all is looked up.
    """

    def __init__(self, site: Site, told: Mapping[str, Told] | None = None) -> None:
        self._site = site
        self._known: dict[Noted, bytes] = {}
        self._encode = msgspec.msgpack.Encoder(enc_hook=str).encode
        self._tables: dict[str, Callable[[Key], Any]] = {}
        self.grounds = self._grounds(told)

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
            found.append(made if len(made) <= DIGEST else _HASHED + hashed(made, digest_size=DIGEST).digest())
        return found

    def again(self, noted: Sequence[Noted], last: Sequence[bytes], grounds: Grounds) -> list[bytes]:
        """Return what is found now for each of many, given what was found before.

        Args:
            noted: what was read.
            last: what was found there.
            grounds: on what that rested.
        """
        same = self._same(grounds)
        found = list(last)
        new = [
            at
            for at, (table, key) in enumerate(noted)
            if table not in same or (key if type(key) is str else key[0]) not in same[table]
        ]
        for at, value in zip(new, self.values(map(noted.__getitem__, new)), strict=True):
            found[at] = value
        return found

    def _same(self, grounds: Grounds) -> dict[str, set[str]]:
        """Return under which ids the same is found as before, by table."""
        same = {
            kind: {name for name, digest in known.items() if self.grounds[kind].get(name) == digest}
            for kind, known in grounds.items()
            if kind in self.grounds
        }
        shares = same.get(_SHARES, set())
        made = dict.fromkeys((*_OF_PLACES, *_OF_SHARES, *(f"{name}{_THERE}" for name in _OF_SHARES)), shares)
        if same.get(_ORDER):
            made.update((f"{name}.{asked}", same.get(name, set())) for name in _TRAILS for asked in _ASKED)
        return made

    def _grounds(self, told: Mapping[str, Told] | None) -> Grounds:
        site = self._site
        # Where a sentence of a withheld article stands depends on all that is found in it.
        shares = {name: each.digest for name, each in (told or {}).items() if not site.is_withheld(each.share.article)}
        order = hashlib.blake2b("\n".join(each.id for each in site.by_date()).encode(), digest_size=DIGEST).digest()
        trails: dict[str, Trails] = {name: getattr(site, name) for name in _TRAILS}
        return {_SHARES: shares, _ORDER: {"": order}, **{name: each.digests() for name, each in trails.items()}}

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
