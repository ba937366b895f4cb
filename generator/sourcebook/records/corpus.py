"""Everything known of a folder of articles, how two builds differ, and the files made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sourcebook.records.articles import Article
from sourcebook.records.compared import Comparison, Event, Origin, QuoteVariant, Reuse
from sourcebook.records.curated import Curation
from sourcebook.records.findings import Authenticity, DateMention, Entity, Quantity, Quote, Source
from sourcebook.records.kinds import Record


class Corpus(Record, frozen=True, kw_only=True):
    """Everything known of a folder of articles: the export's content, from which pages are made.

    Of a large folder the records lie in files and are read when they are asked for (`spilled.py`).
    """

    articles: Sequence[Article]
    entities: Sequence[Entity]
    quotes: Sequence[Quote]
    quantities: Sequence[Quantity]
    dates: Sequence[DateMention]
    sources: Sequence[Source]
    authenticity: Sequence[Authenticity]
    reuse: Sequence[Reuse] = ()
    origins: Sequence[Origin] = ()
    events: Sequence[Event] = ()
    comparisons: Sequence[Comparison] = ()
    quote_variants: Sequence[QuoteVariant] = ()
    curation: Curation = Curation()


class Export(Corpus, frozen=True, kw_only=True):
    """facts.json: the corpus with the versions it was made by."""

    schema: Literal[1] = 1
    generator: str
    model: str


class Change(Record, frozen=True, kw_only=True):
    """One finding that two builds do not have alike; ``was`` and ``says`` are what it said before and says now.

    ``start`` and ``end`` are of the newer build's text; of the older one's where the finding is lost.
    """

    how: Literal["gained", "lost", "changed"]
    kind: str
    id: str
    article: str | None
    start: int | None
    end: int | None
    words: str
    was: str
    says: str


class Changes(Record, frozen=True, kw_only=True):
    """What one build has that another has not: findings, and corrections that lost their place since."""

    changes: tuple[Change, ...] = ()
    orphaned: tuple[str, ...] = ()


class Page(Record, frozen=True, kw_only=True):
    """A file of the site: path below the docs folder, POSIX style, and its whole content."""

    path: str
    content: str


class File(Record, frozen=True, kw_only=True):
    """A file of the site that is no text: path below the docs folder, POSIX style, and its bytes."""

    path: str
    data: bytes


class Reference(Record, frozen=True, kw_only=True):
    """How an article is cited, and what its page tells to programs; all of it text that is ready to be escaped.

    ``formatted`` is a citation by the name of its style; ``meta`` holds names and contents of ``<meta>`` elements;
    ``jsonld`` may stand in a script element as it is.
    """

    formatted: dict[str, str]
    bibtex: str
    ris: str
    csl: str
    meta: tuple[tuple[str, str], ...]
    jsonld: str
