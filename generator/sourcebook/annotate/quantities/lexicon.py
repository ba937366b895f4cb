"""The word lists of numbers, units and bound words, read once a process."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sourcebook import lexicons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.records import Bound, Dimension


@dataclass(frozen=True)
class Unit:
    """A unit's name in the findings and what it measures."""

    name: str
    dimension: Dimension


@dataclass(frozen=True)
class BoundWord:
    """What a word beside a number says of it: a bound, or that the number is a change."""

    bound: Bound | None
    open_side: Literal["low"] | None = None
    change: Literal["up", "down"] | None = None


@functools.cache
def read(name: str) -> Any:
    """Return the content of the lexicon file `name`.

    Args:
        name: the file's name without suffix.
    """
    return lexicons.read("sourcebook.annotate", "lexicon", f"{name}.yml")


@functools.cache
def values(group: str) -> dict[str, int]:
    """Return the words of a group of ``numbers.yml`` with their values."""
    found: dict[str, int] = read("numbers")[group]["values"]
    return found


@functools.cache
def forms(group: str) -> dict[str, str]:
    """Return the words of a group of ``numbers.yml`` with the form in which each is shown."""
    found: dict[str, str] = read("numbers")[group]["words"]
    return found


@functools.cache
def words(group: str) -> frozenset[str]:
    """Return the words of a group of ``numbers.yml``."""
    return frozenset(str(word) for word in read("numbers")[group]["words"])


@functools.cache
def units(form: str) -> dict[str, Unit]:
    """Return the units by their written forms of one kind.

    Args:
        form: ``words`` (case-folded, with plurals), ``short``, ``glued``, ``signs``, ``codes`` or ``marks``.
    """
    found: dict[str, Unit] = {}
    for group in read("units"):
        for name, forms in group["units"].items():
            unit = Unit(name, group["dimension"])
            for written in forms.get(form, ()):
                if form == "words":
                    found.setdefault(written.lower() + "s", unit)
                    found[written.lower()] = unit
                else:
                    found[written] = unit
    return found


@functools.cache
def bound_words(side: Literal["before", "after"], *, change: bool = False) -> dict[str, BoundWord]:
    """Return the bound words of one side of a number, or the words that make it a change."""
    found: dict[str, BoundWord] = {}
    for group in read("bounds"):
        if ("change" in group) == change:
            word = BoundWord(group.get("bound"), group.get("open"), group.get("change"))
            found.update({written.lower(): word for written in group.get(side, ())})
    return found


def alternatives(forms: Iterable[str]) -> str:
    """Return a pattern of alternatives, the longest first; a space in a form stands for any white space but a break."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[ \t]+") for form in ordered)


def squeeze(form: str) -> str:
    """Return `form` with its white space reduced to single spaces."""
    return " ".join(form.split())
