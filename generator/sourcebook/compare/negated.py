"""Statements that nothing will do something: "no tape can change that", "no speech is going to change this"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sourcebook.compare.grouping import pairs
from sourcebook.compare.terms import Sentence, stem
from sourcebook.compare.words import FUNCTION_WORDS
from sourcebook.text import fold

_NOTHING_DOES = re.compile(
    r"\b(?:no(?:\s\w+)?\s[a-z]+|nothing|nobody|no\sone)\s(?:can|could|will|would|may|is\sgoing\sto|are\sgoing\sto)\s"
    r"(?:ever\s)?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
# Verbs that say too little by themselves.
_LIGHT = frozenset({"be", "have", "do", "get", "make", "take", "go", "come", "say", "know", "tell", "see"})
# A verb of which more sentences say that nothing does it finds no pairs.
MOST = 12


def find(
    sentences: Sequence[Sentence], event_of: Mapping[str, str], texts: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of sentences of two articles of one event that say of one verb that nothing will do it.

    Args:
        sentences: of all articles.
        event_of: each article's event.
        texts: each article's text, normalised.
    """
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        for match in _NOTHING_DOES.finditer(texts[sentence.article], sentence.start, sentence.end):
            verb = fold(match["verb"])
            if verb not in _LIGHT and verb not in FUNCTION_WORDS:
                index[event_of[sentence.article], stem(verb)].append(n)
    for members in index.values():
        if len(members) <= MOST:
            yield from (p for p in pairs(members) if sentences[p[0]].article != sentences[p[1]].article)
