"""When two figures cannot both hold, and when they merely differ."""

from __future__ import annotations

import pytest
from tests.test_compare_rules import _quantity

from sourcebook.compare.figure_rows import status
from sourcebook.compare.figures import Figure
from sourcebook.compare.terms import Sentence, stem


def _figure(article: str, value: float, counted: str, fate: str = "") -> Figure:
    quantity = _quantity(value, value, "exact")
    terms = frozenset(stem(word) for word in counted.split())
    sentence = Sentence(article, 0, 10, (), "body")
    head = stem(counted.rsplit(maxsplit=1)[-1])
    return Figure(quantity, sentence, "", value, value, head, terms, frozenset(), fate=fate)


@pytest.mark.parametrize(
    ("counted", "fate", "expected"),
    [
        ("bridges", "", "conflict"),
        ("rescue units", "", "differ"),
        ("ambulances", "", "differ"),
        ("people", "=die", "differ"),
    ],
)
def test_numbers_that_rise_do_not_contradict_each_other(counted: str, fate: str, expected: str) -> None:
    """Tolls rise and helpers come and go; four bridges and five bridges cannot both be right."""
    found, why = status([_figure("a", 4, counted, fate), _figure("b", 5, counted, fate)])
    assert found == expected
    assert why
