"""The files that Find searches: every finding with its sentence, nothing hostile in them, the same in any order."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from tests.made_up import story
from tests.test_pages import EMPTY, hostile_corpus

from sourcebook import pages
from sourcebook.pages import find
from sourcebook.pages.sentences import Sentences
from sourcebook.records import Corpus, Page

START = "(self.sourcebookFind=self.sourcebookFind||[]).push("


def loaded(corpus: Corpus) -> tuple[dict[str, Any], list[list[Any]]]:
    """Return what the script of the page gets: names, and the findings of all files."""
    scripts = [page.content for page in pages.build(corpus, options=pages.Options()) if _is_part(page)]
    about: dict[str, Any] = {}
    rows: dict[int, list[list[Any]]] = {}
    for script in scripts:
        assert script.startswith(START)
        assert script.endswith(");\n")
        name, number, value = json.loads(script.removeprefix(START).removesuffix(");\n"))
        if name == "index":
            about = value
        else:
            rows[number] = value
    return about, [row for number in sorted(rows) for row in rows[number]]


def _is_part(page: Page) -> bool:
    return page.path.startswith("find/") and page.path.endswith(".js")


def test_every_finding_can_be_found_at_its_sentence() -> None:
    """Quotations, numbers, statements, citations, people and dates are there, each with the anchor it stands at."""
    corpus = story()
    about, rows = loaded(corpus)
    kinds = list(about["kinds"])
    anchors = {article.id: {piece.anchor for piece in Sentences(article).all} for article in corpus.articles}
    addresses = [told[3] for told in about["articles"]]
    for row in rows:
        assert row[1] in anchors[addresses[row[0]].removeprefix("articles/").removesuffix(".html")]
    counted = {kind: sum(row[2] == at for row in rows) for at, kind in enumerate(kinds)}
    assert counted["quote"] == len(corpus.quotes)
    assert counted["number"] == len(corpus.quantities)
    assert counted["authenticity"] == len(corpus.authenticity)
    assert counted["source"] == sum(len(source.citations) for source in corpus.sources)
    assert counted["date"] == len(corpus.dates)
    assert counted["person"] == 4


def test_a_finding_concerns_who_says_it_and_who_is_named_beside_it() -> None:
    """A quotation is found by its speaker, a number by whoever the sentence names."""
    about, rows = loaded(story())
    people = about["people"]

    def who(says: str) -> set[str]:
        return {people[at] for row in rows if says in row[3] for at in row[5]}

    assert who("I never said those words") == {"Ines Calloway"}
    assert "Tom Reyes" in who("The mayor has nothing to hide")
    assert who("54 year") == {"Ines Calloway"}


def test_nothing_in_the_files_ends_a_script() -> None:
    """With every string hostile the files are valid, and no character closes or opens an element."""
    about, rows = loaded(hostile_corpus())
    assert rows
    assert len(about["articles"]) == len(hostile_corpus().articles)
    for page in pages.build(hostile_corpus(), options=pages.Options()):
        if _is_part(page):
            assert "<" not in page.content
            assert "\u2028" not in page.content
            assert "\n" not in page.content[:-1]


def test_many_findings_go_into_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file holds so many; the page knows how many files there are."""
    _, whole = loaded(story())
    monkeypatch.setattr(find, "SHARD", 5)
    _, parts = loaded(story())
    assert parts == whole
    files = [page for page in pages.build(story(), options=pages.Options()) if _is_part(page)]
    assert len(files) == 1 + -(-len(whole) // 5)
    page = next(p for p in pages.build(story(), options=pages.Options()) if p.path == "find/index.md")
    assert f'data-parts="{len(files) - 1}"' in page.content


def test_an_empty_folder_has_a_page_to_search() -> None:
    """Before the first article the files are there and empty."""
    assert loaded(EMPTY)[1] == []


def test_of_withheld_articles_only_evidence_is_searched() -> None:
    """What is found in excerpts is what rests on a finding; a bare text gives nothing."""
    bare = msgspec.structs.replace(EMPTY, articles=story().articles)
    made = pages.build(bare, options=pages.Options(text="excerpts"))
    assert not [page.path for page in made if _is_part(page) and "nothing to hide" in page.content]
