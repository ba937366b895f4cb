"""All findings, ordered for the pages: by article, by entity, by source; and the place of each on the site."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from markupsafe import Markup

from sourcebook import evidence, spilled
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
from sourcebook.spilled import Spilled
from sourcebook.text import fold

from . import between, escape, light, paths
from .lately import Lately
from .options import Options
from .ordered import ordered
from .placed import Place, Places
from .prose import Prose
from .sentences import OfEach, Piece
from .trails import Trails

T = TypeVar("T")

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
# Articles of which it is held which sentences may be shown, where not all may.
_MOST_SHOWN = 2_000


class Site:
    """The corpus with its lookups; made once, then only read.

    Args:
        corpus: the findings.
        options: choices of the site.
    """

    def __init__(self, corpus: Corpus, options: Options) -> None:
        self.corpus = corpus = ordered(corpus)
        self.options = options
        self.articles = spilled.by_id(corpus.articles)
        # Sequences, not tables: a page that reads them depends on everything.
        self._by_date = spilled.ordered(corpus.articles, _dated)
        self._rank = {article.id: rank for rank, article in enumerate(self._by_date)}
        self._findings(corpus)
        self._people(corpus)
        self._cited(corpus)
        # The outlet, empty where it is not told, and the beginning of the title.
        self.called: dict[str, tuple[str, str]] = {}
        self.titles: dict[str, str] = {}
        self.outlets: dict[str, str | None] = {}
        for article in corpus.articles:
            name, outlet = article.id, article.outlet
            self.titles[name], self.outlets[name] = title(article), outlet
            self.called[name] = (escape.shortened(outlet or "", _CALLED), escape.shortened(title(article), _CALLED))
        self.sentences = OfEach(self.articles)
        self.several = len(corpus.articles) > 1
        self.remarks = grouped(corpus.curation.notes, _noted)
        self.reuse = between.reuse(corpus, self.articles)
        self.pairs = between.pairs(corpus, self._rank)
        self.prose = Prose(self.articles, self.pairs)
        self.pairs_of = between.of_each(self.pairs)
        self.comparisons, self.members = between.comparisons(corpus), between.members(corpus, self.articles)
        self.rendered = between.Rendered(corpus.quote_variants)
        self._are_withheld = any(map(self.is_withheld, corpus.articles))
        self._evidence = evidence.spans(corpus) if self._are_withheld else {}
        self._shown: Lately[str, frozenset[Piece]] = Lately(self._standing, _MOST_SHOWN)
        self.places = Places(are_many=isinstance(corpus.articles, Spilled))

    def _findings(self, corpus: Corpus) -> None:
        """Order what was found in one article alone."""
        self.quotes = spilled.by_article(corpus.quotes)
        self.quantities = spilled.by_article(corpus.quantities)
        self.dates = spilled.by_article(corpus.dates)
        self.authenticity = spilled.by_article(corpus.authenticity)
        self.said = self._by_speaker(corpus.quotes)
        self.held = spilled.grouped(corpus.authenticity, _holder)
        self.attributed = spilled.grouped(corpus.quantities, _attributed)
        self.dated = Trails(self._rank)
        for day, dates in spilled.grouped(corpus.dates, day_of).items():
            self.dated.add(day, dates)

    def _by_speaker(self, quotes: Sequence[Quote]) -> Mapping[str, list[Quote]]:
        """Return what each said, in the order of the articles' dates."""
        ranks = array("i")
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, quote in enumerate(quotes):
            ranks.append(self._rank[quote.article])
            if quote.speaker is not None:
                numbers[quote.speaker].append(number)
        ordered = {who: array("i", sorted(each, key=ranks.__getitem__)) for who, each in numbers.items()}
        return spilled.under(quotes, ordered)

    def _people(self, corpus: Corpus) -> None:
        """Order who is named, in any article."""
        known = light.lights(corpus.entities)
        self.entities = {entity.id: entity for entity in known}
        self.mentions = light.Placed(corpus.entities, known, Mention)
        self.roles = light.Placed(corpus.entities, known, Role)
        self.trails, self.alone = Trails(self._rank), dict[str, bool]()
        keys = []
        for number, (entity, name) in enumerate(zip(corpus.entities, (each.id for each in known), strict=True)):
            reports = len({mention.article for mention in entity.mentions})
            keys.append((-reports, -len(entity.mentions), fold(entity.name), name))
            self.alone[name] = reports == 1
            self.trails.add(name, entity.mentions)
            self.mentions.add(number, entity.mentions)
            self.roles.add(number, entity.roles)
        self._most_named = tuple(known[number] for number in sorted(range(len(keys)), key=keys.__getitem__))
        self.mentions.done()
        self.roles.done()

    def _cited(self, corpus: Corpus) -> None:
        """Order what is cited, in any article."""
        known = light.lights(corpus.sources)
        self.sources = {source.id: source for source in known}
        self.citations = light.Placed(corpus.sources, known, Citation)
        self.cited, self.cited_once = Trails(self._rank), dict[str, bool]()
        for number, (source, name) in enumerate(zip(corpus.sources, (each.id for each in known), strict=True)):
            self.cited_once[name] = len({citation.article for citation in source.citations}) == 1
            self.cited.add(name, source.citations)
            self.citations.add(number, source.citations)
        self.citations.done()
        self.sources_of_entity = spilled.grouped(corpus.sources, _entity)

    def of_type(self, *types: str) -> list[Entity]:
        """Return the entities of some types, those in most articles and then most often named first."""
        return [entity for entity in self._most_named if entity.type in types]

    def unsearched(self) -> tuple[str, ...]:
        """Return what keeps a page out of the theme's search index, where the site is too large for it."""
        return ("search:", "  exclude: true") if len(self.articles) > self.options.search else ()

    def is_withheld(self, article: Article) -> bool:
        """Return whether only those sentences of an article that carry findings may be shown."""
        return self.options.text == "excerpts" or article.rights == "excerpts"

    def has_withheld(self, article: str) -> bool:
        """Return whether of an article, by its id, only such sentences may be shown; where none is, none is read."""
        return self._are_withheld and self.is_withheld(self.articles[article])

    def is_shown(self, article: Article, piece: Piece) -> bool:
        """Return whether a sentence stands on its article's page: of a withheld one, those that findings rest on."""
        if not self.is_withheld(article):
            return True
        return piece in self._shown[article.id]

    def _standing(self, article: str) -> frozenset[Piece]:
        spans = self._evidence[article]
        return frozenset(piece for piece in self.sentences[article].all if _rests(piece, spans))

    def by_date(self) -> Sequence[Article]:
        """Return the articles, oldest first, those without a date last."""
        return self._by_date

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
        # Where no article is withheld, none need be read to know what is shown.
        stands = piece is not None and (not self._are_withheld or self.is_shown(self.articles[article], piece))
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


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return `items` in lists of at most `size`; one empty list where there are none."""
    return [items[at : at + size] for at in range(0, len(items), size)] or [[]]


def _rests(piece: Piece, spans: Iterable[Span]) -> bool:
    return any(span.start < piece.end and piece.start < span.end for span in spans)


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def day_of(item: DateMention) -> str | None:
    """Return the day that a date was resolved to; nothing for a year, a month or a length of time."""
    return item.value[:_DAY] if item.value and _ON_A_DAY.match(item.value) else None


def _noted(item: Note) -> str | None:
    return item.article


def _holder(item: Authenticity) -> str | None:
    return item.holder


def _attributed(item: Quantity) -> str | None:
    return item.attributed_to


def _entity(item: Source) -> str | None:
    return item.entity


def _dated(article: Article) -> tuple[bool, str, str, str]:
    when = article.published.value if article.published else ""
    return article.published is None, when, fold(title(article)), article.id
