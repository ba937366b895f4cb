"""The publication date that a text betrays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.articles import bare

from sourcebook.annotate import language, published
from sourcebook.records import Block, Published, Span

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates" / "published.yml").read_text(encoding="utf-8"))


def inferred(
    text: str, title: str | None = None, kinds: dict[int, Any] | None = None, path: str = "made-up.txt"
) -> Published | None:
    """Return what is inferred for an article of `text`, a paragraph a line; `kinds` gives lines their kind."""
    lines = list(re.finditer(r"[^\n]+", text))
    blocks = tuple(
        Block(start=m.start(), end=m.end(), kind=(kinds or {}).get(i, "body"), why="") for i, m in enumerate(lines)
    )
    article = bare("made-up", text, title=title, blocks=blocks, path=path)
    return published.infer(article, language.parse(text, [Span(b.start, b.end) for b in blocks]))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["behaviour"])
def test_case(case: dict[str, Any]) -> None:
    """Value and precision are what the text pins down, with evidence and reasoning, and marked as inferred."""
    found = inferred(case["text"])
    if case["published"] is None:
        assert found is None
        return
    assert found is not None
    assert {"value": found.value, "precision": found.precision} == case["published"]
    assert found.basis == "inferred"
    assert found.reasoning
    assert found.evidence
    assert all(0 <= s.start < s.end <= len(case["text"]) for s in found.evidence)


def test_a_video_on_the_same_news_tells_the_year() -> None:
    """A video line that repeats the title and ends in a year in brackets is of the article's year."""
    text = "Dam breaks after weeks of heavy rain\nDam breaks after heavy rain (2015)\nThe dam broke at night."
    found = inferred(text, "Dam breaks after weeks of heavy rain", {0: "title", 1: "video"})
    assert found is not None
    assert (found.value, found.precision) == ("2015", "year")


def test_a_video_on_other_news_tells_nothing() -> None:
    """A video line with other words may be of any year."""
    text = "Dam breaks after weeks of heavy rain\nHow the valley was flooded (2011)\nThe dam broke at night."
    assert inferred(text, "Dam breaks after weeks of heavy rain", {0: "title", 1: "video"}) is None


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("news/ABC19991104.0012.txt", "The dam broke on Thursday, officials said.", "1999-11-04"),
        ("2015/03/05/river.txt", "The dam broke on March 4, officials said.", "2015-03-05"),
        ("2015-03-05-river.txt", "The dam broke on March 24, officials said.", None),
        ("2015-03-05-river.txt", "The dam broke, officials said.", None),
        ("2015-03-05-river.txt", "The dam broke on March 4, 2016, officials said.", None),
        ("000_20150305afd9351dc2.txt", "The dam broke on March 4, officials said.", None),
    ],
)
def test_the_day_in_a_file_name_counts_where_the_text_fits_it(path: str, text: str, expected: str | None) -> None:
    """A file may be named after the day it was fetched, and a hash may hold any figures."""
    found = inferred(text, path=path)
    assert (found.value if found else None) == expected
