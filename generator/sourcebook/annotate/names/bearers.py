"""The persons of an article by the words of their names, so that a short name is not held against each of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sourcebook.annotate.names import gazetteer
from sourcebook.annotate.names.lexicon import given_names
from sourcebook.name_forms import holes, misspelt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sourcebook.annotate.names.groups import Group, Key

    # The number of a person and of one of the person's names, for the order in which they are asked; and both.
    _Named = tuple[int, int, Group, Key]

# A first name and two surnames.
_TWO_SURNAMES = 3


class Bearers:
    """Persons known by full names, and for which short names each can stand.

    Args:
        people: the persons, in the order in which they are asked.
    """

    def __init__(self, people: list[Group]) -> None:
        self._number = {id(person): number for number, person in enumerate(people)}
        self._listed: list[int] = [0] * len(people)
        self._last: set[str] = set()
        self._by_end: dict[Key, list[_Named]] = defaultdict(list)
        self._by_word: dict[tuple[int, str], list[_Named]] = defaultdict(list)
        self._by_hole: dict[str, list[_Named]] = defaultdict(list)
        for person in people:
            self._list(person)

    def take(self, person: Group, other: Group, why: str) -> None:
        """Give a person all mentions of `other`, and its names."""
        person.take(other, why)
        self._list(person)

    def family(self, short: Key) -> bool:
        """Say whether a name is the plural of somebody's surname: a family."""
        return len(short) == 1 and short[0].endswith("s") and short[0][:-1] in self._last

    def of(self, short: Key) -> tuple[list[Group], str]:
        """Return the persons for whom a short name can stand by the first rule that fits anybody, and why.

        Of several only those who share a surname are returned.
        """
        word = short[0] if len(short) == 1 else ""
        asked: tuple[tuple[Iterable[_Named], Callable[[Key, Key], str]], ...] = (
            (self._by_end.get(short, ()), _by_surname),
            (self._by_word.get((0, word), ()), _by_first_name),
            ((n for hole in holes(word) for n in self._by_hole.get(hole, ())), _by_misspelling),
            (self._by_word.get((1, word), ()), _by_first_surname),
        )
        for near, rule in asked:
            each = {named[:2]: named for named in near}
            found = [(each[at][2], why) for at in sorted(each) if (why := rule(each[at][3], short))]
            if found:
                owners = list(dict.fromkeys(person for person, _ in found))
                return (owners, found[0][1]) if rule is _by_surname or len(owners) == 1 else ([], "")
        return [], ""

    def _list(self, person: Group) -> None:
        """List the names that a person has come to since the last time."""
        number = self._number[id(person)]
        for at in range(self._listed[number], len(person.keys)):
            full = person.keys[at]
            self._last.add(full[-1])
            if len(full) > 1:
                named = (number, at, person, full)
                for start in range(1, len(full)):
                    self._by_end[full[start:]].append(named)
                self._by_word[0, full[0]].append(named)
                self._by_word[1, full[1]].append(named)
                for hole in holes(full[-1]):
                    self._by_hole[hole].append(named)
        self._listed[number] = len(person.keys)


def _by_surname(full: Key, short: Key) -> str:
    return "surname" if full[-len(short) :] == short else ""


def _by_first_name(full: Key, short: Key) -> str:
    if full[:1] != short or short == ("abu",):
        return ""
    return "first name" if short[0] in given_names() else "first part of the name"


def _by_first_surname(full: Key, short: Key) -> str:
    """Return why the first of two surnames stands for the person: "Ms. Roe" for "Ana Roe Doe"."""
    double = len(full) == _TWO_SURNAMES and full[1:2] == short and short[0] not in given_names()
    return "first of two surnames" if double else ""


def _by_misspelling(full: Key, short: Key) -> str:
    if short[0] in {full[-1] + "s", full[-1] + "es"}:
        return ""
    if len(short) == 1 and misspelt(full[-1], short[0]) and not gazetteer.weight(short[0]):
        return f"one letter from {full[-1].title()}"
    return ""
