"""The comparison of the last build: taken whole where nothing has changed, in its parts where something has."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sourcebook.errors import StoreError
from sourcebook.later import Act, at_once
from sourcebook.records import Analysed, Corpus, Record
from sourcebook.store import Shelf
from sourcebook.text import digest

if TYPE_CHECKING:
    from sourcebook.compare.kept import Kept, Trace


class Compared(Record, frozen=True, kw_only=True):
    """The corpus of a build, under a digest of all findings that it was made of, and of what those were made of."""

    key: str
    made_of: str
    corpus: Corpus


def compared(  # noqa: PLR0913 - what is kept, and four steps to make it
    made_of: str,
    find: Callable[[], Sequence[Analysed]],
    seeds: Path,
    *,
    cache: Path | None,
    corrected: bool,
    join: Callable[[Sequence[Analysed]], Corpus],
    make: Callable[[Corpus, Kept], Corpus],
    later: Callable[[Act], None] = at_once,
) -> Corpus:
    """Return the comparison of a folder, the last build's where no finding of any article has changed.

    Args:
        made_of: a digest of all that the findings are made of; where it is the last build's they are not looked for.
        find: finds or reads the findings of all articles.
        seeds: the folder they stand in; one comparison is kept of each.
        cache: where it is kept; nothing is kept without it.
        corrected: whether people have corrected findings. What they say they say while findings are linked and
            compared, so then it is done each time, but what their corrections do not touch is still taken.
        join: links them.
        make: compares what is linked, given what is kept of the last comparison.
        later: is given what is left to do, the writing of what is kept.
    """
    shelf = Shelf(cache, Compared, "compared")
    # Columns of numbers are kept as they lie in memory.
    place = digest(shelf.version, str(seeds.resolve()), sys.byteorder, length=32)
    last = shelf.load(place)
    shelf.prune(shelf.asked)
    if last is not None and last.made_of == made_of and not corrected:
        return last.corpus
    found = find()
    key = hashlib.sha256(msgspec.msgpack.encode((corrected, found))).hexdigest()
    if last is not None and last.key == key and not corrected:
        return last.corpus
    traces, kept = _of_last(cache, place, last)
    with _uncollected():
        linked = join(found)
        # What was found in each article by itself takes as much memory as the comparison, which does not need it.
        del found
        corpus = make(linked, kept)
    traces.prune(traces.asked)

    def save() -> None:
        # A cache that cannot be written is reported once, by the findings that are kept.
        with suppress(StoreError):
            shelf.save(place, Compared(key=key, made_of="" if corrected else made_of, corpus=corpus))
            traces.save(place, kept.trace(key))

    later(save)
    return corpus


def _of_last(cache: Path | None, place: str, last: Compared | None) -> tuple[Shelf[Trace], Kept]:
    """Return where it is kept how comparisons came about, and the parts of the last one, if that is of the same."""
    # Imported here: it brings numpy with it, which is not needed where nothing has changed.
    from sourcebook.compare.kept import Kept, Trace

    # In a file of its own, which is not read where nothing has changed.
    traces = Shelf(cache, Trace, "traced")
    trace = traces.load(place)
    return traces, Kept(last.corpus, trace) if last and trace and last.key == trace.key else Kept()


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
