"""Where each term of Find stands: made of all sentences, or of what was made before and the articles that changed.

Terms are kept in order and the numbers of their sentences in columns, so that an article that comes, goes or changes
moves numbers and touches no other article's words. A file ends before a term that says so itself (`portions.py`), and
so most files stay when a term more sentences have, or fewer, makes one longer or shorter.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .indexed import Index, Sentences
from .portions import portions
from .terms import in_order, needs_units, units

# Sentence numbers a file holds: some 40 kB, a third of it when compressed.
WEIGHT: Final = 12_000
# A term that stands in every so many sentences, and in so many at least, has no list.
_EVERY: Final = 12
_LEAST: Final = 1_000
# What a term weighs in a file beside its sentences.
_OWN: Final = 3
# Between the terms that are kept; none holds it.
_BETWEEN: Final = "\n"
_NUMBER: Final = np.dtype("<i4")
Numbers = npt.NDArray[np.int32]
# The number of one sentence, or a list.
Listed = int | list[int]


class _Columns(NamedTuple):
    """Terms in their order; and in the order of terms and of sentences, which term stands in which sentence."""

    terms: list[str]
    places: Numbers
    numbers: Numbers


_EMPTY: Final = Index(blocks=(), terms="", ends=b"", numbers=b"")


def index(blocks: Sequence[Sentences], before: Index | None = None) -> Index:
    """Return where the terms of all sentences stand.

    Args:
        blocks: the sentences in the order of their numbers.
        before: what was made before.
    """
    last = before if before and _helps(before, blocks) else _EMPTY
    made = _with(_moved(last, blocks), _coming(last, blocks))
    ends = np.searchsorted(made.places, np.arange(len(made.terms), dtype=np.int32), side="right")
    return Index(
        blocks=tuple((each.key, each.start, each.total) for each in blocks),
        terms=_BETWEEN.join(made.terms),
        ends=ends.astype(_NUMBER).tobytes(),
        numbers=made.numbers.astype(_NUMBER).tobytes(),
    )


def _helps(before: Index, blocks: Sequence[Sentences]) -> bool:
    """Return whether most sentences were there before, and their blocks in this order."""
    there, known = {each.key for each in blocks}, {key for key, _, _ in before.blocks}
    stay = [each for each in blocks if each.key in known]
    in_order = [each.key for each in stay] == [key for key, _, _ in before.blocks if key in there]
    return in_order and 2 * sum(each.total for each in stay) >= sum(each.total for each in blocks)


def _moved(last: Index, blocks: Sequence[Sentences]) -> _Columns:
    """Return what stays of the last index, the sentences by their new numbers."""
    terms = last.terms.split(_BETWEEN) if last.terms else []
    now = {each.key: each.start for each in blocks}
    starts, totals = np.array([block[1:] for block in last.blocks], dtype=np.int32).reshape(-1, 2).T
    begin = np.array([now.get(key, -1) for key, _, _ in last.blocks], dtype=np.int32)
    within = np.arange(totals.sum(), dtype=np.int32) - np.repeat(np.cumsum(totals) - totals, totals)
    moved = np.full(int(starts[-1] + totals[-1]) if len(starts) else 0, -1, dtype=np.int32)
    moved[np.repeat(starts, totals) + within] = np.where(
        np.repeat(begin, totals) < 0, -1, np.repeat(begin, totals) + within
    )
    numbers = moved[np.frombuffer(last.numbers, _NUMBER)]
    ends = np.frombuffer(last.ends, _NUMBER)
    places = np.repeat(np.arange(len(terms), dtype=np.int32), ends - _starts(ends))
    stays = numbers >= 0
    return _Columns(terms, places[stays], numbers[stays])


def _coming(last: Index, blocks: Sequence[Sentences]) -> _Columns:
    """Return what was not there before."""
    known = {key for key, _, _ in last.blocks}
    # As columns, for a folder that is new has millions of them; most terms stand in one sentence and need none.
    once: dict[str, int] = {}
    often: dict[str, array[int]] = {}
    for each in blocks:
        if each.key not in known:
            for number, found in enumerate(each.terms(), start=each.start):
                for term in found:
                    if once.setdefault(term, number) != number:
                        column = often.get(term)
                        if column is None:
                            column = often[term] = array("i", (once[term],))
                        column.append(number)
    terms = in_order(once)
    totals, numbers = array("q"), array("i")
    for term in terms:
        here = often.pop(term, None) or (once[term],)
        totals.append(len(here))
        numbers.extend(here)
    places = np.repeat(np.arange(len(terms), dtype=np.int32), np.array(totals, dtype=np.int64))
    return _Columns(terms, places, np.frombuffer(numbers, dtype=np.intc).astype(np.int32, copy=False))


def _with(stays: _Columns, comes: _Columns) -> _Columns:
    """Return both together, without terms that no sentence holds any more."""
    if stays.terms and comes.terms:
        terms, old, new = _both(stays.terms, comes.terms)
        here = _keys(old[stays.places], stays.numbers)
        come = _keys(new[comes.places], comes.numbers)
        keys = np.insert(here, np.searchsorted(here, come), come)
        stays = _Columns(terms, (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))
    elif comes.terms:
        return comes
    held = np.bincount(stays.places, minlength=len(stays.terms)) > 0
    if held.all():
        return stays
    ranks = (np.cumsum(held) - 1).astype(np.int32)
    return _Columns(list(compress(stays.terms, held.tolist())), ranks[stays.places], stays.numbers)


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


def files(found: Index) -> Iterator[dict[str, Listed]]:
    """Yield files of terms in their order, each term with the numbers of its sentences; one file at least.

    A term is mapped to the number of its sentence, if there is one alone, as of most; else to a list: the first
    sentence's number, then by how much each further one is higher. The list is empty where the term stands in so many
    sentences that they have to be looked through.
    """
    terms = found.terms.split(_BETWEEN) if found.terms else []
    ends, numbers = np.frombuffer(found.ends, _NUMBER), np.frombuffer(found.numbers, _NUMBER)
    starts = _starts(ends)
    steps = np.diff(numbers, prepend=_NUMBER.type(0))
    steps[starts] = numbers[starts]
    most = max(_LEAST, sum(total for _, _, total in found.blocks) // _EVERY)
    listed = np.where(ends - starts <= most, ends - starts, 0)
    weights = (_OWN + listed).tolist()
    for place in portions(range(len(terms)), WEIGHT, name=terms.__getitem__, weight=weights.__getitem__):
        here = slice(place[0], place[-1] + 1) if place else slice(0)
        yield dict(zip(terms[here], _lists(steps, starts[here], listed[here]), strict=True))


def _starts(ends: Numbers) -> Numbers:
    """Return where those begin that end there, one after the other."""
    return np.concatenate((np.zeros(1, np.int32), ends))[: len(ends)]


def _lists(steps: Numbers, starts: Numbers, totals: npt.NDArray[np.int64]) -> Iterator[Listed]:
    """Yield what stands in a file of each term."""
    if not len(starts):
        return
    begin = int(starts[0])
    here = steps[begin : int(starts[-1] + totals[-1])].tolist()
    for start, total in zip((starts - begin).tolist(), totals.tolist(), strict=True):
        yield here[start] if total == 1 else here[start : start + total]
