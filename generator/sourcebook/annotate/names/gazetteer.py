"""Names of countries, states of the US and larger cities, which settle what the model mistypes."""

from __future__ import annotations

import functools

from sourcebook import gazetteer
from sourcebook.gazetteer import Folded
from sourcebook.name_forms import key, parts

# Names of cities that are mostly something else in a report count only beside the model's or the context's voice.
LARGE_CITY = 700_000
# Weights: what the gazetteer alone says for a place.
COUNTRY = 4.0
_LARGE = 2.5
_SMALL = 1.0
_COUNTRY_POPULATION = 1_000_000_000


@functools.cache
def _places() -> Folded[int]:
    large = [city for city in gazetteer.cities() if city.population >= gazetteer.SMALLEST_CITY]
    named = [(name, city.population) for city in large for name in (city.name, *city.others)]
    countries = [*(country.name for country in gazetteer.countries().values()), *gazetteer.states()]
    known = [(name, _COUNTRY_POPULATION) for name in countries]
    return Folded([*named, *known], fold=lambda name: " ".join(parts(name)), better=max)


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {country.iso3: country.name for country in gazetteer.countries().values()}


def weight(name: str) -> float:
    """Return how sure it is by the gazetteer alone that `name` is a place: 0 to 4."""
    population = _places().get(" ".join(parts(name))) or _places().get(" ".join(key(name))) or 0
    if population >= _COUNTRY_POPULATION:
        return COUNTRY
    if population >= LARGE_CITY:
        return _LARGE
    return _SMALL if population else 0.0


def country_of_code(code: str) -> str | None:
    """Return the country of an ISO three-letter `code` in capitals."""
    return _abbreviations().get(code)
