"""Groups from scored pairs: best pairs first, never by a chain of resemblances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[int, int]


def join(scores: Mapping[Pair, float], *, most: int | None = None) -> list[list[int]]:
    """Return groups of two and more of the numbers that stand in `scores`, each number in one.

    Two groups are joined when at least half of the pairs between them are scored, so that a chain of resemblances does
    not put together what has nothing in common.

    Args:
        scores: how alike two things are, lower number first; pairs that are not alike are left out.
        most: the largest group that may be made.
    """
    home: dict[int, set[int]] = {}
    for a, b in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        one, other = home.setdefault(a, {a}), home.setdefault(b, {b})
        if one is other or (most is not None and len(one) + len(other) > most):
            continue
        met = sum((x, y) in scores if x < y else (y, x) in scores for x in one for y in other)
        if 2 * met >= len(one) * len(other):
            one |= other
            for number in other:
                home[number] = one
    return sorted(sorted(group) for group in {id(g): g for g in home.values() if len(g) > 1}.values())


def inner(group: Sequence[int], scores: Mapping[Pair, float]) -> list[float]:
    """Return the scores of the scored pairs within a group."""
    return [scores[pair] for pair in pairs(group) if pair in scores]


def pairs(members: Sequence[int], neighbours: int | None = None) -> Iterable[Pair]:
    """Yield the pairs of ascending numbers; of each with so many that follow it, if `neighbours` is given."""
    for i, a in enumerate(members):
        for b in members[i + 1 : None if neighbours is None else i + 1 + neighbours]:
            yield a, b
