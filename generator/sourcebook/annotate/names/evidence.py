"""What the words around a name say about its type, as votes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sourcebook.annotate.names import gazetteer
from sourcebook.annotate.names.lexicon import given_names, words
from sourcebook.name_forms import is_acronym, is_particle, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import EntityType

# How much one observation counts. The model's word on a name, however often repeated, is worth less than one clear
# observation: it makes the same mistake on the same name again and again.
_CERTAIN = 4.0
_STRONG = 3.0
CLEAR = 2.0
_MODEL = 1.8
_WEAK = 1.0
_SLIGHT = 0.5
_OLDEST_DIGITS = 2
# A capital inside a word is a firm's or an outlet's spelling, these prefixes of surnames aside.
_CAMEL = re.compile(r"[a-z][A-Z]")
_CAMEL_NAMES = re.compile(r"(?:\w+[ -])*(?:Mc|Mac|De|Di|La|Le|Du|Van|Fitz|Ab|O')[A-Z]")

_INITIALS = re.compile(r"(?:[A-Z]\.)+$")
_LONGEST_FULL = 4

Votes = dict["EntityType", float]


def vote(doc: Doc, mentions: Sequence[Candidate]) -> Votes:
    """Return the votes for each type from all `mentions` of one name: the model's, the context's, the name's own."""
    votes = context(doc, mentions)
    guesses = Counter(m.guess for m in mentions if m.guess is not None)
    total = sum(guesses.values())
    for kind, count in guesses.items():
        _add(votes, kind, _MODEL * count / total)
    for kind, weight in of_form(mentions[0].name).items():
        _add(votes, kind, weight)
    return votes


def context(doc: Doc, mentions: Sequence[Candidate]) -> Votes:
    """Return what the words around all `mentions` tell."""
    votes: Votes = {}
    spoken = 0.0
    for mention in mentions:
        for kind, weight in around(doc, mention).items():
            _add(votes, kind, weight)
        spoken += _SLIGHT * _acts(doc[mention.start : mention.end].root)
    # Outlets and firms too "say" things, and the more often, the more is written of them.
    _add(votes, "person", min(spoken, CLEAR) - spoken)
    return {kind: weight for kind, weight in votes.items() if weight > 0}


def of_form(name: str) -> Votes:
    """Return what the name itself tells: words of organisations and places, capitals, first names, the gazetteer."""
    votes: Votes = {}
    folded = parts(name)
    if _is_given_and_surname(name, folded):
        votes["person"] = _WEAK if folded[-1] in words("noun_surnames") else CLEAR
    elif len(folded) > 1 and any(p in words("organisation_words") for p in folded):
        votes["organisation"] = _CERTAIN
    elif len(folded) > 1 and (folded[-1] in words("place_words") or folded[0] in words("place_openers")):
        votes["place"] = _CERTAIN if folded[-1] in words("place_words") else CLEAR + _SLIGHT
    elif is_acronym(name) or (folded and folded[0] in words("organisation_words")):
        votes["organisation"] = CLEAR
    elif _CAMEL.search(name) and not _CAMEL_NAMES.match(name):
        votes["organisation"] = _STRONG + _WEAK
    if len(folded) == 1 and folded[0] in words("demonyms"):
        votes["group"] = _CERTAIN
    weight = gazetteer.weight(name)
    if weight:
        _add(votes, "place", weight)
    return votes


def may_be_person(name: str) -> bool:
    """Say whether nothing in a name is an organisation's or a place's: no such word, no acronym, no known place."""
    folded = parts(name)
    listed = words("organisation_words", "place_words", "place_openers")
    odd = any(is_acronym(word) for word in name.split()) or "&" in name or gazetteer.weight(name) > 0
    return not odd and listed.isdisjoint(folded) and all(w[0].isupper() or is_particle(w) for w in name.split())


def _is_given_and_surname(name: str, folded: tuple[str, ...]) -> bool:
    """Say whether a name is a first name or initials and a surname, which may be a word of places ("Hill", "Press")."""
    said = name.split()
    if not 1 < len(said) <= _LONGEST_FULL or not all(w[0].isupper() or is_particle(w) for w in said):
        return False
    abbreviated = _INITIALS.match(said[0]) and said[0].lower() not in words("short_places")
    if not (folded[0] in given_names() or abbreviated) or "'s " in name:
        return False
    last = folded[-1] not in words("organisation_words", "place_words") or folded[-1] in words("noun_surnames")
    return last and words("organisation_words").isdisjoint(folded[:-1])


def around(doc: Doc, mention: Candidate) -> Votes:
    """Return what the words around one `mention` tell."""
    votes: Votes = {}
    for kind, weight in (*_before(doc, mention), *_after(doc, mention), *_by_grammar(doc, mention)):
        _add(votes, kind, weight)
    return votes


def _add(votes: Votes, kind: EntityType, weight: float) -> None:
    votes[kind] = votes.get(kind, 0.0) + weight


def _before(doc: Doc, mention: Candidate) -> Iterator[tuple[EntityType, float]]:
    at = mention.start - 1
    if mention.zone == "dateline":
        inside = at >= 0 and doc[at].text in {"(", "/"}
        yield ("organisation", _STRONG) if inside else ("place", _STRONG + _WEAK)
    elif mention.titled is not None:
        yield "person", _STRONG
    else:
        at -= at >= 0 and doc[at].text in {"'", '"', "#"}
        if at >= 0:
            yield from _noun_before(doc, mention, at)


def _noun_before(doc: Doc, mention: Candidate, at: int) -> Iterator[tuple[EntityType, float]]:
    before = doc[at].lower_
    if _names_person(doc, at):
        yield "person", _STRONG
    elif before in words("organisation_leaders"):
        yield "organisation", CLEAR
    elif before in words("roles") and not doc[at].text.isupper() and not _modifies(doc, mention):
        yield "person", CLEAR
    elif before in words("place_leaders"):
        yield "place", CLEAR
    elif before == "the":
        yield "organisation", _SLIGHT
        yield "place", _SLIGHT / 2
    elif at > 0:
        yield from _before_preposition(doc, mention, at)


def _names_person(doc: Doc, at: int) -> bool:
    """Say whether the word before a name makes it a person's: "pseudonym", "a fighter called", "Minister of State"."""
    token = doc[at]
    if token.lower_ in words("name_givers"):
        return bool(token.text.islower())
    if token.lower_ in words("callers"):
        return at > 0 and doc[at - 1].lower_ in words("roles")
    office = at > 1 and token.text[0].isupper() and doc[at - 1].lower_ == "of"
    return office and doc[at - 2].lower_ in words("roles", "titles")


def _before_preposition(doc: Doc, mention: Candidate, at: int) -> Iterator[tuple[EntityType, float]]:
    before, noun = doc[at].lower_, doc[at - 1].lower_
    if before == "," and noun in words("roles") and doc[at - 1].pos_ == "NOUN" and _closes(doc, mention.end):
        yield "person", CLEAR
    elif before == "of" and noun in words("place_leaders"):
        yield "place", _STRONG
    elif before == "of" and noun in words("kin"):
        yield "person", _WEAK
    elif not _modifies(doc, mention):
        yield from _after_preposition(mention, before)


def _after_preposition(mention: Candidate, before: str) -> Iterator[tuple[EntityType, float]]:
    """Yield what a preposition tells: people too believe in somebody, and rally around whom the model takes for one."""
    full = mention.guess == "person" and mention.end - mention.start > 1
    said = mention.name.split()[0].lower() in given_names() or before in words("loose_prepositions")
    if full and said:
        return
    if before in words("place_prepositions"):
        yield "place", CLEAR
    elif before == "from":
        yield "place", _WEAK


def _closes(doc: Doc, at: int) -> bool:
    """Say whether an apposition ends at token `at`: "his mother, Jane, said"."""
    return at < len(doc) and doc[at].text in {",", ".", ")", "-", "--"}


def _modifies(doc: Doc, mention: Candidate) -> bool:
    """Say whether the name stands before a noun it modifies, as in "in Smith's house"."""
    return mention.end < len(doc) and (
        doc[mention.end].text in {"'s", "-"} or doc[mention.end].pos_ == "NOUN" or doc[mention.end].tag_ == "POS"
    )


def _after(doc: Doc, mention: Candidate) -> Iterator[tuple[EntityType, float]]:
    at = mention.end
    if at >= len(doc):
        return
    after = doc[at].lower_
    following = doc[at + 1].lower_ if at + 1 < len(doc) else ""
    if after in words("families"):
        yield "group", _CERTAIN
    elif after in words("organisation_followers"):
        yield "organisation", _STRONG if after == "magazine" else CLEAR
    elif after in words("place_words"):
        # "The Smith camp" is as often those around Smith.
        yield "place", _WEAK if mention.guess == "person" and doc[at].text.islower() else CLEAR
    elif after in {"who", "whom"}:
        yield "person", _STRONG
    elif after in {",", "("} and following:
        yield from _apposition(doc, at + 1)
    elif doc[at].tag_ == "POS" and following in words("kin"):
        yield "person", _WEAK
    elif after in {"is", "was"} and following in {"a", "an", "the"}:
        yield from _described(doc, at + 2)


def _apposition(doc: Doc, at: int) -> Iterator[tuple[EntityType, float]]:
    token = doc[at]
    following = doc[at + 1].text if at + 1 < len(doc) else ""
    if token.lower_ in {"who", "whom", "aged"}:
        yield "person", _STRONG
    elif token.lower_ == "whose":
        yield "person", _WEAK
    elif token.text.isdigit() and len(token) <= _OLDEST_DIGITS and following in {",", ")", ".", ":"}:
        yield "person", _STRONG
    elif token.lower_ in {"a", "an", "the"}:
        yield from _described(doc, at + 1)
    elif token.ent_type_ == "ORG" and _owns_rival(doc, at):
        yield "organisation", CLEAR
    elif token.lower_ in words("roles") and token.pos_ == "NOUN":
        yield "person", CLEAR


def _owns_rival(doc: Doc, at: int) -> bool:
    """Say whether "ORGANISATION's rival" stands at token `at`."""
    mark = next((i for i in range(at, min(at + _LONGEST_FULL, len(doc) - 1)) if doc[i].tag_ == "POS"), None)
    return mark is not None and doc[mark + 1].lower_ in words("rivals")


def _described(doc: Doc, at: int) -> Iterator[tuple[EntityType, float]]:
    head = next((t for t in doc[at : at + 8] if t.pos_ == "NOUN" and t.dep_ not in {"compound", "nmod"}), None)
    if head is not None and head.lower_ in words("roles"):
        yield "person", CLEAR
    elif head is not None and head.lower_ in words("place_leaders"):
        yield "place", CLEAR
    elif head is not None and head.lower_ in words("firms"):
        yield "organisation", CLEAR


def _acts(root: Token) -> bool:
    """Say whether a name, given by its root, is subject of a verb that mostly has a person for it."""
    return bool(root.dep_ == "nsubj" and root.head.lemma_.lower() in words("person_verbs"))


def _by_grammar(doc: Doc, mention: Candidate) -> Iterator[tuple[EntityType, float]]:
    """Yield what the verb says whose subject or object the name is, and the names it stands beside."""
    root = doc[mention.start : mention.end].root
    if mention.end - mention.start > 1 and doc[mention.end - 1].tag_ == "NNPS":
        yield "organisation", CLEAR + _SLIGHT
    head = root.head.lemma_.lower()
    if _acts(root):
        yield "person", _SLIGHT
    elif (root.dep_ in {"dobj", "nsubjpass"} and head in words("person_objects")) or (
        root.dep_ == "pobj" and head in {"to", "by", "with"} and root.head.head.lemma_.lower() in words("addressing")
    ):
        yield "person", _WEAK
    beside = {t.ent_type_ for t in root.conjuncts}
    if "ORG" in beside and "PERSON" not in beside:
        yield "organisation", CLEAR if _is_paired(doc, mention) else _WEAK


def _is_paired(doc: Doc, mention: Candidate) -> bool:
    """Say whether "and" alone stands between an organisation and what the model takes for a full name of a person.

    A firm stands so beside a firm; a name with a particle is a person's even there.
    """
    if mention.guess != "person" or mention.end - mention.start == 1 or any(map(is_particle, mention.name.split())):
        return False
    before = mention.start > 1 and doc[mention.start - 1].lower_ == "and" and doc[mention.start - 2].ent_type_ == "ORG"
    at = mention.end + 1
    return before or (at < len(doc) and doc[mention.end].lower_ == "and" and doc[at].ent_type_ == "ORG")
