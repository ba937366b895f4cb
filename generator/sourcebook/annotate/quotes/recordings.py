"""Whose voice a recording that the article reports on is said to be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sourcebook.annotate.quotes.words import among

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from sourcebook.parsed import Doc, Token

_LINKING = frozenset({"of", "from", "by", "to", "as"})
_STEPS = 5


def is_recording(word: str, *, spoken: bool) -> bool:
    """Return whether a noun stands for a recording; "message" and the like do where the article tells of one."""
    return among("recordings", word) or (spoken and among("spoken", word))


def tells_of_one(doc: Doc, prose: Container[int]) -> bool:
    """Return whether the prose tells of a recording at all."""
    return sum(t.pos_ == "NOUN" and among("recordings", t.lemma_.lower()) and t.i in prose for t in doc) > 1


def voice(doc: Doc, persons: Mapping[int, str], prose: Container[int]) -> str | None:
    """Return the person whom the article names as the voice of its recording, if one is named more than any other.

    Args:
        doc: the parse.
        persons: the person meant by each token that stands for one, pronouns too.
        prose: indices of the tokens of the article's prose.
    """
    votes: Counter[str] = Counter()
    if not tells_of_one(doc, prose):
        return None
    for token in doc:
        if token.i in prose and token.pos_ == "NOUN" and is_recording(token.lemma_.lower(), spoken=True):
            votes.update(_owners(token, persons))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _owners(noun: Token, persons: Mapping[int, str]) -> set[str]:
    """Return the persons tied to a recording: its possessor, or who stands behind "of", "from", "by" in its phrase."""
    found: set[str] = set()
    for token in noun.subtree:
        if token.i not in persons:
            continue
        step, distance = token, 0
        while step.i != noun.i and distance < _STEPS:
            if step.dep_ == "relcl" or (step.dep_ == "prep" and step.lower_ not in _LINKING):
                break
            step, distance = step.head, distance + 1
        if step.i == noun.i:
            found.add(persons[token.i])
    if noun.dep_ in {"pobj", "dobj"}:
        return found
    verb = noun.head
    if noun.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_.lower() in {
        "purport",
        "claim",
        "appear",
        "attribute",
        "be",
        "come",
    }:
        found.update(persons[t.i] for t in verb.subtree if t.i in persons and t.i > verb.i and t.i - verb.i < _STEPS)
    return found
