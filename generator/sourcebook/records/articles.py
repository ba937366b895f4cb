"""Articles as they were read and classified."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from sourcebook.records.kinds import BlockKind, Record, Span, Status


class Block(Record, frozen=True, kw_only=True):
    """A line or paragraph (or the dateline that opens one) and what it was taken for, with the reason."""

    start: int
    end: int
    kind: BlockKind
    why: str
    status: Status = "machine"


class Published(Record, frozen=True, kw_only=True):
    """When an article came out, and how that is known. ``value`` is YYYY, YYYY-MM or YYYY-MM-DD."""

    value: str
    precision: Literal["day", "month", "year"]
    basis: Literal["stated", "inferred", "sidecar"]
    evidence: tuple[Span, ...] = ()
    reasoning: str | None = None


class Metadata(Record, frozen=True, kw_only=True):
    """What came with an article rather than in its text: sidecar, front matter, HTML head, JSON keys."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    language: str | None = None
    rights: Literal["full", "excerpts"] | None = None
    retrieved: str | None = None


class Seed(Record, frozen=True, kw_only=True):
    """One article as read: the decoded text and what came with it, before any judgement.

    ``sha256`` is of the file's bytes (for one article of a ``.jsonl``, of its line); ``key`` also covers the sidecar.
    """

    id: str
    path: str
    sha256: str
    key: str
    text: str
    encoding: str = "utf-8"
    metadata: Metadata = Metadata()
    notes: tuple[str, ...] = ()


class Gist(Record, frozen=True, kw_only=True):
    """What a stretch of the text says in few words of its own, time and asides left out.

    ``of`` tells what it is: a clause told in the report's own voice, one told by others or with a reserve, what
    happened on a date, the thing that a date describes, or what a number counts.
    """

    start: int
    end: int
    text: str
    of: Literal["clause", "claimed", "when", "dated", "counted"] = "clause"


class Gists(Record, frozen=True, kw_only=True):
    """The gists of an article, encoded (MessagePack): those of most articles are never asked for."""

    packed: bytes = b"\x90"

    def all(self) -> tuple[Gist, ...]:
        """Return them in text order."""
        return _GISTS.decode(self.packed)


_GISTS: Final = msgspec.msgpack.Decoder(tuple[Gist, ...])
NO_GISTS: Final = Gists()


def gists_of(gists: Iterable[Gist]) -> Gists:
    """Return gists as they are held."""
    return Gists(packed=msgspec.msgpack.encode(tuple(gists)))


class Article(Record, frozen=True, kw_only=True):
    """A seed with its blocks classified and its publication data; the export's article.

    ``corrected`` names the fields that a person has set; ``gists`` serve to name the rows of the comparison and are
    empty afterwards.
    """

    id: str
    path: str
    sha256: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    dateline: str | None
    url: str | None
    language: str
    words: int
    published: Published | None
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...] = ()
    outlet_evidence: tuple[Span, ...] = ()
    title_span: Span | None = None
    rights: Literal["full", "excerpts"] | None = None
    retrieved: str | None = None
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    gists: Gists = NO_GISTS
