"""Numbers of one article, by cases: text in, quantities out."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.articles import bare

from sourcebook.annotate import language, quantities
from sourcebook.annotate.quantities import lexicon
from sourcebook.records import Article, Block, BlockKind, Citation, Quantity, Quote, Source, Span

CASES = sorted((Path(__file__).parent / "cases" / "quantities").glob("*.yml"))


def article(text: str, kind: BlockKind = "body") -> Article:
    """Return an article whose lines are blocks of one kind."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=start, end=start + len(line), kind=kind, why="case"))
        start += len(line) + 1
    return bare("case", text, blocks=tuple(blocks))


def found(text: str, kind: BlockKind = "body") -> tuple[Quantity, ...]:
    """Return the quantities of a text."""
    made = article(text, kind)
    return quantities.find(made, language.parse(text, [Span(b.start, b.end) for b in made.blocks]), (), ())


def cases() -> list[Any]:
    """Return every case of every file."""
    return [
        pytest.param(case, id=f"{file.stem}: {case['behaviour']}")
        for file in CASES
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """Each case's quantities are found, in order, and no others."""
    made = found(case["text"])
    shown = [(q.text, q.low, q.high, q.bound, q.unit, q.counted) for q in made]
    assert len(made) == len(case["quantities"]), shown
    for quantity, wanted in zip(made, case["quantities"], strict=True):
        for key, value in wanted.items():
            got = getattr(quantity, key)
            assert got == (pytest.approx(value, abs=1e-5) if isinstance(value, float) else value), (key, shown)


def test_a_number_is_credited_to_the_source_of_its_quotation() -> None:
    """The number in a quotation belongs to the source that is cited for it; one outside belongs to nobody."""
    text = "The dam holds 40 tonnes. The engineer said 60 tonnes were lost."
    start = text.index("60")
    quote = Quote(
        id="q",
        article="case",
        kind="indirect",
        content=(Span(start, len(text) - 1),),
        cue=None,
        source=None,
        speaker=None,
        speaker_label=None,
        channel=None,
        in_recording=False,
        confidence="high",
    )
    cited = Citation(article="case", start=29, end=37, cited_for=None, quotes=("q",))
    source = Source(id="engineer", name="engineer", entity=None, kind="unnamed-person", citations=(cited,))
    made = article(text)
    numbers = quantities.find(made, language.parse(text, [Span(0, len(text))]), [quote], [source])
    assert [q.attributed_to for q in numbers] == [None, "engineer"]


@pytest.mark.parametrize(
    ("rule", "cue", "expected"),
    [
        ("verb-clause/parse", "said", "engineer"),
        ("verb-on/parse", "would not comment", None),
        ("verb-object/parse", "condemned", None),
        ("verb-object/parse", "announced", "engineer"),
    ],
)
def test_whoever_blames_or_declines_does_not_answer_for_numbers(rule: str, cue: str, expected: str | None) -> None:
    """Numbers in what somebody only condemns, wants or will not talk about are not theirs."""
    text = f"The engineer {cue} two attacks on 40 boats."
    at, start = text.index(cue), text.index("two")
    quote = Quote(
        id="q",
        article="case",
        kind="indirect",
        content=(Span(start, len(text) - 1),),
        cue=Span(at, at + len(cue)),
        source=Span(0, 12),
        speaker="the-engineer",
        speaker_label=None,
        channel=None,
        in_recording=False,
        confidence="low",
        rule=rule,
    )
    cited = Citation(article="case", start=0, end=12, cited_for=None, quotes=("q",))
    author = Source(id="author", name="author", entity="author", kind="named-person", citations=(cited,))
    engineer = Source(id="engineer", name="engineer", entity="the-engineer", kind="named-person", citations=(cited,))
    parsed = language.parse(text, [Span(0, len(text))])
    numbers = quantities.find(article(text), parsed, [quote], [author, engineer])
    assert {q.attributed_to for q in numbers} == {expected}


def test_a_number_is_credited_to_the_source_it_accords_with() -> None:
    """The words "according to" hold for the whole sentence."""
    text = "Some 90 barns burnt, according to the fire brigade."
    at = text.index("fire brigade")
    cited = Citation(article="case", start=at, end=at + len("fire brigade"), cited_for=None)
    source = Source(id="fire-brigade", name="fire brigade", entity=None, kind="organisation", citations=(cited,))
    numbers = quantities.find(article(text), language.parse(text, [Span(0, len(text))]), (), [source])
    assert [q.attributed_to for q in numbers] == ["fire-brigade"]


def test_noise_is_not_read() -> None:
    """Numbers of captions, videos and newsletters are no findings; those of titles and headings are."""
    text = "At least 60 boats sank"
    assert [len(found(text, kind)) for kind in ("caption", "video", "title", "heading")] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1e400",
        "٣ ½ ∞ 0x12 1.2.3.4 −− $ € %",
        "9" * 5_000,
        "0 " + "million " * 400,
        "$" * 500,
        "one in " * 200,
        "of 5 ",
    ],
)
def test_odd_text_is_survived(text: str) -> None:
    """Codes, bare signs and endless figures give no error and no endless numbers."""
    for quantity in found(text):
        assert all(value is None or math.isfinite(value) for value in (quantity.low, quantity.high))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "half",
                "of",
                "5",
                "to",
                "7",
                "%",
                "$",
                "m",
                "-",
                ",",
                ".",
                "(",
                "one",
                "in",
                "three",
                "million",
                "people",
                "about",
                "than",
                "more",
            ]
        )
    )
)
def test_spans_are_the_text(words: list[str]) -> None:
    """Every finding's text is what stands between its offsets, the ends are in order, and ids are unique."""
    text = " ".join(words)
    made = found(text)
    assert all(text[q.start : q.end] == q.text for q in made)
    assert all(q.low is None or q.high is None or q.low <= q.high for q in made)
    assert len({q.id for q in made}) == len(made)


def test_every_group_of_words_has_a_reason() -> None:
    """The lexicons of numbers, units and bounds state why each group is there."""
    groups = [*lexicon.read("units"), *lexicon.read("bounds"), *lexicon.read("numbers").values()]
    assert all(group.get("reason") for group in groups)
