"""Long lists go on on further pages such that an entry more changes few of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.pages.portions import ends, portions

NAMES = [f"entry-{number}" for number in range(10_000)]


def _same(name: str) -> str:
    return name


@settings(deadline=None)
@given(
    items=st.lists(st.tuples(st.text(max_size=3), st.integers(1, 12)), max_size=60),
    size=st.integers(1, 10),
)
def test_lists_hold_all_entries_in_their_order_and_no_more_lines_than_fit(
    items: list[tuple[str, int]], size: int
) -> None:
    """Nothing is lost or moved; a list is too long only where one entry is; each but the last is filled enough."""
    made = portions(items, size, name=lambda item: item[0], weight=lambda item: item[1])
    assert [item for each in made for item in each] == items
    for each in made:
        assert len(each) <= 1 or sum(weight for _, weight in each) <= size
    for each, following in pairwise(made):
        assert sum(weight for _, weight in (*each, following[0])) > 0.75 * size


@settings(deadline=None)
@given(weights=st.lists(st.integers(1, 12), max_size=60), size=st.integers(1, 10), at=st.integers(0, 60))
def test_where_lists_end_is_known_of_the_first_entries(weights: list[int], size: int, at: int) -> None:
    """With what is left over of the first ones, the others tell where the lists of all end."""
    names = NAMES[: len(weights)]
    known = list(ends(names[:at], size, _same, weights[:at]))
    begin = known[-1] if known else 0
    others = [begin + end for end in ends(names[begin:], size, _same, weights[begin:])]
    assert known + others == list(ends(names, size, _same, weights))


def test_a_list_that_fits_is_not_cut() -> None:
    """Up to a page's size there is one page; none is empty but that of an empty list."""
    assert portions([], 300, _same) == [[]]
    assert portions(NAMES[:300], 300, _same) == [NAMES[:300]]
    assert len(portions(NAMES[:301], 300, _same)) == 2
    assert portions(NAMES[:5], 2, _same) == [NAMES[:2], NAMES[2:4], NAMES[4:5]]


def test_an_entry_more_or_less_changes_few_pages() -> None:
    """Wherever an entry comes in or goes, nearly all of 40 pages stay what they are."""
    before = {tuple(each) for each in portions(NAMES, 300, _same)}
    changed = []
    for at in range(0, 10_000, 250):
        for items in ([*NAMES[:at], "another", *NAMES[at:]], [*NAMES[:at], *NAMES[at + 1 :]]):
            after = {tuple(each) for each in portions(items, 300, _same)}
            changed.append(len(after - before))
    assert len(before) < 1.2 * 10_000 / 300
    assert sorted(changed)[len(changed) // 2] == 1
    assert sum(changed) < 2 * len(changed)
