"""A happening in the making: the articles put to it so far, and what tells other articles apart from them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from itertools import product

import numpy as np

Lengths = tuple[tuple[float, float], ...]
# Terms by their numbers, the share of each, and of how many articles they are.
Held = tuple[np.ndarray, np.ndarray, int]
# Reports that came out further apart than this, in days, are of different happenings.
DAYS_APART = 21
FAR_APART = f"came out more than {DAYS_APART} days away"
# Two lengths of one recording differ by no more than this share; longer differences are two recordings.
SAME_LENGTH = 0.25
# Objects that reports are about; groups whose reports open with different ones, and seldom with the other's, are apart.
OBJECTS = frozenset({"=recording", "=video", "=photograph"})
LEAST_OF_OBJECT = 3
MOST_OBJECTS = 0.6
FEW_OBJECTS = 0.25
# Of the names that most reports of the smaller group open with, so many must be those of the other.
SAME_NAMES = 0.5


@dataclass(slots=True)
class Group:
    """Articles of one happening so far, and what tells others apart from it."""

    articles: list[str]
    first: dt.date | None
    last: dt.date | None
    lengths: set[Lengths]
    objects: Counter[str]
    main: Counter[str]
    names: Counter[int]
    # Kept until the group grows, for they are asked about far more often: the terms of some members ...
    held: Held | None = field(default=None, repr=False)
    # ... and the names that most open with.
    _central: set[int] | None = field(default=None, repr=False)

    def apart(self, other: Group) -> str:
        """Return what tells two groups apart, days far from each other or lengths of the recording; else nothing."""
        if _is_later(self, other) or _is_later(other, self):
            return FAR_APART
        if self.lengths and other.lengths:
            for mine, theirs in product(sorted(self.lengths), sorted(other.lengths)):
                if _other_length(mine, theirs):
                    return f"a recording of {_minutes(mine)} is not one of {_minutes(theirs)}"
        if max(len(self.articles), len(other.articles)) < LEAST_OF_OBJECT:
            return ""
        for one, two in ((self, other), (other, self)):
            thing = one.thing()
            if thing and two.thing() and two.objects[thing] <= FEW_OBJECTS * len(two.articles):
                return f"a {thing[1:]} is not a {two.thing()[1:]}"
        names, others = self.central(), other.central()
        if names and others and len(names & others) < SAME_NAMES * min(len(names), len(others)):
            return "the names that most reports open with are others"
        return ""

    def central(self) -> set[int]:
        """Return the names that most articles of a larger group open with."""
        if len(self.articles) < LEAST_OF_OBJECT:
            return set()
        if self._central is None:
            self._central = {name for name, n in self.names.items() if n >= MOST_OBJECTS * len(self.articles)}
        return self._central

    def thing(self) -> str:
        """Return the one object that most articles open with: a recording, a video, a photograph."""
        named = self.objects if len(self.articles) >= LEAST_OF_OBJECT else self.main
        return next((o for o, count in named.most_common(1) if count >= MOST_OBJECTS * len(self.articles)), "")

    def take(self, other: Group) -> None:
        """Add another group's articles to this one."""
        self.articles += other.articles
        self.first = min((day for day in (self.first, other.first) if day), default=None)
        self.last = max((day for day in (self.last, other.last) if day), default=None)
        self.lengths |= other.lengths
        self.objects.update(other.objects)
        self.main.update(other.main)
        self.names.update(other.names)
        self.held = self._central = None


def _is_later(other: Group, one: Group) -> bool:
    """Return whether some of a group came out long after some of another; this stays so when they grow."""
    return bool(one.first and other.last and (other.last - one.first).days > DAYS_APART)


def _other_length(one: Lengths, other: Lengths) -> bool:
    """Return whether no length of one is one of the other's."""
    return not any(
        low <= other_high * (1 + SAME_LENGTH) and other_low <= high * (1 + SAME_LENGTH)
        for low, high in one
        for other_low, other_high in other
    )


def _minutes(lengths: Lengths) -> str:
    """Return the lengths of recordings in words, in minutes."""
    shown = {f"{low / 60:.3g}" if low == high else f"{low / 60:.3g} to {high / 60:.3g}" for low, high in lengths}
    return " or ".join(sorted(shown)) + " minutes"
