"""A corpus made by hand, without any extractor: what the pages are tested on and their screenshots are taken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sourcebook.records import (
    Article,
    ArticleSpan,
    Authenticity,
    Block,
    BlockKind,
    Cell,
    Citation,
    Comparison,
    Corpus,
    DateMention,
    Entity,
    Form,
    Mention,
    Origin,
    Published,
    Quantity,
    Quote,
    Reuse,
    Role,
    Source,
    Span,
)
from sourcebook.text import digest

FIRST = """Mayor heard on leaked harbour tape, aides say

PORT ELLERY (Coast Wire) -- A 14-minute recording that purports to carry the voice of Mayor Ines Calloway \
ordering the harbour gates shut was posted online late on Tuesday.

“Close them now, whatever it costs,” a voice says on the tape. The Harbour Post could not verify the recording.

Calloway’s spokesman, Tom Reyes, said there was no reason to doubt the tape. “The mayor has nothing to hide,” he \
said, adding that between 300 and 450 people were waiting at the gates.

Related: Ten quiet beaches

What happened at the gates

More than 2,000 litres of fuel leaked, according to the Ellery Water Board. Callowey, 54, has led the town for \
about six years.

We use cookies to improve your experience."""
SECOND = """Voice analysts deem harbour recording genuine

The sound laboratory of the University of Sarn said on Thursday that it had compared 31 samples and deemed the \
harbour recording authentic.

“It is her voice, as far as anyone can tell,” said Dr. Aino Kestrel, who leads the laboratory.

Ines Calloway has disputed that. “I never said those words,” she told Radio Sarn."""


class Builder:
    """Finds places by their words, so that no offset is counted by hand."""

    def __init__(self, name: str, text: str, kinds: Sequence[BlockKind] = ()) -> None:
        self.name, self.text = name, text
        parts = [match.span() for match in re.finditer(r"[^\n]+", text)]
        chosen = list(kinds) + ["body"] * (len(parts) - len(kinds))
        self.blocks = tuple(
            Block(start=a, end=b, kind=kind, why=f"made up: {kind}")  # type: ignore[arg-type]
            for (a, b), kind in zip(parts, chosen, strict=True)
        )

    def at(self, words: str, nth: int = 0) -> Span:
        """Return where `words` stand for the `nth` time."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def article(self, *, published: Published | None = None, outlet: str | None = None, **more: object) -> Article:
        """Return the article, its sentences cut after full stops."""
        sentences = tuple(
            Span(block.start + match.start(), block.start + match.end())
            for block in self.blocks
            for match in re.finditer(r"\S.*?(?:[.?!]”?(?=\s|$)|$)", self.text[block.start : block.end])
        )
        title = self.blocks[0] if self.blocks and self.blocks[0].kind == "title" else None
        values: dict[str, object] = {
            "id": self.name,
            "path": f"{self.name}.txt",
            "sha256": "0" * 64,
            "title": self.text[title.start : title.end] if title else None,
            "title_span": Span(title.start, title.end) if title else None,
            "authors": (),
            "agencies": (),
            "dateline": None,
            "url": None,
            "language": "en",
            "words": len(self.text.split()),
        }
        return Article(
            **(values | more),  # type: ignore[arg-type]
            outlet=outlet,
            published=published,
            text=self.text,
            blocks=self.blocks,
            sentences=sentences,
        )


def story() -> Corpus:
    """Return two reports with findings of every kind, crossing and nested ones among them."""
    one = Builder("harbour-post", FIRST, ["title", "body", "body", "body", "related", "heading", "body", "consent"])
    two = Builder("late-edition", SECOND, ["title"])
    first = one.article(
        outlet="The Harbour Post",
        agencies=("Coast Wire",),
        url="https://post.example/harbour?a=1&b=2",
        published=Published(
            value="2031-05-07",
            precision="day",
            basis="inferred",
            evidence=(one.at("late on Tuesday"),),
            reasoning="the Wednesday after the Tuesday it names",
        ),
    )
    second = two.article(published=Published(value="2031-05", precision="month", basis="stated"))
    return Corpus(
        articles=(first, second),
        entities=_entities(one, two),
        quotes=_quotes(one, two),
        quantities=_quantities(one, two),
        dates=(_date(one, "late on Tuesday", "2031-05-06", "Tuesday before publication"), _date(two, "Thursday", None)),
        sources=_sources(one, two),
        authenticity=_authenticity(one, two),
        reuse=(_shared(one, two),),
        origins=(Origin(articles=(one.name, two.name), why="they share 3 words of prose"),),
        comparisons=_comparisons(one, two),
    )


def _mentions(builder: Builder, *forms: str) -> tuple[Mention, ...]:
    found = {match.span() for form in forms for match in re.finditer(re.escape(form), builder.text)}
    longest = [s for s in found if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in found)]
    return tuple(Mention(article=builder.name, start=a, end=b) for a, b in sorted(longest))


def _role(builder: Builder, words: str) -> Role:
    span = builder.at(words)
    return Role(text=words, article=builder.name, start=span.start, end=span.end)


def _entity(name: str, kind: str, mentions: tuple[Mention, ...], **more: object) -> Entity:
    made = {"id": re.sub(r"[^a-z]+", "-", name.lower()), "type": kind, "name": name, "aliases": (), "roles": ()}
    return Entity(**(made | more), mentions=mentions)  # type: ignore[arg-type]


def _entities(one: Builder, two: Builder) -> tuple[Entity, ...]:
    forms = ("Ines Calloway", "Calloway", "Callowey")
    aliases = (
        Form(form="Ines Calloway", articles=(one.name, two.name), count=2, why="the fullest form"),
        Form(form="Callowey", articles=(one.name,), count=1, why="one letter from Calloway"),
    )
    return (
        _entity(
            "Ines Calloway",
            "person",
            _mentions(one, *forms) + _mentions(two, *forms),
            aliases=aliases,
            roles=(_role(one, "Mayor"),),
        ),
        _entity("Tom Reyes", "person", _mentions(one, "Tom Reyes"), roles=(_role(one, "spokesman"),)),
        _entity("Aino Kestrel", "person", _mentions(two, "Aino Kestrel"), roles=(_role(two, "leads the laboratory"),)),
        _entity("Ellery Water Board", "organisation", _mentions(one, "Ellery Water Board")),
        _entity("University of Sarn", "organisation", _mentions(two, "University of Sarn")),
        _entity("Port Ellery", "place", _mentions(one, "PORT ELLERY")),
    )


def _quote(builder: Builder, words: str, speaker: str | None, cue: str | None = None, **more: object) -> Quote:
    values: dict[str, object] = {
        "id": f"q-{digest(builder.name, words)}",
        "article": builder.name,
        "kind": "direct",
        "content": (builder.at(words),),
        "cue": builder.at(cue) if cue else None,
        "source": None,
        "speaker": speaker,
        "speaker_label": None,
        "channel": None,
        "in_recording": False,
        "confidence": "high",
    }
    return Quote(**(values | more))  # type: ignore[arg-type]


def _quotes(one: Builder, two: Builder) -> tuple[Quote, ...]:
    return (
        _quote(one, "Close them now, whatever it costs,", "ines-calloway", "says", in_recording=True),
        _quote(one, "there was no reason to doubt the tape", "tom-reyes", "said", kind="indirect"),
        _quote(one, "The mayor has nothing to hide,", "tom-reyes", "said"),
        _quote(one, "between 300 and 450 people were waiting at the gates", "tom-reyes", kind="indirect"),
        _quote(two, "It is her voice, as far as anyone can tell,", "aino-kestrel", "said"),
        _quote(two, "I never said those words,", "ines-calloway", "told", channel=two.at("told Radio Sarn")),
        _quote(one, "More than 2,000 litres of fuel leaked", None, speaker_label="a board", confidence="low"),
    )


def _quantity(builder: Builder, words: str, low: float | None, high: float | None, **more: object) -> Quantity:
    span = builder.at(words)
    values: dict[str, object] = {
        "id": f"n-{digest(builder.name, words)}",
        "article": builder.name,
        "text": words,
        "bound": "exact",
        "unit": None,
        "dimension": "count",
        "counted": None,
        "attributed_to": None,
        "confidence": "high",
    }
    return Quantity(start=span.start, end=span.end, low=low, high=high, **(values | more))  # type: ignore[arg-type]


def _quantities(one: Builder, two: Builder) -> tuple[Quantity, ...]:
    return (
        _quantity(one, "14-minute", 14, 14, unit="minute", dimension="duration"),
        _quantity(
            one,
            "between 300 and 450 people",
            300,
            450,
            bound="range",
            unit="people",
            counted="people waiting at the gates",
            attributed_to="tom-reyes",
        ),
        _quantity(one, "More than 2,000 litres", 2000, None, bound="more-than", unit="litre", dimension="other"),
        _quantity(one, "about six years", 6, 6, bound="about", unit="year", dimension="duration", confidence="medium"),
        _quantity(one, "54", 54, 54, unit="year", dimension="age"),
        _quantity(two, "31 samples", 31, 31, unit="sample", counted="samples"),
    )


def _date(builder: Builder, words: str, value: str | None, reasoning: str | None = None) -> DateMention:
    span = builder.at(words)
    return DateMention(
        article=builder.name, start=span.start, end=span.end, text=words, value=value, type="DATE", reasoning=reasoning
    )


def _cited(builder: Builder, words: str, cited_for: str | None = None, quotes: tuple[str, ...] = ()) -> Citation:
    span = builder.at(words)
    return Citation(article=builder.name, start=span.start, end=span.end, cited_for=cited_for, quotes=quotes)


def _sources(one: Builder, two: Builder) -> tuple[Source, ...]:
    def source(name: str, kind: str, citation: Citation, entity: str | None = None) -> Source:
        made = re.sub(r"[^a-z]+", "-", name.lower())
        return Source(id=made, name=name, entity=entity, kind=kind, citations=(citation,))  # type: ignore[arg-type]

    return (
        source("Tom Reyes", "spokesperson", _cited(one, "Calloway’s spokesman, Tom Reyes"), "tom-reyes"),
        source("Ellery Water Board", "organisation", _cited(one, "Ellery Water Board", "the leak")),
        source("Coast Wire", "agency", _cited(one, "Coast Wire")),
        source("Harbour recording", "recording", _cited(one, "the tape")),
        source("Aino Kestrel", "scholar", _cited(two, "Dr. Aino Kestrel"), "aino-kestrel"),
        source("Ines Calloway", "named-person", _cited(two, "Ines Calloway"), "ines-calloway"),
    )


def _statement(
    builder: Builder, clause: str, cue: str, stance: str, holder: str | None, **more: object
) -> Authenticity:
    span = builder.at(clause)
    values: dict[str, object] = {
        "id": f"a-{digest(builder.name, clause)}",
        "article": builder.name,
        "object": "recording",
        "object_span": None,
        "confidence": "high",
    }
    made = values | more
    return Authenticity(  # type: ignore[call-arg]
        start=span.start, end=span.end, cue=builder.at(cue), stance=stance, holder=holder, **made
    )


def _authenticity(one: Builder, two: Builder) -> tuple[Authenticity, ...]:
    return (
        _statement(one, "A 14-minute recording that purports to carry the voice", "purports", "purported", None),
        _statement(one, "The Harbour Post could not verify the recording", "could not verify", "unverifiable", None),
        _statement(
            one, "there was no reason to doubt the tape", "no reason to doubt", "no-reason-to-doubt", "tom-reyes"
        ),
        _statement(
            two,
            "deemed the harbour recording authentic",
            "deemed",
            "deemed-authentic",
            "aino-kestrel",
            method="after comparing samples",
        ),
        _statement(
            two, "Ines Calloway has disputed that", "disputed", "disputed", "ines-calloway", confidence="medium"
        ),
    )


def _shared(one: Builder, two: Builder) -> Reuse:
    here, there = one.at("the recording"), two.at("harbour recording")
    return Reuse(
        id="r-1",
        a=ArticleSpan(article=one.name, start=here.start, end=here.end),
        b=ArticleSpan(article=two.name, start=there.start, end=there.end),
        words=3,
        similarity=0.9,
        kind="near",
        direction="a-to-b",
        direction_why="the second came later",
    )


def _comparisons(one: Builder, two: Builder) -> tuple[Comparison, ...]:
    cells = (
        Cell(article=one.name, evidence=one.at("could not verify"), value="unverifiable", source=None),
        Cell(
            article=two.name, evidence=two.at("deemed"), value="deemed-authentic", source="aino-kestrel", hedge="deemed"
        ),
    )
    ages = (Cell(article=one.name, evidence=one.at("54"), value="54", source=None),)
    return (
        Comparison(
            id="c-1", topic="authenticity: recording", kind="stance", status="differ", independent=2, cells=cells
        ),
        Comparison(id="c-2", topic="age", kind="quantity", status="agree", independent=1, cells=ages, possible=True),
    )
