"""Equal runs of words are found in sorted arrays: those that looking at each place by itself finds."""

from __future__ import annotations

import random
from array import array
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest

from sourcebook.compare import shingles
from sourcebook.compare.words import FUNCTION_WORDS, number_of_form

LEAST = 8
Found = dict[tuple[int, int], list[tuple[int, int]]]


def folder(seed: int) -> list[list[str]]:
    """Return articles of a few words that follow each other in many ways, and runs that are copied."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    words = [*sorted(FUNCTION_WORDS)[:6], *(f"word{n}" for n in range(30))]
    texts = [[chance.choice(words) for _ in range(chance.randrange(40))] for _ in range(40)]
    for _ in range(60):
        one, other = chance.choice(texts), chance.choice(texts)
        start, at = chance.randrange(len(one) + 1), chance.randrange(len(other) + 1)
        other[at:at] = one[start : start + 12]
    return texts


def found(texts: Sequence[Sequence[str]]) -> Found:
    """Return the places at which two articles have a seed, as they are found in arrays."""
    forms = [array("q", map(number_of_form, text)).tobytes() for text in texts]
    places: Found = {}
    last = (-1, -1)
    for a, met in shingles.seeds(forms, LEAST):
        for nth in range(len(met.others)):
            b, (here, there) = met.pair(nth)
            assert (a, b) > last
            last = (a, b)
            places[a, b] = list(zip(here.tolist(), there.tolist(), strict=True))
    return places


def one_by_one(texts: Sequence[Sequence[str]]) -> Found:
    """Return the same, shingle by shingle."""
    places: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for size, content in ((shingles.SEED_WORDS, shingles.SEED_CONTENT), (LEAST, 0)):
        stands: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(texts):
            for at in range(len(text) - size + 1):
                words = tuple(text[at : at + size])
                own = [place for place in stands[words] if place[0] == number]
                if sum(word not in FUNCTION_WORDS for word in words) >= content and len(own) < shingles.SAME_SEED:
                    stands[words].append((number, at))
        for held in stands.values():
            for n, (a, here) in enumerate(held):
                for m, (b, there) in enumerate(held[n + 1 :], n + 1):
                    if len(held) <= shingles.COMMON_SEED or n == 0 or m == n + 1:
                        places[a, b].add((here, there))
    return {pair: sorted(at) for pair, at in sorted(places.items())}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("common", [shingles.COMMON_SEED, 4])
def test_seeds_are_those_found_one_by_one(monkeypatch: pytest.MonkeyPatch, seed: int, common: int) -> None:
    """However many words, shingles and places are gone through at once."""
    monkeypatch.setattr(shingles, "COMMON_SEED", common)
    texts = folder(seed)
    wanted = one_by_one(texts)
    assert len(wanted) > 50
    assert found(texts) == wanted
    for name, few in (("SORTED_AT_ONCE", 50), ("HASHED_AT_ONCE", 7), ("PLACES_AT_ONCE", 90)):
        monkeypatch.setattr(shingles, name, few)
        assert found(texts) == wanted


def test_a_folder_may_have_no_words() -> None:
    """Nor need it have articles, or articles as long as a seed."""
    for texts in ([], [[]], [[], ["one"], []], [["one", "two", "three", "four", "five"]] * 2):
        assert found(texts) == one_by_one(texts)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("top", [1, 10, 1 << 40, (1 << 64) - 1])
def test_the_order_of_numbers_is_that_of_a_stable_sort(top: int, *, several: bool) -> None:
    """Of numbers that leave room for their places, and of those that do not and have their first bits in common."""
    chance = np.random.default_rng(top % 997)
    for count in (0, 1, 2, 500):
        numbers = chance.integers(0, top, count, dtype=np.uint64, endpoint=True)
        numbers = np.concatenate([numbers, numbers[::3], numbers[::5] ^ np.uint64(top > 1 << 60)])
        wanted = np.argsort(numbers, kind="stable")
        if several:
            made = shingles._ordered(numbers, several=True)
            shared = (
                np.bincount(np.unique(numbers, return_inverse=True)[1])[np.unique(numbers, return_inverse=True)[1]] > 1
            )
            assert set(np.flatnonzero(shared).tolist()) <= set(made.tolist())
            assert made.tolist() == [at for at in wanted.tolist() if at in set(made.tolist())]
        else:
            assert shingles._ordered(numbers).tolist() == wanted.tolist()
