"""What happened to those counted: killed, injured, trapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.lexicon import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def happening_of(token: Token) -> str:
    """Return what happened to those that `token` counts, in the words that figures of losses are compared by."""
    for group, lemma in _verbs(token):
        return forms("states")[lemma] if group == "states" else group
    return "aboard" if _aboard(token) else ""


def _aboard(token: Token) -> bool:
    """Tell whether people are carried ("a ferry carrying 240 people") or said to be on board."""
    if token.lemma_.lower() not in words("people"):
        return False
    if token.dep_ == "dobj" and token.head.lower_ in {"carrying", "carried"}:
        return True
    at = token.i + 1
    if at < len(token.doc) and token.doc[at].lemma_.lower() == "be" and token.dep_ in SUBJECTS:
        at += 1
    following = [t.lower_ for t in token.doc[at : at + 2]]
    return following == ["on", "board"] or following[:1] in (["aboard"], ["onboard"])


def _verbs(token: Token) -> Iterator[tuple[str, str]]:
    """Yield the groups and words of happenings that the noun or number is part of."""
    verb = token.head
    tied = token.dep_ in SUBJECTS | {"dobj", "oprd", "attr"}
    if token.dep_ == "conj" and verb.dep_ in SUBJECTS | {"dobj"}:
        verb, tied = verb.head, True
    near = [*token.rights][:2]
    if tied:
        near = [c for c in near if c.dep_ == "amod"]
        near += [c for c in verb.children if c.dep_ in {"oprd", "acomp", "ccomp", "advcl"}]
    for candidate in ([verb] if tied else []) + [t for t in near if t.pos_ in {"ADJ", "VERB"}]:
        lemma = candidate.lemma_.lower()
        if lemma in words("killed") | words("injured") and _suffers(token, candidate):
            yield ("killed" if lemma in words("killed") else "injured"), lemma
        elif lemma in words("died") | words("acts") and token.dep_ != "dobj" and not unreal(candidate):
            yield ("died" if lemma in words("died") else "states"), lemma
        elif lemma in words("states") and _suffers(token, candidate) and candidate.pos_ == "VERB":
            yield "states", lemma


def unreal(happening: Token) -> bool:
    """Tell whether what a verb names is denied, or only possible."""
    return any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in words("irrealis")) for c in happening.children)


def _suffers(token: Token, happening: Token) -> bool:
    """Tell whether the thing counted suffers what happens, instead of doing it, and whether it does happen."""
    if unreal(happening):
        return False
    if happening.lower_ == "missing":
        return token.dep_ in SUBJECTS | {"conj"}
    if happening.pos_ != "VERB" or happening.tag_ == "VBN":
        return token.dep_ != "nsubj" or happening.pos_ != "VERB" or any(c.dep_ == "auxpass" for c in happening.children)
    return token.dep_ in {"dobj", "conj", "oprd"}
