"""How many words of prose any two articles share, in columns: a large folder has millions of such pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sourcebook.records import Reuse

# Two numbers in one: the first in the upper half.
_HALF, _LOWER = 32, 0xFFFFFFFF


class SharedProse(NamedTuple):
    """The pairs of articles, in order.

    Attributes:
        one: the number of the first article of each.
        other: of the second.
        words: how many words they share outside quotations.
    """

    one: np.ndarray
    other: np.ndarray
    words: np.ndarray


def shared_prose(ids: Sequence[str], reuse: Iterable[Reuse]) -> SharedProse:
    """Return the pairs of articles, numbered as their ids stand, that share prose outside quotations."""
    number = {article: n for n, article in enumerate(ids)}
    found = np.fromiter(_told(number, reuse), np.int64).reshape(-1, 2)
    codes, place = np.unique(found[:, 0], return_inverse=True)
    words = np.bincount(place, found[:, 1], minlength=len(codes)).astype(np.int64)
    return SharedProse(codes >> _HALF, codes & _LOWER, words)


def _told(number: dict[str, int], reuse: Iterable[Reuse]) -> Iterator[int]:
    for passage in reuse:
        one, other = passage.a.article, passage.b.article
        if one != other and not passage.quoted:
            yield number[one] << _HALF | number[other]
            yield passage.words
