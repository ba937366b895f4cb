"""The comparison of the last build: taken whole where nothing has changed, in its parts where something has."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from sourcebook.errors import StoreError
from sourcebook.later import at_once
from sourcebook.records import Analysed, Corpus, Record
from sourcebook.spilled import KINDS, Room, Shelved
from sourcebook.store import Shelf
from sourcebook.text import digest

if TYPE_CHECKING:
    from sourcebook.compare import kept as compare_kept
    from sourcebook.compare.kept import Trace
    from sourcebook.compare.parts import Part
    from sourcebook.held import Held

# What a comparison takes from the last one.
_FOUND = ("reuse", "comparisons", "quote_variants")


# The last comparison of so many articles is held in memory at most.
MOST_HELD = 5_000


class Compared(Record, frozen=True, kw_only=True):
    """What is kept of a comparison beside the records it found.

    Attributes:
        key: a name that no other comparison has; all else of it is kept under the same.
        made_of: a digest of all that the findings are made of; empty where people have corrected them.
        corpus: the corpus without the records of which it has many.
    """

    key: str
    made_of: str
    corpus: Corpus


def compared(  # noqa: PLR0913 - what is kept, and four steps to make it
    made_of: str,
    find: Callable[[], Callable[[], Sequence[Analysed]]],
    seeds: Path,
    *,
    cache: Path | None,
    corrected: bool,
    join: Callable[[Sequence[Analysed]], Corpus],
    make: Callable[[Corpus, compare_kept.Kept], Corpus],
    held: Held,
    room: Room,
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
        room: where what was found is put.
    """
    last = _Last(cache, seeds, held, room)
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

    def __init__(self, cache: Path | None, seeds: Path, held: Held, room: Room) -> None:
        self._cache = cache
        self._held = held
        self._room = room
        self._shelf = Shelf(cache, Compared, "compared")
        self._records = {name: Shelved(Shelf(cache, kind, name), kind) for name, kind in KINDS.items()}
        # Columns of numbers are kept as they lie in memory.
        self._place = digest(self._shelf.version, str(seeds.resolve()), sys.byteorder, length=32)
        self._known = held.compared.get(self._place)
        self._shelf.asked.add(self._place)
        self.made = self._known[0] if self._known else self._shelf.load(self._place)
        for suffix in ("compared", *KINDS):
            Shelf(cache, Compared, suffix).prune(self._shelf.asked)

    def corpus(self) -> Corpus | None:
        """Return the corpus of it, if all of it is there."""
        if self._known:
            return self._known[1]
        return self._with(KINDS)

    def _with(self, names: Iterable[str]) -> Corpus | None:
        """Return the corpus with records of some kinds, if they are there."""
        if self.made is None:
            return None
        found: dict[str, Sequence[Any]] = {}
        for name in names:
            records = self._records[name].load(self._place, self.made.key.encode(), self._room)
            if records is None:
                return None
            found[name] = records
        bare = self.made.corpus
        return replace(bare, origins=tuple(bare.origins), events=tuple(bare.events), **found)

    def kept(self) -> compare_kept.Kept:
        """Return the parts of it."""
        # Imported here: it brings numpy with it, which is not needed where nothing has changed.
        from sourcebook.compare.kept import Kept as Last

        if self._known:
            return Last(*self._known[1:])
        trace = self._traces().load(self._place)
        if self.made is None or trace is None or self.made.key != trace.key:
            return Last()
        corpus, parts = self._with(_FOUND), self._parts().load(self._place, trace.key.encode(), self._room)
        return Last() if corpus is None or parts is None else Last(corpus, replace(trace, parts=parts))

    def note(self, corpus: Corpus, made_of: str, kept: compare_kept.Kept) -> None:
        """Hold another comparison, if this process builds again, and keep it in the cache."""
        served = self._held.later is not at_once
        key = os.urandom(16).hex()
        bare = replace(corpus, **dict.fromkeys(KINDS, ()))
        made = Compared(key=key, made_of=made_of, corpus=bare)
        trace = kept.trace(key, self._room)
        self._held.compared = {}
        if served and self._cache and len(corpus.articles) <= MOST_HELD:
            self._held.compared = {self._place: (made, corpus, trace)}

        def save() -> None:
            # A cache that cannot be written is reported once, by the findings that are kept.
            with suppress(StoreError):
                for name in KINDS:
                    self._records[name].save(self._place, key.encode(), getattr(corpus, name))
                self._parts().save(self._place, key.encode(), trace.parts)
                self._traces().save(self._place, replace(trace, parts=()))
                self._shelf.save(self._place, made)
                for shelf in (self._traces(), self._parts().shelf):
                    shelf.prune(frozenset({self._place}))

        self._held.save(save)

    def _traces(self) -> Shelf[Trace]:
        """Return where it is kept how comparisons came about: a file that is not read where nothing has changed."""
        from sourcebook.compare.kept import Trace

        return Shelf(self._cache, Trace, "traced")

    def _parts(self) -> Shelved[Part]:
        """Return where it is kept what the articles brought in."""
        from sourcebook.compare.parts import Part

        return Shelved(Shelf(self._cache, Part, "parts"), Part)


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
