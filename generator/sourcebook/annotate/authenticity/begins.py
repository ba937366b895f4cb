"""At which words the rules on authenticity begin: asked once a word, it spares most words ten rules."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from sourcebook.parsed import Token

# Verbs are looked at whatever the word.
_ALWAYS = frozenset({"VERB", "AUX"})
_NEVER = frozenset({"PUNCT", "SPACE", "CCONJ", "NUM", "SYM"})
# Words that rules name themselves, besides the word lists; a test over all cases tells when one is missing.
_NAMED = frozenset(
    {"account", "alive", "back", "be", "behind", "claim", "comment", "confirmed", "context", "contrary", "credit"}
    | {"dead", "dispute", "responsible", "work", "doubt", "her", "old", "truth"}
    | {
        "hiding",
        "his",
        "identified",
        "if",
        "in",
        "its",
        "large",
        "like",
        "make",
        "on",
        "question",
        "reaction",
        "report",
    }
    | {"run", "same", "since", "statement", "still", "their", "unlikely", "what", "with", "word"}
)


def may_begin(token: Token) -> bool:
    """Return whether any rule can begin at `token`."""
    if token.pos_ in _ALWAYS:
        return True
    if token.pos_ in _NEVER:
        return False
    return token.lower_ in _listed() or token.lemma_.lower() in _listed() or token.dep_ == "appos"


@functools.cache
def _listed() -> frozenset[str]:
    """Return all words at which rules begin; of expressions of several words, every word."""
    lists = groups("authenticity").values()
    return _NAMED.union(*lists, (part for words in lists for word in words for part in word.split()))
