"""What is kept of Find's index, and what it is made of; ``postings.py`` makes it, and brings numpy with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sourcebook.records import Record


class Stretch(Record, frozen=True, kw_only=True):
    """Where some terms stand that follow each other in order.

    ``terms`` stand in their order, a line each; ``ends`` tells for each where its sentences end in ``numbers``, both
    four bytes a number.
    """

    terms: str
    ends: bytes
    numbers: bytes


class Blocks(Record, frozen=True, kw_only=True):
    """Blocks of sentences in the order of these: of each a key, the number of the first, and how many they are."""

    all: tuple[tuple[bytes, int, int], ...]


class Index(NamedTuple):
    """Where each term stands: the sentences, and all terms in their order, in stretches; none is empty."""

    blocks: Blocks
    stretches: Sequence[Stretch]


class Sentences(NamedTuple):
    """A block of sentences: a key that tells their terms, no other block's; the first number; how many; the terms.

    Numbers are higher in each block than in the one before.
    """

    key: bytes
    start: int
    total: int
    terms: Callable[[], Iterable[Iterable[str]]]
