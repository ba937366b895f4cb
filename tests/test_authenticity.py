"""Authenticity statements of one article, by cases: text in, statements out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.articles import bare

from sourcebook.annotate import authenticity, language, names, quotes, sources
from sourcebook.records import Article, Authenticity, Block, BlockKind, Source, Span

CASES = sorted((Path(__file__).parent / "cases" / "authenticity").glob("*.yml"))


def found_in(lines: list[tuple[str, BlockKind]]) -> tuple[Article, tuple[Source, ...], tuple[Authenticity, ...]]:
    """Return an article of the given lines with its sources and statements."""
    blocks, text = [], ""
    for line, kind in lines:
        blocks.append(Block(start=len(text), end=len(text) + len(line), kind=kind, why="case"))
        text += line + "\n"
    made = bare("case", text, blocks=tuple(blocks))
    doc = language.parse(text, [Span(b.start, b.end) for b in blocks])
    entities = names.find(made, doc)
    said = quotes.find(made, doc, entities)
    cited = sources.find(made, doc, entities, said)
    return made, cited, authenticity.find(made, doc, entities, said, cited)


def cases() -> list[Any]:
    """Return every case of every file."""
    return [
        pytest.param(case, id=f"{file.stem}-{number}")
        for file in CASES
        for number, case in enumerate(yaml.safe_load_all(file.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """Exactly the statements of a case are found, in text order, each with what the case says of it."""
    lines: list[tuple[str, BlockKind]] = [(case["title"], "title")] if "title" in case else []
    _, cited, found = found_in(lines + [(line, "body") for line in case["text"].splitlines() if line.strip()])
    named = {source.id: source.name for source in cited}
    shown = [
        {key: named.get(a.holder or "") if key == "holder" else getattr(a, key) for key in wanted}
        for a, wanted in zip(found, case["statements"], strict=False)
    ]
    assert shown == case["statements"], (case["behaviour"], found)
    assert len(found) == len(case["statements"]), (case["behaviour"], found)


def test_captions_and_highlights_are_read_and_noise_is_not() -> None:
    """A hedge in a caption or a highlight counts; one in a related link does not."""
    _, _, found = found_in(
        [
            ("This image purports to show the leader.", "caption"),
            ("New tape, purportedly from the leader, urges calm", "highlight"),
            ("Purported video of the leader surfaces", "related"),
        ]
    )
    assert [a.object for a in found] == ["image", "recording"]


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="abc .,\n'\"“”-", max_size=40))
def test_spans_index_the_text(extra: str) -> None:
    """Clause, cue and object stand in the text, the cue within the clause, whatever stands around them."""
    made, _, found = found_in([(extra.replace("\n", " ") + " The video could not be verified.", "body")])
    for statement in found:
        assert 0 <= statement.start <= statement.cue.start < statement.cue.end <= statement.end <= len(made.text)


def test_no_rule_finds_anything_at_a_word_that_it_does_not_name() -> None:
    """A rule is not asked at words that it does not name; there it would have found nothing, in all cases."""
    from sourcebook.annotate.authenticity import _RULES, _TABLE

    missed, asked = [], 0
    for case in (each.values[0] for each in cases()):
        doc = language.parse(case["text"], [Span(0, len(case["text"]))])
        for token in doc:
            at = _TABLE.at(token)
            asked += len(at)
            missed += [(token.text, f.rule) for rules in _RULES if rules not in at for f in rules(token)]
    assert asked
    assert not missed
