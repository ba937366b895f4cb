"""At which words each rule on authenticity begins, as the rule itself states it: most words are asked by no rule."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sourcebook.annotate.authenticity.finding import Finding
    from sourcebook.parsed import Token

    Find = Callable[[Token], Iterator[Finding]]

# What no rule begins at, whatever the word.
_NEVER = frozenset({"PUNCT", "SPACE", "CCONJ", "NUM", "SYM"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what it begins at: lists of the lexicon, words, as lemmas or as they stand, and relations."""

    find: Find
    lists: tuple[str, ...]
    words: frozenset[str]
    relations: frozenset[str]

    def __call__(self, token: Token) -> Iterator[Finding]:
        """Return what the rule finds that begins at `token`."""
        return self.find(token)

    def names(self, said: set[str]) -> bool:
        """Tell whether the rule begins at one of the words in `said`."""
        lists = groups("authenticity")
        return not (said.isdisjoint(self.words) and all(said.isdisjoint(lists[name]) for name in self.lists))


def begins(lists: str = "", words: str = "", relations: str = "") -> Callable[[Find], Rule]:
    """Return what makes a rule of a function; it is asked only at what is named here, each with blanks between.

    Args:
        lists: groups of words of the lexicon "authenticity".
        words: further words.
        relations: relations of a word to its head.
    """
    return lambda find: Rule(find, tuple(lists.split()), frozenset(words.split()), frozenset(relations.split()))


class Table:
    """Rules by the words that they begin at.

    Args:
        rules: in the order in which they are asked.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._relations = frozenset[str]().union(*(rule.relations for rule in rules))
        self._looked_up = functools.lru_cache(maxsize=65_536)(self._of)

    def at(self, token: Token) -> tuple[Rule, ...]:
        """Return the rules that can begin at `token`, in their order."""
        if token.pos_ in _NEVER:
            return ()
        return self._looked_up(token.lower_, token.lemma_, token.dep_ if token.dep_ in self._relations else "")

    def _of(self, word: str, lemma: str, relation: str) -> tuple[Rule, ...]:
        said = {word, lemma.lower()}
        return tuple(rule for rule in self._rules if relation in rule.relations or rule.names(said))
