"""Whether a thing is what it seems: "is what it claims to be", "does come from this storm", "do not believe it"."""

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
    from sourcebook.records import Stance

_IT = frozenset({"it", "this", "that", "they", "them", "these"})
_SEEMS = frozenset({"seem", "claim", "purport", "appear", "pretend", "profess"})
_SHOWS = frozenset({"show", "come", "depict", "date", "contain", "feature", "originate"})
_RESERVES = frozenset({"reserve", "withhold", "suspend"})


@begins(
    words="be seem claim purport appear pretend profess show come depict date contain feature originate reserve "
    "withhold suspend believe think assume buy trust"
)
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on seeming for one token."""
    lemma = token.lemma_.lower()
    if token.pos_ not in {"VERB", "AUX"}:
        return
    if lemma in _SEEMS:
        yield from _what_it_seems(token)
    elif lemma in _RESERVES:
        yield from _reserves(token)
    elif lemma in {"believe", "think", "assume", "buy", "trust"}:
        yield from _believes(token)
    if lemma in _SHOWS:
        yield from _does_show(token)


def _thing(noun: Token | None) -> Thing | None:
    if noun is None:
        return None
    return Thing("claim", noun) if noun.lower_ in _IT else objects.artefact(noun)


def _what_it_seems(verb: Token) -> Iterator[Finding]:
    """Find "the images are what they seem", "it is not what it claims to be"."""
    what = any(t.lower_ == "what" for t in verb.doc[max(verb.i - 3, verb.sent.start) : verb.i])
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    be = next((a for a in grammar.up(verb, 2) if a.lemma_ == "be"), None)
    if not what or own is None or own.lower_ not in _IT or be is None or be.i > verb.i:
        return
    thing = _thing(next((c for c in be.children if c.dep_ in {"nsubj", "expl"} and c.i < be.i), None))
    if thing is not None and not grammar.hypothetical(be) and not any(c.tag_ == "MD" for c in be.children):
        stance: Stance = "disputed" if grammar.negated(be) else "deemed-authentic"
        yield Finding((be.i, verb.i + 1), be, thing, stance, "seeming", "medium")


def _does_show(verb: Token) -> Iterator[Finding]:
    """Find "the second picture does come from this storm": said against a doubt."""
    does = any(c.dep_ == "aux" and c.lower_ in {"does", "do", "did"} for c in verb.children)
    thing = _thing(grammar.subject(verb))
    asked = verb.sent.text.rstrip(" \"'").endswith("?")
    if does and thing is not None and not asked and not grammar.negated(verb) and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "deemed-authentic", "seeming", "medium")


def _reserves(verb: Token) -> Iterator[Finding]:
    """Find "reserved judgement on who made it"."""
    if any(c.dep_ == "dobj" and c.lower_ in {"judgement", "judgment"} for c in verb.children):
        yield Finding((verb.i, verb.i + 1), verb, Thing("claim", None), "unconfirmed", "seeming", "medium")


def _believes(verb: Token) -> Iterator[Finding]:
    """Find "the family do not believe it", "he believed it to be from the town"."""
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    be = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.lemma_ == "be" and c.tag_ == "VB"), None)
    if be is not None:
        own = next((c for c in be.children if c.dep_ == "nsubj"), None) or what
        judged = any(t.lemma_.lower() in _verdicts() for t in be.subtree)
        thing = _thing(own)
        if thing is not None and not judged and not grammar.negated(verb) and own is not None and own.i < be.i:
            cue = (verb.i, verb.i + 1)
            yield Finding(cue, verb, thing, "purported", "seeming", "medium", grammar.taker(verb))
    elif what is not None and grammar.negated(verb) and verb.lemma_ != "think":
        thing = _thing(what)
        modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
        if thing is not None and not modal and what.lower_ != "that":
            yield Finding((verb.i, what.i + 1), verb, thing, "disputed", "seeming", "medium", grammar.taker(verb))


def _verdicts() -> frozenset[str]:
    words = groups("authenticity")
    return frozenset(words["fake"] | words["genuine"])
