"""Sources of one article, by cases: text in, sources with their kinds out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sourcebook.annotate import language, names, quotes, sources
from sourcebook.annotate.lexicon_file import groups
from sourcebook.records import Article, Block, BlockKind, Source, Span

CASES = sorted((Path(__file__).parent / "cases" / "sources").glob("*.yml"))


def article(lines: list[tuple[str, BlockKind]], agencies: tuple[str, ...] = ()) -> Article:
    """Return an article of the given lines."""
    blocks, text = [], ""
    for line, kind in lines:
        blocks.append(Block(start=len(text), end=len(text) + len(line), kind=kind, why="case"))
        text += line + "\n"
    return Article(
        id="case",
        path="case.txt",
        sha256="",
        title=None,
        outlet=None,
        authors=(),
        agencies=agencies,
        dateline=None,
        url=None,
        language="en",
        words=len(text.split()),
        published=None,
        text=text,
        blocks=tuple(blocks),
    )


def found_in(made: Article) -> tuple[Source, ...]:
    """Return the sources of an article."""
    doc = language.parse(made.text, [Span(b.start, b.end) for b in made.blocks])
    entities = names.find(made, doc)
    return sources.find(made, doc, entities, quotes.find(made, doc, entities))


def cases() -> list[Any]:
    """Return every case of every file."""
    return [
        pytest.param(case, id=f"{file.stem}-{number}")
        for file in CASES
        for number, case in enumerate(yaml.safe_load_all(file.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """What a case asks for is found, with its kind, its citations and what it is cited for."""
    made = article([(line, "body") for line in case["text"].splitlines() if line.strip()])
    found = {source.name: source for source in found_in(made)}
    kinds = {name: found[name].kind if name in found else None for name in case["sources"]}
    assert kinds == case["sources"], (case["behaviour"], {n: s.kind for n, s in found.items()})
    assert not set(case.get("absent", [])) & set(found), case["behaviour"]
    assert {n: len(found[n].citations) for n in case.get("citations", {})} == case.get("citations", {})
    assert {n: found[n].citations[0].cited_for for n in case.get("cited_for", {})} == case.get("cited_for", {})


def test_agencies_in_credits_and_datelines_are_sources() -> None:
    """An agency named in a credit is a source, cited for the credit."""
    made = article(
        [("The ferry sank at noon.", "body"), ("With files from Northern Press Agency", "credit")],
        agencies=("Northern Press Agency",),
    )
    [source] = [s for s in found_in(made) if s.name == "Northern Press Agency"]
    assert source.kind == "agency"
    assert [c.cited_for for c in source.citations] == ["credit"]


def test_noise_holds_no_sources() -> None:
    """What stands in related links or a consent banner is nobody's statement in this article."""
    made = article([("The ferry sank at noon.", "body"), ("Police said the market reopened.", "related")])
    assert found_in(made) == ()


def test_every_citation_stands_in_the_text_and_ids_are_unique() -> None:
    """Spans are within the article, in order, and two sources never share an id."""
    made = article([("Police said it burned. Residents said it did not, according to officials.", "body")])
    found = found_in(made)
    assert len({s.id for s in found}) == len(found)
    for source in found:
        starts = [c.start for c in source.citations]
        assert starts == sorted(starts)
        assert all(0 <= c.start < c.end <= len(made.text) for c in source.citations)


def test_every_group_of_words_has_a_reason() -> None:
    """The lexicons load, which fails where a group states no reason."""
    assert groups("sources")
    assert groups("authenticity")
