"""Where names stand: the model's guesses brought to the names' true bounds, and what titles and wording add."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.names import evidence, gazetteer
from sourcebook.annotate.names.lexicon import words
from sourcebook.annotate.names.runs import LONGEST_NAME, ends_compound, is_capitalised, is_title, run_end
from sourcebook.name_forms import initials, is_article, is_particle, tidy

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
_MARKS = frozenset('"@,;|#•/')
# "D-Va." after an American politician's name.
_PARTY = re.compile(r"[DRI]-[A-Z]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``start`` to ``end`` (exclusive) that may be a name, the model's type for it, and its title's first token.

    ``name`` is the name as it reads: on one line, without possessive ending.
    """

    start: int
    end: int
    name: str
    guess: EntityType | None
    titled: int | None
    zone: Zone


def find(doc: Doc, where: list[Zone], stated: Iterable[tuple[int, int, EntityType | None]]) -> list[Candidate]:
    """Return candidates in text order, none overlapping another.

    Args:
        doc: the parse.
        where: the zone of every token, as `zones` gives it.
        stated: bounds and types that the wording gives; they go before the model's.
    """
    taken: set[int] = set()
    found: list[Candidate] = []
    for start, end, guess in [*stated, *_titled(doc, where), *_model(doc, where)]:
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
    short = frozenset(t.text for t in doc if where[t.i] and len(t) > _SHORTEST_ACRONYM and t.text.isupper())
    for ent in doc.ents:
        if ent.label_ not in _TYPES or not where[ent.start] or (where[ent.start] == "headline" and not alone):
            continue
        guess = _TYPES[ent.label_]
        start, end = _trim(doc, ent.start, ent.end, titles=guess == "person")
        if end <= start:
            continue
        if guess == "person":
            start, end = _bare(doc, start, end)
        if end - start == 1 and doc[start].lower_ in words("demonyms"):
            guess = "group"
        if guess == "group" and not _is_people(doc[end - 1]):
            if _is_adjective(doc[end - 1]):
                continue
            guess = "group" if doc[end - 1].lower_ in words("demonyms") else None
        if guess == "organisation":
            end = _spelled_out(doc, start, end, short)
        name = doc[start:end].text
        if not any(mark in name for mark in _MARKS) and not _PARTY.match(name):
            yield start, end, guess


def _spelled_out(doc: Doc, start: int, end: int, short: frozenset[str]) -> int:
    """Return the end of an organisation's name that an acronym of the text spells in full: "X of Y | and Z" for XYZ."""
    for stop in range(end + 1, min(end + LONGEST_NAME, len(doc)) + 1):
        token = doc[stop - 1]
        if not is_capitalised(token) and token.lower_ not in {"of", "in", "and", "the", "for", "&"}:
            break
        if is_capitalised(token) and initials(doc[start:stop].text) in short:
            return stop
    return end


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without a place, a people or an office run on: "Briton John Doe", "Jane Roe Deputy"."""
    first = doc[start]
    if end - start > 2 and (first.lower_ in words("demonyms") or gazetteer.weight(first.text) > evidence.CLEAR):  # noqa: PLR2004 - a full name is left
        start += 1
    if end - start > 1 and first.tag_.startswith("VB") and first.is_sent_start:
        start += 1
    if end - start > 1 and (doc[end - 1].pos_ == "ADJ" or doc[end - 1].lower_ in words("demonyms")):
        end -= 1
    while end - start > 2 and doc[end - 1].lower_ in words("roles") - words("roles_as_surnames"):  # noqa: PLR2004 - as above
        end -= 1
    return start, end


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
        if where[token.i] not in {"", "headline"} and is_title(token) and token.i + 1 < len(doc):
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
    listed = words("organisation_words") | words("place_words") | words("demonyms") | words("roles")
    return any(t.lower_ in listed or (len(t) > 1 and t.text.isupper()) for t in doc[start:end]) or (
        gazetteer.weight(doc[start:end].text) >= gazetteer.COUNTRY
    )


def _trim(doc: Doc, start: int, end: int, *, titles: bool) -> tuple[int, int]:
    """Return the bounds without determiners, marks and lower-case words at either end, with particles.

    Titles are left off where `titles` says so: of "Justice Department" the first word is none.
    """
    line = next((i for i in range(start, end) if "\n" in doc[i].text), end)
    end = min(end, line)
    while start < end and not _may_begin(doc[start], titles=titles):
        start += 1
    while end > start and not _may_end(doc, end - 1):
        end -= 1
    if end > start and end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        end += 2 if not doc[end].whitespace_ and ends_compound(doc[end + 1]) and is_name(doc, end + 1) else 0
    while start > 0 and end > start and belongs_before(doc, start):
        start -= 1
    return start, end


def _may_begin(token: Token, *, titles: bool) -> bool:
    if token.lower_ in {"the", "a", "an"} or (
        titles and is_title(token) and token.lower_ not in {"saint", "major", "general"}
    ):
        return False
    return bool(token.text[0].isupper() or token.text[0].isdigit() or is_particle(token.text))


def is_name(doc: Doc, at: int) -> bool:
    """Say whether the model sees a proper noun in the word after a hyphen."""
    return bool(doc[at].pos_ == "PROPN")


def _may_end(doc: Doc, at: int) -> bool:
    text = doc[at].text
    after_hyphen = at > 0 and doc[at - 1].text == "-" and ends_compound(doc[at])
    return bool(text[0].isupper() or text[0].isdigit() or text == "." or after_hyphen)


def belongs_before(doc: Doc, start: int) -> bool:
    """Say whether the token before `start` is a particle of the name ("al-", "bin", "van") or the hyphen after one."""
    before = doc[start - 1]
    if before.text == "-" and start > 1 and not before.whitespace_:
        return is_article(doc[start - 2].text) and not doc[start - 2].whitespace_
    if doc[start].text == "-":
        return is_article(before.text)
    return before.lower_ in words("free_articles") | {"bin", "ibn", "van", "von", "bint"}


def _title_before(doc: Doc, start: int) -> int | None:
    """Return the first token of the titles right before `start`: "Lt. Gen." before a name."""
    first = None
    at = start - 1
    while at >= 0 and (is_title(doc[at]) or (doc[at].text == "." and at > 0 and is_title(doc[at - 1]))):
        if is_title(doc[at]):
            first = at
        at -= 1
    return first
