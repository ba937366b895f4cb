"""The frozen records that the stages hand on. No logic lives here.

Every offset is a character offset into the ``text`` of the article it belongs to; ``text[start:end]`` is what
the reader sees. Optional keys are ``None`` where nothing is known. The public export (`Export`) is made of the same
records, so its JSON Schema is generated from this file.
"""

from __future__ import annotations

from typing import Literal

import msgspec

BlockKind = Literal[
    "title",
    "heading",
    "body",
    "caption",
    "highlight",
    "byline",
    "dateline",
    "credit",
    "related",
    "video",
    "consent",
    "newsletter",
    "sponsor",
    "section-label",
    "stray",
]
EntityType = Literal["person", "organisation", "place", "group"]
Confidence = Literal["high", "medium", "low"]
Stance = Literal[
    "confirmed",
    "deemed-authentic",
    "no-reason-to-doubt",
    "purported",
    "unverifiable",
    "unconfirmed",
    "disputed",
    "unknown",
]
SourceKind = Literal[
    "named-person",
    "official",
    "spokesperson",
    "unnamed-official",
    "unnamed-person",
    "organisation",
    "agency",
    "outlet",
    "document",
    "recording",
    "party-media",
    "monitor",
    "scholar",
    "ngo",
]
Bound = Literal["exact", "about", "at-least", "more-than", "at-most", "less-than", "range", "vague"]
Dimension = Literal["count", "duration", "distance", "money", "percent", "age", "ordinal", "other"]
# What people said of a finding: nothing, that it is right, or what is right instead (also: that it was missing).
Status = Literal["machine", "confirmed", "corrected"]
# The Admiralty code (NATO STANAG 2511): reliability of a source and credibility of a statement are judged apart, and by
# people alone.
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: frozen, compared by value, keyword-only."""


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of an article's text, ``start`` inclusive and ``end`` exclusive, in characters."""

    start: int
    end: int


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


class Article(Record, frozen=True, kw_only=True):
    """A seed with its blocks classified and its publication data; the export's article.

    ``corrected`` names the fields that a person has set.
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


class ArticleSpan(Record, frozen=True, kw_only=True):
    """A stretch of a named article."""

    article: str
    start: int
    end: int


class Reuse(Record, frozen=True, kw_only=True):
    """A passage two articles share. ``words`` counts words; ``similarity`` is between 0 and 1."""

    id: str
    a: ArticleSpan
    b: ArticleSpan
    words: int
    similarity: float
    kind: Literal["verbatim", "near"]
    quoted: bool = False
    direction: Literal["a-to-b", "b-to-a", "undetermined"] = "undetermined"
    direction_why: str = ""


class Origin(Record, frozen=True, kw_only=True):
    """Articles that rest on one text."""

    articles: tuple[str, ...]
    why: str


class Event(Record, frozen=True, kw_only=True):
    """A happening or object that some of the articles are about, and why they are taken to be about the same."""

    id: str
    label: str
    articles: tuple[str, ...]
    why: str = ""
    curated: Status = "machine"


class Cell(Record, frozen=True, kw_only=True):
    """What one article says on a comparison's topic; ``said_by`` are the words that name who says it."""

    article: str
    evidence: Span
    value: str
    source: str | None
    hedge: str | None = None
    said_by: str | None = None


class Comparison(Record, frozen=True, kw_only=True):
    """Statements of different articles about the same thing, set side by side."""

    id: str
    topic: str
    kind: Literal["quantity", "date", "stance", "name", "wording", "claim"]
    status: Literal["agree", "differ", "conflict"]
    independent: int
    cells: tuple[Cell, ...]
    possible: bool = False
    event: str | None = None
    why: str = ""
    silent: tuple[str, ...] = ()
    curated: Status = "machine"


class VariantMember(Record, frozen=True, kw_only=True):
    """One rendering of an utterance: the part of the quotation that is aligned, and who translated or passed it on."""

    quote: str
    article: str
    start: int = 0
    end: int = 0
    mediator: str | None = None


class QuoteVariant(Record, frozen=True, kw_only=True):
    """One utterance in different renderings."""

    id: str
    members: tuple[VariantMember, ...]
    differs_in: str


class Correction(Record, frozen=True, kw_only=True):
    """One entry of curation.yml and what became of it.

    ``line`` is 1-based. ``outcome`` is ``applied``; ``near`` (applied at a place whose words differ a little); ``moot``
    (there is nothing left to reject); ``orphaned`` (its place is gone or ambiguous) or ``at-odds`` (another entry says
    otherwise; neither is applied). ``start`` and ``end`` bound the quoted words where they were found; ``target`` is
    the id of the finding, ``was`` how sure the machine was of it, where the machine had made it.
    """

    line: int
    do: str
    what: str
    article: str
    quoted: str | None
    outcome: Literal["applied", "near", "moot", "orphaned", "at-odds"]
    by: str
    date: str
    reason: str
    says: str = ""
    start: int | None = None
    end: int | None = None
    target: str | None = None
    was: Confidence | None = None
    message: str = ""
    remedy: str = ""
    closest: tuple[ArticleSpan, ...] = ()


class Note(Record, frozen=True, kw_only=True):
    """An editor's note on an article, a stretch of it, or a finding."""

    article: str
    start: int | None
    end: int | None
    target: str | None
    what: str
    text: str
    by: str
    date: str


class Curation(Record, frozen=True, kw_only=True):
    """What people's corrections did: how many were applied, which found no place, each entry, and their notes."""

    applied: int = 0
    orphaned: tuple[str, ...] = ()
    entries: tuple[Correction, ...] = ()
    notes: tuple[Note, ...] = ()


class Corpus(Record, frozen=True, kw_only=True):
    """Everything known of a folder of articles: the export's content, from which pages are made."""

    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    sources: tuple[Source, ...]
    authenticity: tuple[Authenticity, ...]
    reuse: tuple[Reuse, ...] = ()
    origins: tuple[Origin, ...] = ()
    events: tuple[Event, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    quote_variants: tuple[QuoteVariant, ...] = ()
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
