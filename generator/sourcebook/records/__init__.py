"""The frozen records that the stages hand on. No logic lives here.

Every offset is a character offset into the ``text`` of the article it belongs to; ``text[start:end]`` is what
the reader sees. Optional keys are ``None`` where nothing is known. The public export (`Export`) is made of the same
records, so its JSON Schema is generated from this package.
"""

from __future__ import annotations

from sourcebook.records.articles import NO_GISTS, Article, Block, Gist, Gists, Metadata, Published, Seed, gists_of
from sourcebook.records.compared import ArticleSpan, Cell, Comparison, Event, Origin, QuoteVariant, Reuse, VariantMember
from sourcebook.records.corpus import Change, Changes, Corpus, Export, File, Page, Reference
from sourcebook.records.curated import Correction, Curation, Note
from sourcebook.records.findings import (
    Analysed,
    Authenticity,
    Citation,
    DateMention,
    Entity,
    Facts,
    Form,
    Mention,
    Quantity,
    Quote,
    Role,
    Source,
)
from sourcebook.records.kinds import (
    BlockKind,
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

__all__ = [
    "NO_GISTS",
    "Analysed",
    "Article",
    "ArticleSpan",
    "Authenticity",
    "Block",
    "BlockKind",
    "Bound",
    "Cell",
    "Change",
    "Changes",
    "Citation",
    "Comparison",
    "Confidence",
    "Corpus",
    "Correction",
    "Credibility",
    "Curation",
    "DateMention",
    "Dimension",
    "Entity",
    "EntityType",
    "Event",
    "Export",
    "Facts",
    "File",
    "Form",
    "Gist",
    "Gists",
    "Mention",
    "Metadata",
    "Note",
    "Origin",
    "Page",
    "Published",
    "Quantity",
    "Quote",
    "QuoteVariant",
    "Record",
    "Reference",
    "Reliability",
    "Reuse",
    "Role",
    "Seed",
    "Source",
    "SourceKind",
    "Span",
    "Stance",
    "Status",
    "VariantMember",
    "gists_of",
]
