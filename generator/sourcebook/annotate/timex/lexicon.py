"""The word lists of lexicon/dates.yml."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from sourcebook import lexicons
from sourcebook.errors import SourcebookError


@dataclass(frozen=True)
class Words:
    """The word lists, each from words to what they mean; see the reasons in the file.

    Attributes are named as the file's groups; groups without values are sets.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, str]
    parts: dict[str, str]
    units: dict[str, str]
    unit_forms: dict[str, str]
    numbers: dict[str, float]
    ordinals: dict[str, int]
    decades: dict[str, int]
    holidays: dict[str, str]
    sets: dict[str, str]
    deeds: dict[str, str]
    month_cues: frozenset[str]
    year_cues: frozenset[str]
    not_weekday_after: frozenset[str]
    future_cues: frozenset[str]
    rates: frozenset[str]
    until: frozenset[str]
    announcing: frozenset[str]
    carried_out: frozenset[str]


@functools.cache
def words() -> Words:
    """Return the word lists, read once a process.

    Raises:
        SourcebookError: a group of the file has no reason.
    """
    groups: dict[str, dict[str, Any]] = lexicons.read("sourcebook.annotate", "lexicon", "dates.yml")
    for name, group in groups.items():
        if not group.get("reason"):
            raise SourcebookError(f"the word list '{name}' has no reason", file="dates.yml")
    values: dict[str, Any] = {name: group["words"] for name, group in groups.items()}
    made: dict[str, Any] = {name: frozenset(v) if isinstance(v, list) else v for name, v in values.items()}
    return Words(**made)
