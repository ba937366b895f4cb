"""What stands in each article, with the names of those it speaks of.

What is made of one article's share alone, a line of an export or of a search index, depends on nothing else; so the
share's digest tells whether it has to be made again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from sourcebook.records import (
    Article,
    Authenticity,
    Citation,
    Corpus,
    DateMention,
    Entity,
    EntityType,
    Mention,
    Quantity,
    Quote,
    Record,
    Role,
    Source,
    SourceKind,
)

_DIGEST = 16
_AT_ONCE = 1_000
_ENCODER = msgspec.msgpack.Encoder()
_T = TypeVar("_T", Quote, Quantity, DateMention, Authenticity)
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


class Told(NamedTuple):
    """An article's share, and its digest."""

    share: Share
    digest: bytes


def told(corpus: Corpus) -> dict[str, Told]:
    """Return each article's share with its digest, in the order of the articles' ids; no other order counts."""
    return {name: Told(share, digest(share)) for name, share in sorted(shares(corpus).items())}


def shares(corpus: Corpus) -> dict[str, Share]:
    """Return each article's share of the findings, by the article's id."""
    quotes = _by_article(corpus.quotes, lambda q: (q.content[:1], q.id))
    quantities = _by_article(corpus.quantities, lambda q: (q.start, q.id))
    dates = _by_article(corpus.dates, lambda d: (d.start, d.id))
    statements = _by_article(corpus.authenticity, lambda a: (a.start, a.id))
    made = {
        article.id: Share(
            article=article,
            quotes=quotes.get(article.id, []),
            quantities=quantities.get(article.id, []),
            dates=dates.get(article.id, []),
            authenticity=statements.get(article.id, []),
            mentions=[],
            roles=[],
            citations=[],
            entities={},
            sources={},
        )
        for article in corpus.articles
    }
    named = _with_entities(made, corpus.entities)
    held = _with_sources(made, corpus.sources)
    for share in made.values():
        _with_names(share, named, held)
    return made


def digest(made_of: object) -> bytes:
    """Return the digest of a share, or of anything else that records and plain values are made of."""
    try:
        encoded = _ENCODER.encode(made_of)
    except UnicodeEncodeError:
        # Halves of characters, which no reader of articles lets through.
        encoded = repr(made_of).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(encoded, digest_size=_DIGEST).digest()


def digest_of(corpus: Corpus, *others: object) -> bytes:
    """Return the digest of a corpus and of other things; some records are encoded at once, and not all."""
    made = hashlib.blake2b(digest(others), digest_size=_DIGEST)
    for name in Corpus.__struct_fields__:
        value = getattr(corpus, name)
        several = value if isinstance(value, tuple) else (value,)
        made.update(digest((name, len(several))))
        for start in range(0, len(several), _AT_ONCE):
            made.update(digest(several[start : start + _AT_ONCE]))
    return made.digest()


def _by_article(items: Iterable[_T], order: Callable[[_T], object]) -> dict[str, list[_T]]:
    made: dict[str, list[_T]] = defaultdict(list)
    for item in items:
        made[item.article].append(item)
    for each in made.values():
        each.sort(key=order)  # type: ignore[arg-type]
    return made


def _with_entities(made: Mapping[str, Share], entities: Iterable[Entity]) -> dict[str, Named]:
    """Put mentions and roles into the shares; return what the shares tell of each entity."""
    named = {}
    for entity in sorted(entities, key=lambda e: e.id):
        told = named[entity.id] = Named(id=entity.id, type=entity.type, name=entity.name)
        for mention in entity.mentions:
            if (share := made.get(mention.article)) is not None:
                share.mentions.append((entity.id, mention))
                share.entities[entity.id] = told
        for role in entity.roles:
            if (share := made.get(role.article)) is not None:
                share.roles.append((entity.id, role))
                share.entities[entity.id] = told
    return named


def _with_sources(made: Mapping[str, Share], sources: Iterable[Source]) -> dict[str, Held]:
    """Put citations into the shares; return what the shares tell of each source."""
    held = {}
    for source in sorted(sources, key=lambda s: s.id):
        told = held[source.id] = Held(id=source.id, name=source.name, entity=source.entity, kind=source.kind)
        for citation in source.citations:
            if (share := made.get(citation.article)) is not None:
                share.citations.append((source.id, citation))
                share.sources[source.id] = told
    return held


def _with_names(share: Share, named: Mapping[str, Named], held: Mapping[str, Held]) -> None:
    """Add who speaks, who is leaned on by numbers and statements, and who the sources are."""
    for by in (*(q.attributed_to for q in share.quantities), *(a.holder for a in share.authenticity)):
        if by is not None and by in held:
            share.sources[by] = held[by]
    speakers = (quote.speaker for quote in share.quotes)
    for who in (*speakers, *(source.entity for source in share.sources.values())):
        if who is not None and who in named:
            share.entities[who] = named[who]
