"""What is found in one article."""

from __future__ import annotations

from typing import Literal

from sourcebook.records.articles import Article
from sourcebook.records.kinds import (
    Bound,
    Confidence,
    Credibility,
    Dimension,
    EntityType,
    Record,
    Reliability,
    SourceKind,
    Span,
    Stance,
    Status,
)


class Form(Record, frozen=True, kw_only=True):
    """One way of writing a name, how often, where, and why it is taken for this entity."""

    form: str
    articles: tuple[str, ...]
    count: int
    why: str


class Role(Record, frozen=True, kw_only=True):
    """What the text calls somebody: a title, an office, an apposition."""

    text: str
    article: str
    start: int
    end: int


class Mention(Record, frozen=True, kw_only=True):
    """A name of an entity in an article. Pronouns and noun phrases are not mentions."""

    article: str
    start: int
    end: int


class Entity(Record, frozen=True, kw_only=True):
    """A person, organisation, place or group, within one article (from annotate) or over all (from link).

    ``description`` and ``wikidata`` (an item's id, Q and a number) are given by people alone.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[Form, ...]
    roles: tuple[Role, ...]
    mentions: tuple[Mention, ...]
    status: Status = "machine"
    description: str | None = None
    wikidata: str | None = None


class Quote(Record, frozen=True, kw_only=True):
    """Something somebody said. ``speaker`` is an entity id; ``content`` excludes the quotation marks."""

    id: str
    article: str
    kind: Literal["direct", "mixed", "indirect"]
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None
    speaker_label: str | None
    channel: Span | None
    in_recording: bool
    confidence: Confidence
    rule: str = ""
    status: Status = "machine"
    credibility: Credibility | None = None


class Quantity(Record, frozen=True, kw_only=True):
    """A number and what it counts. ``low`` and ``high`` are equal for one value; ``None`` is open on that side.

    ``change`` tells that the number is by how much something rose or fell, not how much there is of it.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    low: int | float | None
    high: int | float | None
    bound: Bound
    unit: str | None
    dimension: Dimension
    counted: str | None
    attributed_to: str | None
    confidence: Confidence
    rule: str = ""
    change: Literal["up", "down"] | None = None
    status: Status = "machine"
    credibility: Credibility | None = None


class DateMention(Record, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 value; ``value`` is ``None`` where nothing anchors it."""

    article: str
    start: int
    end: int
    text: str
    value: str | None
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    id: str = ""
    reasoning: str | None = None
    status: Status = "machine"


class Citation(Record, frozen=True, kw_only=True):
    """One place where an article leans on a source."""

    article: str
    start: int
    end: int
    cited_for: str | None
    quotes: tuple[str, ...] = ()
    status: Status = "machine"


class Source(Record, frozen=True, kw_only=True):
    """Somebody or something the articles lean on. ``entity`` is an entity id."""

    id: str
    name: str
    entity: str | None
    kind: SourceKind
    citations: tuple[Citation, ...]
    status: Status = "machine"
    reliability: Reliability | None = None


class Authenticity(Record, frozen=True, kw_only=True):
    """A statement on whether something is what it is said to be; never a verdict of ours.

    ``start`` and ``end`` bound the clause; ``holder`` is a source id, ``None`` where the article speaks itself.
    """

    id: str
    article: str
    start: int
    end: int
    cue: Span
    object: str
    object_span: Span | None
    stance: Stance
    holder: str | None
    confidence: Confidence
    rule: str = ""
    method: str | None = None
    status: Status = "machine"
    credibility: Credibility | None = None


class Facts(Record, frozen=True, kw_only=True):
    """All findings of one article. Entity and source ids in it hold within the article until `link` has run."""

    article: str
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    sources: tuple[Source, ...] = ()
    authenticity: tuple[Authenticity, ...] = ()


class Analysed(Record, frozen=True, kw_only=True):
    """What is cached of one seed: the classified article and its findings."""

    article: Article
    facts: Facts
