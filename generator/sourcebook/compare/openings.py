"""What articles open with: that tells what they are about; the rest is background that all reports of a story share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sourcebook.compare.happening import OBJECTS
from sourcebook.compare.parts import Part
from sourcebook.compare.vocabulary import Column, Terms, bounds_of, distinct

# So many sentences open an article.
OPENING = 8
# How terms begin that stand for an entity, and for an idea that several words share.
MARKS = ("@", "=")
# The terms of so many articles are gone through at once.
AT_ONCE = 10_000
# Two numbers in one: the first in the upper half.
_HALF, _LOWER = 32, 0xFFFFFFFF


@dataclass(frozen=True)
class Openings:
    """The terms that articles open with, in the order of the articles.

    Attributes:
        names: of the terms, by their numbers.
        marked: those that stand for an entity or an idea, and not for a word.
        weight: how telling each is.
        opened: with which terms each article opens, in the order of their numbers.
        told: the terms of all its sentences.
        objects: how many of the sentences that open it name an object, by the article's number.
    """

    names: Sequence[str]
    marked: Mapping[int, str]
    weight: np.ndarray
    opened: Column
    told: Column
    objects: Mapping[int, Counter[str]]

    def __len__(self) -> int:
        return len(self.opened.bounds) - 1


def openings_of(parts: Sequence[Part], terms: Terms) -> Openings:
    """Return what the articles of a folder open with."""
    marked = {number: name for number, name in enumerate(terms.names) if name.startswith(MARKS)}
    things = np.zeros(len(terms.names), dtype=bool)
    things[[number for number, name in marked.items() if name in OBJECTS]] = True
    opened: list[np.ndarray] = []
    counts: list[np.ndarray] = []
    objects: dict[int, Counter[str]] = defaultdict(Counter)
    for start in range(0, len(parts), AT_ONCE):
        some = parts[start : start + AT_ONCE]
        sizes = [np.frombuffer(part.said.sizes, np.int32)[:OPENING] for part in some]
        lengths = [int(of_sentence.sum()) for of_sentence in sizes]
        inside = [np.frombuffer(part.said.terms, np.int32, length) for part, length in zip(some, lengths, strict=True)]
        owner = np.repeat(np.arange(len(some)), lengths)
        places = np.concatenate(inside) + terms.numbers.bounds[start : start + len(some)][owner]
        numbers = terms.numbers.values[places].astype(np.int64)
        sentence = np.repeat(np.arange(sum(map(len, sizes))), np.concatenate(sizes))
        at = np.flatnonzero(things[numbers])
        told = zip(sentence[at].tolist(), owner[at].tolist(), numbers[at].tolist(), strict=True)
        # Each object once a sentence.
        for _, article, number in dict.fromkeys(told):
            objects[start + article][marked[number]] += 1
        found = distinct(owner << _HALF | numbers)
        opened.append((found & _LOWER).astype(np.int32))
        counts.append(np.bincount(found >> _HALF, minlength=len(some)))
    return Openings(
        names=terms.names,
        marked=marked,
        weight=terms.weight,
        opened=Column(
            np.concatenate([np.empty(0, np.int32), *opened]),
            bounds_of(np.concatenate([np.empty(0, np.int64), *counts])),
        ),
        told=terms.told(),
        objects=objects,
    )
