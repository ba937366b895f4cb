"""The tables of the export, column by column, each with what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from sourcebook import records
from sourcebook.records import Corpus, Quote, Span

from . import between
from .tables import Field, Table, Texts, Value, field, table

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


def tables(corpus: Corpus, pages: Mapping[str, str]) -> tuple[Table, ...]:
    """Return the corpus as tables, those that others refer to first.

    Args:
        corpus: what was found; the text of withheld articles masked already.
        pages: address of each article's page, by the article's id.
    """
    texts = Texts(corpus)
    return (
        _articles(corpus, pages),
        *_names(corpus, texts),
        *_sources(corpus, texts),
        _quotes(corpus, texts),
        _quantities(corpus),
        _dates(corpus),
        _authenticity(corpus, texts),
        between.reuse(corpus, texts),
        *between.comparisons(corpus, texts),
    )


def _articles(corpus: Corpus, pages: Mapping[str, str]) -> Table:
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
    return table("articles", "Articles", "A row for each report.", fields=fields, items=corpus.articles, key="id")


def _names(corpus: Corpus, texts: Texts) -> tuple[Table, ...]:
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
        field("form", "a way of writing the name", lambda p: p[1].form, required=True),
        field("count", "how often", lambda p: p[1].count, type="integer", required=True),
        field("articles", "ids of the articles, separated by semicolons", lambda p: _BETWEEN.join(p[1].articles)),
        field("why", "why it is taken for this entity", lambda p: p[1].why),
    )
    mentions = (
        _of_entity(),
        *_second(_PLACE),
        field("text", "the name as written", lambda p: texts.at(p[1])),
        field("role", "what the text calls somebody, if this is no name but a role", _role),
    )
    pairs = [(e, alias) for e in corpus.entities for alias in e.aliases]
    places = [(e, place) for e in corpus.entities for place in (*e.mentions, *e.roles)]
    return (
        table(
            "entities",
            "People, organisations, places",
            "A row for each entity.",
            fields=entities,
            items=corpus.entities,
            key="id",
        ),
        table("aliases", "Forms of names", "A row for each form of an entity's name.", fields=aliases, items=pairs),
        table(
            "mentions",
            "Mentions",
            "A row for each place that names or describes an entity; no pronouns.",
            fields=mentions,
            items=places,
        ),
    )


def _of_entity() -> Field:
    return field("entity", "id of the entity", lambda p: p[0].id, ref="entities", required=True)


def _role(pair: Any) -> Value:
    return pair[1].text if isinstance(pair[1], records.Role) else None


def _second(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return the same columns read from the second of a pair."""

    def of(read: Any) -> Any:
        return lambda pair: read(pair[1])

    return tuple(Field(column=f.column, read=of(f.read)) for f in fields)


def _sources(corpus: Corpus, texts: Texts) -> tuple[Table, ...]:
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
        field("source", "id of the source", lambda p: p[0].id, ref="sources", required=True),
        *_second(_PLACE),
        field("text", "the words that name it", lambda p: texts.at(p[1])),
        field("cited_for", "what for", lambda p: p[1].cited_for),
        field("quotes", "ids of the quotations, separated by semicolons", lambda p: _BETWEEN.join(p[1].quotes)),
    )
    pairs = [(source, citation) for source in corpus.sources for citation in source.citations]
    return (
        table("sources", "Sources", "A row for each source.", fields=sources, items=corpus.sources, key="id"),
        table(
            "citations",
            "Citations",
            "A row for each place where an article leans on a source.",
            fields=citations,
            items=pairs,
        ),
    )


def _quotes(corpus: Corpus, texts: Texts) -> Table:
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
    return table("quotes", "Quotations", "A row for each quotation.", fields=fields, items=corpus.quotes, key="id")


def _quantities(corpus: Corpus) -> Table:
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
    return table("quantities", "Numbers", "A row for each number.", fields=fields, items=corpus.quantities, key="id")


def _dates(corpus: Corpus) -> Table:
    fields = (
        *_PLACE,
        field("text", "the date as written", required=True),
        field("value", "TIMEX3 value; empty where nothing anchors it"),
        field("type", "TIMEX3 type", choices=("DATE", "TIME", "DURATION", "SET"), required=True),
        field("reasoning", "how the value was found"),
        _STATUS,
    )
    return table("dates", "Dates", "A row for each date or time in a text.", fields=fields, items=corpus.dates)


def _authenticity(corpus: Corpus, texts: Texts) -> Table:
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
    return table("authenticity", "Authenticity", about, fields=fields, items=corpus.authenticity, key="id")
