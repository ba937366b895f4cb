"""What of the last comparison still holds: each part of it under a digest of all that it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Sequence
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

import msgspec
import numpy as np

from sourcebook.compare.counted import KEY_BYTES, Counted, Counting
from sourcebook.compare.parts import Own, Part, part_of
from sourcebook.compare.vocabulary import Vocabulary, bounds_of, column
from sourcebook.records import Comparison, QuoteVariant, Record, Reuse
from sourcebook.spilled import Room

# Of the terms that are kept at most this share may be of articles that are gone.
MOST_UNUSED = 0.1
T = TypeVar("T")
Of = tuple[Sequence[Comparison], Sequence[QuoteVariant]]


class Trace(Record, frozen=True, kw_only=True):
    """How a comparison came about; it is of use beside the corpus that was made then.

    Attributes:
        key: a digest of all findings, which the corpus is kept under, too.
        terms: all terms of the articles, in the order of their numbers.
        own: of each article a digest of it and its findings, one behind the other.
        parts: what each article brought in; kept beside this and not in it.
        articles: those digests of the articles that have words in common with others, and with how many.
        meetings: of each of these a digest of all that the keys of its pairs were made of, one behind the other.
        pairs: of each pair of articles with words in common, in the order of the corpus: a digest of all that its
            passages were made of, and how many there are.
        misspelt: forms of names with which the passages were marked.
        events: the same of each event, with the numbers of its rows and of its utterances in several renderings.
        bearers: the same of each bearer of a name in several articles, with the number of its rows.
    """

    key: str = ""
    terms: tuple[str, ...] = ()
    own: bytes = b""
    parts: Sequence[Part] = ()
    articles: Counted = Counted()
    meetings: bytes = b""
    pairs: Counted = Counted()
    misspelt: tuple[str, ...] = ()
    events: Counted = Counted()
    bearers: Counted = Counted()


class Found(Protocol):
    """What is taken of the result of a comparison."""

    @property
    def reuse(self) -> Sequence[Reuse]:
        """The passages that articles share."""

    @property
    def comparisons(self) -> Sequence[Comparison]:
        """The rows."""

    @property
    def quote_variants(self) -> Sequence[QuoteVariant]:
        """The utterances in several renderings."""


class Results(Generic[T]):
    """Results by the digest of all that they are made of: those of last time, and those asked for this time.

    Args:
        last: the digests of those of last time.
        take: returns one of these.
        sizes: tells how much of everything is in a result.
    """

    def __init__(self, last: Container[bytes], take: Callable[[bytes], T], sizes: Callable[[T], Sequence[int]]) -> None:
        self._last = last
        self._take = take
        self._sizes = sizes
        self.made = Counting()

    def of(self, key: bytes, make: Callable[..., T], *given: object) -> T:
        """Return the result of last time, or make it of what is given; `key` is a digest of all that matters of it."""
        found = self._take(key) if key in self._last else make(*given)
        self.made.add(key, *self._sizes(found))
        return found

    def in_part(self, found: T) -> None:
        """Note that of the result that was asked for last only `found` was used; it is made again next time."""
        self.made.not_again(*self._sizes(found))


class Passages:
    """The passages of each article with those that it meets: those of last time, and those asked for this time."""

    def __init__(self, reuse: Sequence[Reuse], last: Trace) -> None:
        self._reuse = reuse
        self._last = last
        self._nth = {last.articles.key(nth): nth for nth in range(len(last.articles))}
        self._pairs, self._passages = bounds_of(last.articles.numbers()), bounds_of(last.pairs.numbers())
        self.articles, self.meetings, self.pairs = Counting(), bytearray(), Counting()
        self.misspelt: tuple[str, ...] = ()

    def of(
        self,
        article: bytes,
        meeting: bytes,
        keys: Callable[[], Sequence[bytes]],
        make: Callable[[int], Sequence[Reuse]],
    ) -> Sequence[Reuse]:
        """Return the passages of an article with all that it meets.

        Args:
            article: a digest of it and its findings.
            meeting: a digest of all that `keys` are made of.
            keys: makes a digest for each pair of all that its passages are made of.
            make: makes the passages of the nth pair.
        """
        nth = self._nth.get(article)
        start, end = (0, 0) if nth is None else (int(self._pairs[nth]), int(self._pairs[nth + 1]))
        self.meetings += meeting
        if nth is not None and self._last.meetings[nth * KEY_BYTES : (nth + 1) * KEY_BYTES] == meeting:
            self.articles.add(article, end - start)
            self.pairs.take(self._last.pairs, start, end)
            return self._between(start, end)
        known = {self._last.pairs.key(at): at for at in range(start, end)}
        found: list[Reuse] = []
        pairs = keys()
        for n, key in enumerate(pairs):
            here = self._between(known[key], known[key] + 1) if key in known else make(n)
            self.pairs.add(key, len(here))
            found += here
        self.articles.add(article, len(pairs))
        return found

    def are_marked(self, misspelt: tuple[str, ...]) -> bool:
        """Return whether all passages are marked with these forms, those of last time too."""
        self.misspelt = misspelt
        return misspelt == self._last.misspelt

    def _between(self, start: int, end: int) -> Sequence[Reuse]:
        """Return the passages of some pairs of the last time."""
        return self._reuse[self._passages[start] : self._passages[end]]


class Kept:
    """The last comparison in its parts, and the parts of the one that is being made.

    Args:
        corpus: the result of the last comparison, if there is one.
        trace: how it came about.

    Attributes:
        names: of the terms of all articles, by their numbers.
    """

    def __init__(self, corpus: Found | None = None, trace: Trace | None = None) -> None:
        trace = trace if trace and corpus and _fits(corpus, trace) else Trace()
        reuse, rows, variants = (corpus.reuse, corpus.comparisons, corpus.quote_variants) if corpus else ((), (), ())
        self._own: list[bytes] = [trace.own[at : at + KEY_BYTES] for at in range(0, len(trace.own), KEY_BYTES)]
        self._parts = trace.parts
        self.names = list(trace.terms)
        self.passages = Passages(reuse, trace)
        told, rendered = (trace.events.places(nth, 2) for nth in range(2))
        self.events = Results[Of](
            told,
            lambda key: (rows[slice(*told[key])], variants[slice(*rendered[key])]),
            lambda found: (len(found[0]), len(found[1])),
        )
        across, borne = sum(trace.events.numbers(0, 2)), trace.bearers.places()
        self.bearers = Results[Sequence[Comparison]](
            borne,
            lambda key: rows[slice(*(across + place for place in borne[key]))],
            lambda found: (len(found),),
        )

    def parts(self, owned: Sequence[Own], keys: Sequence[bytes], room: Room) -> Sequence[Part]:
        """Return what each article brings in, under the digest of the article and its findings.

        Args:
            owned: the articles.
            keys: those digests.
            room: where it is put.
        """
        known = {key: number for number, key in enumerate(self._own)}
        numbers = Vocabulary({name: number for number, name in enumerate(self.names)})
        taker = room.taker(Part)
        for nth, key in enumerate(keys):
            if key in known:
                taker.take(self._parts, known[key])
            else:
                taker.add(part_of(owned[nth], numbers))
        self.names = list(numbers)
        self._own, self._parts = list(keys), taker.done()
        return self._parts

    def trace(self, key: str = "", room: Room | None = None) -> Trace:
        """Return how the comparison came about that was made with this; nothing of earlier ones is in it."""
        terms, parts = _in_use(self.names, self._parts, room or Room())
        return Trace(
            key=key,
            terms=terms,
            own=b"".join(self._own),
            parts=parts,
            articles=self.passages.articles.done(),
            meetings=bytes(self.passages.meetings),
            pairs=self.passages.pairs.done(),
            misspelt=self.passages.misspelt,
            events=self.events.made.done(),
            bearers=self.bearers.made.done(),
        )


def _in_use(names: Sequence[str], parts: Sequence[Part], room: Room) -> tuple[tuple[str, ...], Sequence[Part]]:
    """Return terms with the parts that have their numbers; those that no part has are left out once they are many."""
    numbers = column([part.vocabulary for part in parts])
    used = np.bincount(numbers.values, minlength=len(names)) > 0
    if MOST_UNUSED * len(names) >= len(names) - np.count_nonzero(used):
        return tuple(names), parts
    new = (np.cumsum(used) - 1).astype(np.int32)[numbers.values]
    bounds = pairwise(numbers.bounds.tolist())
    moved = (
        msgspec.structs.replace(part, vocabulary=new[start:end].tobytes())
        for part, (start, end) in zip(parts, bounds, strict=True)
    )
    return tuple(name for name, kept in zip(names, used.tolist(), strict=True) if kept), room.of(Part, moved)


def digest(*made: object) -> bytes:
    """Return a digest of records and of what is made of them."""
    return hashlib.blake2b(msgspec.msgpack.encode(made), digest_size=KEY_BYTES).digest()


def _fits(corpus: Found, trace: Trace) -> bool:
    """Return whether a corpus has as much of everything as its trace tells."""
    columns = ((trace.articles, 1), (trace.pairs, 1), (trace.events, 2), (trace.bearers, 1))
    if not all(column.is_whole(each) for column, each in columns):
        return False
    rows, variants = (sum(trace.events.numbers(nth, 2)) for nth in range(2))
    return (
        len(trace.own) == KEY_BYTES * len(trace.parts)
        and len(trace.meetings) == KEY_BYTES * len(trace.articles)
        and sum(trace.articles.numbers()) == len(trace.pairs)
        and sum(trace.pairs.numbers()) == len(corpus.reuse)
        and variants == len(corpus.quote_variants)
        and rows + sum(trace.bearers.numbers()) <= len(corpus.comparisons)
    )
