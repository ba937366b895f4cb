"""Terms of Find in columns: in their order, with the numbers of their sentences; put together, parted and packed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .indexed import Stretch
from .terms import in_order, needs_units, units

# Between the terms of a stretch; none holds it.
_BETWEEN: Final = "\n"
NUMBER: Final = np.dtype("<i4")
Numbers = npt.NDArray[np.int32]


class Columns(NamedTuple):
    """Terms in their order; and in the order of terms and of sentences, which term stands in which sentence."""

    terms: list[str]
    places: Numbers
    numbers: Numbers

    def between(self, low: bytes, high: bytes | None) -> Columns:
        """Return the terms from `low` on and before `high`, given as code units; without it all that follow."""
        begin = bisect_left(self.terms, low, key=units)
        end = len(self.terms) if high is None else bisect_left(self.terms, high, key=units)
        if end - begin == len(self.terms):
            return self
        # Of the same type, for else all places would be made anew.
        first, last = np.searchsorted(self.places, np.array((begin, end), dtype=self.places.dtype))
        return Columns(self.terms[begin:end], self.places[first:last] - np.int32(begin), self.numbers[first:last])


def names(stretch: Stretch) -> list[str]:
    """Return the terms of a stretch."""
    return stretch.terms.split(_BETWEEN) if stretch.terms else []


def first(stretch: Stretch) -> bytes:
    """Return the first term of a stretch, as code units."""
    return units(stretch.terms.split(_BETWEEN, 1)[0])


def starts(ends: Numbers) -> Numbers:
    """Return where those begin that end there, one after the other."""
    return np.concatenate((np.zeros(1, np.int32), ends))[: len(ends)]


def unpacked(stretch: Stretch) -> Columns:
    """Return the columns of a stretch."""
    terms, ends = names(stretch), np.frombuffer(stretch.ends, NUMBER)
    places = np.repeat(np.arange(len(terms), dtype=np.int32), ends - starts(ends))
    return Columns(terms, places, np.frombuffer(stretch.numbers, NUMBER))


def moved(found: Columns, now: Numbers) -> Columns:
    """Return what stays, given the new number of each sentence; below nought where it is gone."""
    numbers = now[found.numbers]
    stays = numbers >= 0
    return Columns(found.terms, found.places[stays], numbers[stays])


def packed(found: Columns, most: int) -> Iterator[Stretch]:
    """Yield terms as they are kept, in stretches of so many numbers at most; one term may have more."""
    terms, places, numbers = found
    ends = np.searchsorted(places, np.arange(len(terms), dtype=np.int32), side="right")
    at = begin = 0
    while at < len(terms):
        to = max(int(np.searchsorted(ends, begin + most, side="right")), at + 1)
        end = int(ends[to - 1])
        yield Stretch(
            terms=_BETWEEN.join(terms[at:to]),
            ends=(ends[at:to] - begin).astype(NUMBER).tobytes(),
            numbers=numbers[begin:end].astype(NUMBER).tobytes(),
        )
        at, begin = to, end


def joined(several: Sequence[Columns]) -> Columns:
    """Return several together; the sentences of each have higher numbers than those of the ones before."""
    if len(several) == 1:
        return several[0]
    # Each once, as they come: what is in order already is sorted in less time.
    terms = in_order(dict.fromkeys(chain.from_iterable(each.terms for each in several)))
    rank = {term: nth for nth, term in enumerate(terms)}
    places = np.concatenate([_ranks(each.terms, rank)[each.places] for each in several])
    numbers = np.concatenate([each.numbers for each in several])
    order = np.argsort(places, kind="stable")
    return Columns(terms, places[order], numbers[order])


def _ranks(terms: Sequence[str], rank: dict[str, int]) -> Numbers:
    return np.fromiter(map(rank.__getitem__, terms), dtype=np.int32, count=len(terms))


def with_(stays: Columns, comes: Columns) -> Columns:
    """Return both together, without terms that no sentence holds any more."""
    if stays.terms and comes.terms:
        terms, old, new = _both(stays.terms, comes.terms)
        here = _keys(old[stays.places], stays.numbers)
        come = _keys(new[comes.places], comes.numbers)
        keys = np.insert(here, np.searchsorted(here, come), come)
        stays = Columns(terms, (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))
    elif comes.terms:
        return comes
    held = np.bincount(stays.places, minlength=len(stays.terms)) > 0
    if held.all():
        return stays
    ranks = (np.cumsum(held) - 1).astype(np.int32)
    return Columns(list(compress(stays.terms, held.tolist())), ranks[stays.places], stays.numbers)


def _both(before: list[str], come: list[str]) -> tuple[list[str], Numbers, Numbers]:
    """Return the terms of two lists in order, each once, and where those of the one and the other stand among them."""
    if needs_units(chain(before, come)):
        at = [bisect_left(before, units(term), key=units) for term in come]
    else:
        at = [bisect_left(before, term) for term in come]
    is_new = [place == len(before) or before[place] != term for place, term in zip(at, come, strict=True)]
    made, done = list[str](), 0
    for place, term in compress(zip(at, come, strict=True), is_new):
        made += before[done:place]
        made.append(term)
        done = place
    made += before[done:]
    places = np.array(at, dtype=np.int64)
    inserted = places[np.array(is_new, dtype=bool)]
    old = np.arange(len(before)) + np.searchsorted(inserted, np.arange(len(before)), side="right")
    # One that is new stands before what stood at its place, and behind what is new before it.
    new = places + np.cumsum(is_new) - np.array(is_new, dtype=np.int64)
    return made, old.astype(np.int32), new.astype(np.int32)


def _keys(places: Numbers, numbers: Numbers) -> npt.NDArray[np.int64]:
    """Return numbers that are ordered as terms and sentences are."""
    return (places.astype(np.int64) << 32) | numbers
