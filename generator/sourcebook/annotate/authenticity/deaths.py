"""Deaths and kills stated outright: "was killed in 2016", "has probably died", "is still fighting", "killed 40 men".

Plain news of the dead is no statement on authenticity: `settle` keeps these findings only in an article that contests
a death.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token

_ALL = frozenset({"both", "all", "each"})
_SINGLE = frozenset({"he", "she", "who"})


@begins("likely die", "still")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on stated deaths for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.lower_ in words["likely"]:
        yield from _likely(token)
    elif token.lower_ == "still" and token.dep_ == "advmod":
        yield from _still(token)
    elif token.pos_ == "VERB" and lemma in words["die"]:
        yield from _stated(token)
        yield from _kills(token)


def _likely(token: Token) -> Iterator[Finding]:
    """Find "had almost certainly killed the leader", "probably isn't dead"; not "is likely to be killed"."""
    verb = token.head
    if grammar.hypothetical(verb) or any(c.lower_ == "to" for c in token.subtree):
        return
    future = any(c.dep_ == "aux" and c.tag_ in {"MD", "TO"} for c in verb.children) and not _perfect(verb)
    dead = next((c for c in verb.children if c.dep_ == "acomp" and objects.matter(c)), None)
    past = verb.pos_ == "VERB" and objects.matter(verb) is not None and (_perfect(verb) or verb.tag_ in {"VBD", "VBN"})
    if future or not (past or (dead is not None and verb.lemma_ == "be")):
        return
    if past and not _of_one(verb):
        return
    alive = dead is not None and dead.lower_ == "alive"
    denied = grammar.negated(verb) != alive
    cue = (min(token.i, token.left_edge.i), token.i + 1)
    stance = "disputed" if denied else "purported"
    yield Finding(cue, token, Thing("death claim", dead or verb), stance, "likely")  # type: ignore[arg-type]


def _perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _of_one(verb: Token) -> bool:
    """Tell whether the one killed is a person by name or pronoun rather than a number of people."""
    hurt = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    hurt = hurt or (grammar.subject(verb) if verb.lemma_ in {"die", "perish"} else None)
    return hurt is not None and (grammar.names_person(hurt) or hurt.lower_ in {"he", "she", "him", "her"})


def _still(token: Token) -> Iterator[Finding]:
    """Find "said she was still fighting": against a claim of her death."""
    verb = token.head
    about = grammar.subject(verb)
    if about is None or not (about.lower_ in {"he", "she"} or grammar.person(about)):
        return
    now = verb.tag_ == "VBG" or verb.lemma_ == "be"
    said = verb.dep_ in {"ccomp", "ROOT"} and any(
        a.lemma_.lower() in groups("sources")["say"] for a in grammar.up(verb, 2)
    )
    if now and said and not grammar.negated(verb) and not any(c.lower_ in {"alive", "dead"} for c in verb.children):
        yield Finding((token.i, token.i + 1), token, Thing("death claim", verb), "disputed", "still", "medium")


def _stated(verb: Token) -> Iterator[Finding]:
    """Find "was killed in 2016", "both killed in an air strike": the death of somebody named, as a fact."""
    passive = verb.tag_ == "VBN" and any(c.dep_ == "nsubjpass" for c in verb.children)
    trailing = verb.tag_ == "VBN" and any(c.lower_ in _ALL for c in verb.lefts)
    before = reversed(verb.doc[max(verb.i - 6, verb.sent.start) : verb.i])
    about = grammar.subject(verb) if passive else next(filter(grammar.person, before), None) if trailing else None
    if about is None or not grammar.names_person(about) or grammar.negated(verb) or grammar.hypothetical(verb):
        return
    modal = any(c.dep_ == "aux" and c.tag_ in {"MD", "TO"} for c in verb.children)
    hedged = {t.lower_ for t in verb.children} & _hedges()
    words = groups("authenticity")
    # The parse may lose what a claim is about, so its word counts wherever it stands before.
    below = any(t.lemma_.lower() in words["claim"] | words["deny"] for t in verb.doc[verb.sent.start : verb.i])
    if not (modal or hedged or below) and any(c.dep_ in {"prep", "npadvmod", "agent"} for c in verb.rights):
        yield Finding((verb.i, verb.i + 1), verb, Thing("death claim", verb), "confirmed", "death-stated", "medium")


def _hedges() -> frozenset[str]:
    words = groups("authenticity")
    return frozenset(words["hedge"] | words["seem"] | words["likely"] | {"actually"})


def _kills(verb: Token) -> Iterator[Finding]:
    """Find "she has killed a hundred men", "did not kill 100": a boast about one person, with its number."""
    about = grammar.subject(verb)
    victims = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if about is None or victims is None or not (grammar.person(about) or about.lower_ in _SINGLE):
        return
    if objects.counted(victims) and not grammar.hypothetical(verb) and verb.tag_ in {"VBN", "VBD", "VB"}:
        modal = any(c.dep_ == "aux" and c.tag_ in {"MD", "TO"} for c in verb.children)
        denied = grammar.negated(verb)
        if not modal or _perfect(verb):
            stance = "disputed" if denied else "purported"
            yield Finding((verb.i, victims.i + 1), verb, Thing("toll", victims), stance, "kills", "medium")  # type: ignore[arg-type]
