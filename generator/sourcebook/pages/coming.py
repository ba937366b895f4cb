"""The terms of sentences that Find's index does not hold yet: of a large folder some at a time, the others in a file.

Sentences are read in their order. Whenever so many terms were met as may be held they go to a file: a run, in the
order of terms, in short stretches of which the first term is held. So those between two terms can be read out of all
runs, and how many numbers lie there is known well enough beforehand. It is an external sort that is parted by samples;
H. Shi and J. Schaeffer, Parallel Sorting by Regular Sampling, 1992.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from sourcebook.spilled import Room

from .columns import NUMBER, Columns, first, joined, packed, unpacked
from .indexed import Sentences, Stretch
from .terms import in_order

# Of a large folder so many terms are held at once, or those of so many sentences: some 50 MB.
_TERMS: Final = 200_000
_SENTENCES: Final = 50_000
# Sentence numbers of a stretch in the file.
_SHORT: Final = 2_048


class Coming:
    """The terms of some sentences.

    Args:
        blocks: the sentences in the order of their numbers.
        room: where what is found is put.

    Raises:
        WriteError: the file cannot be written, as on a full disk.
    """

    def __init__(self, blocks: Iterable[Sentences], room: Room) -> None:
        self._taker = room.taker(Stretch)
        # Of each run the number of its first stretch, and the first terms of all.
        self._runs: list[tuple[int, list[bytes]]] = []
        # The first terms in order; and how many numbers the stretches have.
        self._firsts: list[bytes] = []
        self._weights = array("q")
        gathered = _Gathered()
        for each in blocks:
            gathered.take(each)
            if room.is_large and gathered.is_full():
                self._put(gathered.columns())
        self._held = gathered.columns()
        self._stretches = self._taker.done()
        order = sorted(range(len(self._firsts)), key=self._firsts.__getitem__)
        self._firsts = [self._firsts[nth] for nth in order]
        self._weights = array("q", (self._weights[nth] for nth in order))

    def _put(self, found: Columns) -> None:
        """Put a run into the file."""
        begin = len(self._firsts)
        for stretch in packed(found, _SHORT):
            self._taker.add(stretch)
            self._firsts.append(first(stretch))
            self._weights.append(len(stretch.numbers) // NUMBER.itemsize)
        self._runs.append((begin, self._firsts[begin:]))

    def bounds(self, low: bytes, high: bytes | None, most: int) -> Iterator[bytes]:
        """Yield terms between two, as code units, that have so many numbers between them at most, or not many more."""
        total = 0
        for nth in range(bisect_right(self._firsts, low), _place(self._firsts, high)):
            total += self._weights[nth]
            if total > most:
                yield self._firsts[nth]
                total = self._weights[nth]

    def between(self, low: bytes, high: bytes | None) -> Columns:
        """Return the terms from one on and before another, given as code units; without it all that follow."""
        pieces = []
        for begin, firsts in self._runs:
            # The one that begins before may go on.
            numbers = slice(begin + max(bisect_right(firsts, low) - 1, 0), begin + _place(firsts, high))
            pieces += [unpacked(each).between(low, high) for each in self._stretches[numbers]]
        return joined([*pieces, self._held.between(low, high)])


def _place(firsts: list[bytes], high: bytes | None) -> int:
    return len(firsts) if high is None else bisect_left(firsts, high)


class _Gathered:
    """Terms that are held."""

    def __init__(self) -> None:
        # As columns, for there may be millions of them; most terms stand in one sentence and need none.
        self._once: dict[str, int] = {}
        self._often: dict[str, array[int]] = {}
        self._sentences = 0

    def take(self, block: Sentences) -> None:
        """Take the terms of some sentences."""
        once, often = self._once, self._often
        for number, found in enumerate(block.terms(), start=block.start):
            for term in found:
                if once.setdefault(term, number) != number:
                    column = often.get(term)
                    if column is None:
                        column = often[term] = array("i", (once[term],))
                    column.append(number)
        self._sentences += block.total

    def is_full(self) -> bool:
        """Return whether there are as many as are held at once."""
        return len(self._once) >= _TERMS or self._sentences >= _SENTENCES

    def columns(self) -> Columns:
        """Return them, and let go of them."""
        once, often = self._once, self._often
        self._once, self._often, self._sentences = {}, {}, 0
        terms = in_order(once)
        totals, numbers = array("q"), array("i")
        for term in terms:
            here = often.pop(term, None) or (once[term],)
            totals.append(len(here))
            numbers.extend(here)
        places = np.repeat(np.arange(len(terms), dtype=np.int32), np.array(totals, dtype=np.int64))
        return Columns(terms, places, np.frombuffer(numbers, dtype=np.intc).astype(np.int32, copy=False))
