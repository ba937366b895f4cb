"""Quoted words find their one place, a near one that is told, or none; nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.curate.anchoring import Text, selector_of
from sourcebook.curate.entries import Selector

ARTICLE = """Harbour closed after spill

The harbour master said on Monday that 12 boats had left. “We never saw the barge,” he said. At least 12 people waited.

The board said the spill was small. “We never saw the barge,” the pilot said, too. It had not been told in time.
"""


def found(exact: str, prefix: str = "", suffix: str = "", text: str = ARTICLE) -> tuple[str | None, str]:
    """Return the words at the place found, and how they were found."""
    anchor = Text(text).anchor(Selector(exact=exact, prefix=prefix, suffix=suffix))
    return (text[anchor.span.start : anchor.span.end] if anchor.span else None), anchor.how


def test_words_that_stand_once_are_found() -> None:
    """Very words, one place."""
    assert found("12 boats had left") == ("12 boats had left", "exact")


def test_white_space_and_typographic_marks_do_not_count() -> None:
    """An entry may be folded and typed with plain quotation marks."""
    assert found('"We never saw\n   the barge," he') == ("“We never saw the barge,” he", "exact")


def test_an_ambiguous_quote_is_an_orphan_with_its_places() -> None:
    """Two places, nothing to tell them apart: none is chosen, both are shown."""
    anchor = Text(ARTICLE).anchor(Selector(exact="We never saw the barge"))
    assert anchor.span is None
    assert "2 places" in anchor.message
    assert "prefix or suffix" in anchor.remedy
    assert [ARTICLE[s.start : s.end] for s in anchor.closest] == ["We never saw the barge"] * 2


def test_prefix_or_suffix_tells_places_apart() -> None:
    """What stands around the words chooses."""
    anchor = Text(ARTICLE).anchor(Selector(exact="We never saw the barge", suffix=",” the pilot"))
    assert anchor.span is not None
    assert anchor.how == "exact"
    assert anchor.span.start > ARTICLE.index("The board")


def test_a_number_is_not_found_within_another() -> None:
    """'2' does not stand in '12'."""
    assert found("2", text="12 boats and 2 men") == ("2", "exact")
    assert found("2", text="only 12 boats")[0] is None


def test_short_words_in_other_surroundings_are_not_taken() -> None:
    """The sentence is gone; the same word elsewhere is another place."""
    assert found("12", prefix="a fleet of ", suffix=" ships sailed")[0] is None


def test_long_words_whose_surroundings_changed_are_near() -> None:
    """The very words stand there once; that what is around them changed is told."""
    words = "the spill was small"
    assert found(words, prefix="On Friday the mayor claimed that ") == (words, "near")


def test_a_sentence_that_changed_a_little_is_near() -> None:
    """One word more: the one place like it is taken and told."""
    assert found("The board said that the spill was small") == ("The board said the spill was small", "near")


def test_another_number_is_not_near() -> None:
    """A correction of '14 people' is not one of '12 people'."""
    assert found("At least 14 people waited")[0] is None


def test_a_denial_is_not_near() -> None:
    """'had been told' is not 'had not been told'."""
    assert found("It had been told in time")[0] is None


def test_a_vanished_sentence_is_an_orphan() -> None:
    """Nothing like it: no place at all."""
    anchor = Text(ARTICLE).anchor(Selector(exact="The minister resigned over the affair that evening"))
    assert (anchor.span, anchor.how, anchor.closest) == (None, "none", ())
    assert anchor.remedy


def test_places_that_are_about_equally_near_are_not_chosen_between() -> None:
    """Two sentences like the quoted one: an orphan with both as closest."""
    text = "The small board met on Monday at noon. Some words. The large board met on Monday at noon."
    anchor = Text(text).anchor(Selector(exact="The whole board met on Monday at noon."))
    assert anchor.span is None
    assert len(anchor.closest) == 2


@pytest.mark.parametrize("exact", ["", "   ", "\u00a0"])
def test_no_words_are_no_place(exact: str) -> None:
    """Nothing is found for nothing."""
    assert found(exact)[0] is None


@pytest.mark.parametrize("text", ["", "x", "\n\n", "\0\0"])
def test_odd_texts_break_nothing(text: str) -> None:
    """An article of nothing holds nothing."""
    assert found("some words that are long enough", text=text)[0] is None


WORDS = st.sampled_from(
    ["harbour", "boats", "12", "the", "said", "pilot", "”", "“", "spill", "never", "board", "Monday", ".", ",", "\n\n"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_a_selector_made_of_a_place_finds_that_place_or_none(text: str, data: st.DataObject) -> None:
    """What is written for a stretch leads back to it, or is told to be ambiguous; never to another stretch."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    right = len(stretch) - len(stretch.rstrip())
    if not stretch.strip():
        return
    selector = selector_of(text, start, end)
    anchor = Text(text).anchor(selector)
    if anchor.span is None:
        assert text.count(stretch.strip()) > 1 or any(a.isalnum() for a in (stretch.strip()[0], stretch.strip()[-1]))
        return
    assert (anchor.span.start, anchor.span.end) == (start + left, end - right)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_edits_elsewhere_do_not_move_an_anchor(before: str, after: str) -> None:
    """Whatever paragraphs come before and after, a whole sentence stays where it is."""
    sentence = "A clerk of the water office told us that nobody had opened the gates."
    context = "It rained. "
    original = f"One.\n\n{context}{sentence} It stopped.\n\nTwo."
    start = original.index(sentence)
    selector = selector_of(original, start, start + len(sentence))
    edited = f"{before}\n\n{context}{sentence} It stopped.\n\n{after}"
    anchor = Text(edited).anchor(selector)
    assert anchor.span is not None
    assert edited[anchor.span.start : anchor.span.end] == sentence


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_words_that_are_not_there_are_never_found(text: str) -> None:
    """No text of other words holds the sentence."""
    assert Text(text).anchor(Selector(exact="Forty-one envelopes arrived from Zurich yesterday")).span is None
