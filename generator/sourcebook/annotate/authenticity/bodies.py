"""Who a body, a voice or a masked man is: "believed to be those of X", "a man claiming to be X", "a voice like X's"."""

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

# What is left of somebody, and a voice: plain news of the living has no such words.
_LEFT = frozenset({"body", "remains", "remain", "corpse", "voice", "speaker", "head"})
_POINTING = frozenset({"that", "those", "his", "hers", "theirs", "him", "her"})
_FOUND = frozenset({"conclude", "determine", "establish", "find"})
# What somebody says outright is told, not held to be likely.
_SAYING = frozenset({"say", "claim", "report", "allege", "rumour", "rumor", "understand"})
_ANYBODY = frozenset({"someone", "somebody", "one"})
_BEING = frozenset({"be", "speak", "represent"})
_PRESENTS = frozenset({"identify", "introduce", "describe"})
_SELVES = frozenset({"himself", "herself", "themselves"})


@begins(
    "passive judge", "conclude determine establish find claim be say identify introduce describe name resemble sound"
)
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on bodies and voices for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ not in {"VERB", "AUX"}:
        return
    if lemma in words["passive"] or lemma in words["judge"] or lemma in _FOUND:
        yield from _taken_for(token)
    if lemma == "claim":
        yield from _claims_to_be(token)
    elif lemma == "be":
        yield from _likely(token)
        yield from _is_he(token)
        yield from _is_that_of(token)
    elif lemma == "say" and token.dep_ == "relcl":
        yield from _says_he_is(token)
    elif lemma in _PRESENTS and any(c.lower_ in _SELVES for c in token.children):
        yield from _calls_himself(token)
    elif lemma in {"identify", "name"}:
        yield from _named(token)
    elif lemma in {"resemble", "sound"}:
        yield from _resembles(token)


def _somebody(token: Token | None) -> bool:
    return token is not None and token.lemma_.lower() in groups("authenticity")["body"] | _LEFT


def _certain(token: Token) -> bool:
    """Tell whether a predicate names a certain person: "X", "that of X", "the leader"; "a nurse" does not."""
    if token.pos_ == "PROPN" and token.ent_type_ not in {"NORP", "GPE", "DATE"}:
        return True
    certain = any(c.lower_ == "the" or c.dep_ == "poss" for c in token.children)
    return token.lower_ in _POINTING or (token.pos_ == "NOUN" and certain)


def _taken_for(verb: Token) -> Iterator[Finding]:
    """Find "the remains are believed to be those of X", "officials think the masked man is X"."""
    passive = verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.children))
    if not passive and verb.lemma_.lower() in _SAYING:
        return
    clause = _clause(verb)
    if clause is None or grammar.hypothetical(verb) or any(c.tag_ == "MD" for c in clause.children):
        return
    about = _about(verb, clause)
    named = next((c for c in clause.children if c.dep_ == "attr"), None)
    named = named or next(
        (t for c in clause.children if c.dep_ == "prep" and c.lower_ == "to" for t in c.children), None
    )
    named = named or (grammar.following_noun(clause) if clause.dep_ == "xcomp" else None)
    if named is None or about is None or not _somebody(about) or not _certain(named) or named.i < about.i:
        return
    stance: Stance = "deemed-authentic" if verb.lemma_.lower() in _FOUND else "purported"
    if grammar.hypothetical(clause):
        stance = "unknown"
    elif grammar.negated(verb) or grammar.negated(clause):
        stance = "disputed"
    holder = grammar.taker(verb) if clause.dep_ == "ccomp" else None
    yield Finding((verb.i, verb.i + 1), verb, Thing("identity", about), stance, "taken-for", "medium", holder)


def _clause(verb: Token) -> Token | None:
    """Return the verb of "is X" below a verb of thinking, in "concluded with confidence that" a noun further down."""
    wanted = {"be", "belong"}
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.lemma_ in wanted), None)
    if clause is None and verb.lemma_.lower() in _FOUND:
        return next((t for t in verb.subtree if t.dep_ == "acl" and t.lemma_ in wanted and t.i > verb.i), None)
    return clause


def _about(verb: Token, clause: Token) -> Token | None:
    own = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    if own is not None or clause.dep_ == "xcomp":
        return own or grammar.subject(verb)
    # "believe the body found in the river is": the parse may hang the subject on the verb between.
    return next((t for t in verb.doc[verb.i + 1 : clause.i] if _somebody(t)), None)


def _claims_to_be(verb: Token) -> Iterator[Finding]:
    """Find "a man claiming to be X", "somebody who claimed to be the attacker"."""
    clause = next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_ in _BEING), None)
    about = verb.head if verb.dep_ == "acl" else grammar.subject(verb)
    if clause is not None and clause.lemma_ != "be":
        # "a man claiming to speak for the group"
        body = about is not None and (_somebody(about) or about.lower_ in _ANYBODY or about.lemma_ == "caller")
        if body and about is not None:
            thing = Thing("identity", about)
            yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "claims-to-be", "medium", about)
        return
    named = next((c for c in clause.children if c.dep_ == "attr"), None) if clause is not None else None
    if named is None or about is None or objects.artefact(about) is not None:
        return
    if (_somebody(about) or about.lower_ in _ANYBODY or about.lemma_ == "caller") and _certain(named):
        yield Finding(
            (verb.i, verb.i + 1), verb, Thing("identity", about), "purported", "claims-to-be", "medium", about
        )


def _says_he_is(verb: Token) -> Iterator[Finding]:
    """Find "a man who says he is the leader"."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.lemma_ == "be"), None)
    own = clause is not None and any(c.dep_ == "nsubj" and c.lower_ in {"he", "she"} for c in clause.children)
    named = next((c for c in clause.children if c.dep_ == "attr"), None) if clause is not None and own else None
    if named is not None and _somebody(verb.head) and _certain(named):
        thing = Thing("identity", verb.head)
        yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "claims-to-be", "medium", verb.head)


def _is_he(be: Token) -> Iterator[Finding]:
    """Find "it's definitely him", "that is not her": beside a contest, who is seen or heard."""
    pointed = any(c.dep_ == "nsubj" and c.lower_ in {"it", "that", "this"} for c in be.children)
    him = next(
        (c for c in be.children if c.dep_ == "attr" and (c.lower_ in {"him", "her"} or _kin(c, be))),
        None,
    )
    if any(c.lower_ == "necessarily" for c in be.children) or be.dep_ == "conj":
        # "the danger is not hidden, and it isn't necessarily him"
        return
    if not pointed or him is None or (him.i + 1 < len(be.doc) and not be.doc[him.i + 1].is_punct):
        return
    reason = any(a.lemma_ == "reason" and grammar.none(a) for a in grammar.up(be, 3))
    stance: Stance = "no-reason-to-doubt" if reason else "disputed" if grammar.negated(be) else "deemed-authentic"
    if not grammar.hypothetical(be):
        yield Finding((be.i, him.i + 1), be, Thing("identity", him), stance, "is-he", "medium")


def _is_that_of(be: Token) -> Iterator[Finding]:
    """Find "police say the body is that of the missing man": somebody's word on who it was."""
    about = next((c for c in be.children if c.dep_ == "nsubj"), None)
    if about is None and be.dep_ == "ccomp":
        # "say a body found in the river is": the parse may hang the subject on the verb between.
        about = next((t for t in be.doc[be.head.i + 1 : be.i] if t.lemma_.lower() in _LEFT), None)
    named = next((c for c in be.children if c.dep_ == "attr" and c.i > be.i), None)
    if about is None or named is None or about.lemma_.lower() not in _LEFT or grammar.hypothetical(be):
        return
    of = named.lower_ in {"that", "those"} and any(c.lower_ == "of" for c in named.children)
    told = be.dep_ == "ccomp" and be.head.lemma_.lower() in groups("sources")["say"] - {"confirm", "believe", "verify"}
    denied = grammar.negated(be)
    if told and (of or named.lower_ in {"his", "hers"}):
        stance: Stance = "disputed" if denied else "purported"
        holder = grammar.taker(be.head)
        yield Finding((be.i, named.i + 1), be, Thing("identity", about), stance, "body-is", "medium", holder)


def _kin(noun: Token, be: Token) -> bool:
    """Tell whether a denial names one of the family: "it is not his son"."""
    own = any(c.dep_ == "poss" and c.lower_ in {"his", "her", "my", "our", "their"} for c in noun.children)
    return own and noun.lemma_.lower() in groups("authenticity")["kin"] and grammar.negated(be)


def _calls_himself(verb: Token) -> Iterator[Finding]:
    """Find "a man identifying himself as X said"; a spokesman who does is nobody's riddle."""
    about = verb.head if verb.dep_ == "acl" else grammar.subject(verb)
    named = next((t for c in verb.children if c.lower_ == "as" for t in c.children if _certain(t)), None)
    if about is not None and named is not None and (_somebody(about) or about.lemma_ in {"caller", *_ANYBODY}):
        thing = Thing("identity", about)
        yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "claims-to-be", "medium", about)


def _likely(be: Token) -> Iterator[Finding]:
    """Find "the voice is very likely that of X", "the body is almost certainly hers"."""
    about = next((c for c in be.children if c.dep_ == "nsubj"), None)
    named = next((c for c in be.children if c.dep_ == "attr" and c.i > be.i), None)
    likely = next((c for c in be.children if c.lower_ in groups("authenticity")["likely"]), None)
    if about is None or named is None or likely is None or about.lemma_.lower() not in _LEFT or not _certain(named):
        return
    if not grammar.hypothetical(be):
        stance: Stance = "disputed" if grammar.negated(be) else "deemed-authentic"
        yield Finding((likely.i, likely.i + 1), be, Thing("identity", about), stance, "likely-is", "medium")


def _named(verb: Token) -> Iterator[Finding]:
    """Find "the remains have not been identified", "a man the group named as X"."""
    about = grammar.subject(verb)
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    if passive and grammar.negated(verb) and about is not None and about.lemma_.lower() in _LEFT:
        yield Finding((verb.i, verb.i + 1), verb, Thing("identity", about), "unknown", "not-identified", "medium")
    named = next((t for c in verb.children if c.lower_ == "as" for t in c.children if _certain(t)), None)
    before = verb.doc[max(verb.i - 4, verb.sent.start) : verb.i]
    somebody = next((t for t in before if _somebody(t)), None)
    # "identified as X" by name has a rule of its own.
    other = named is not None and (verb.lemma_ == "name") == grammar.person(named)
    if verb.tag_ in {"VBN", "VBD"} and other and somebody is not None:
        cue = (verb.i, verb.i + 2) if verb.nbor(1).lower_ == "as" else (verb.i, verb.i + 1)
        yield Finding(cue, verb, Thing("identity", somebody), "purported", "identified-as", "medium")


def _resembles(verb: Token) -> Iterator[Finding]:
    """Find "a man resembling X", "a voice that sounds like the leader's"."""
    about = grammar.subject(verb)
    like = next((c for c in verb.children if c.lower_ == "like"), verb if verb.lemma_ == "resemble" else None)
    named = next((c for c in like.children if c.dep_ in {"pobj", "dobj"}), None) if like is not None else None
    if about is None or named is None or not _somebody(about) or objects.firm(about) is not None:
        return
    owned = named.lower_ == "that" and any(c.lower_ == "of" for c in named.children)
    if grammar.person(named) or owned or (_certain(named) and verb.lemma_ == "resemble"):
        stance: Stance = "disputed" if grammar.negated(verb) else "purported"
        yield Finding((verb.i, verb.i + 1), verb, Thing("identity", about), stance, "resembles", "medium")
