"""What clauses say in few words, and the topics that rows are given by them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from msgspec.structs import replace
from tests.test_dates import article

from sourcebook.annotate import dates, gists, language, quantities
from sourcebook.compare.parts import Owned, part_of
from sourcebook.compare.topics import Topics, words_of_speech
from sourcebook.compare.vocabulary import Vocabulary
from sourcebook.records import Corpus, Span, gists_of

if TYPE_CHECKING:
    from sourcebook.compare.terms import Sentence
    from sourcebook.records import Article, Gist

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "gists" / "clauses.yml").read_text(encoding="utf-8"))


def told(text: str) -> Article:
    """Return `text` as an article with its sentences and gists."""
    doc = language.parse(text, [Span(0, len(text))])
    sentences = tuple(Span(s.start_char, s.start_char + len(s.text)) for s in doc.sents)
    made = replace(article(text, None), sentences=sentences)
    counted = quantities.find(made, doc, (), ())
    return replace(made, gists=gists_of(gists.find(made, doc, dates.find(made, doc), counted)))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["behaviour"])
def test_case(case: dict[str, Any]) -> None:
    """Each gist of a case is found, and where none is named there is none."""
    found: tuple[Gist, ...] = told(case["text"]).gists.all()
    said = {(g.text, g.of) for g in found}
    assert {(g["text"], g["of"]) for g in case["gists"]} <= said
    assert case["gists"] or not {g.text for g in found if "captain" in g.text}
    assert all(0 <= g.start < g.end <= len(case["text"]) for g in found)


def _topics(text: str) -> tuple[Topics, Corpus]:
    corpus = Corpus(
        articles=(told(text),), entities=(), quotes=(), quantities=(), dates=(), sources=(), authenticity=()
    )
    return Topics(corpus), corpus


def _sentences(corpus: Corpus) -> list[Sentence]:
    terms = Vocabulary()
    return [
        sentence for own in Owned(corpus) for sentence in part_of(own, terms).sentences(own.article.id, list(terms))
    ]


def test_a_statement_is_named_by_the_clause_that_says_most_of_what_is_shared() -> None:
    """The clause with the shared words names the row; told by others, it is asked."""
    topics, corpus = _topics("The mayor spoke. Witnesses said the old bridge near the mill fell on Monday.")
    sentences = _sentences(corpus)
    shared = {term for term in sentences[1].terms if term not in {"monday", "witnes"}}
    assert topics.statement(sentences, shared) == "Witnesses said the old bridge near the mill fell"
    assert topics.statement(sentences, {"nothing", "of", "that"}) is None


def test_dates_are_asked_for() -> None:
    """A date is named by its clause, by the noun it describes, and by "since" where that stands before it."""
    text = "The bridge fell on 3 May 1998. The ferry has been missing since 4 June 1999."
    topics, corpus = _topics(text)
    fell, missing = _sentences(corpus)
    assert topics.when([(fell, text.index("3 May"))], set(fell.terms)) == "when the bridge fell"
    assert topics.when([(missing, text.index("4 June"))], set(missing.terms)) == "since when the ferry has been missing"


def test_long_speech_is_cut_before_a_phrase() -> None:
    """Many quoted words are cut where a phrase begins, and the cut is shown."""
    said = "We will keep the harbour open for every ship and every captain that asks for shelter tonight"
    assert words_of_speech(said) == "the words “We will keep the harbour open for every ship and every captain …”"
    assert words_of_speech('"Keep it open," ') == "the words “Keep it open”"
