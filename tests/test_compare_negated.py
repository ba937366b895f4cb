"""Statements that nothing will do something."""

from __future__ import annotations

from sourcebook.compare import negated
from sourcebook.compare.terms import Sentence

TEXTS = {
    "one": "No letter can change the vote, the mayor said.",
    "two": "We go on, and no new speech is going to change that.",
    "three": "The letter changed the vote.",
    "four": "Nothing will be done.",
    "five": "Nobody would be told.",
}


def test_nothing_changes_it_here_and_there() -> None:
    """Two reports that say of one verb that nothing does it are a pair; light verbs and plain statements are none."""
    sentences = [Sentence(name, 0, len(text), (), "body") for name, text in TEXTS.items()]
    assert list(negated.find(sentences, dict.fromkeys(TEXTS, "e"), TEXTS)) == [(0, 1)]
    apart = {name: name for name in TEXTS}
    assert not list(negated.find(sentences, apart, TEXTS))
