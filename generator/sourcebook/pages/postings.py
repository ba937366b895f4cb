"""Where each term of Find stands: made of all sentences, or of what was made before and the articles that changed.

Terms are kept in order and the numbers of their sentences in columns, so that an article that comes, goes or changes
moves numbers and touches no other article's words. Those of a large folder are made in stretches, one after the other:
what stays of the last index there and what comes (`coming.py`) are put together (`columns.py`). A file ends before a
term that says so itself (`portions.py`), and so most files stay when a term more sentences have, or fewer, makes one
longer or shorter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from sourcebook.spilled import Room

from .columns import NUMBER, Columns, Numbers, first, moved, names, packed, starts, unpacked, with_
from .coming import Coming
from .indexed import Blocks, Index, Sentences, Stretch
from .portions import ends

# Sentence numbers a file holds: some 40 kB, a third of it when compressed.
WEIGHT: Final = 12_000
# Of a large folder's index so many are put together at once: some 60 MB where each has a term of its own.
_MOST: Final = 250_000
# A term that stands in every so many sentences, and in so many at least, has no list.
_EVERY: Final = 12
_LEAST: Final = 1_000
# What a term weighs in a file beside its sentences.
_OWN: Final = 3
# The number of one sentence, or a list.
Listed = int | list[int]

_EMPTY: Final = Index(Blocks(all=()), ())
_NONE: Final = Stretch(terms="", ends=b"", numbers=b"")
_HELD: Final = Room()


def index(blocks: Sequence[Sentences], before: Index | None = None, room: Room = _HELD) -> Index:
    """Return where the terms of all sentences stand.

    Args:
        blocks: the sentences in the order of their numbers.
        before: what was made before.
        room: where the index is put.

    Raises:
        WriteError: it cannot be put there, as on a full disk.
    """
    last = before if before and _helps(before, blocks) else _EMPTY
    known = {key for key, _, _ in last.blocks.all}
    comes = Coming((each for each in blocks if each.key not in known), room)
    most = _MOST if room.is_large else sys.maxsize
    taker = room.taker(Stretch)
    for found in _together(last.stretches, _now(last, blocks), comes, most):
        # One that has grown is parted evenly.
        total = len(found.numbers)
        for stretch in packed(found, -(-total // max(1, total // most))):
            taker.add(stretch)
    return Index(Blocks(all=tuple((each.key, each.start, each.total) for each in blocks)), taker.done())


def _helps(before: Index, blocks: Sequence[Sentences]) -> bool:
    """Return whether most sentences were there before, and their blocks in this order."""
    there, known = {each.key for each in blocks}, {key for key, _, _ in before.blocks.all}
    stay = [each for each in blocks if each.key in known]
    in_order = [each.key for each in stay] == [key for key, _, _ in before.blocks.all if key in there]
    return in_order and 2 * sum(each.total for each in stay) >= sum(each.total for each in blocks)


def _now(last: Index, blocks: Sequence[Sentences]) -> Numbers:
    """Return the new number of each sentence of the last index by its number there; below nought if it is gone."""
    now = {each.key: each.start for each in blocks}
    begins, totals = np.array([block[1:] for block in last.blocks.all], dtype=np.int32).reshape(-1, 2).T
    after = np.array([now.get(key, -1) for key, _, _ in last.blocks.all], dtype=np.int32)
    within = np.arange(totals.sum(), dtype=np.int32) - np.repeat(np.cumsum(totals) - totals, totals)
    found = np.full(int(begins[-1] + totals[-1]) if len(begins) else 0, -1, dtype=np.int32)
    found[np.repeat(begins, totals) + within] = np.where(
        np.repeat(after, totals) < 0, -1, np.repeat(after, totals) + within
    )
    return found


def _together(last: Sequence[Stretch], now: Numbers, comes: Coming, most: int) -> Iterator[Columns]:
    """Yield what stays and what comes, some terms after the others: those of a stretch, or fewer where many come."""
    low = b""
    for stretch, high in _with_ends(last):
        stays = moved(unpacked(stretch), now)
        inner = list(comes.bounds(low, high, most))
        for begin, end in zip([low, *inner], [*inner, high], strict=True):
            found = with_(stays.between(begin, end), comes.between(begin, end))
            if found.terms:
                yield found
        low = high or low


def _with_ends(stretches: Sequence[Stretch]) -> Iterator[tuple[Stretch, bytes | None]]:
    """Yield each stretch, an empty one where there is none, with the first term of the next as code units."""
    each = iter(stretches or (_NONE,))
    here = next(each)
    for after in each:
        yield here, first(after)
        here = after
    yield here, None


def files(found: Index) -> Iterator[dict[str, Listed]]:
    """Yield files of terms in their order, each term with the numbers of its sentences; one file at least.

    A term is mapped to the number of its sentence, if there is one alone, as of most; else to a list: the first
    sentence's number, then by how much each further one is higher. The list is empty where the term stands in so many
    sentences that they have to be looked through.
    """
    most = max(_LEAST, sum(total for _, _, total in found.blocks.all) // _EVERY)
    terms, weights, rest = list[str](), list[int](), list[Listed]()
    for stretch in found.stretches or (_NONE,):
        here = _Lists(stretch, most)
        terms, weights, begin = [*terms, *names(stretch)], [*weights, *here.weights()], len(rest)
        at = 0
        for end in ends(terms, WEIGHT, str, weights):
            lists = chain(rest[at:end], here.between(max(at - begin, 0), max(end - begin, 0)))
            yield dict(zip(terms[at:end], lists, strict=True))
            at = end
        # These go on in the next stretch.
        rest = [*rest[at:], *here.between(max(at - begin, 0), None)]
        terms, weights = terms[at:], weights[at:]
    yield dict(zip(terms, rest, strict=True))


class _Lists:
    """What stands in files of the terms of a stretch.

    Args:
        stretch: the stretch.
        most: a term with more sentences has no list.
    """

    def __init__(self, stretch: Stretch, most: int) -> None:
        ends, numbers = np.frombuffer(stretch.ends, NUMBER), np.frombuffer(stretch.numbers, NUMBER)
        self._starts = starts(ends)
        self._steps: Numbers = np.diff(numbers, prepend=NUMBER.type(0))
        self._steps[self._starts] = numbers[self._starts]
        self._totals: npt.NDArray[np.int64] = np.where(ends - self._starts <= most, ends - self._starts, 0)

    def weights(self) -> list[int]:
        """Return what each term weighs in a file."""
        weights: list[int] = (_OWN + self._totals).tolist()
        return weights

    def between(self, first: int, end: int | None) -> Iterator[Listed]:
        """Yield the lists of some terms, by their numbers."""
        starts, totals = self._starts[first:end], self._totals[first:end]
        if not len(starts):
            return
        begin = int(starts[0])
        here = self._steps[begin : int(starts[-1] + totals[-1])].tolist()
        for start, total in zip((starts - begin).tolist(), totals.tolist(), strict=True):
            yield here[start] if total == 1 else here[start : start + total]
