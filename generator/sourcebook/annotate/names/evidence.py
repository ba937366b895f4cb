"""What the words around a name say about its type, as votes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sourcebook.annotate.names import gazetteer
from sourcebook.annotate.names.lexicon import words
from sourcebook.name_forms import is_acronym, parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from spacy.tokens import Doc

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.records import EntityType

# How much one observation counts. The model's word is one vote; a title or "who" is worth several.
_CERTAIN = 4.0
_STRONG = 3.0
_CLEAR = 2.0
_WEAK = 1.0

Votes = Counter["EntityType"]


def vote(doc: Doc, mentions: Sequence[Candidate]) -> Votes:
    """Return the votes for each type from all `mentions` of one name."""
    votes: Votes = Counter()
    for mention in mentions:
        if mention.guess is not None:
            votes[mention.guess] += _WEAK if mention.zone != "title" else _WEAK / 2
        votes.update(around(doc, mention))
    if mentions:
        votes.update(_of_form(mentions[0].name))
    return votes


def _of_form(name: str) -> dict[EntityType, float]:
    """Return what the name itself tells: words of organisations and places, capitals, the gazetteer."""
    votes: dict[EntityType, float] = {}
    folded = parts(name)
    if not folded:
        return votes
    if any(p in words("organisation_words") for p in (folded if len(folded) > 1 else ())):
        votes["organisation"] = _CERTAIN
    elif len(folded) > 1 and folded[-1] in words("place_words"):
        votes["place"] = _CERTAIN
    elif is_acronym(name):
        votes["organisation"] = _CLEAR
    weight = gazetteer.weight(name)
    if weight:
        votes["place"] = votes.get("place", 0.0) + weight
    return votes


def around(doc: Doc, mention: Candidate) -> dict[EntityType, float]:
    """Return what the words around one `mention` tell."""
    votes: dict[EntityType, float] = {}
    for kind, weight in (*_before(doc, mention), *_after(doc, mention)):
        votes[kind] = votes.get(kind, 0.0) + weight
    return votes


def _before(doc: Doc, mention: Candidate) -> list[tuple[EntityType, float]]:
    if mention.titled is not None:
        return [("person", _STRONG)]
    at = mention.start - 1
    if at >= 0 and doc[at].text in {"'", '"', "#"}:
        at -= 1
    if at < 0:
        return []
    before = doc[at].lower_
    if before in words("name_givers"):
        return [("person", _STRONG)]
    if before in words("organisation_leaders"):
        return [("organisation", _CLEAR)]
    if before in words("roles") and not doc[at].text.isupper():
        return [("person", _CLEAR)]
    if before in words("place_prepositions"):
        return [("place", _CLEAR if not _modifies(doc, mention) else 0.0)]
    if before == "of" and at > 0 and doc[at - 1].lower_ in words("place_leaders"):
        return [("place", _STRONG)]
    if before in words("place_leaders"):
        return [("place", _CLEAR)]
    if before == "the":
        return [("organisation", _WEAK / 2), ("place", _WEAK / 4)]
    return []


def _modifies(doc: Doc, mention: Candidate) -> bool:
    """Say whether the name stands before a noun it modifies, as in "in Smith's house"."""
    return mention.end < len(doc) and (doc[mention.end].text == "'s" or doc[mention.end].pos_ in {"NOUN", "PART"})


def _after(doc: Doc, mention: Candidate) -> list[tuple[EntityType, float]]:
    at = mention.end
    if at >= len(doc):
        return []
    after = doc[at]
    if after.lower_ in words("organisation_followers"):
        return [("organisation", _CLEAR)]
    if after.lower_ in words("place_words"):
        return [("place", _CLEAR)]
    if after.lower_ in {"who", "whom"}:
        return [("person", _STRONG)]
    if after.text in {",", "("} and at + 1 < len(doc):
        return _after_comma(doc, at + 1)
    if after.lemma_ in {"say", "tell", "add", "tweet", "write", "recall", "describe"}:
        return [("person", _WEAK / 2)]
    return []


def _after_comma(doc: Doc, at: int) -> list[tuple[EntityType, float]]:
    token = doc[at]
    if token.lower_ in {"who", "whose", "whom"}:
        return [("person", _STRONG if token.lower_ != "whose" else _CLEAR)]
    if token.text.isdigit() and len(token) <= 2 and at + 1 < len(doc) and doc[at + 1].text in {",", ")", "."}:
        return [("person", _STRONG)]
    if token.lower_ in {"a", "an", "the"}:
        head = next((t for t in doc[at + 1 : at + 8] if t.pos_ == "NOUN" and t.dep_ != "compound"), None)
        if head is not None and head.lower_ in words("roles"):
            return [("person", _CLEAR)]
    return []
