"""Three made-up reports on two events, with all that a comparison finds between them."""

from __future__ import annotations

import msgspec
from tests.made_up import Builder

from sourcebook.records import (
    Article,
    ArticleSpan,
    Authenticity,
    Cell,
    Comparison,
    Corpus,
    DateMention,
    Entity,
    Event,
    Mention,
    Origin,
    Published,
    Quantity,
    Quote,
    QuoteVariant,
    Reuse,
    Source,
    VariantMember,
)

ONE = """Ferry film shows crack, union says

A 12-minute film of the ferry Larkspur surfaced on 4 May 2031. The union's Odile Marsh told Fjord Radio: “Nobody \
will sail on her again.” The film could not be verified by this newspaper.

The crack in the hull of the ferry was seen by nine deckhands before she left the harbour of Quell on Monday."""
TWO = """Doubts over film of ferry

The film, released by a group of sailors, lasts 14 minutes. The yard of Quell disputed the film. “No one shall sail \
on her again,” Odile Marsh said.

The crack in the hull of the ferry was noticed by nine deckhands before she left the port of Quell on Monday. Two \
divers were sent down."""
THREE = """Another tape of another ship

A tape of the tug Pelican turned up in 2034. It could not be verified."""


def _published(day: str) -> Published:
    return Published(value=day, precision="day", basis="stated")


def _builders() -> tuple[Builder, Builder, Builder]:
    return (
        Builder("fjord-post", ONE, ["title"]),
        Builder("quell-news", TWO, ["title"]),
        Builder("tug", THREE, ["title"]),
    )


def _statement(builder: Builder, clause: str, stance: str, holder: str | None = None, **more: object) -> Authenticity:
    span = builder.at(clause)
    made = {"id": f"a-{builder.name}-{stance}", "object": "film", "object_span": None, "confidence": "high"} | more
    where = {"article": builder.name, "start": span.start, "end": span.end, "cue": span}
    return Authenticity(stance=stance, holder=holder, **where, **made)  # type: ignore[arg-type]


def _date(builder: Builder, words: str, value: str | None, reasoning: str | None = None) -> DateMention:
    span = builder.at(words)
    here = {"article": builder.name, "start": span.start, "end": span.end, "text": words}
    return DateMention(value=value, type="DATE", reasoning=reasoning, **here)  # type: ignore[arg-type]


def _quote(builder: Builder, words: str) -> Quote:
    return Quote(
        id=f"q-{builder.name}",
        article=builder.name,
        kind="direct",
        content=(builder.at(words),),
        cue=None,
        source=None,
        speaker="odile-marsh",
        speaker_label=None,
        channel=None,
        in_recording=False,
        confidence="high",
    )


def _number(builder: Builder, words: str, value: float, **more: object) -> Quantity:
    span = builder.at(words)
    made = {"id": f"n-{builder.name}-{value:g}", "unit": None, "counted": None, "dimension": "count"} | more
    here = {"article": builder.name, "start": span.start, "end": span.end, "text": words}
    known = {"low": value, "high": value, "bound": "exact", "attributed_to": None, "confidence": "high"}
    return Quantity(**here, **known, **made)  # type: ignore[arg-type]


def _shared(one: Builder, two: Builder) -> Reuse:
    here = one.at("The crack in the hull of the ferry was seen by nine deckhands before she left the harbour of Quell")
    there = two.at("The crack in the hull of the ferry was noticed by nine deckhands before she left the port of Quell")
    return Reuse(
        id="r-crack",
        a=ArticleSpan(article=two.name, start=there.start, end=there.end),
        b=ArticleSpan(article=one.name, start=here.start, end=here.end),
        words=20,
        similarity=0.9,
        kind="near",
        direction="b-to-a",
        direction_why="the second came later",
    )


def _row(name: str, kind: str, status: str, cells: tuple[Cell, ...], **more: object) -> Comparison:
    made: dict[str, object] = {"event": "e-ferry", "independent": 1, "topic": name, "why": "made up"}
    return Comparison(id=f"c-{name}", kind=kind, status=status, cells=cells, **(made | more))  # type: ignore[arg-type]


def _comparisons(one: Builder, two: Builder, three: Builder) -> tuple[Comparison, ...]:
    def cell(builder: Builder, words: str, value: str | None = None, hedge: str | None = None) -> Cell:
        return Cell(article=builder.name, evidence=builder.at(words), value=value or words, source=None, hedge=hedge)

    lengths = (cell(one, "12-minute"), cell(two, "14 minutes"))
    crews = (cell(one, "nine deckhands"), cell(two, "nine deckhands"))
    stances = (
        cell(one, "could not be verified", "unverifiable", "verified"),
        cell(two, "released by a group of sailors", "purported", "released"),
        cell(two, "disputed the film", "disputed", "disputed"),
    )
    days = (cell(one, "4 May 2031"), cell(two, "Monday"))
    tapes = (cell(three, "turned up in 2034"), cell(three, "Another tape", hedge="another"))
    return (
        _row("length", "quantity", "conflict", lengths),
        _row("crew", "quantity", "agree", crews),
        _row("genuine", "stance", "differ", stances),
        _row("day", "date", "differ", days),
        _row("tape", "wording", "differ", tapes, event="e-tug"),
        _row("doubtful", "claim", "differ", crews, possible=True),
    )


def three_reports() -> Corpus:
    """Return three reports, of which two are on one ferry and rest on one text."""
    one, two, three = builders = _builders()
    outlets, dates = ("The Fjord Post", "Quell News", None), ("2031-05-06", "2031-05-08", "2034-02-01")
    articles = [b.article(outlet=o, published=_published(d)) for b, o, d in zip(builders, outlets, dates, strict=True)]
    return Corpus(
        articles=tuple(articles),
        entities=(_marsh(one, two),),
        quotes=(_quote(one, "Nobody will sail on her again."), _quote(two, "No one shall sail on her again,")),
        quantities=(
            _number(one, "12", 12, unit="minute", dimension="duration"),
            _number(two, "Two", 2, counted="divers"),
            _number(two, "nine", 9),
        ),
        dates=(
            _date(one, "4 May 2031", "2031-05-04"),
            _date(one, "Monday", "2031-05-05", "the Monday before publication"),
            _date(two, "Monday", "2031-05-05", "the Monday before publication"),
            _date(three, "2034", "2034"),
        ),
        sources=(Source(id="yard", name="Yard of Quell", entity=None, kind="organisation", citations=()),),
        authenticity=(
            _statement(one, "The film could not be verified", "unverifiable"),
            _statement(
                two, "The film, released by a group of sailors", "purported", rule="provenance", confidence="low"
            ),
            _statement(two, "The yard of Quell disputed the film", "disputed", "yard"),
            _statement(three, "It could not be verified", "unverifiable"),
        ),
        reuse=(_shared(one, two),),
        origins=(Origin(articles=(one.name, two.name), why=f"{one.name} and {two.name} share 20 words of prose"),),
        events=(
            Event(id="e-ferry", label="Larkspur, Quell", articles=(one.name, two.name), why="their openings are alike"),
            Event(id="e-tug", label="Pelican", articles=(three.name,)),
        ),
        comparisons=_comparisons(one, two, three),
        quote_variants=(_variant(one, two),),
    )


def _marsh(one: Builder, two: Builder) -> Entity:
    spans = ((one.name, one.at("Odile Marsh")), (two.name, two.at("Odile Marsh")))
    mentions = tuple(Mention(article=name, start=span.start, end=span.end) for name, span in spans)
    return Entity(id="odile-marsh", type="person", name="Odile Marsh", aliases=(), roles=(), mentions=mentions)


def _variant(one: Builder, two: Builder) -> QuoteVariant:
    here, there = one.at("Nobody will sail on her again"), two.at("No one shall sail on her again")
    return QuoteVariant(
        id="v-sail",
        members=(
            VariantMember(
                quote=f"q-{one.name}", article=one.name, start=here.start, end=here.end, mediator="Fjord Radio"
            ),
            VariantMember(quote=f"q-{two.name}", article=two.name, start=there.start, end=there.end),
        ),
        differs_in="wording",
    )


def withheld(corpus: Corpus, name: str) -> Corpus:
    """Return a corpus in which one article is given in excerpts alone."""

    def one(article: Article) -> Article:
        return msgspec.structs.replace(article, rights="excerpts") if article.id == name else article

    return msgspec.structs.replace(corpus, articles=tuple(map(one, corpus.articles)))
