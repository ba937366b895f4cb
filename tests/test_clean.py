"""Cleaning: segments, kinds of blocks, sentences and publication data."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook import clean
from sourcebook.annotate import language
from sourcebook.clean import dateline, outlet, words
from sourcebook.records import Article, Metadata, Seed
from sourcebook.text import fold

CASES = Path(__file__).parent / "cases" / "clean"


def cases(*files: str) -> list[dict[str, Any]]:
    """Return the cases of some files."""
    return [case for file in files for case in yaml.safe_load((CASES / f"{file}.yml").read_text(encoding="utf-8"))]


def cleaned(text: str, metadata: Metadata | None = None, repeated: frozenset[str] = frozenset()) -> Article:
    """Return `text` as an article with its blocks classified."""
    segments = clean.segment(text)
    seed = Seed(id="made-up", path="made-up.txt", sha256="", key="", text=text, metadata=metadata or Metadata())
    return clean.classify(seed, segments, language.parse(text, segments), repeated=repeated)


def text_of(case: dict[str, Any]) -> str:
    """Return the text that a case's lines make; a dateline stands on the line of what follows it."""
    lines = [(kind, str(line)) for entry in case["lines"] for kind, line in entry.items()]
    return "".join(line + (" " if kind == "dateline" and line.endswith("-") else "\n\n") for kind, line in lines)


@pytest.mark.parametrize("case", cases("segments"), ids=lambda case: str(case["behaviour"]))
def test_segments(case: dict[str, Any]) -> None:
    """A text is cut where the case says."""
    assert [case["text"][s.start : s.end] for s in clean.segment(case["text"])] == case["segments"]


@pytest.mark.parametrize("case", cases("sites", "lines"), ids=lambda case: str(case["behaviour"]))
def test_kinds(case: dict[str, Any]) -> None:
    """Every block has the kind that the case gives it, and a reason."""
    article = cleaned(text_of(case))
    expected = [(kind, str(line)) for entry in case["lines"] for kind, line in entry.items()]
    assert [(b.kind, article.text[b.start : b.end]) for b in article.blocks] == expected
    assert all(block.why for block in article.blocks)


@pytest.mark.parametrize("case", cases("sites", "lines"), ids=lambda case: str(case["behaviour"]))
def test_publication(case: dict[str, Any]) -> None:
    """Title, outlet, authors, agencies, dateline and date are what the text tells."""
    article = cleaned(text_of(case))
    found = {
        "title": article.title,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "agencies": list(article.agencies),
        "dateline": article.dateline,
        "published": article.published.value if article.published else None,
    }
    told = {key: value for key, value in case.items() if key in found}
    assert {key: found[key] for key in told} == told
    assert bool(article.outlet_evidence) == (article.outlet is not None)


def test_metadata_outweighs_the_text() -> None:
    """What came with an article is taken before what its text says."""
    given = Metadata(title="Wall falls", outlet="Coast News", authors=("Jane Marsh",), published="2016-11")
    article = cleaned("WALL FALLS\n\nBy John Baker\n\n3 November 2014\n\nThe wall fell on Sunday.", given)
    assert (article.title, article.outlet, article.authors) == ("Wall falls", "Coast News", ("Jane Marsh",))
    assert article.title_span is not None
    assert article.published is not None
    assert (article.published.value, article.published.precision, article.published.basis) == (
        "2016-11",
        "month",
        "sidecar",
    )


def test_lines_repeated_in_the_folder() -> None:
    """A line that many articles of a folder carry is a label of the site, unless it tells something."""
    text = "Wall falls in storm\n\nThe Coast and Harbour Desk\n\nThe wall fell on Sunday.\n\nThe mayor wept."
    lines = clean.furniture(text)
    assert {"the coast and harbour desk", "the mayor wept"} <= lines
    kinds = [block.kind for block in cleaned(text, repeated=lines).blocks]
    assert kinds == ["title", "section-label", "body", "body"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Lt. Gen. Omar Hale spoke. He left on Oct. 17 for the U.S. and died.",
            ["Lt. Gen. Omar Hale spoke.", "He left on Oct. 17 for the U.S. and died."],
        ),
        ('"Is it gone?" asked the mayor. It was.', ['"Is it gone?" asked the mayor.', "It was."]),
        ("The wall fell\n\nNo one was hurt.", ["The wall fell", "No one was hurt."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Sentences do not end at abbreviations or before a small letter, and never cross blocks."""
    article = cleaned(text)
    assert [article.text[s.start : s.end] for s in article.sentences] == sentences


@pytest.mark.parametrize(
    ("line", "place", "agency", "date"),
    [
        ("MANILA, Philippines (AP) _", "MANILA, Philippines", "AP", None),
        ("HAVANA, August 7 (Xinhua) --", "HAVANA", "Xinhua", "August 7"),
        ("RIO DE JANEIRO/Reuters - A man.", "RIO DE JANEIRO", "Reuters", None),
        ("Lagos, Nigeria CNN \u00a0\u2014", "Lagos, Nigeria", "CNN", None),
    ],
)
def test_dateline_parts(line: str, place: str, agency: str, date: str | None) -> None:
    """A dateline is taken apart into place, agency and date."""
    found = dateline.parse(line)
    assert found is not None
    assert (found.place, found.agency, found.date) == (place, agency, date)


@pytest.mark.parametrize("text", ["", " \n\u00a0\r\n\ufeff", "\x00\x00"])
def test_nothing_to_read(text: str) -> None:
    """A text without a word has no blocks and no title."""
    article = cleaned(text)
    assert (article.blocks, article.title, article.words) == ((), None, 0)


@pytest.mark.parametrize(("text", "kind"), [("word " * 1_000_000, "body"), ("w" * 5_000_000, "stray")])
def test_one_huge_line(text: str, kind: str) -> None:
    """Five megabytes on one line are one block, in about a second."""
    doc = language.parse(text[:1_000], ())
    begun = time.monotonic()
    segments = clean.segment(text)
    seed = Seed(id="huge", path="huge.txt", sha256="", key="", text=text)
    blocks = clean.classify(seed, segments, doc).blocks
    assert time.monotonic() - begun < 5
    assert [block.kind for block in blocks] == [kind]


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="aA1 .,:—-()\"'\n\r\t\u00a0\u2028/@#", max_size=400))
def test_segments_cover_the_text(text: str) -> None:
    """Segments are in order, do not overlap, are trimmed, and leave out nothing but white space."""
    at = 0
    for span in clean.segment(text):
        assert at <= span.start < span.end <= len(text)
        assert not text[at : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize("rule", outlet.rules(), ids=lambda rule: rule[2][0])
def test_no_evidence_of_the_outlet_is_passed_over(rule: tuple[re.Pattern[str], float, tuple[str, ...]]) -> None:
    """Whatever tells the outlet holds a word without which a line is not searched for it."""
    pattern, _, holds = rule

    @settings(max_examples=30, deadline=None)
    @given(st.from_regex(pattern, alphabet=st.characters(codec="latin-1")))
    def held(text: str) -> None:
        assert any(word in text for word in holds)

    held()


@settings(max_examples=100, deadline=None)
@given(st.from_regex(words.patterns("furniture", "consent"), alphabet=st.characters(codec="latin-1")))
def test_no_consent_banner_is_passed_over(text: str) -> None:
    """Whatever reads as a banner of consent holds a word without which a line is not searched for one."""
    assert any(word in fold(text) for word in words.held("furniture", "consent"))
