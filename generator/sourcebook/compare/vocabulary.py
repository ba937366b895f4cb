"""The terms of a folder by their numbers, in columns: which each article has, and how telling each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

# In a folder of more sentences the number of those that hold a term is rounded, so that one sentence more or less
# leaves nearly all weights as they are; in a smaller one it is exact.
EXACT_SENTENCES = 1_000
# Rounded numbers keep so many binary digits; numbers that have no more stay as they are.
_DIGITS = 3


class Vocabulary(dict[str, int]):
    """The numbers of terms; one that has none is given the next."""

    def __missing__(self, term: str) -> int:
        """Give a term its number."""
        number = self[term] = len(self)
        return number


class Column(NamedTuple):
    """Numbers of all articles in one array, and where those of each begin and end."""

    values: np.ndarray
    bounds: np.ndarray

    def of(self, article: int) -> np.ndarray:
        """Return the numbers of the nth article."""
        return self.values[self.bounds[article] : self.bounds[article + 1]]

    def owners(self) -> np.ndarray:
        """Return whose each number is."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    def only(self, kept: np.ndarray) -> Column:
        """Return the numbers for which `kept` is true."""
        return Column(self.values[kept], np.concatenate([[0], np.cumsum(kept)])[self.bounds])


class Terms:
    """The terms of a folder.

    Args:
        names: the terms in the order of their numbers; some may be of no article.
        numbers: of the terms of each article.
        held: in how many of its sentences each of them stands.
        count: how many sentences there are.

    Attributes:
        count: as given, or rounded.
        seen: in how many sentences each term stands; rounded in a large folder.
        weight: how telling each is: its inverse frequency over the sentences.
    """

    def __init__(self, names: Sequence[str], numbers: Column, held: np.ndarray, count: int) -> None:
        self.names = names
        self.numbers = numbers
        self.held = held
        seen = np.bincount(numbers.values, held, minlength=len(names)).astype(np.int64)
        self.count = rounded(count) if is_large(count) else count
        self.seen = _rounded(seen) if is_large(count) else seen
        # Many terms stand in as many sentences as others, and weigh the same.
        different = np.flatnonzero(np.bincount(self.seen))
        weights = np.zeros(int(self.seen.max(initial=0)) + 1)
        weights[different] = [math.log((1 + self.count) / (1 + number)) for number in different.tolist()]
        self.weight = weights[self.seen]

    def seen_of(self, vocabulary: bytes) -> np.ndarray:
        """Return in how many sentences each of some terms stands; their numbers are given as bytes."""
        found: np.ndarray = self.seen[np.frombuffer(vocabulary, np.int32)]
        return found

    def told(self) -> Column:
        """Return the terms that each article's sentences have, those left out that stand in a quotation's alone."""
        return self.numbers.only(self.held > 0)


def column(parts: Sequence[bytes]) -> Column:
    """Return the numbers of articles, given as the bytes of each, in one column."""
    each = [np.frombuffer(part, np.int32) for part in parts]
    return Column(np.concatenate([np.empty(0, np.int32), *each]), bounds_of([len(part) for part in each]))


def distinct(numbers: np.ndarray) -> np.ndarray:
    """Return the different numbers in order; `numpy.unique` looks each up by itself, which is slower by far."""
    ordered = np.sort(numbers)
    found: np.ndarray = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]]
    return found


def bounds_of(counts: Sequence[int] | np.ndarray) -> np.ndarray:
    """Return where each of some parts begins that follow each other and have these sizes, and where the last ends."""
    bounds = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=bounds[1:])
    return bounds


def is_large(sentences: int) -> bool:
    """Return whether numbers are rounded in a folder of so many sentences."""
    return sentences > EXACT_SENTENCES


def rounded(number: int) -> int:
    """Return a number with its first binary digits."""
    more = max(0, number.bit_length() - _DIGITS)
    return number >> more << more


def _rounded(numbers: np.ndarray) -> np.ndarray:
    more = np.maximum(0, np.frexp(numbers.astype(np.float64))[1].astype(np.int64) - _DIGITS)
    return numbers >> more << more
