"""Which stance a word of judgement takes: "is fake", "may be genuine", "no evidence it was staged"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from sourcebook.parsed import Token
    from sourcebook.records import Confidence, Stance

_REASONS = frozenset({"reason", "ground", "evidence", "indication"})
_CONFIRMING = frozenset({"confirm", "verify", "authenticate", "concede", "acknowledge", "admit"})


def verdict(token: Token, predicate: Token | None, *, fake: bool) -> tuple[Stance | None, Confidence]:
    """Return the stance that a word of judgement takes, ``None`` where it takes none.

    Args:
        token: the word of judgement.
        predicate: the verb that says it of a thing, ``None`` where it stands beside the thing.
        fake: whether the word says that the thing is not what it is said to be.
    """
    if predicate is None:
        return ("disputed" if fake else None), "medium"
    if grammar.hypothetical(predicate):
        return ("unverifiable" if _never_known(predicate) else "unconfirmed"), "medium"
    modals = {c.lower_ for c in predicate.children if c.dep_ == "aux" and c.tag_ == "MD"}
    if modals & {"will", "would", "'ll", "'d"}:
        return None, "medium"
    if not fake and modals & {"may", "might", "could"}:
        return "unconfirmed", "medium"
    above = list(grammar.up(token, 4))
    if grammar.negated(predicate) != fake:
        doubted = any((a.lemma_ in _REASONS and grammar.none(a)) or (fake and a.lower_ == "nothing") for a in above)
        return ("no-reason-to-doubt" if doubted else "disputed"), "high"
    return _confirmed(above[:3])


def _never_known(predicate: Token) -> bool:
    """Tell whether it cannot be verified; the parse may part "if it is genuine" from "no way to verify"."""
    verify = groups("authenticity")["verify"]
    asked = (t for t in predicate.sent if t.i < predicate.i and t.lemma_.lower() in verify)
    return any(t.pos_ == "VERB" and grammar.polarity(t) == "cannot" for t in asked)


def _confirmed(above: list[Token]) -> tuple[Stance, Confidence]:
    """Return how far a thing called genuine is confirmed: "declined to confirm or deny that it is" leaves it open."""
    confirming = [a for a in above if a.lemma_.lower() in _CONFIRMING]
    said = [*confirming, *(a for a in above if a.lemma_ == "deny")]
    if any(grammar.polarity(a) != "is" for a in said):
        return "unconfirmed", "medium"
    return ("confirmed" if confirming else "deemed-authentic"), "high"
