"""The runs of words that two texts have in common, longest first (Ratcliff and Metzener, 1988; as `difflib` has it).

`difflib` prepares each text anew for each pair and looks for what a passage does not need; here the runs of equal texts
are remembered, for copies repeat, and runs that are too short are not looked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

# A pair of texts is remembered until so many others were asked for.
MOST_KEPT = 50_000

Run = tuple[int, int, int]


class Matching:
    """Finds the runs of words that two texts share; words are numbers."""

    def __init__(self) -> None:
        self._runs: dict[tuple[bytes, bytes, int], list[Run]] = {}

    def runs(self, one: array[int], other: array[int], least: int) -> list[Run]:
        """Return the runs of at least `least` words, in order: where each begins in either text, and its length.

        The longest run comes first, the earliest of equals; then what lies before and behind it on both sides.
        """
        key = (one.tobytes(), other.tobytes(), least)
        known = self._runs.get(key)
        if known is None:
            if len(self._runs) >= MOST_KEPT:
                self._runs.clear()
            known = self._runs[key] = _matched(one.tolist(), other.tolist(), least)
        return known

    def ratio(self, one: array[int], other: array[int]) -> float:
        """Return how alike two texts are: 1 if they are equal, 0 if they share no word."""
        return 2 * sum(size for _, _, size in self.runs(one, other, 1)) / (len(one) + len(other))


def _matched(one: Sequence[int], other: Sequence[int], least: int) -> list[Run]:
    places: dict[int, list[int]] = {}
    for at, word in enumerate(other):
        places.setdefault(word, []).append(at)
    found: list[Run] = []
    left = [(0, len(one), 0, len(other))]
    while left:
        a_from, a_to, b_from, b_to = left.pop()
        run = _longest(one, places, (a_from, a_to, b_from, b_to))
        a, b, size = run
        if size >= least:
            found.append(run)
            if a - a_from >= least and b - b_from >= least:
                left.append((a_from, a, b_from, b))
            if a_to - a - size >= least and b_to - b - size >= least:
                left.append((a + size, a_to, b + size, b_to))
    return sorted(found)


def _longest(one: Sequence[int], places: Mapping[int, Sequence[int]], within: tuple[int, int, int, int]) -> Run:
    a_from, a_to, b_from, b_to = within
    first, there, size = a_from, b_from, 0
    lengths: dict[int, int] = {}
    for at in range(a_from, a_to):
        longer: dict[int, int] = {}
        for other in places.get(one[at], ()):
            if other < b_from:
                continue
            if other >= b_to:
                break
            length = longer[other] = lengths.get(other - 1, 0) + 1
            if length > size:
                first, there, size = at - length + 1, other - length + 1, length
        lengths = longer
    return first, there, size
