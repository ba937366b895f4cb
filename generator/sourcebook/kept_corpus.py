"""The comparison of the last build: taken whole where nothing has changed, in its parts where something has."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sourcebook.errors import StoreError
from sourcebook.later import at_once
from sourcebook.records import Analysed, Comparison, Corpus, QuoteVariant, Record, Reuse
from sourcebook.store import Shelf
from sourcebook.text import digest

if TYPE_CHECKING:
    from sourcebook.compare.kept import Kept, Trace
    from sourcebook.held import Held


# The last comparison of so many articles is held in memory at most.
MOST_HELD = 5_000


class Compared(Record, frozen=True, kw_only=True):
    """What a comparison found: the large part of a corpus of which parts are taken again.

    Attributes:
        key: a name that no other comparison has; all else of it is kept under the same.
        made_of: a digest of all that the findings are made of; empty where people have corrected them.
        reuse: the corpus' own, as are the others.
    """

    key: str
    made_of: str
    reuse: tuple[Reuse, ...]
    comparisons: tuple[Comparison, ...]
    quote_variants: tuple[QuoteVariant, ...]


class Linked(Record, frozen=True, kw_only=True):
    """All else of the corpus, which is read only where nothing has changed."""

    key: str
    corpus: Corpus


def compared(  # noqa: PLR0913 - what is kept, and four steps to make it
    made_of: str,
    find: Callable[[], Callable[[], Sequence[Analysed]]],
    seeds: Path,
    *,
    cache: Path | None,
    corrected: bool,
    join: Callable[[Sequence[Analysed]], Corpus],
    make: Callable[[Corpus, Kept], Corpus],
    held: Held,
) -> Corpus:
    """Return the comparison of a folder, the last build's where nothing has changed that findings are made of.

    Args:
        made_of: a digest of all that the findings are made of; where it is the last build's they are not looked for.
        find: begins to find or read the findings of all articles, and returns what returns them.
        seeds: the folder they stand in; one comparison is kept of each.
        cache: where it is kept; nothing is kept without it.
        corrected: whether people have corrected findings. What they say they say while findings are linked and
            compared, so then it is done each time, but what their corrections do not touch is still taken.
        join: links them.
        make: compares what is linked, given what is kept of the last comparison.
        held: where a process that builds again holds the comparison, and what is given the writing of what is kept.
    """
    last = _Last(cache, seeds, held)
    whole = last.corpus() if last.made is not None and last.made.made_of == made_of and not corrected else None
    if whole is not None:
        return whole
    with _uncollected():
        # What was found in each article by itself takes as much memory as the comparison, which does not need it.
        found = find()
        kept = last.kept()
        linked = join(found())
        corpus = make(linked, kept)
    last.note(corpus, "" if corrected else made_of, kept)
    return corpus


class _Last:
    """The last comparison of a folder: in memory where this process made it, else in the cache.

    Attributes:
        made: the comparison, if there is one.
    """

    def __init__(self, cache: Path | None, seeds: Path, held: Held) -> None:
        self._cache = cache
        self._held = held
        self._shelf = Shelf(cache, Compared, "compared")
        self._linked = Shelf(cache, Linked, "linked")
        # Columns of numbers are kept as they lie in memory.
        self._place = digest(self._shelf.version, str(seeds.resolve()), sys.byteorder, length=32)
        self._known = held.compared.get(self._place)
        self._shelf.asked.add(self._place)
        self.made = self._known[0] if self._known else self._shelf.load(self._place)
        for shelf in (self._shelf, self._linked):
            shelf.prune(self._shelf.asked)

    def corpus(self) -> Corpus | None:
        """Return the corpus of it, if all of it is there."""
        if self._known:
            return self._known[1]
        linked = self._linked.load(self._place)
        made = self.made
        if made is None or linked is None or linked.key != made.key:
            return None
        return replace(
            linked.corpus, reuse=made.reuse, comparisons=made.comparisons, quote_variants=made.quote_variants
        )

    def kept(self) -> Kept:
        """Return the parts of it."""
        # Imported here: it brings numpy with it, which is not needed where nothing has changed.
        from sourcebook.compare.kept import Kept

        trace = self._known[2] if self._known else self._traces().load(self._place)
        return Kept(self.made, trace) if self.made and trace and self.made.key == trace.key else Kept()

    def note(self, corpus: Corpus, made_of: str, kept: Kept) -> None:
        """Hold another comparison, if this process builds again, and keep it in the cache."""
        served = self._held.later is not at_once
        key = os.urandom(16).hex()
        made = Compared(
            key=key,
            made_of=made_of,
            reuse=corpus.reuse,
            comparisons=corpus.comparisons,
            quote_variants=corpus.quote_variants,
        )
        trace = kept.trace(key)
        self._held.compared = {}
        if served and self._cache and len(corpus.articles) <= MOST_HELD:
            self._held.compared = {self._place: (made, corpus, trace)}

        def save() -> None:
            # A cache that cannot be written is reported once, by the findings that are kept.
            with suppress(StoreError):
                self._shelf.save(self._place, made)
                rest = replace(corpus, reuse=(), comparisons=(), quote_variants=())
                self._linked.save(self._place, Linked(key=key, corpus=rest))
                traces = self._traces()
                traces.save(self._place, trace)
                traces.prune(frozenset({self._place}))

        self._held.save(save)

    def _traces(self) -> Shelf[Trace]:
        """Return where it is kept how comparisons came about: a file that is not read where nothing has changed."""
        from sourcebook.compare.kept import Trace

        return Shelf(self._cache, Trace, "traced")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the search for objects that hold each other: these stages make none, and it goes through all findings.

    It takes half of the time in which findings are linked.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
