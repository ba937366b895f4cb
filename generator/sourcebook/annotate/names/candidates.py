"""Where names stand: the model's guesses brought to the names' true bounds, and what titles and wording add."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.names import bounds, gazetteer, nicknames
from sourcebook.annotate.names.lexicon import words
from sourcebook.annotate.names.runs import is_capitalised, is_title, run_end
from sourcebook.name_forms import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sourcebook.annotate.names.zones import Zone
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import EntityType

_TYPES: dict[str, EntityType | None] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "PRODUCT": None,
    "WORK_OF_ART": None,
}
_SHORTEST_ACRONYM = 2
# What holds one of these is two names run together, an address or an account.
_MARKS = frozenset('"@,;:|#•/')
# "D-Va." after an American politician's name.
_PARTY = re.compile(r"[DRI]-[A-Z]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``start`` to ``end`` (exclusive) that may be a name, the model's type for it, and its title's first token.

    ``name`` is the name as it reads: on one line, without possessive ending. ``full`` is given where it stands for a
    fuller name by what stands beside it, as the first name in "Ann and Tom Roe".
    """

    start: int
    end: int
    name: str
    guess: EntityType | None
    titled: int | None
    zone: Zone
    full: str = ""

    @property
    def whole(self) -> str:
        """The name that it stands for."""
        return self.full or self.name


def find(
    doc: Doc, where: list[Zone], stated: Iterable[tuple[int, int, EntityType | None]], things: Iterable[int]
) -> list[Candidate]:
    """Return candidates in text order, none overlapping another.

    Args:
        doc: the parse.
        where: the zone of every token, as `zones` gives it.
        stated: bounds and types that the wording gives; they go before the model's.
        things: tokens that name nobody and nothing of interest.
    """
    taken = set(things)
    found: list[Candidate] = []
    for start, end, guess in [*stated, *nicknames.find(doc, where), *_titled(doc, where), *_model(doc, where)]:
        if end > start and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found.append(make(doc, where, start, end, guess or guess_of(doc[end - 1])))
    return sorted(found, key=lambda c: c.start)


def make(doc: Doc, where: list[Zone], start: int, end: int, guess: EntityType | None) -> Candidate:
    """Return the candidate of tokens `start` to `end`."""
    name = tidy(doc[start:end].text)
    return Candidate(start, end, name, guess, _title_before(doc, start), where[start])


def guess_of(last: Token) -> EntityType | None:
    """Return the model's type for the name that ends in the token `last`."""
    return _TYPES.get(last.ent_type_)


def _model(doc: Doc, where: list[Zone]) -> Iterator[tuple[int, int, EntityType | None]]:
    # In a headline every word has a capital: only names that stand elsewhere too are taken from it.
    alone = "text" not in where and "caption" not in where
    short = frozenset(t.text for t in doc if t.text.isupper() and len(t) > _SHORTEST_ACRONYM and where[t.i])
    for ent in doc.ents:
        if ent.label_ not in _TYPES or not where[ent.start] or (where[ent.start] == "headline" and not alone):
            continue
        guess = _TYPES[ent.label_]
        start, end = _bounds(doc, ent.start, ent.end, guess)
        if end <= start:
            continue
        if end - start == 1 and doc[start].lower_ in words("demonyms"):
            guess = "group"
        if guess == "group" and not _is_people(doc[end - 1]):
            if _is_adjective(doc[end - 1]):
                continue
            guess = "group" if doc[end - 1].lower_ in words("demonyms") else None
        if guess == "organisation":
            end = bounds.spelled_out(doc, start, end, short)
        name = doc[start:end].text
        if not any(mark in name for mark in _MARKS) and not _PARTY.match(name):
            yield start, end, guess


def _bounds(doc: Doc, start: int, end: int, guess: EntityType | None) -> tuple[int, int]:
    """Return the bounds of the name in the model's guess at it; an empty stretch where none is in it."""
    start, end = bounds.trim(doc, start, end, titles=guess == "person")
    if start < end and guess == "person":
        return bounds.person(doc, start, end)
    return bounds.surname(doc, start, end) if start < end and guess in {"organisation", "place"} else (start, end)


def _is_people(token: Token) -> bool:
    """Say whether a name of a people is a noun here ("the Norwegians") and not an adjective ("Norwegian fishermen")."""
    return bool(token.tag_ in {"NNS", "NNPS"} or (token.pos_ in {"NOUN", "PROPN"} and token.text.endswith("s")))


def _is_adjective(token: Token) -> bool:
    """Say whether a name of a people only tells of what sort the next noun is."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return bool(
        token.pos_ == "ADJ"
        or token.dep_ in {"amod", "compound", "nmod"}
        or token.text.islower()
        or (after is not None and after.pos_ in {"NOUN", "ADJ"})
    )


def _titled(doc: Doc, where: list[Zone]) -> Iterator[tuple[int, int, EntityType | None]]:
    """Yield the capitalised words after a title: "Lt. Gen. X Y"."""
    for token in doc:
        if is_title(token) and where[token.i] not in {"", "headline"} and token.i + 1 < len(doc):
            start = token.i + 1 + (doc[token.i + 1].text == ".")
            if start < len(doc) and not is_title(doc[start]) and not _in_one_thing(token, doc[start]):
                end = run_end(doc, start)
                start = _model_start(doc, start, end)
                if end > start and is_capitalised(doc[end - 1]) and not _is_organisation(doc, start, end):
                    yield start, end, "person"


def _model_start(doc: Doc, start: int, end: int) -> int:
    """Return where the model has a full name begin in a run of capitals that it ends: "Miss Harvest | Jane Roe"."""
    begins = next(
        (i for i in range(start + 1, end - 1) if doc[i].ent_type_ == "PERSON" and doc[i].ent_iob_ == "B"), start
    )
    whole = all(t.ent_type_ == "PERSON" for t in doc[begins:end]) and doc[start].ent_type_ != "PERSON"
    return begins if whole else start


def _in_one_thing(title: Token, name: Token) -> bool:
    """Say whether the model takes title and name together for no person: "General Motors", "Prince William County"."""
    return bool(name.ent_iob_ == "I" and title.ent_type_ == name.ent_type_ and name.ent_type_ not in {"", "PERSON"})


def _is_organisation(doc: Doc, start: int, end: int) -> bool:
    listed = words("organisation_words", "place_words", "demonyms", "roles")
    listed -= words("noun_surnames", "roles_as_surnames")
    return any(t.lower_ in listed or (len(t) > 1 and t.text.isupper()) for t in doc[start:end]) or (
        gazetteer.weight(doc[start:end].text) >= gazetteer.COUNTRY
    )


def _title_before(doc: Doc, start: int) -> int | None:
    """Return the first token of the titles right before `start`: "Lt. Gen." before a name."""
    first = None
    at = start - 1
    while at >= 0 and (is_title(doc[at]) or (doc[at].text == "." and at > 0 and is_title(doc[at - 1]))):
        if is_title(doc[at]):
            first = at
        at -= 1
    return first
