"""The comparison within one event: a function of what its reports hold, and of how telling words and days are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sourcebook.compare import (
    claim_rows,
    claims,
    date_rows,
    figure_rows,
    figures,
    repeats,
    stance_rows,
    variants,
)
from sourcebook.compare.heads import heads
from sourcebook.compare.kept import digest
from sourcebook.compare.maker import Maker
from sourcebook.compare.parts import Named, Own, Part
from sourcebook.compare.places import Places, country_of
from sourcebook.compare.terms import Sentence, Texts, Weights
from sourcebook.compare.vocabulary import Terms
from sourcebook.records import Comparison, Corpus, Entity, EntityType, Event, Mention, QuoteVariant, Reuse


class Told(NamedTuple):
    """A report of an event: its number and id, where it names entities, what it brings in, and its digest."""

    number: int
    article: str
    named: Named
    part: Part
    key: bytes


class Cast(NamedTuple):
    """An event with its reports, the passages that two of them share, and what they rest on (as in `Scene`)."""

    event: Event
    told: Sequence[Told]
    passages: Sequence[Reuse]
    origins: Mapping[str, str]


@dataclass(frozen=True)
class Scene:
    """All that the comparison of an event's reports depends on.

    Attributes:
        event: what they are about.
        corpus: the reports with their findings; entities with their mentions in these, without other forms and roles.
        sentences: of the reports.
        passages: that two of them share.
        origins: a name of the origin that a report has in common with others.
        weights: of the terms of these reports.
        rarity: of the days that they name.
        year: from which a report speaks that does not tell when it came out, if that is known.
        countries: in which country each place lies, by its id, where that is known.
    """

    event: Event
    corpus: Corpus
    sentences: Sequence[Sentence]
    passages: Sequence[Reuse]
    origins: Mapping[str, str]
    weights: Weights
    rarity: Weights
    year: str | None
    countries: Mapping[str, str]


def compared(scene: Scene) -> tuple[tuple[Comparison, ...], tuple[QuoteVariant, ...]]:
    """Return the rows of an event, each once, and the utterances of which its reports have several renderings."""
    corpus = scene.corpus
    texts = Texts(corpus.articles)
    maker = Maker(corpus, {article.id: scene.event for article in corpus.articles}, scene.origins, texts)
    rendered = variants.find(maker, corpus.quotes, scene.weights)
    uttered = variants.rows(maker, rendered, corpus.quotes)
    told = repeats.without_repeats(_rows(scene, maker), uttered)
    unique = {row.id: row for row in (*told, *uttered)}
    unique |= {row.id: row for row in variants.speakers(maker, rendered, corpus.quotes)}
    return tuple(unique.values()), rendered


def _rows(scene: Scene, maker: Maker) -> Iterator[Comparison]:
    corpus, sentences, weights = scene.corpus, scene.sentences, scene.weights
    event_of = {article.id: scene.event.id for article in corpus.articles}
    places = Places(corpus, scene.countries)
    counted = figures.figures_of(corpus, sentences, places, scene.year)
    yield from figure_rows.rows(maker, counted, weights, places)
    yield from date_rows.rows(maker, corpus.dates, sentences, weights, scene.rarity)
    yield from stance_rows.rows(maker, corpus.authenticity, sentences, corpus.entities)
    yield from claim_rows.told_apart(maker, corpus.quotes, sentences)
    yield from claim_rows.rows(maker, claims.find(sentences, weights, event_of, scene.passages, maker.texts))
    yield from claim_rows.headlines(maker, sentences, weights)


class Stage:
    """What the folder adds to each event: entities, and how telling words and days are."""

    def __init__(self, corpus: Corpus, terms: Terms, rarity: Weights) -> None:
        self._terms = terms
        self._rarity = rarity
        self._year = figures.last_year(corpus)
        self._entities: dict[str, tuple[str, EntityType]] = {}
        self._countries: dict[str, str] = {}
        for entity in corpus.entities:
            self._entities[entity.id] = entity.name, entity.type
            if entity.type == "place" and (country := country_of(entity)):
                self._countries[entity.id] = country
        self._undated = {head.id for head in heads(corpus.articles) if head.published is None}

    def key(self, cast: Cast) -> bytes:
        """Return a digest of all that the comparison of an event depends on."""
        names = sorted({entity for each in cast.told for _, _, entity in each.named})
        return digest(
            cast.event,
            [each.key for each in cast.told],
            [(passage.a, passage.b) for passage in cast.passages],
            cast.origins,
            [(name, *self._entities[name], self._countries.get(name)) for name in names],
            [self._terms.count, *(self._terms.seen_of(each.part.vocabulary).tobytes() for each in cast.told)],
            [self._rarity.count, *(self._rarity.seen[day] for each in cast.told for day in each.part.days)],
            self._year_of(cast),
        )

    def scene(self, cast: Cast, owned: Sequence[Own]) -> Scene:
        """Return an event with nothing in it but what `key` tells of; `owned` are its reports with their findings."""
        names = self._terms.names
        seen = {term: n for each in cast.told for term, n in self._seen(each.part)}
        days = {day for each in cast.told for day in each.part.days}
        entities = self._named(owned)
        return Scene(
            event=cast.event,
            corpus=Corpus(
                articles=tuple(own.article for own in owned),
                entities=entities,
                quotes=tuple(quote for own in owned for quote in own.quotes),
                quantities=tuple(quantity for own in owned for quantity in own.quantities),
                dates=tuple(date for own in owned for date in own.dates),
                sources=(),
                authenticity=tuple(statement for own in owned for statement in own.authenticity),
            ),
            sentences=[s for each in cast.told for s in each.part.sentences(each.article, names)],
            passages=cast.passages,
            origins=cast.origins,
            weights=Weights(self._terms.count, seen),
            rarity=Weights(self._rarity.count, {day: self._rarity.seen[day] for day in days}),
            year=self._year_of(cast),
            countries={e.id: self._countries[e.id] for e in entities if e.id in self._countries},
        )

    def _seen(self, part: Part) -> Iterator[tuple[str, int]]:
        """Yield the terms of an article, each with the number of sentences of the folder in which it stands."""
        return zip(part.terms(self._terms.names), self._terms.seen_of(part.vocabulary).tolist(), strict=True)

    def _year_of(self, cast: Cast) -> str | None:
        return self._year if any(each.article in self._undated for each in cast.told) else None

    def _named(self, owned: Sequence[Own]) -> tuple[Entity, ...]:
        """Return the entities that some articles name, with their mentions in these alone."""
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for own in owned:
            for start, end, entity in own.named:
                mentions[entity].append(Mention(article=own.article.id, start=start, end=end))
        return tuple(
            Entity(
                id=name,
                type=self._entities[name][1],
                name=self._entities[name][0],
                aliases=(),
                roles=(),
                mentions=tuple(mentions[name]),
            )
            for name in sorted(mentions)
        )
