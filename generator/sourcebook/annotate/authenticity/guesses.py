"""Guesses and open conditions: "if authentic", "the possibility that", "other reports said", "most likely in"."""

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

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_AT = frozenset({"in", "near", "at", "inside", "around"})
_STAYS = frozenset({"live", "hide", "be", "hold", "stay", "shelter", "move", "detain", "keep", "base"})
# Where somebody is who cannot be found, and the prepositions that go with it.
_AWAY = {"hiding": {"in", "into"}, "large": {"at"}, "run": {"on"}}


@begins("possibility likely seem pen-name", "if report account hiding large run statement word comment reaction")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on guesses for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.lower_ == "if":
        yield from _if(token)
    elif lemma in words["possibility"] and token.pos_ == "NOUN":
        yield from _possibility(token)
    elif lemma in {"report", "account"} and token.pos_ == "NOUN":
        yield from _other_reports(token)
    elif token.lower_ in words["likely"] or token.lower_ in words["seem"]:
        yield from _likely_in(token)
    elif token.lower_ in _AWAY and token.dep_ in {"pobj", "pcomp"}:
        yield from _in_hiding(token)
    elif lemma in {"statement", "word", "comment", "reaction"} and token.pos_ == "NOUN":
        yield from _no_official(token)
    elif lemma in words["pen-name"]:
        yield from _pseudonym(token)


def _if(token: Token) -> Iterator[Finding]:
    """Find "if authentic", "if true": the condition keeps it open."""
    following = next((t for t in token.doc[token.i + 1 : min(token.i + 3, token.sent.end)] if not t.is_punct), None)
    if following is None or token.i + 1 == token.sent.end:
        return
    words = groups("authenticity")
    yield from _if_indeed(token)
    firm = words["genuine"] - {"real", "accurate", "legitimate", "credible"}
    verified = following.lemma_.lower() in words["confirm"] | {"verify", "authenticate"} and following.tag_ == "VBN"
    apart = following.i + 1 == token.sent.end or following.nbor(1).is_punct
    real = following.lower_ == "real" and apart and token.nbor(-1).is_punct if token.i > token.sent.start else False
    if following.lemma_.lower() not in firm and not verified and not real:
        return
    around = [*token.doc[following.i + 1 : token.sent.end], *reversed(token.doc[token.sent.start : token.i])]
    thing = next(filter(None, map(objects.firm, around)), None) or objects.content(around) or _earlier(token)
    if thing is not None:
        yield Finding((token.i, following.i + 1), token, thing, "unconfirmed", "if-true")


def _if_indeed(token: Token) -> Iterator[Finding]:
    """Find "if the video does indeed show": the condition keeps it open."""
    verb, words = token.head, groups("authenticity")
    about = grammar.subject(verb)
    thing = objects.firm(about) if about is not None else None
    indeed = any(c.lower_ in words["indeed"] | {"indeed", "do", "does"} for c in verb.children)
    if token.dep_ == "mark" and thing is not None and indeed and verb.lemma_.lower() in words["show"]:
        yield Finding((token.i, verb.i + 1), token, thing, "unconfirmed", "if-true", "medium")


def _earlier(token: Token) -> Thing | None:
    """Return the artefact named last in the sentence before."""
    if not token.sent.start:
        return None
    before = token.doc[token.sent.start - 1].sent
    return next(filter(None, map(objects.firm, reversed(list(before)))), None)


def _possibility(noun: Token) -> Iterator[Finding]:
    """Find "raising the possibility that he is the same man", "one scenario is that she fled"."""
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp"}), None)
    if clause is None and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        clause = next((c for c in noun.head.children if c.dep_ == "ccomp" and c.i > noun.i), None)
    if clause is None or not any(c.dep_ in {"mark", "nsubj", "nsubjpass"} for c in clause.children):
        return
    about = grammar.subject(clause)
    one = about is not None and (grammar.person(about) or about.lower_ in {"he", "she"})
    found = objects.content(clause.subtree)
    if found is not None and (found.label == "death claim" or found.artefact):
        yield Finding((noun.i, noun.i + 1), noun, found, "purported", "possibility", "medium")
    elif one and clause.lemma_.lower() in _STAYS | {"flee", "escape"} and _placed(clause):
        yield Finding((noun.i, noun.i + 1), noun, Thing("whereabouts", about), "unknown", "possibility", "medium")


def _placed(clause: Token) -> bool:
    return any(t.lower_ in {"from", "to", *_AT} and t.dep_ == "prep" for t in clause.children)


def _other_reports(noun: Token) -> Iterator[Finding]:
    """Find "other reports have said he is from": one account against another."""
    verb = noun.head
    says = verb.lemma_.lower() in {"say", "suggest", "claim", "put", "maintain", "indicate"}
    other = any(c.lower_ in {"other", "some", "different", "later", "earlier"} for c in noun.children)
    if noun.dep_ == "nsubj" and says and other and noun.tag_ == "NNS" and not grammar.negated(verb):
        found = objects.content(t for t in verb.subtree if t.i > verb.i)
        contrast = any(
            t.lower_ in {"while", "whereas", "but", "however", "although"} for t in noun.sent if t.i < noun.i
        )
        if not contrast and (found is None or found.label not in {"death claim", "whereabouts"}):
            return
        thing = found if found is not None and found.label == "death claim" else Thing("claim", noun)
        stance = "disputed" if contrast else "purported"
        yield Finding((noun.i, verb.i + 1), noun, thing, stance, "other-reports", "medium", noun)  # type: ignore[arg-type]


def _likely_in(token: Token) -> Iterator[Finding]:
    """Find "most likely in the south", "possibly in the capital" beside a verb of staying."""
    prep = token.head if token.head.lower_ in _AT and token.head.dep_ == "prep" else None
    if prep is None and token.i + 1 < token.sent.end and token.nbor(1).lower_ in _AT:
        prep = token.nbor(1)
    where = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
    if prep is None or where is None:
        return
    verb = next((a for a in grammar.up(prep, 4) if a.pos_ in {"VERB", "AUX"}), None)
    stays = verb is not None and verb.lemma_.lower() in _STAYS
    before = prep.doc[prep.sent.start : prep.i]
    if not stays and not any(t.pos_ == "VERB" and t.lemma_.lower() in _STAYS - {"be"} for t in before):
        return
    if any(t.ent_type_ in _PLACES for t in where.subtree):
        yield Finding((token.i, token.i + 1), token, Thing("whereabouts", where), "purported", "likely-in", "medium")


def _in_hiding(token: Token) -> Iterator[Finding]:
    """Find "is in hiding", "remains at large", "on the run": nobody knows where."""
    prep = token.head
    if prep.lower_ not in _AWAY[token.lower_] or prep.head.lemma_.lower() not in {"be", "remain", "go", "stay"}:
        return
    if token.lower_ == "run" and not any(c.lower_ == "the" for c in token.children):
        return
    if not grammar.negated(prep.head) and prep.i + (1 if token.lower_ != "run" else 2) == token.i:
        yield Finding((prep.i, token.i + 1), token, Thing("whereabouts", token), "unknown", "in-hiding", "medium")


def _no_official(noun: Token) -> Iterator[Finding]:
    """Find "there is no official statement", "no official word": nobody in office has confirmed it."""
    about = {c.lower_ for c in noun.children}
    if noun.lower_ == "word" and {"no", "from"} <= about and "official" not in about:
        # "there has been no word from the group"
        yield Finding((noun.left_edge.i, noun.i + 1), noun, Thing("claim", None), "unconfirmed", "no-word", "medium")
    if {"no", "official"} <= about:
        yield Finding((noun.left_edge.i, noun.i + 1), noun, Thing("claim", None), "unconfirmed", "no-official")


def _pseudonym(noun: Token) -> Iterator[Finding]:
    """Find "uses a pseudonym": the name is not the person's own; "known only by" has a rule of its own."""
    before = noun.doc[max(noun.i - 6, noun.sent.start) : noun.i]
    using = any(a.lemma_.lower() in {"use", "go", "write", "speak", "give"} for a in grammar.up(noun, 2))
    if using and noun.tag_ != "NNS" and not any(t.lower_ == "known" for t in before):
        yield Finding((noun.i, noun.i + 1), noun, Thing("identity", None), "unknown", "pseudonym", "medium")
