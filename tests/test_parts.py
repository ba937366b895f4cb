"""What an article brings into the comparison is packed in columns, and comes out of them as it went in."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace
from tests.made_up import story
from tests.made_up_three import three_reports

from sourcebook.compare import folder
from sourcebook.compare.parts import Owned, Part, part_of, terms_of
from sourcebook.compare.terms import sentences_in
from sourcebook.compare.vocabulary import EXACT_SENTENCES, Column, Terms, Vocabulary, rounded
from sourcebook.compare.words import words_of
from sourcebook.records import ArticleSpan, Event, Reuse
from sourcebook.spilled import Room
from sourcebook.text import normalise


def test_sentences_come_out_as_they_went_in() -> None:
    """Also after they were written to a file and read again; names and words are in them."""
    terms = Vocabulary({"a term of articles that are gone": 0})
    for own in (*Owned(story()), *Owned(three_reports())):
        plain = normalise(own.article.text)
        named = [(start, end, f"@{entity}") for start, end, entity in own.named]
        sentences = sentences_in(own.article, words_of(own.article, plain), plain, named)
        part = part_of(own, terms)
        assert part.sentences(own.article.id, list(terms)) == sentences
        assert len(part.said) == len(sentences) > 1
        read = msgspec.msgpack.decode(msgspec.msgpack.encode(part), type=Part)
        assert read.sentences(own.article.id, list(terms)) == sentences


def test_terms_are_counted_by_the_sentences_that_hold_them() -> None:
    """The columns of numbers and of terms belong together."""
    numbers = Vocabulary()
    parts = [part_of(own, numbers) for own in Owned(three_reports())]
    terms = terms_of(parts, list(numbers))
    sentences = [sentence for part in parts for sentence in part.sentences("any", list(numbers))]
    assert terms.count == len(sentences)
    for term in {term for sentence in sentences for term in sentence.terms}:
        assert terms.seen[numbers[term]] == sum(term in sentence.terms for sentence in sentences)
    for nth, part in enumerate(parts):
        inside = {term for sentence in part.sentences("any", list(numbers)) for term in sentence.terms}
        assert {list(numbers)[number] for number in terms.told().of(nth).tolist()} == inside


@pytest.mark.parametrize("number", [0, 7, 8, 9, 1023, 1024, 99_999])
def test_rounded_numbers_keep_their_first_binary_digits(number: int) -> None:
    """One by one and in columns alike; small ones stay as they are."""
    assert rounded(number) == int(f"{number:b}"[:3].ljust(len(f"{number:b}"), "0"), 2)
    numbers = Column(np.zeros(1, np.int32), np.array([0, 1]))
    assert Terms(["any"], numbers, np.array([number]), EXACT_SENTENCES + 1).seen.tolist() == [rounded(number)]
    assert Terms(["any"], numbers, np.array([number]), EXACT_SENTENCES).seen.tolist() == [number]


@pytest.mark.usefixtures("where_records_lie")
@pytest.mark.parametrize("kind", ["articles", "quotes", "quantities", "dates", "authenticity", "entities"])
def test_what_is_found_in_an_article_is_part_of_its_key(kind: str, tmp_path: Path) -> None:
    """What was compared is taken again only where no finding of the article is another, though its text be the same."""
    room = Room(1, tmp_path)
    corpus = story()
    keys = Owned(room.corpus(corpus)).keys()
    first, *others = getattr(corpus, kind)
    if kind == "articles":
        article, changed = first.id, [replace(first, title="Another")]
    elif kind == "entities":
        article, changed = first.mentions[0].article, [replace(first, mentions=first.mentions[1:])]
    else:
        article, changed = first.article, []
    other = Owned(room.corpus(replace(corpus, **{kind: (*changed, *others)})))
    differ = {name for name, was, now in zip(other.ids, keys, other.keys(), strict=True) if was != now}
    assert differ == {article}


def test_passages_within_an_event_are_those_of_two_of_its_reports() -> None:
    """Those of two events, and what a report repeats, tell nothing of the rows of either."""
    one, two = (Event(id=name, label=name, articles=()) for name in ("one", "two"))
    event_of = {"a": one, "b": one, "c": two}

    def home(a: str, b: str) -> str | None:
        sides = [ArticleSpan(article=name, start=0, end=9) for name in (a, b)]
        passage = Reuse(id="r", a=sides[0], b=sides[1], words=9, similarity=1.0, kind="verbatim")
        return folder.home_of(passage, event_of)

    assert (home("a", "b"), home("a", "c"), home("a", "a")) == ("one", None, None)
