"""What is kept of Find's index, and what it is made of; ``postings.py`` makes it, and brings numpy with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sourcebook.records import Record


class Index(Record, frozen=True, kw_only=True):
    """Where each term stands, as it is kept.

    ``articles`` are keys of the articles in the order of their sentences, with how many these are. ``terms`` stand in
    their order, a line each; ``ends`` tells for each where its sentences end in ``numbers``, both four bytes a number.
    """

    articles: tuple[tuple[bytes, int], ...]
    terms: str
    ends: bytes
    numbers: bytes


class Sentences(NamedTuple):
    """The sentences of an article: a key that tells their terms, no other article's; how many they are; the terms."""

    key: bytes
    total: int
    terms: Callable[[], Iterable[Iterable[str]]]
