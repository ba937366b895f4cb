"""The cue words, read once from the package's word lists."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from sourcebook import lexicons


@dataclass(frozen=True)
class Lexicon:
    """Cue words by what may carry their content.

    Attributes:
        verbs: lemma (with its particle) -> complement -> force.
        nouns: lemma -> complements.
        adjectives: states of mind.
        texts: nouns for things that speak.
        lists: the other word lists by their names.
    """

    verbs: dict[str, dict[str, str]]
    nouns: dict[str, frozenset[str]]
    adjectives: frozenset[str]
    texts: frozenset[str]
    lists: dict[str, frozenset[str]]


@functools.cache
def load() -> Lexicon:
    """Return the cue words of ``lexicon/speech.yml``."""
    data: dict[str, list[dict[str, Any]]] = lexicons.read("sourcebook.annotate", "lexicon", "speech.yml")
    verbs: dict[str, dict[str, str]] = {}
    for group in data["verbs"]:
        for word in group["words"]:
            for complement in group["takes"]:
                verbs.setdefault(word, {}).setdefault(complement, group["force"])
    nouns: dict[str, set[str]] = {}
    for group in data["nouns"]:
        for word in group["words"]:
            nouns.setdefault(word, set()).update(group["takes"])
    lists = {
        name: frozenset(str(word) for group in groups for word in group["words"])
        for name, groups in data.items()
        if name not in {"verbs", "nouns"}
    }
    return Lexicon(
        verbs=verbs,
        nouns={word: frozenset(takes) for word, takes in nouns.items()},
        adjectives=lists["adjectives"],
        texts=lists["texts"],
        lists=lists,
    )
