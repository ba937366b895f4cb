"""The tables of the export, column by column, each with what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any, get_args

from sourcebook import records
from sourcebook.records import Corpus, Entity, Mention, Quote, Role, Span

from . import between
from .tables import Field, Sheet, Texts, Value, field, sheet

_ENTITIES = "People, organisations, places"
_ALIASES = "A row for each form of an entity's name."
_MENTIONS = "A row for each place that names or describes an entity; no pronouns."
_BETWEEN = "; "
_GAP = " […] "
_ARTICLE = field("article", "id of the article", ref="articles", required=True)
_START = field("start", "first character, counted from 0 in the article's text", type="integer", required=True)
_END = field("end", "the character after the last one", type="integer", required=True)
_PLACE = (_ARTICLE, _START, _END)
_CONFIDENCE = field(
    "confidence",
    "grade of the rule that found it; how often each grade is right stands on the page of measured scores",
    choices=get_args(records.Confidence),
    required=True,
)

_STATUS = field(
    "status",
    "machine: found by the program; confirmed or corrected (also: added) by a person",
    choices=get_args(records.Status),
    required=True,
)
_CREDIBILITY = field("credibility", "Admiralty code, 1 to 6; given by people alone", type="integer")


def sheets(corpus: Corpus, pages: Mapping[str, str]) -> Iterator[Sheet]:
    """Yield the corpus as tables, those that others refer to first.

    Args:
        corpus: what was found; the text of withheld articles masked already.
        pages: address of each article's page, by the article's id.
    """
    texts = Texts(corpus)
    yield _articles(corpus, pages)
    yield from _names(corpus, texts)
    yield from _sources(corpus, texts)
    yield _quotes(corpus, texts)
    yield _quantities(corpus)
    yield _dates(corpus)
    yield _authenticity(corpus, texts)
    yield between.reuse(corpus, texts)
    yield from between.comparisons(corpus, texts)


def _articles(corpus: Corpus, pages: Mapping[str, str]) -> Sheet:
    fields = (
        field("id", "path below the seeds folder without suffix", required=True),
        field("title", "headline"),
        field("outlet", "who published it"),
        field("authors", "bylines, separated by semicolons", lambda a: _BETWEEN.join(a.authors)),
        field("agencies", "agencies it credits, separated by semicolons", lambda a: _BETWEEN.join(a.agencies)),
        field("dateline", "place it was written at"),
        field(
            "published",
            "date of publication as precisely as it is known: YYYY, YYYY-MM or YYYY-MM-DD",
            lambda a: a.published and a.published.value,
        ),
        field(
            "published_basis",
            "whether that date is stated in the text, in a file beside it (sidecar), or inferred",
            lambda a: a.published and a.published.basis,
            choices=("stated", "inferred", "sidecar"),
        ),
        field("retrieved", "when it was fetched"),
        field("url", "address it was published at"),
        field("language", "BCP 47 tag", required=True),
        field("words", "words of title, headings and body", type="integer", required=True),
        field("rights", "excerpts: only sentences that findings rest on are given", choices=("full", "excerpts")),
        field("path", "file it was read from", required=True),
        field("sha256", "SHA-256 of that file (of its line in a file of many articles)", required=True),
        field("page", "address of its page below the site's root", lambda a: pages.get(a.id)),
    )
    return sheet("articles", "Articles", "A row for each report.", fields=fields, items=corpus.articles, key="id")


def _names(corpus: Corpus, texts: Texts) -> Iterator[Sheet]:
    types = get_args(records.EntityType)
    entities = (
        field("id", "made of the name", required=True),
        field("type", "what it is", choices=types, required=True),
        field("name", "fullest form of the name", required=True),
        field("mentions", "how often it is named", lambda e: len(e.mentions), type="integer", required=True),
        field("articles", "articles that name it", lambda e: len({m.article for m in e.mentions}), type="integer"),
        _STATUS,
        field("description", "one line that a person wrote"),
        field("wikidata", "its item in Wikidata, given by a person"),
    )
    aliases = (
        _of_entity(),
        field("form", "a way of writing the name", required=True),
        field("count", "how often", type="integer", required=True),
        field("articles", "ids of the articles, separated by semicolons", lambda a: _BETWEEN.join(a.articles)),
        field("why", "why it is taken for this entity"),
    )
    mentions = (
        _of_entity(),
        *_PLACE,
        field("text", "the name as written", texts.at),
        field("role", "what the text calls somebody, if this is no name but a role", _role),
    )
    found = corpus.entities
    yield sheet("entities", _ENTITIES, "A row for each entity.", fields=entities, items=found, key="id")
    yield sheet("aliases", "Forms of names", _ALIASES, fields=aliases, items=found, parts=attrgetter("aliases"))
    yield sheet("mentions", "Mentions", _MENTIONS, fields=mentions, items=found, parts=_places)


def _places(entity: Entity) -> tuple[Mention | Role, ...]:
    return (*entity.mentions, *entity.roles)


def _of_entity() -> Field:
    return field("entity", "id of the entity", attrgetter("id"), owner=True, ref="entities", required=True)


def _role(place: Any) -> Value:
    return place.text if isinstance(place, Role) else None


def _sources(corpus: Corpus, texts: Texts) -> Iterator[Sheet]:
    sources = (
        field("id", "made of the name", required=True),
        field("name", "who or what the articles lean on", required=True),
        field("entity", "id of the entity that it is", ref="entities"),
        field("kind", "what kind of source", choices=get_args(records.SourceKind), required=True),
        field("citations", "how often it is cited", lambda s: len(s.citations), type="integer", required=True),
        _STATUS,
        field("reliability", "Admiralty code, A to F; given by people alone", choices=get_args(records.Reliability)),
    )
    citations = (
        field("source", "id of the source", attrgetter("id"), owner=True, ref="sources", required=True),
        *_PLACE,
        field("text", "the words that name it", texts.at),
        field("cited_for", "what for"),
        field("quotes", "ids of the quotations, separated by semicolons", lambda c: _BETWEEN.join(c.quotes)),
    )
    yield sheet("sources", "Sources", "A row for each source.", fields=sources, items=corpus.sources, key="id")
    yield sheet(
        "citations",
        "Citations",
        "A row for each place where an article leans on a source.",
        fields=citations,
        items=corpus.sources,
        parts=attrgetter("citations"),
    )


def _quotes(corpus: Corpus, texts: Texts) -> Sheet:
    def cut(quote: Quote, span: Span | None) -> Value:
        return texts.cut(quote.article, span.start, span.end) if span else None

    fields = (
        field("id", "made of the article and the words", required=True),
        _ARTICLE,
        field("kind", "direct, mixed or indirect speech", choices=("direct", "mixed", "indirect"), required=True),
        field(
            "start",
            "first character of what is said",
            lambda q: q.content[0].start if q.content else None,
            type="integer",
        ),
        field(
            "end",
            "the character after its last one",
            lambda q: q.content[-1].end if q.content else None,
            type="integer",
        ),
        field(
            "text",
            f"what is said; parts joined by '{_GAP.strip()}'",
            lambda q: _GAP.join(str(cut(q, s)) for s in q.content),
        ),
        field("speaker", "id of the entity that says it", ref="entities"),
        field("speaker_label", "who says it, where that is no entity"),
        field("source_text", "the words that name the speaker", lambda q: cut(q, q.source)),
        field("cue", "the words that tell that something is said", lambda q: cut(q, q.cue)),
        field("channel", "through whom it is said", lambda q: cut(q, q.channel)),
        field("in_recording", "spoken in the recording or document reported on", type="boolean", required=True),
        _CONFIDENCE,
        _STATUS,
        _CREDIBILITY,
    )
    return sheet("quotes", "Quotations", "A row for each quotation.", fields=fields, items=corpus.quotes, key="id")


def _quantities(corpus: Corpus) -> Sheet:
    fields = (
        field("id", "made of the article and the words", required=True),
        *_PLACE,
        field("text", "the number as written", required=True),
        field("low", "least value; empty where open", type="number"),
        field("high", "greatest value; empty where open", type="number"),
        field("bound", "how exact it is", choices=get_args(records.Bound), required=True),
        field("unit", "unit, or the kind of thing counted"),
        field("dimension", "what is measured", choices=get_args(records.Dimension), required=True),
        field("counted", "the words that say what is counted"),
        field("attributed_to", "id of the source", ref="sources"),
        field("change", "the number is by how much something rose or fell", choices=("up", "down")),
        _CONFIDENCE,
        _STATUS,
        _CREDIBILITY,
    )
    return sheet("quantities", "Numbers", "A row for each number.", fields=fields, items=corpus.quantities, key="id")


def _dates(corpus: Corpus) -> Sheet:
    fields = (
        *_PLACE,
        field("text", "the date as written", required=True),
        field("value", "TIMEX3 value; empty where nothing anchors it"),
        field("type", "TIMEX3 type", choices=("DATE", "TIME", "DURATION", "SET"), required=True),
        field("reasoning", "how the value was found"),
        _STATUS,
    )
    return sheet("dates", "Dates", "A row for each date or time in a text.", fields=fields, items=corpus.dates)


def _authenticity(corpus: Corpus, texts: Texts) -> Sheet:
    fields = (
        field("id", "made of the article and the words", required=True),
        *_PLACE,
        field("text", "the clause", texts.at),
        field("cue", "the words that carry the stance", lambda a: texts.cut(a.article, a.cue.start, a.cue.end)),
        field("object", "what the statement is about", required=True),
        field(
            "stance",
            "what the holder says; never a verdict of this site",
            choices=get_args(records.Stance),
            required=True,
        ),
        field("holder", "id of the source that says so; empty where the article speaks itself", ref="sources"),
        field("method", "how the holder knows"),
        _CONFIDENCE,
        _STATUS,
        _CREDIBILITY,
    )
    about = "A row for each statement on whether something is what it is said to be."
    return sheet("authenticity", "Authenticity", about, fields=fields, items=corpus.authenticity, key="id")
