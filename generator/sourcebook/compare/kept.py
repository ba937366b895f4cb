"""What of the last comparison still holds: each part of it under a digest of all that it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

import msgspec

from sourcebook.compare.parts import Own, Part, part_of
from sourcebook.records import Comparison, Corpus, QuoteVariant, Record, Reuse

_DIGEST_BYTES = 16
T = TypeVar("T")


class Trace(Record, frozen=True, kw_only=True):
    """How a comparison came about; it is of use beside the corpus that was made then.

    Attributes:
        key: a digest of all findings, which the corpus is kept under, too.
        parts: what each article brought in, by the digest of the article and its findings.
        meetings: of each article that has words in common with others, a digest of all that the keys of its pairs were
            made of, and how many these are.
        pairs: of each pair of articles with words in common, in the order of the corpus: a digest of all that its
            passages were made of, and how many there are.
        events: the same of each event, with the numbers of its rows and of its utterances in several renderings.
        bearers: the same of each bearer of a name in several articles, with the number of its rows.
    """

    key: str = ""
    parts: dict[bytes, Part] = msgspec.field(default_factory=dict)
    meetings: tuple[tuple[bytes, int], ...] = ()
    pairs: tuple[tuple[bytes, int], ...] = ()
    events: tuple[tuple[bytes, int, int], ...] = ()
    bearers: tuple[tuple[bytes, int], ...] = ()


class Results(Generic[T]):
    """Results by the digest of all that they are made of: those of last time, and those asked for this time."""

    def __init__(self, last: Iterable[tuple[bytes, T]]) -> None:
        self._last = dict(last)
        self.made: list[tuple[bytes, T]] = []

    def of(self, key: bytes, make: Callable[..., T], *given: object) -> T:
        """Return the result of last time, or make it of what is given; `key` is a digest of all that matters of it."""
        found = self._last[key] if key in self._last else make(*given)
        self.made.append((key, found))
        return found

    def in_part(self, found: T) -> None:
        """Note that of the result that was asked for last only `found` was used; it is made again next time."""
        self.made[-1] = (b"", found)


class Kept:
    """The last comparison in its parts, and the parts of the one that is being made.

    Args:
        corpus: the result of the last comparison, if there is one.
        trace: how it came about.
    """

    def __init__(self, corpus: Corpus | None = None, trace: Trace | None = None) -> None:
        trace = trace if trace and corpus and _fits(corpus, trace) else Trace()
        reuse, rows, variants = (corpus.reuse, corpus.comparisons, corpus.quote_variants) if corpus else ((), (), ())
        self._parts = trace.parts
        self._keys: list[bytes] = []
        self.meetings = Results[Sequence[bytes]](_cut([key for key, _ in trace.pairs], trace.meetings))
        self.passages = Results[Sequence[Reuse]](_cut(reuse, trace.pairs))
        told = _cut(rows, [(key, count) for key, count, _ in trace.events])
        rendered = _cut(variants, [(key, count) for key, _, count in trace.events])
        pairs = ((key, (of_event, said)) for (key, of_event), (_, said) in zip(told, rendered, strict=True))
        self.events = Results[tuple[Sequence[Comparison], Sequence[QuoteVariant]]](pairs)
        across = rows[sum(count for _, count, _ in trace.events) :]
        self.bearers = Results[Sequence[Comparison]](_cut(across, trace.bearers))

    def parts(self, owned: Sequence[Own], keys: Sequence[bytes]) -> list[Part]:
        """Return what each article brings in, under the digest of the article and its findings."""
        known = self._parts
        found = [known[key] if key in known else part_of(own) for own, key in zip(owned, keys, strict=True)]
        self._parts = dict(zip(keys, found, strict=True))
        return found

    def trace(self, key: str = "") -> Trace:
        """Return how the comparison came about that was made with this; nothing of earlier ones is in it."""
        return Trace(
            key=key,
            parts=self._parts,
            meetings=tuple((key, len(pairs)) for key, pairs in self.meetings.made),
            pairs=tuple((key, len(found)) for key, found in self.passages.made),
            events=tuple((key, len(rows), len(variants)) for key, (rows, variants) in self.events.made),
            bearers=tuple((key, len(rows)) for key, rows in self.bearers.made),
        )


def digest(*made: object) -> bytes:
    """Return a digest of records and of what is made of them."""
    return hashlib.blake2b(msgspec.msgpack.encode(made), digest_size=_DIGEST_BYTES).digest()


def _fits(corpus: Corpus, trace: Trace) -> bool:
    """Return whether a corpus has as much of everything as its trace tells."""
    return (
        sum(count for _, count in trace.meetings) == len(trace.pairs)
        and sum(count for _, count in trace.pairs) == len(corpus.reuse)
        and sum(count for _, _, count in trace.events) == len(corpus.quote_variants)
        and sum(count for _, count, _ in trace.events) + sum(count for _, count in trace.bearers)
        <= len(corpus.comparisons)
    )


def _cut(whole: Sequence[T], parts: Iterable[tuple[bytes, int]]) -> Iterator[tuple[bytes, Sequence[T]]]:
    at = 0
    for key, count in parts:
        yield key, whole[at : at + count]
        at += count
