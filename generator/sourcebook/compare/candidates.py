"""Which sentences are worth comparing: those of one event that share a telling term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from sourcebook.compare.terms import Sentence
from sourcebook.compare.vocabulary import distinct

# A term that more sentences of an event hold finds no candidates; it only adds to the weight of a pair found by others.
# In a large event fewer are looked at, so that the work grows no faster than the number of sentences.
COMMON_TERM = 60
PAIRS_IN_ALL = 100_000
# Two numbers of sentences in one: the first in the upper half.
_HALF, _LOWER = 32, 0xFFFFFFFF


def candidates(
    sentences: Sequence[Sentence], sets: Sequence[frozenset[str]], event_of: Mapping[str, str]
) -> Iterable[tuple[int, int]]:
    """Return pairs of sentences of one event that share a telling term, or two neighbouring ones, in order.

    Event by event: what is common is told by the reports of one happening, not by how many others lie in the folder.
    """
    by_event: dict[str, list[int]] = defaultdict(list)
    articles: dict[str, int] = {}
    for n, sentence in enumerate(sentences):
        by_event[event_of[sentence.article]].append(n)
        articles.setdefault(sentence.article, len(articles))
    owner = np.array([articles[sentence.article] for sentence in sentences], dtype=np.int64)
    found = [np.empty(0, dtype=np.int64)]
    for members in by_event.values():
        index: dict[str | tuple[str, str], list[int]] = defaultdict(list)
        for n in members:
            for term in sets[n].union(pairwise(sentences[n].terms)):
                index[term].append(n)
        most = min(COMMON_TERM, max(3, PAIRS_IN_ALL // len(members)))
        found.append(_meetings((held for held in index.values() if 1 < len(held) <= most), owner))
    codes = np.sort(np.concatenate(found))
    for part in np.array_split(codes, 1 + len(codes) // PAIRS_IN_ALL):
        yield from zip((part >> _HALF).tolist(), (part & _LOWER).tolist(), strict=True)


def _meetings(groups: Iterable[Sequence[int]], owner: np.ndarray) -> np.ndarray:
    """Return the pairs (two in a number) of sentences of different articles that are in one group, each once."""
    by_size: dict[int, list[Sequence[int]]] = defaultdict(list)
    for group in groups:
        by_size[len(group)].append(group)
    found = [np.empty(0, dtype=np.int64)]
    for size, same in by_size.items():
        members = np.array(same, dtype=np.int64)
        one, other = np.triu_indices(size, 1)
        a, b = members[:, one].ravel(), members[:, other].ravel()
        apart = owner[a] != owner[b]
        found.append(distinct((a[apart] << _HALF) | b[apart]))
    return distinct(np.concatenate(found))
