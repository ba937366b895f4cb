"""The plain objects of a parse say what the language model's own objects say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from spacy.tokens import Doc

from sourcebook import parsed
from sourcebook.annotate import language
from sourcebook.annotate.converted import converted
from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXTS = (
    "Mara Velden, the mayor of Ostrow, said on Tuesday that about $5 million and “two or three” boats were lost.",
    "Police and firemen of the city, which she had not seen, did not confirm it.\nThe U.S. aid came",
    "\n\n \n",
    "a",
    "x\n\n\tYes!\n 10,000 £6 ... 'No', he said -- twice. What he gave her is what she kept of it\n",
)
SAME = (
    *("i", "idx", "text", "lower_", "whitespace_", "text_with_ws", "lemma_", "pos_", "tag_", "dep_", "ent_type_"),
    *("ent_iob_", "is_punct", "is_quote", "is_currency", "like_num", "is_space", "is_alpha", "is_title", "is_upper"),
    *("is_sent_start", "is_sent_end"),
)


@pytest.fixture(scope="module", params=TEXTS)
def both(request: pytest.FixtureRequest) -> tuple[parsed.Doc, Doc]:
    """A text as we keep it, and the model's parses of its lines put together by spaCy."""
    segments = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", request.param)]
    pieces = language.model(request.param, segments)
    return converted(pieces), Doc.from_docs(pieces, ensure_whitespace=False)


def places(tokens: Iterable[Any]) -> list[int]:
    """Return which tokens these are."""
    return [token.i for token in tokens]


def test_words_are_the_models(both: tuple[parsed.Doc, Doc]) -> None:
    """Every attribute of every word, and the text as a whole."""
    ours, theirs = both
    assert ours.text == theirs.text
    assert [[getattr(t, a) for a in SAME] for t in ours] == [[getattr(t, a) for a in SAME] for t in theirs]


def test_trees_are_the_models(both: tuple[parsed.Doc, Doc]) -> None:
    """What hangs on what, and the stretch each word governs."""
    ours, theirs = both
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.head.i == other.head.i
        assert places(mine.subtree) == sorted(places(other.subtree))
        for way in ("children", "lefts", "rights", "ancestors", "conjuncts"):
            assert places(getattr(mine, way)) == places(getattr(other, way)), way
        assert (mine.left_edge.i, mine.right_edge.i) == (other.left_edge.i, other.right_edge.i)


def test_sentences_and_names_are_the_models(both: tuple[parsed.Doc, Doc]) -> None:
    """Their bounds, their text, the word on which they hang, the kind of a name."""
    ours, theirs = both
    assert [(s.start, s.end, s.text, s.root.i) for s in ours.sents] == [
        (s.start, s.end, s.text, s.root.i) for s in theirs.sents
    ]
    assert [(e.start, e.end, e.text, e.label_) for e in ours.ents] == [
        (e.start, e.end, e.text, e.label_) for e in theirs.ents
    ]
    assert all(token in tuple(token.sent) for token in ours)


@pytest.mark.parametrize("mode", ["expand", "contract"])
def test_characters_are_found_as_the_model_finds_them(both: tuple[parsed.Doc, Doc], mode: Any) -> None:
    """Every stretch of up to a dozen characters, those beyond the text among them."""
    ours, theirs = both
    for start in range(-1, min(len(ours.text), 150) + 1):
        for end in range(start, start + 12):
            mine = ours.char_span(start, end, alignment_mode=mode)
            other = theirs.char_span(start, end, alignment_mode=mode)
            found = (mine.start, mine.end, mine.text) if mine is not None else None
            assert found == ((other.start, other.end, other.text) if other is not None else None), (start, end)


def test_stretches_are_cut_and_rooted_as_the_models(both: tuple[parsed.Doc, Doc]) -> None:
    """Slices of a text and of a slice; the root of a slice is the model's, marks included."""
    ours, theirs = both
    for start in range(len(ours)):
        for end in range(start + 1, min(start + 6, len(ours) + 1)):
            mine, other = ours[start:end], theirs[start:end]
            assert (mine.text, mine.root.i, mine[-1].i) == (other.text, other.root.i, other[-1].i)
            assert mine[1:].text == other[1:].text


def test_a_word_beyond_the_text_is_an_error() -> None:
    """Neighbours end where the text ends, on both sides."""
    doc = language.parse("Two words", [Span(0, 9)])
    assert doc[0].nbor().text == "words"
    for token, by in ((doc[0], -1), (doc[1], 1)):
        with pytest.raises(IndexError):
            token.nbor(by)


def test_an_empty_text_is_parsed() -> None:
    """There is nothing in it, and that is no error."""
    doc = language.parse("", ())
    assert (len(doc), doc.text, doc.sents, doc.ents) == (0, "", (), ())
    assert doc.char_span(0, 1, alignment_mode="expand") is None


def test_a_deep_tree_is_read() -> None:
    """A tree as deep as a line is long does not end in an error; nor does one whose words do not stand together."""
    flags = {"is_sent_start": False, "is_punct": False, "is_quote": False, "is_currency": False, "like_num": False}
    strings = {"lemma_": "of", "pos_": "ADP", "tag_": "IN", "dep_": "prep", "ent_type_": "", "ent_iob_": "O"}
    tokens = [parsed.Token(i, 3 * i, text="of", lower_="of", whitespace_=" ", **strings, **flags) for i in range(3_000)]
    for token in tokens:
        token.head = tokens[max(token.i - 2, 0)]
    tokens[1].head = tokens[2]
    doc = parsed.Doc("of " * 3_000, tokens)
    assert places(doc[0].subtree) == list(range(3_000))
    assert places(doc[3].subtree) == list(range(3, 3_000, 2))
    assert (doc[3].left_edge.i, doc[3].right_edge.i, doc[1].right_edge.i) == (3, 2_999, 2_999)
