"""All findings, ordered for the pages: by article, by entity, by source; and the place of each on the site."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from markupsafe import Markup

from sourcebook import evidence
from sourcebook.records import (
    Article,
    Authenticity,
    Citation,
    Corpus,
    DateMention,
    Entity,
    Mention,
    Note,
    Quantity,
    Quote,
    Role,
    Source,
    Span,
)
from sourcebook.text import fold

from . import between, escape, paths
from .options import Options
from .ordered import ordered
from .prose import Prose
from .sentences import OfEach, Piece
from .trails import Trails

T = TypeVar("T")
P = TypeVar("P", Mention, Role, Citation)
Place = tuple[str, str | None]

ARTICLES = "articles/index.md"
FIND = "find/index.md"
PEOPLE = "people/index.md"
ORGANISATIONS = "people/organisations.md"
PLACES = "people/places.md"
NUMBERS = "numbers/index.md"
SOURCES = "sources/index.md"
AUTHENTICITY = "authenticity/index.md"
COMPARE = "compare/index.md"
POSSIBLE = "compare/possible.md"
SHARED = "compare/shared.md"
QUOTATIONS = "compare/quotations.md"
TIMELINE = "compare/timeline.md"
DATA = "data/index.md"
SCORES = "data/scores.md"
REVIEW = "review/index.md"
STYLE = "sourcebook/sourcebook.css"
SCRIPT = "sourcebook/sourcebook.js"
OFFLINE = "sourcebook/offline.js"

# YYYY-MM-DD, with or without a time of the day.
_ON_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T|$)")
_DAY = 10
# What stands for a sentence in a table is cut to this many characters around the finding.
_EVIDENCE = 420
_LONGEST_TITLE = 300
_CALLED = 64


class Site:
    """The corpus with its lookups; made once, then only read.

    Args:
        corpus: the findings.
        options: choices of the site.
    """

    def __init__(self, corpus: Corpus, options: Options) -> None:
        self.corpus = corpus = ordered(corpus)
        self.options = options
        self.articles = {article.id: article for article in corpus.articles}
        # Tuples, not tables: a page that reads them depends on everything.
        self._by_date = tuple(sorted(corpus.articles, key=_dated))
        self._most_named = tuple(sorted(corpus.entities, key=_named))
        self._rank = {article.id: rank for rank, article in enumerate(self._by_date)}
        self.entities = {entity.id: entity for entity in corpus.entities}
        # The outlet, empty where it is not told, and the beginning of the title.
        self.called = {
            a.id: (escape.shortened(a.outlet or "", _CALLED), escape.shortened(title(a), _CALLED))
            for a in corpus.articles
        }
        self.titles = {article.id: title(article) for article in corpus.articles}
        self.outlets = {article.id: article.outlet for article in corpus.articles}
        self.trails = Trails({e.id: e.mentions for e in corpus.entities}, self._rank)
        self.cited = Trails({s.id: s.citations for s in corpus.sources}, self._rank)
        self.dated = Trails(_days(corpus), self._rank)
        self.sources = {source.id: source for source in corpus.sources}
        self.sentences = OfEach(self.articles)
        self.quotes = grouped(corpus.quotes, _article)
        self.quantities = grouped(corpus.quantities, _article)
        self.dates: dict[str, list[DateMention]] = grouped(corpus.dates, _article)
        self.authenticity = grouped(corpus.authenticity, _article)
        self.said: dict[str, list[Quote]] = grouped(sorted(corpus.quotes, key=self._rank_of), _speaker)
        self.held: dict[str, list[Authenticity]] = grouped(corpus.authenticity, _holder)
        self.attributed: dict[str, list[Quantity]] = grouped(corpus.quantities, _attributed)
        self.sources_of_entity = grouped(corpus.sources, _entity)
        self.mentions = _placed((entity, mention) for entity in corpus.entities for mention in entity.mentions)
        self.roles = _placed((entity, role) for entity in corpus.entities for role in entity.roles)
        self.citations = _placed((source, citation) for source in corpus.sources for citation in source.citations)
        self.several = len(corpus.articles) > 1
        self.alone = {entity.id: len({m.article for m in entity.mentions}) == 1 for entity in corpus.entities}
        self.cited_once = {source.id: len({c.article for c in source.citations}) == 1 for source in corpus.sources}
        self.remarks = grouped(corpus.curation.notes, _noted)
        self.reuse = between.reuse(corpus)
        self.pairs = between.pairs(self.reuse, self._rank)
        self.prose = Prose(self.articles, self.pairs)
        self.pairs_of = between.of_each(self.pairs)
        self.comparisons, self.members = between.comparisons(corpus), between.members(corpus)
        self.rendered = between.rendered(corpus)
        self._evidence = evidence.spans(corpus) if any(map(self.is_withheld, corpus.articles)) else {}
        self._shown: dict[str, frozenset[Piece]] = {}
        self.places: dict[tuple[str, str], Place] = {}

    def _rank_of(self, quote: Quote) -> int:
        return self._rank[quote.article]

    def of_type(self, *types: str) -> list[Entity]:
        """Return the entities of some types, those in most articles and then most often named first."""
        return [entity for entity in self._most_named if entity.type in types]

    def unsearched(self) -> tuple[str, ...]:
        """Return what keeps a page out of the theme's search index, where the site is too large for it."""
        return ("search:", "  exclude: true") if len(self.articles) > self.options.search else ()

    def is_withheld(self, article: Article) -> bool:
        """Return whether only those sentences of an article that carry findings may be shown."""
        return self.options.text == "excerpts" or article.rights == "excerpts"

    def is_shown(self, article: Article, piece: Piece) -> bool:
        """Return whether a sentence stands on its article's page: of a withheld one, those that findings rest on."""
        if not self.is_withheld(article):
            return True
        if article.id not in self._shown:
            spans = self._evidence[article.id]
            self._shown[article.id] = frozenset(p for p in self.sentences[article.id].all if _rests(p, spans))
        return piece in self._shown[article.id]

    def by_date(self) -> list[Article]:
        """Return the articles, oldest first, those without a date last."""
        return list(self._by_date)

    def in_order(self, articles: Iterable[str]) -> list[str]:
        """Return articles, by their ids, in the order of their dates."""
        return sorted(articles, key=self._rank.__getitem__)

    def place_of(self, kind: str, identifier: str | None) -> Place | None:
        """Return the page and anchor of an article, entity, source, number, quotation or statement, if it has one."""
        return None if identifier is None else self.places.get((kind, identifier))

    def href(self, page: str, place: Place | None) -> Markup | None:
        """Return the relative link from `page` to a place."""
        if place is None:
            return None
        # Percent-encoded whole, so nothing in it means anything to HTML.
        return Markup(paths.href(page, place[0], place[1], directory_urls=self.options.directory_urls))  # noqa: S704

    def link(self, page: str, kind: str, identifier: str | None) -> Markup | None:
        """Return the relative link from `page` to the place of a finding, ``None`` where it has none."""
        return self.href(page, self.place_of(kind, identifier))

    def pager(self, page: str, first: str, nth: int, total: int) -> list[tuple[int, Markup | None]]:
        """Return links from the `nth` page of the list that begins at `first` to others of it, by their numbers."""
        return [(n, self.href(page, (paths.part(first, n), None))) for n in paths.linked(nth, total)]

    def sentence(self, page: str, article: str, offset: int) -> Markup | None:
        """Return the relative link from `page` to the sentence of `article` at a character offset."""
        return self.href(page, self.at_sentence(article, offset))

    def at_sentence(self, article: str, offset: int) -> Place | None:
        """Return the page and anchor of the sentence of `article` at a character offset."""
        place = self.place_of("article", article)
        if place is None:
            return None
        piece = self.sentences[article].at(offset)
        stands = piece is not None and self.is_shown(self.articles[article], piece)
        return place[0], piece.anchor if piece and stands else None

    def words(self, article: str, offset: int) -> str | None:
        """Return the text of the sentence of `article` at a character offset."""
        piece = self.sentences[article].at(offset)
        return self.articles[article].text[piece.start : piece.end] if piece else None

    def evidence(self, article: str, start: int, end: int) -> Markup:
        """Return the sentences around a finding as HTML, the finding itself marked; long ones are cut around it."""
        left, middle, right, cut_left, cut_right = self.passage(article, start, end)
        if len(middle) > 2 * _EVIDENCE:
            middle = middle[: 2 * _EVIDENCE] + "…"
        made = (
            "…" if cut_left else "",
            escape.encoded(_flat(left)),
            f"<mark>{escape.encoded(_flat(middle))}</mark>",
            escape.encoded(_flat(right)),
            "…" if cut_right else "",
        )
        return Markup("".join(made))  # noqa: S704  (escaped text and our own tags)

    def passage(self, article: str, start: int, end: int) -> tuple[str, str, str, bool, bool]:
        """Return the text before a finding, its own and that behind it; and whether more stands before and behind."""
        pieces = self.sentences[article]
        text = self.articles[article].text
        first, last = pieces.at(start), pieces.at(max(start, end - 1))
        left = min(start, first.start) if first else start
        right = max(end, last.end) if last else end
        cut_left = max(left, start - max(0, _EVIDENCE - (end - start)) // 2) if right - left > _EVIDENCE else left
        cut_right = min(right, max(end, cut_left + _EVIDENCE)) if right - left > _EVIDENCE else right
        return text[cut_left:start], text[start:end], text[end:cut_right], cut_left > left, cut_right < right


def title(article: Article) -> str:
    """Return an article's title, or its id where it has none."""
    return escape.shortened(article.title or "", _LONGEST_TITLE) or article.id


def grouped(items: Iterable[T], key: Callable[[T], str | None]) -> dict[str, list[T]]:
    """Return `items` by their key, in order; those without a key are left out."""
    made: dict[str, list[T]] = defaultdict(list)
    for item in items:
        name = key(item)
        if name is not None:
            made[name].append(item)
    return made


def chunks(items: list[T], size: int) -> list[list[T]]:
    """Return `items` in lists of at most `size`; one empty list where there are none."""
    return [items[at : at + size] for at in range(0, len(items), size)] or [[]]


def _placed(items: Iterable[tuple[T, P]]) -> dict[str, list[tuple[T, P]]]:
    """Return what stands somewhere, each with its place, by the article of that place."""
    made: dict[str, list[tuple[T, P]]] = defaultdict(list)
    for item in items:
        made[item[1].article].append(item)
    return made


def _rests(piece: Piece, spans: Iterable[Span]) -> bool:
    return any(span.start < piece.end and piece.start < span.end for span in spans)


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def _article(item: Quote | Quantity | DateMention | Authenticity) -> str:
    return item.article


def _days(corpus: Corpus) -> dict[str, list[DateMention]]:
    return grouped(corpus.dates, day_of)


def day_of(item: DateMention) -> str | None:
    """Return the day that a date was resolved to; nothing for a year, a month or a length of time."""
    return item.value[:_DAY] if item.value and _ON_A_DAY.match(item.value) else None


def _noted(item: Note) -> str | None:
    return item.article


def _speaker(item: Quote) -> str | None:
    return item.speaker


def _holder(item: Authenticity) -> str | None:
    return item.holder


def _attributed(item: Quantity) -> str | None:
    return item.attributed_to


def _entity(item: Source) -> str | None:
    return item.entity


def _dated(article: Article) -> tuple[bool, str, str, str]:
    when = article.published.value if article.published else ""
    return article.published is None, when, fold(title(article)), article.id


def _named(entity: Entity) -> tuple[int, int, str, str]:
    reports = len({mention.article for mention in entity.mentions})
    return -reports, -len(entity.mentions), fold(entity.name), entity.id
