"""What is kept of Find's index, and what it is made of; ``postings.py`` makes it, and brings numpy with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sourcebook.records import Record


class Index(Record, frozen=True, kw_only=True):
    """Where each term stands, as it is kept.

    ``blocks`` are keys of blocks of sentences in the order of these, with the number of the first and how many they
    are. ``terms`` stand in their order, a line each; ``ends`` tells for each where its sentences end in ``numbers``,
    both four bytes a number.
    """

    blocks: tuple[tuple[bytes, int, int], ...]
    terms: str
    ends: bytes
    numbers: bytes


class Sentences(NamedTuple):
    """A block of sentences: a key that tells their terms, no other block's; the first number; how many; the terms.

    Numbers are higher in each block than in the one before.
    """

    key: bytes
    start: int
    total: int
    terms: Callable[[], Iterable[Iterable[str]]]
