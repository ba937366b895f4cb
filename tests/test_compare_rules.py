"""The rules of the comparison by themselves: intervals, groups, hedges, days."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.compare.claim_rows import hedge_of
from sourcebook.compare.date_rows import day_of
from sourcebook.compare.figures import interval
from sourcebook.compare.grouping import inner, join, pairs
from sourcebook.compare.origins import independent
from sourcebook.compare.terms import stem
from sourcebook.compare.words import compared
from sourcebook.records import DateMention, Quantity


def _quantity(low: float | None, high: float | None, bound: str) -> Quantity:
    values: dict[str, Any] = {"id": "q", "article": "a", "start": 0, "end": 1, "text": "1", "low": low, "high": high}
    rest = {"unit": None, "dimension": "count", "counted": None, "attributed_to": None, "confidence": "high"}
    return Quantity(bound=bound, **values, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("low", "high", "bound", "expected"),
    [
        (31, 31, "exact", (31, 31)),
        (100, None, "more-than", (100, float("inf"))),
        (None, 20, "at-most", (0, 20)),
        (200, 200, "about", (180, 220)),
        (3000, 5000, "range", (3000, 5000)),
        (None, None, "vague", None),
    ],
)
def test_intervals(low: float | None, high: float | None, bound: str, expected: tuple[float, float] | None) -> None:
    """A figure's bound says between which values it lies."""
    found = interval(_quantity(low, high, bound))
    assert found == (None if expected is None else pytest.approx(expected))


def test_groups_are_no_chains() -> None:
    """What is alike to one member only does not join a group of three."""
    scores = {(0, 1): 3.0, (0, 2): 3.0, (1, 2): 3.0, (2, 3): 1.0}
    assert join(scores) == [[0, 1, 2]]
    assert inner([0, 1, 2], scores) == [3.0, 3.0, 3.0]


# A machine under load must not fail it.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(10, 19)), st.floats(0.1, 9), max_size=30))
def test_each_number_stands_in_one_group(scores: dict[tuple[int, int], float]) -> None:
    """Groups share no member and hold at least two."""
    groups = join(scores, most=6)
    members = [n for group in groups for n in group]
    assert len(members) == len(set(members))
    assert all(1 < len(group) <= 6 for group in groups)


def test_pairs_of_neighbours() -> None:
    """Pairs are ascending and may be kept to neighbours."""
    assert list(pairs([1, 2, 3])) == [(1, 2), (1, 3), (2, 3)]
    assert list(pairs([1, 2, 3], 1)) == [(1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The bridge reportedly fell.", "reportedly"),
        ("It was reported that the bridge fell.", "It was reported"),
        ("The bridge fell.", None),
        ("No group claimed responsibility.", None),
        ("The flood claimed 30 lives.", None),
    ],
)
def test_hedges(text: str, hedge: str | None) -> None:
    """A claim of responsibility and a claim on lives are no hedges."""
    assert hedge_of(text) == hedge


def test_independent_counts_origins() -> None:
    """Articles of one origin count once."""
    assert independent(["a", "b", "c"], {"a": "a", "b": "a"}) == 2


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("Oct. 17", "2016-10-17", "2016-10-17"),
        ("late on Friday", None, "fri"),
        ("in 2014", "2014", "2014"),
        ("two years", "P2Y", None),
    ],
)
def test_days(text: str, value: str | None, day: str | None) -> None:
    """A date is its day, month or year; a weekday that nothing anchors keeps its name; a length is none."""
    assert day_of(DateMention(article="a", start=0, end=1, text=text, value=value, type="DATE")) == day


def test_house_styles_and_stems() -> None:
    """Spellings of two houses are one word, and forms of a word have one stem."""
    assert compared("Oct") == compared("October")
    assert compared("mobilisation") == compared("mobilization")
    assert stem("killed") == stem("dead") == stem("died")
    assert stem("released") == stem("published")
