"""The word lists of this stage, read once a process from `lexicon`."""

from __future__ import annotations

import functools
import re
from typing import Any

from sourcebook import lexicons
from sourcebook.text import fold


@functools.cache
def words(file: str, group: str) -> frozenset[str]:
    """Return a group of words or lines in folded form.

    Args:
        file: name of the lexicon file, without suffix.
        group: the group in it.
    """
    return frozenset(fold(str(word)) for word in _group(file, group)["words"])


@functools.cache
def patterns(file: str, group: str) -> re.Pattern[str]:
    """Return one pattern out of all patterns of a group; it ignores case unless a pattern says ``(?-i:...)``.

    Args:
        file: name of the lexicon file, without suffix.
        group: the group in it.
    """
    joined = "|".join(f"(?:{pattern})" for pattern in _group(file, group)["patterns"])
    return re.compile(joined, re.IGNORECASE)


@functools.cache
def held(file: str, group: str) -> tuple[str, ...]:
    """Return words, folded, of which every match of `patterns` holds one; the arguments are the same."""
    return tuple(_group(file, group)["holds"])


def weighted(file: str, group: str) -> list[tuple[str, float, tuple[str, ...]]]:
    """Return the patterns of a group, each with its weight and words of which every match holds one.

    Args:
        file: name of the lexicon file, without suffix.
        group: the group in it.
    """
    return [(str(e["pattern"]), float(e["weight"]), tuple(e["holds"])) for e in _group(file, group)["patterns"]]


@functools.cache
def agencies() -> dict[str, str]:
    """Return the news agencies: every form as it is written -> the name that is shown."""
    found: dict[str, str] = {}
    for forms in _group("agencies", "agencies")["names"]:
        for form in forms:
            found[str(form)] = str(forms[0])
            found[str(form).upper()] = str(forms[0])
    return found


@functools.cache
def _load(file: str) -> Any:
    return lexicons.read("sourcebook.clean", "lexicon", f"{file}.yml")


def _group(file: str, group: str) -> Any:
    return _load(file)[group]
