"""Which stance a word of judgement takes: "is fake", "may be genuine", "no evidence it was staged"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from sourcebook.parsed import Token
    from sourcebook.records import Confidence, Stance

_REASONS = frozenset({"reason", "ground", "evidence", "indication"})
_PROOFS = frozenset({"evidence", "proof", "indication"})
_CONVINCED = frozenset({"convinced", "persuaded", "sure", "certain", "satisfied"})
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
    opened = _left_open(predicate, fake=fake)
    if opened is not None:
        return opened
    above = list(grammar.up(token, 4))
    denied = grammar.negated(predicate)
    if denied != fake:
        doubted = any((a.lemma_ in _REASONS and grammar.none(a)) or (fake and a.lower_ == "nothing") for a in above)
        return ("no-reason-to-doubt" if doubted else "disputed"), "high"
    if not fake and not denied and (short := _short_of_proof(above)) is not None:
        return short, "medium"
    return _confirmed(above[:3])


def _left_open(predicate: Token, *, fake: bool) -> tuple[Stance | None, Confidence] | None:
    """Return how "if it is genuine", "may be genuine", "would be fake" leave it, ``None`` where it is judged."""
    modals = {c.lower_ for c in predicate.children if c.dep_ == "aux" and c.tag_ == "MD"}
    if grammar.hypothetical(predicate):
        return ("unverifiable" if _never_known(predicate) else "unconfirmed"), "medium"
    if modals & {"will", "would", "'ll", "'d"}:
        return None, "medium"
    if "should" in modals and predicate.left_edge.lower_ == "should":
        # "should it prove genuine"
        return "unconfirmed", "medium"
    return ("unconfirmed", "medium") if not fake and modals & {"may", "might", "could"} else None


def _short_of_proof(above: list[Token]) -> Stance | None:
    """Return the stance of "produced no proof that it was genuine", "nobody believes that it is genuine"."""
    if any(a.lemma_ in _PROOFS and grammar.none(a) for a in above):
        return "unconfirmed"
    return "disputed" if _disbelieved(above) else None


def _disbelieved(above: list[Token]) -> bool:
    """Tell whether nobody takes a thing for genuine: "do not believe it is real", "is not convinced that"."""
    for each in above[1:3]:
        believes = each.lemma_ in {"believe", "think", "accept"} and each.pos_ == "VERB"
        convinced = each.lower_ in _CONVINCED and (grammar.negated(each) or grammar.negated(each.head))
        if (believes and grammar.negated(each)) or convinced:
            return True
    return False


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
