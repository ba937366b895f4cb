"""Which articles open alike: found in arrays, so that few pairs are compared word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sourcebook.compare.vocabulary import Column

# A term that more articles open with tells none of them apart.
COMMON_TERM = 50
# What the articles of a pair share of such terms is summed as long as there are so many pairs and terms at most.
MOST_CELLS = 100_000_000
PAIRS_AT_ONCE = 4_000
# So many meetings are summed at once.
MEETINGS_AT_ONCE = 2_000_000
# Sums in arrays are not exact: pairs are kept that are so little below the least.
NEARLY = 0.999
# Two numbers of articles in one: the first in the upper half.
_HALF, _LOWER = 32, 0xFFFFFFFF


def likely(opened: Column, weight: np.ndarray, whole: np.ndarray, least: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of articles that share a telling term and may be alike enough; no pair that is, is left out.

    Of the articles that open with a common term only neighbours meet.

    Args:
        opened: the terms that each article opens with.
        weight: of all terms.
        whole: the summed weight of each article's terms.
        least: what they must share at least, as a share of the geometric mean of their weights.

    Returns:
        The numbers of the ones and of the others, in order.
    """
    articles = len(opened.bounds) - 1
    opened = opened.only(np.bincount(opened.values, minlength=len(weight))[opened.values] > 1)
    terms, owner = opened.values.astype(np.int64), opened.owners()
    order = np.lexsort((owner, terms))
    terms, owner = terms[order], owner[order]
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    sizes = np.diff(starts, append=len(terms))
    codes, shared = _summed(_meetings(terms, owner, starts, sizes, weight))
    one, other = codes >> _HALF, codes & _LOWER
    enough = NEARLY * least * np.sqrt(whole[one] * whole[other])
    common = starts[sizes > COMMON_TERM]
    if len(codes) * len(common) <= MOST_CELLS:
        held = np.zeros((articles, len(common)), dtype=np.float32)
        for n, start in enumerate(common.tolist()):
            held[owner[start : start + sizes[starts.searchsorted(start)]], n] = np.sqrt(weight[terms[start]])
        for start in range(0, len(codes), PAIRS_AT_ONCE):
            part = slice(start, start + PAIRS_AT_ONCE)
            shared[part] += np.einsum("ij,ij->i", held[one[part]], held[other[part]])
    else:
        most = np.bincount(owner, weight[terms] * np.repeat(sizes > COMMON_TERM, sizes), minlength=articles)
        shared += np.minimum(most[one], most[other])
    kept = (shared >= enough) & (whole[one] > 0) & (whole[other] > 0)
    return one[kept], other[kept]


def _meetings(
    terms: np.ndarray, owner: np.ndarray, starts: np.ndarray, sizes: np.ndarray, weight: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield pairs (two numbers in one) of articles that open with one term, and the weight of it; 0 of a common one."""
    for size in np.unique(sizes[sizes > 1]).tolist():
        one, other = np.triu_indices(size, 1) if size <= COMMON_TERM else _neighbours(size)
        same = starts[sizes == size]
        for at in np.array_split(same, 1 + len(same) * len(one) // MEETINGS_AT_ONCE):
            members = owner[at[:, None] + np.arange(size)]
            told = weight[terms[at]] if size <= COMMON_TERM else np.zeros(len(at))
            yield ((members[:, one] << _HALF) | members[:, other]).ravel(), np.repeat(told, len(one))


def _neighbours(size: int) -> tuple[np.ndarray, np.ndarray]:
    near = [(np.arange(size - step), np.arange(step, size)) for step in (1, 2)]
    return np.concatenate([one for one, _ in near]), np.concatenate([other for _, other in near])


def _summed(met: Iterator[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return each pair once, with the weight of all terms by which its articles meet."""
    codes, sums = np.empty(0, dtype=np.int64), np.empty(0)
    waiting, size = [(codes, sums)], 0
    for pairs, told in met:
        waiting.append((pairs, told))
        size += len(pairs)
        if size > max(MEETINGS_AT_ONCE, len(codes)):
            codes, sums = _merged(waiting)
            waiting, size = [(codes, sums)], 0
    return _merged(waiting)


def _merged(found: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    codes, place = np.unique(np.concatenate([pairs for pairs, _ in found]), return_inverse=True)
    return codes, np.bincount(place, np.concatenate([told for _, told in found]), minlength=len(codes))
