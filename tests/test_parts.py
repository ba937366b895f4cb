"""What an article brings into the comparison is packed in columns, and comes out of them as it went in."""

from __future__ import annotations

import msgspec
from tests.made_up import story
from tests.made_up_three import three_reports

from sourcebook.compare.parts import Part, own_of, part_of, weights_of
from sourcebook.compare.terms import sentences_in
from sourcebook.compare.words import words_of
from sourcebook.text import normalise


def test_sentences_come_out_as_they_went_in() -> None:
    """Also after they were written to a file and read again; names and words are in them."""
    for own in (*own_of(story()), *own_of(three_reports())):
        plain = normalise(own.article.text)
        named = [(start, end, f"@{entity}") for start, end, entity in own.named]
        sentences = sentences_in(own.article, words_of(own.article, plain), plain, named)
        part = part_of(own)
        assert part.sentences(own.article.id) == sentences
        assert len(part.said) == len(sentences) > 1
        read = msgspec.msgpack.decode(msgspec.msgpack.encode(part), type=Part)
        assert read.sentences(own.article.id) == sentences


def test_terms_are_counted_by_the_sentences_that_hold_them() -> None:
    """The columns of numbers and of terms belong together."""
    parts = [part_of(own) for own in own_of(three_reports())]
    weights = weights_of(parts)
    sentences = [sentence for part in parts for sentence in part.sentences("any")]
    assert weights.count == len(sentences)
    for term in {term for sentence in sentences for term in sentence.terms}:
        assert weights.seen[term] == sum(term in sentence.terms for sentence in sentences)
