"""Rows that a reader of the annotated sets looks for first, by the ids of the annotation; no words of the articles."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from tests.measure.comparisons import shown, unsound
from tests.measure.cross import Side, overlaps, sides

DATA = Path(os.environ.get("SOURCEBOOK_DATA", "../shared"))
pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not (DATA / "gold").is_dir(), reason="the annotated articles are not here; set SOURCEBOOK_DATA"),
]
# Of the first set: the recording's length, its release day, the fighters, the population, the authenticity, the real
# name, the place of origin, the distance garbled in copying, and the message before it.
WANTED = {"conflicts": ("C01", "C02", "C03", "C04", "C05", "C08", "C09", "C13"), "agreements": ("G03",)}


@pytest.fixture(scope="module")
def side() -> Side:
    """Return the first annotated set with what is found in it."""
    return next(side for side in sides(DATA) if side.folder == "seeds")


def _item(side: Side, name: str, key: str) -> Any:
    return next(item for item in side.gold[name] if item["id"] == key)


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in WANTED.items() for key in keys])
def test_wanted_row_is_shown(side: Side, name: str, key: str) -> None:
    """The row stands, with two of its annotated cells at least."""
    assert shown(side, _item(side, name, key)) is not None


def test_the_place_of_origin_is_a_conflict_within_one_report(side: Side) -> None:
    """A contradiction that one report itself tells is shown as one."""
    row = shown(side, _item(side, "conflicts", "C09"))
    assert row is not None
    assert row.status == "conflict"
    assert len({cell.article for cell in row.cells}) == 1


def test_the_garbled_distance_is_told_as_a_slip(side: Side) -> None:
    """A conversion without its number is no other distance."""
    row = next(r for r in side.corpus.comparisons if r.kind == "quantity" and "lost its number" in r.why)
    item = _item(side, "conflicts", "C13")
    places = [place for value in item["values"] for place in side.places(value, value["evidence"])]
    assert all(any(overlaps(place, cell.article, cell.evidence) for place in places) for cell in row.cells)


def test_two_translations_of_one_line_are_aligned(side: Side) -> None:
    """Some annotated utterance that is rendered in two translations is found as one, and as translated."""
    found = [variant for variant in side.corpus.quote_variants if variant.differs_in == "translation"]
    met = 0
    for gold in side.gold["quote_variants"]:
        places = [place for item in gold["items"] for place in side.places(item, item["text"])]
        for variant in found:
            spans = [(m.article, m.start, m.end) for m in variant.members]
            told = {a for a, start, end in spans for p in places if p[0] == a and p[1] < end and start < p[2]}
            met += len(told) > 1
    assert met > 0


def test_other_recordings_are_told_apart_with_the_reason(side: Side) -> None:
    """The article on another recording is an event of its own, no row sets it against the others, the reason stands."""
    lone = next(item for item in side.gold["recordings"] if len(item.get("articles", ())) == 1)
    article = side.article(str(lone["articles"][0])).id
    event = next(e for e in side.corpus.events if article in e.articles)
    assert event.articles == (article,)
    assert "minutes" in event.why
    assert not [row.topic for row in side.corpus.comparisons if unsound(side, row)]


def test_the_shuffled_report_rests_on_others(side: Side) -> None:
    """The report that shares most annotated passages stands in an origin with those it shares them with."""
    pairs = [item["pair"] for item in side.gold["text_reuse"]]
    keys = [str(key) for pair in pairs for key in pair]
    most = max(sorted(set(keys)), key=keys.count)
    origin = next(o for o in side.corpus.origins if side.article(most).id in o.articles)
    assert len(origin.articles) > 1
    assert "share" in origin.why


def test_direction_of_copying_only_on_evidence(side: Side) -> None:
    """Each passage whose direction is told says by what evidence."""
    told = [passage for passage in side.corpus.reuse if passage.direction != "undetermined"]
    assert told
    assert all(passage.direction_why for passage in told)
