"""Quotations of one article, by cases: text in, quotations out; and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.articles import bare

from sourcebook.annotate import language, names, quotes
from sourcebook.annotate.quotes import marks
from sourcebook.records import Article, Block, BlockKind, Entity, Quote, Span
from sourcebook.text import normalise

CASES = sorted((Path(__file__).parent / "cases" / "quotes").glob("*.yml"))


def article(text: str, kinds: dict[int, BlockKind] | None = None) -> Article:
    """Return an article whose lines are blocks; `kinds` names those that are not body text, by line from 0."""
    blocks = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            kind = (kinds or {}).get(number, "body")
            blocks.append(Block(start=start, end=start + len(line), kind=kind, why="case"))
        start += len(line) + 1
    return bare("case", text, blocks=tuple(blocks))


def found(text: str, kinds: dict[int, BlockKind] | None = None) -> tuple[tuple[Quote, ...], tuple[Entity, ...]]:
    """Return the quotations of a text and the entities they refer to."""
    made = article(text, kinds)
    doc = language.parse(text, [Span(b.start, b.end) for b in made.blocks])
    entities = names.find(made, doc)
    return quotes.find(made, doc, entities), entities


def cases() -> list[Any]:
    """Return every case of every file."""
    return [
        pytest.param(case, id=f"{file.stem}: {case['behaviour']}")
        for file in CASES
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def shown(quote: Quote, text: str, entities: tuple[Entity, ...]) -> dict[str, Any]:
    """Return a quotation as a case writes it."""
    by_id = {e.id: e.name for e in entities}
    spans = {"cue": quote.cue, "source": quote.source, "channel": quote.channel}
    return {
        "kind": quote.kind,
        "content": [text[s.start : s.end] for s in quote.content],
        "speaker": None if quote.speaker is None else by_id[quote.speaker],
        "label": quote.speaker_label,
        "in_recording": quote.in_recording,
        **{name: None if span is None else text[span.start : span.end] for name, span in spans.items()},
    }


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """Each case's quotations are found, in order, and no others."""
    text = case["text"].rstrip("\n")
    made, entities = found(text, case.get("kinds"))
    got = [shown(quote, text, entities) for quote in made]
    assert len(got) == len(case["quotes"]), got
    for quote, wanted in zip(got, case["quotes"], strict=True):
        assert {key: quote[key] for key in wanted} == wanted, quote


PIECES = [*"“”'‘’,.: (—", "\n", '"', "''", "``", "said", "Ms Bell", "he", "that", "we"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_any_marks(text: str) -> None:
    """Whatever marks a text has, spans stay within it, do not overlap in a quotation, and ids are unique."""
    made, _ = found(text)
    assert len({quote.id for quote in made}) == len(made)
    for quote in made:
        assert quote.content
        ends = [0, *(span.end for span in quote.content)]
        for span, before in zip(quote.content, ends, strict=False):
            assert before <= span.start < span.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_passages_are_apart(text: str) -> None:
    """Passages stand in text order and never share a character."""
    blocks = article(text).blocks
    passages = marks.find(text, normalise(text), blocks)
    for one, other in pairwise(passages):
        assert one.start < one.end <= other.start


def test_long_line_takes_linear_time() -> None:
    """A page without line ends is read in seconds."""
    text = 'Ms Bell said "we are here" and left. ' * 400
    blocks = article(text).blocks
    assert len(marks.find(text, normalise(text), blocks)) == 400
