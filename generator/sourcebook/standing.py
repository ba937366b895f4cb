"""What stands in each article, with the names of those it speaks of.

What is made of one article's share alone, a line of an export or of a search index, depends on nothing else; so the
share's digest tells whether it has to be made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

import msgspec

from sourcebook.gathered import Gathered
from sourcebook.records import (
    Article,
    Authenticity,
    Citation,
    Corpus,
    DateMention,
    EntityType,
    Mention,
    Quantity,
    Quote,
    Record,
    Role,
    SourceKind,
)
from sourcebook.spilled import Spill, Spilled, beside, by_article, by_id, ordered

_DIGEST = 16
_AT_ONCE = 1_000
_ENCODER = msgspec.msgpack.Encoder()
# MessagePack begins a list of fewer items than this with one byte, of up to 65,535 with three.
_SHORT = 16
_M = TypeVar("_M")


class Keep(Protocol[_M]):
    """Gives what was made before of the same, or makes it."""

    def __call__(self, key: bytes, make: Callable[[], _M], /) -> _M:
        """Return what is kept under `key`, a digest of all that it is made of; made anew where nothing is."""


def anew(key: bytes, make: Callable[[], _M], /) -> _M:
    """Make what is asked for; nothing is kept."""
    del key
    return make()


def all_anew(keys: Mapping[str, bytes], make: Callable[[str], _M]) -> dict[str, _M]:
    """Make of each name what is asked for; nothing is kept under its key."""
    return {name: make(name) for name in keys}


class Named(Record, frozen=True, kw_only=True):
    """Of an entity what does not depend on other articles' mentions of it."""

    id: str
    type: EntityType
    name: str


class Held(Record, frozen=True, kw_only=True):
    """Of a source what does not depend on other articles' citations of it."""

    id: str
    name: str
    entity: str | None
    kind: SourceKind


class Share(Record, frozen=True, kw_only=True):
    """An article, what was found in it in the order of the text, and whom and what that names, by id."""

    article: Article
    quotes: list[Quote]
    quantities: list[Quantity]
    dates: list[DateMention]
    authenticity: list[Authenticity]
    mentions: list[tuple[str, Mention]]
    roles: list[tuple[str, Role]]
    citations: list[tuple[str, Citation]]
    entities: dict[str, Named]
    sources: dict[str, Held]


class Told:
    """An article's share and its digest.

    Args:
        shares: the shares of all articles; of many they lie in a file, and one is read when it is asked for.
        number: which of them it is.
        digest: its digest.
    """

    __slots__ = ("_number", "_shares", "digest")

    def __init__(self, shares: Sequence[Share], number: int, digest: bytes) -> None:
        self._shares = shares
        self._number = number
        self.digest = digest

    @property
    def share(self) -> Share:
        """The share."""
        # As a part of them it is not held afterwards.
        (share,) = self._shares[self._number : self._number + 1]
        return share


def told(corpus: Corpus) -> dict[str, Told]:
    """Return each article's share with its digest, in the order of the articles' ids; no other order counts."""
    taker = beside(corpus.articles).taker(Share)
    digests = {}
    for share in shares(corpus):
        encoded = _plain(share)
        digests[share.article.id] = _hashed(encoded)
        if isinstance(taker, Spill):
            taker.put(encoded)
        else:
            taker.add(share)
    made = taker.done()
    return {name: Told(made, number, each) for number, (name, each) in enumerate(digests.items())}


def shares(corpus: Corpus) -> Iterator[Share]:
    """Yield each article's share of the findings, in the order of the articles' ids."""
    names = _Names(corpus)
    quotes, quantities = by_article(corpus.quotes), by_article(corpus.quantities)
    dates, statements = by_article(corpus.dates), by_article(corpus.authenticity)
    for article in ordered(corpus.articles, attrgetter("id")):
        share = Share(
            article=article,
            quotes=sorted(quotes.get(article.id, ()), key=lambda q: (q.content[:1], q.id)),
            quantities=sorted(quantities.get(article.id, ()), key=lambda q: (q.start, q.id)),
            dates=sorted(dates.get(article.id, ()), key=lambda d: (d.start, d.id)),
            authenticity=sorted(statements.get(article.id, ()), key=lambda a: (a.start, a.id)),
            mentions=[],
            roles=[],
            citations=[],
            entities={},
            sources={},
        )
        names.put_into(share)
        yield share


def digest(made_of: object) -> bytes:
    """Return the digest of a share, or of anything else that records and plain values are made of."""
    return _hashed(_plain(made_of))


def _hashed(encoded: bytes) -> bytes:
    return hashlib.blake2b(encoded, digest_size=_DIGEST).digest()


def _plain(made_of: object) -> bytes:
    try:
        return _ENCODER.encode(made_of)
    except UnicodeEncodeError:
        # Halves of characters, which no reader of articles lets through, and of which there are none in a file.
        return repr(made_of).encode("utf-8", "surrogatepass")


def digest_of(corpus: Corpus, *others: object) -> bytes:
    """Return the digest of a corpus and of other things; some records are encoded at once, and not all."""
    made = hashlib.blake2b(digest(others), digest_size=_DIGEST)
    for name in Corpus.__struct_fields__:
        value = getattr(corpus, name)
        several = value if isinstance(value, Sequence) else (value,)
        made.update(digest((name, len(several))))
        for piece in encoded(several):
            made.update(piece)
    return made.digest()


def digest_of_all(records: Sequence[object]) -> bytes:
    """Return the digest of records one after the other."""
    made = hashlib.blake2b(digest_size=_DIGEST)
    for piece in encoded(records):
        made.update(piece)
    return made.digest()


def encoded(records: Sequence[object]) -> Iterator[bytes | memoryview]:
    """Yield records one after the other, encoded as they are in a file."""
    if isinstance(records, Spilled):
        yield from records.encoded()
        return
    for start in range(0, len(records), _AT_ONCE):
        some = records[start : start + _AT_ONCE]
        try:
            yield memoryview(_ENCODER.encode(some))[_head_of(some) :]
        except UnicodeEncodeError:
            # In no file there are any of these.
            yield digest(some)


def _head_of(some: Sequence[object]) -> int:
    """Return with how many bytes MessagePack begins a list of so many items, before the first of them."""
    return 1 if len(some) < _SHORT else 3


class _Names:
    """Whom and what articles name, and where.

    Args:
        corpus: what was found.
    """

    def __init__(self, corpus: Corpus) -> None:
        room = beside(corpus.entities, corpus.sources)
        mentions: Gathered[str, tuple[str, Mention]] = Gathered(list[tuple[str, Mention]], room)
        roles: Gathered[str, tuple[str, Role]] = Gathered(list[tuple[str, Role]], room)
        citations: Gathered[str, tuple[str, Citation]] = Gathered(list[tuple[str, Citation]], room)
        named, held = room.taker(Named), room.taker(Held)
        for entity in ordered(corpus.entities, attrgetter("id")):
            named.add(Named(id=entity.id, type=entity.type, name=entity.name))
            for mention in entity.mentions:
                mentions.add(mention.article, (entity.id, mention))
            for role in entity.roles:
                roles.add(role.article, (entity.id, role))
        for source in ordered(corpus.sources, attrgetter("id")):
            held.add(Held(id=source.id, name=source.name, entity=source.entity, kind=source.kind))
            for citation in source.citations:
                citations.add(citation.article, (source.id, citation))
        self._named, self._held = by_id(named.done()), by_id(held.done())
        self._mentions, self._roles, self._citations = mentions.done(), roles.done(), citations.done()

    def put_into(self, share: Share) -> None:
        """Put into a share what its article names and where, then who speaks there and who is leaned on."""
        article, named, held = share.article.id, self._named, self._held
        share.mentions.extend(self._mentions.get(article, ()))
        share.roles.extend(self._roles.get(article, ()))
        share.citations.extend(self._citations.get(article, ()))
        share.entities.update((who, named[who]) for who in sorted({who for who, _ in (*share.mentions, *share.roles)}))
        cited = dict.fromkeys(by for by, _ in share.citations)
        leaned_on = (*(q.attributed_to for q in share.quantities), *(a.holder for a in share.authenticity))
        share.sources.update((by, held[by]) for by in (*cited, *leaned_on) if by is not None and by in held)
        speakers = (quote.speaker for quote in share.quotes)
        for who in (*speakers, *(source.entity for source in share.sources.values())):
            if who is not None and who not in share.entities and who in named:
                share.entities[who] = named[who]
