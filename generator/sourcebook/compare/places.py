"""Where a figure holds: the countries and places that the words around it name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from sourcebook import gazetteer
from sourcebook.gazetteer import Folded
from sourcebook.records import Corpus, Entity
from sourcebook.text import fold

# A name is taken for the place of what is told only behind one of these, or joined to such a name: in "the US embassy
# in X" the first name says whose embassy, the second where.
_LOCATIVE = re.compile(
    r"(?:\b(?:in|at|near|outside|inside|across|around|throughout|within|capital|city of|town of|capital of)"
    r"(?:\s+(?:the|southern|northern|eastern|western|central|south|north|east|west|downtown))*\s*|^\s*)$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:,|,? and|,? the \w+ capital,?|/)\s*(?:in\s+)?$")
# Behind these words a name says whose, not where.
_WHOSE = re.compile(
    r"['\u2019]?s?\s+(?:[a-z]+\s+)?(?:embass|consul|official|government|militar|troop|force|soldier|army|navy|ambassador"
    r"|president|citizen|national|state\s+dep|flag|dollar)"
)
# How far before a name, in characters, the word that makes it a place may begin.
_REACH = 30


class Places:
    """The place names of all articles, by where they stand."""

    def __init__(self, corpus: Corpus, countries: Mapping[str, str]) -> None:
        """Take the articles with their entities, and by their ids the countries in which places lie, if known."""
        self._texts = {article.id: article.text for article in corpus.articles}
        self._named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self.names: dict[str, str] = {}
        for entity in corpus.entities:
            if entity.type == "place":
                self.names[entity.id] = entity.name
                for mention in entity.mentions:
                    self._named[mention.article].append((mention.start, mention.end, entity.id))
        for named in self._named.values():
            named.sort()
        self._countries = countries

    def within(self, article: str, start: int, end: int) -> list[str]:
        """Return the ids of places that a stretch of an article names as places, in text order."""
        text, found, last = self._texts[article], [], -1
        named = self._named.get(article, [])
        for a, b, place in named[bisect_left(named, (start, 0, "")) : bisect_left(named, (end, 0, ""))]:
            before = text[max(start, a - _REACH) : a]
            joined = last >= 0 and _JOINED.fullmatch(text[last:a])
            if _WHOSE.match(text, b):
                continue
            if _LOCATIVE.search(before) or joined or text[b : b + 1] == ":":
                found.append(place)
                last = b
        return found

    def last_before(self, article: str, at: int) -> str | None:
        """Return the place named last before a point of an article."""
        named = self._named.get(article, [])
        n = bisect_right(named, (at, 0, "")) - 1
        return named[n][2] if n >= 0 else None

    def settlement_before(self, article: str, at: int) -> str | None:
        """Return what "the city" means at a point of an article: what it named most till then, countries left out."""
        named = self._named.get(article, [])
        counts = Counter(place for start, _, place in named if start < at)
        towns = [place for place in counts if self._countries.get(place) != self.names[place]]
        return max(towns, key=lambda place: (counts[place], place), default=None)

    def countries(self, places: Iterable[str]) -> frozenset[str]:
        """Return the countries that places lie in; places of unknown country are left out."""
        return frozenset(country for place in places if (country := self._countries.get(place)))

    def named(self, article: str, start: int, end: int) -> set[str]:
        """Return all places that a stretch of an article names."""
        named = self._named.get(article, [])
        return {p for _, _, p in named[bisect_left(named, (start, 0, "")) : bisect_left(named, (end, 0, ""))]}


def country_of(entity: Entity) -> str | None:
    """Return the name of the country that a place is or lies in, the largest city of a name counting."""
    countries, cities = _countries(), _cities()
    for form in (entity.name, *(alias.form for alias in entity.aliases)):
        known = fold(form)
        if known in countries:
            return countries[known]
        if (city := cities.get(known)) and city[1]:
            return city[1]
    return None


@cache
def _countries() -> Mapping[str, str]:
    return {fold(country.name): country.name for country in gazetteer.countries().values()}


@cache
def _cities() -> Folded[tuple[int, str]]:
    """Return the population and the country of the largest city of each name."""
    by_code = {code: country.name for code, country in gazetteer.countries().items()}
    held = [(city.name, (city.population, by_code.get(city.country, ""))) for city in gazetteer.cities()]
    return Folded(held, fold=fold, better=max)
