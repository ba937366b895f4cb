"""Deaths denied and told: "is alive", "has not been killed", "said that he survived", "relatives say he is dead".

Such sentences are plain news but in an article that contests a death: `settle` keeps them there alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token


_CONVINCED = frozenset({"confident", "convinced", "sure", "certain", "positive"})
_LIVES = frozenset({"be", "remain", "stay", "turn", "reappear", "resurface"})


@begins("die", "alive dead survive")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on fates for one token."""
    if token.lower_ == "alive":
        yield from _alive(token)
    elif token.lower_ == "dead" and token.dep_ in {"acomp", "ccomp"}:
        yield from _dead(token)
    elif token.pos_ == "VERB" and token.lemma_ == "survive":
        yield from _survived(token)
    elif token.pos_ == "VERB" and token.lemma_.lower() in groups("authenticity")["die"]:
        yield from _not_dead(token)
        yield from _died(token)


def _alive(token: Token) -> Iterator[Finding]:
    """Find "is actually alive": against a claim of death, which the article must make elsewhere."""
    verb = token.head
    if token.dep_ not in {"acomp", "oprd", "ccomp", "conj", "attr", "xcomp"}:
        return
    if any(a.lemma_.lower() == "confirm" for a in grammar.up(token, 3)) or verb.lemma_ not in _LIVES:
        return
    denied = verb.pos_ in {"AUX", "VERB"} and grammar.negated(verb)
    if not denied and not grammar.hypothetical(token):
        yield Finding((token.i, token.i + 1), token, Thing("death claim", token), "disputed", "alive", "medium")


def _dead(token: Token) -> Iterator[Finding]:
    """Find "said the general was dead", "he is not dead": somebody's word on a death that is contested."""
    verb = token.head if token.dep_ == "acomp" else token
    about = grammar.subject(verb)
    if verb.lemma_ not in {"be", "remain"} or about is None or grammar.hypothetical(verb):
        return
    if _many(about) or any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return
    thing = Thing("death claim", token)
    if grammar.negated(verb):
        yield Finding((token.i, token.i + 1), token, thing, "disputed", "alive", "medium")
    elif _told(verb):
        yield Finding((token.i, token.i + 1), token, thing, "purported", "death-said", "medium")


def _many(about: Token) -> bool:
    return about.tag_ in {"NNS", "NNPS", "CD"} or about.lower_ in {"they", "we", "it", "who", "that", "which"}


def _told(verb: Token) -> bool:
    """Tell whether a clause is what somebody says or believes."""
    says = groups("sources")["say"] | groups("authenticity")["passive"]
    above = verb.head if verb.dep_ == "ccomp" else None
    if above is not None and above.pos_ == "ADJ":
        # "we are confident that he is dead"
        return above.lower_ in _CONVINCED and not grammar.negated(above.head)
    passive_or_false = groups("authenticity")["wrongly"] | {"was", "were", "is", "been", "being"}
    active = above is not None and not any(
        c.dep_ in {"auxpass", "advmod"} and c.lower_ in passive_or_false for c in above.children
    )
    # "claimed to have died" and its like have a rule of their own.
    return above is not None and active and above.lemma_.lower() in says - {"claim"} and not grammar.negated(above)


def _survived(verb: Token) -> Iterator[Finding]:
    """Find "said that he survived": against a claim of death."""
    about = grammar.subject(verb)
    if about is None or _many(about) or not _told(verb) or grammar.hypothetical(verb) or grammar.negated(verb):
        return
    if grammar.person(about) or about.lower_ in {"he", "she"}:
        yield Finding((verb.i, verb.i + 1), verb, Thing("death claim", verb), "disputed", "alive", "medium")


def _not_dead(verb: Token) -> Iterator[Finding]:
    """Find "has not been killed": against a claim of death, as "alive" is."""
    passive = any(c.dep_ == "nsubjpass" for c in verb.children) or verb.lemma_ in {"die", "perish"}
    denied = any(c.dep_ == "neg" and c.lower_ != "never" for c in verb.children)
    if denied and verb.dep_ in {"conj", "dep"}:
        # "had been wounded, not killed"
        passive = passive or any(c.dep_ == "nsubjpass" for c in verb.head.children)
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    if passive and denied and not modal and verb.tag_ in {"VBN", "VBD", "VB"} and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, Thing("death claim", verb), "disputed", "alive", "medium")


def _died(verb: Token) -> Iterator[Finding]:
    """Find "relatives said that he had died": somebody's word on a death that is contested."""
    about = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.lemma_ not in {"die", "perish"} or about is None or _many(about) or not _told(verb):
        return
    past = verb.tag_ in {"VBD", "VBN"} and not any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    if past and not grammar.negated(verb) and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, Thing("death claim", verb), "purported", "death-said", "medium")
