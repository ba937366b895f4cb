"""Articles made by recombining the sentences of given ones, with all that was found in them.

Four kinds of folder are made of them. In a folder as they are in life, every twenty articles tell a story of their
own, on days of its own, each statement in three of them or so. In a hard one two hundred articles tell the same story,
each statement in some dozen of them and no article with a day. In one of a single story all articles tell it, on three
days. Stories have names of their own and share the commonest words; most sentences are told in an article's own words;
every tenth article takes a run of sentences from another. One apart is as in life, but its stories share the short
words alone: where few sentences are drawn again for very many stories, words in common would make passages that no two
real stories share.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from sourcebook.records import (
    Analysed,
    Article,
    Authenticity,
    Block,
    DateMention,
    Entity,
    Facts,
    Gist,
    Mention,
    Published,
    Quantity,
    Quote,
    Source,
    Span,
    gists_of,
)

# How many sentences an article has, and how many copied ones follow each other.
SENTENCES = 20
COPIED = 4
# A word of at least so many letters is one of the story's own, but for some; so many of ten are kept where an article
# says it in its own words.
LETTERS_LEAST, KEPT = 5, 5
# Little words that stand in for each other, so that what is told in other words shares no long runs of words.
LITTLE: tuple[list[str], ...] = (
    ["of", "in", "to", "on", "by", "at", "as", "is", "it", "he", "be", "we", "or"],
    ["the", "and", "was", "for", "his", "had", "has", "are", "but", "its"],
    ["that", "with", "from", "they", "were", "have", "been", "said", "this", "will"],
)
_WORD = re.compile(r"[^\W\d_]+")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST_DAY = dt.date(2015, 1, 1)


@dataclass(frozen=True)
class Form:
    """A kind of folder.

    Attributes:
        story: how many articles tell one story.
        pool: of how many statements it is told; of all of a folder's, if none.
        own: so many of ten sentences are in an article's own words.
        dated: whether it is known when articles came out.
        common: so many of ten of the longer words are shared by all stories.
    """

    story: int
    pool: int | None
    own: int
    dated: bool
    common: int = 4


FORMS = {
    "life": Form(20, 120, 9, dated=True),
    "apart": Form(20, 120, 9, dated=True, common=0),
    "hard": Form(200, None, 7, dated=False),
    "one": Form(1_000_000, None, 9, dated=True),
}


@dataclass(frozen=True)
class Piece:
    """A sentence with all that was found in it."""

    article: Article
    span: Span
    facts: Facts


def pieces(analysed: Sequence[Analysed]) -> list[Piece]:
    """Return the sentences of some articles with what was found in each."""
    return [
        Piece(each.article, span, _within(each.facts, span)) for each in analysed for span in each.article.sentences
    ]


def made(stories: Sequence[Sequence[Piece]], size: int, form: Form) -> list[Analysed]:
    """Return `size` articles of recombined sentences; the same for the same input."""
    return list(each(stories, size, form))


def each(stories: Sequence[Sequence[Piece]], size: int, form: Form) -> Iterator[Analysed]:
    """Yield what `made` returns."""
    chance = random.Random(size)  # noqa: S311 - nothing secret
    parts: list[list[tuple[Piece, int]]] = []
    for number in range(size):
        story, nth = divmod(number, form.story)
        if nth == 0:
            told = stories[story % len(stories)]
            pool = told if form.pool is None else chance.sample(told, min(form.pool, len(told)))
        tellers = (number if (7 * number + n) % 10 < form.own else -1 - story for n in range(SENTENCES))
        chosen = [(chance.choice(pool), teller) for teller in tellers]
        if nth % 10 == 9:
            chosen[:COPIED] = parts[number - chance.randrange(1, 10)][:COPIED]
        parts.append(chosen)
        yield _Article(number, story, form).of(chosen)


def _within(facts: Facts, span: Span) -> Facts:
    def inside(item: Span | Mention | Quantity | DateMention | Authenticity) -> bool:
        return span.start <= item.start and item.end <= span.end

    entities = (
        replace(entity, roles=(), mentions=tuple(m for m in entity.mentions if inside(m))) for entity in facts.entities
    )
    sources = (
        replace(s, citations=tuple(c for c in s.citations if inside(Span(c.start, c.end)))) for s in facts.sources
    )
    return Facts(
        article=facts.article,
        entities=tuple(entity for entity in entities if entity.mentions),
        quotes=tuple(q for q in facts.quotes if q.content and all(inside(s) for s in _spans(q))),
        quantities=tuple(q for q in facts.quantities if inside(q)),
        dates=tuple(d for d in facts.dates if inside(d)),
        sources=tuple(source for source in sources if source.citations),
        authenticity=tuple(a for a in facts.authenticity if inside(a) and inside(a.cue)),
    )


def _spans(quote: Quote) -> Iterator[Span]:
    yield from (span for span in (*quote.content, quote.cue, quote.source, quote.channel) if span)


class _Article:
    """Puts sentences together, and moves their findings to where they stand then."""

    def __init__(self, number: int, story: int, form: Form) -> None:
        self.name = f"made-{number:06}"
        self.number = number
        self.story = story
        self.common = form.common
        self.day = FIRST_DAY + dt.timedelta(days=2 * story + number % 3) if form.dated else None
        self.entities: dict[str, list[Entity]] = defaultdict(list)
        self.sources: dict[str, list[Source]] = defaultdict(list)
        self.found: dict[str, list[Quote | Quantity | DateMention | Authenticity]] = defaultdict(list)

    def of(self, chosen: Sequence[tuple[Piece, int]]) -> Analysed:
        """Return the article with its findings; each sentence comes with the number of the article that words it."""
        text = ""
        spans: list[Span] = []
        gists: list[Gist] = []
        for nth, (piece, teller) in enumerate(chosen):
            spans.append(Span(len(text), len(text) + piece.span.end - piece.span.start))
            by = len(text) - piece.span.start
            self._take(piece, nth, by)
            gists += [
                replace(gist, start=gist.start + by, end=gist.end + by, text=self._of_story(gist.text))
                for gist in piece.article.gists.all()
                if piece.span.start <= gist.start and gist.end <= piece.span.end
            ]
            text += self._told(piece, teller) + "\n\n"
        day = Published(value=self.day.isoformat(), precision="day", basis="sidecar") if self.day else None
        article = replace(
            chosen[0][0].article,
            id=self.name,
            path=self.name,
            sha256=f"{zlib.crc32(text.encode()):08x}",
            title=None,
            title_span=None,
            text=text,
            published=day,
            agencies=(),
            blocks=tuple(Block(start=s.start, end=s.end, kind="body", why="made") for s in spans),
            sentences=tuple(spans),
            words=len(text.split()),
            gists=gists_of(gists),
        )
        return Analysed(article=article, facts=self._facts())

    def _facts(self) -> Facts:
        entities = (
            replace(same[0], mentions=tuple(sorted((m for e in same for m in e.mentions), key=lambda m: m.start)))
            for same in self.entities.values()
        )
        sources = (replace(s[0], citations=tuple(c for one in s for c in one.citations)) for s in self.sources.values())
        found = {kind: tuple(items) for kind, items in self.found.items()}
        return Facts(article=self.name, entities=tuple(entities), sources=tuple(sources), **found)  # type: ignore[arg-type]

    def _told(self, piece: Piece, teller: int) -> str:
        """Return a sentence in the words of a story and, within it, of one article; names keep to the story's."""
        text = self._of_story(piece.article.text[piece.span.start : piece.span.end])
        names = {at for e in piece.facts.entities for m in e.mentions for at in range(m.start, m.end)}
        own, little = _alphabet(-1 - teller), _little(teller)

        def moved(match: re.Match[str]) -> str:
            word = match.group()
            if piece.span.start + match.start() in names:
                return word
            kept = teller < 0 or len(word) < LETTERS_LEAST or _tenth(word) < KEPT
            return little.get(word, word) if kept else word.translate(own)

        return _WORD.sub(moved, text)

    def _take(self, piece: Piece, nth: int, by: int) -> None:
        def moved(span: Span | None) -> Span | None:
            return span and Span(span.start + by, span.end + by)

        for entity in piece.facts.entities:
            mentions = tuple(replace(m, article=self.name, start=m.start + by, end=m.end + by) for m in entity.mentions)
            name = self._of_story(entity.name)
            self.entities[entity.id].append(replace(entity, name=name, aliases=(), mentions=mentions))
        for source in piece.facts.sources:
            cited = tuple(
                replace(c, article=self.name, start=c.start + by, end=c.end + by, quotes=()) for c in source.citations
            )
            self.sources[source.id].append(replace(source, name=self._of_story(source.name), citations=cited))
        for quote in piece.facts.quotes:
            content = tuple(Span(s.start + by, s.end + by) for s in quote.content)
            places: dict[str, object] = {
                "cue": moved(quote.cue),
                "source": moved(quote.source),
                "channel": moved(quote.channel),
            }
            self._put("quotes", quote, nth, {"content": content, **places})
        for kind in ("quantities", "dates", "authenticity"):
            for item in getattr(piece.facts, kind):
                places: dict[str, object] = {"start": item.start + by, "end": item.end + by}
                if isinstance(item, Authenticity):
                    places |= {"cue": moved(item.cue), "object_span": moved(item.object_span)}
                self._put(kind, item, nth, places)

    def _of_story(self, text: str) -> str:
        """Return a text with the words of the story of its own; of the same length, so that offsets stay."""
        letters = _alphabet(self.story)

        def moved(match: re.Match[str]) -> str:
            word = match.group()
            return word if len(word) < LETTERS_LEAST or _tenth(word) < self.common else word.translate(letters)

        return _WORD.sub(moved, text)

    def _put(
        self, kind: str, item: Quote | Quantity | DateMention | Authenticity, nth: int, places: dict[str, object]
    ) -> None:
        self.found[kind].append(replace(item, article=self.name, id=f"{item.id}-{self.number}-{nth}", **places))


def _tenth(word: str) -> int:
    return zlib.crc32(word.lower().encode()) // 10 % 10


@lru_cache(maxsize=64)
def _alphabet(number: int) -> dict[int, int]:
    chance = random.Random(number)  # noqa: S311 - nothing secret
    return str.maketrans(LETTERS, "".join(chance.sample(LETTERS, len(LETTERS))))


@lru_cache(maxsize=64)
def _little(number: int) -> dict[str, str]:
    chance = random.Random(number)  # noqa: S311 - nothing secret
    return {word: other for same in LITTLE for word, other in zip(same, chance.sample(same, len(same)), strict=True)}
