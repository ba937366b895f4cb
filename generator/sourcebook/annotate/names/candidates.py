"""Where names stand: the model's guesses brought to the names' true bounds, and what titles and wording add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.names.lexicon import words
from sourcebook.name_forms import is_article, is_particle, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from spacy.tokens import Doc, Token

    from sourcebook.records import Article, EntityType

Zone = Literal["text", "title", "caption", "dateline", ""]
_ZONES: dict[str, Zone] = {
    "body": "text",
    "heading": "title",
    "title": "title",
    "caption": "caption",
    "highlight": "text",
    "dateline": "dateline",
}
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
_LONGEST_NAME = 5
# What holds one of these is two names run together, an address or an account.
_MARKS = frozenset('"@,;|#•')


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


def zones(article: Article, doc: Doc) -> list[Zone]:
    """Return for every token of `doc` the kind of text it stands in; empty where it is not the article's."""
    found: list[Zone] = []
    blocks = iter(sorted(article.blocks, key=lambda b: b.start))
    block = next(blocks, None)
    for token in doc:
        while block is not None and token.idx >= block.end:
            block = next(blocks, None)
        inside = block is not None and block.start <= token.idx
        found.append(_ZONES.get(block.kind, "") if inside and block is not None else "")
    return found


def find(doc: Doc, where: list[Zone]) -> list[Candidate]:
    """Return candidates in text order, none overlapping another.

    Args:
        doc: the parse.
        where: the zone of every token, as `zones` gives it.
    """
    taken: set[int] = set()
    found: list[Candidate] = []
    for start, end, guess in [*_titled(doc, where), *_model(doc, where)]:
        if end > start and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found.append(make(doc, where, start, end, guess))
    return sorted(found, key=lambda c: c.start)


def make(doc: Doc, where: list[Zone], start: int, end: int, guess: EntityType | None) -> Candidate:
    """Return the candidate of tokens `start` to `end`."""
    name = tidy(doc[start:end].text)
    return Candidate(start, end, name, guess, _title_before(doc, start), where[start])


def _model(doc: Doc, where: list[Zone]) -> Iterator[tuple[int, int, EntityType | None]]:
    for ent in doc.ents:
        if ent.label_ in _TYPES and where[ent.start]:
            guess = _TYPES[ent.label_]
            start, end = _trim(doc, ent.start, ent.end)
            if guess == "group" and end > start and not _is_people(doc[end - 1]):
                if _is_adjective(doc[end - 1]):
                    continue
                guess = None
            if not any(mark in doc[start:end].text for mark in _MARKS):
                yield start, end, guess


def _is_people(token: Token) -> bool:
    """Say whether a name of a people is a noun here ("the Kurds") and not an adjective ("Kurdish fighters")."""
    return token.tag_ in {"NNS", "NNPS"} or (token.pos_ in {"NOUN", "PROPN"} and token.text.endswith("s"))


def _is_adjective(token: Token) -> bool:
    """Say whether a name of a people only tells of what sort the next noun is."""
    return token.pos_ == "ADJ" or token.dep_ in {"amod", "compound", "nmod"} or token.text.islower()


def _titled(doc: Doc, where: list[Zone]) -> Iterator[tuple[int, int, EntityType | None]]:
    """Yield the capitalised words after a title: "Lt. Gen. X Y"."""
    for token in doc:
        if where[token.i] and is_title(token) and token.i + 1 < len(doc):
            start = token.i + 1 + (doc[token.i + 1].text == ".")
            if start < len(doc) and not is_title(doc[start]) and token.text[:1].isupper():
                end = run_end(doc, start)
                if end > start and not _is_organisation(doc, start, end):
                    yield start, end, "person"


def _is_organisation(doc: Doc, start: int, end: int) -> bool:
    listed = words("organisation_words") | words("place_words")
    return any(t.lower_ in listed or (len(t) > 1 and t.text.isupper()) for t in doc[start:end])


def is_title(token: Token) -> bool:
    """Say whether `token` is a capitalised title or rank, as it stands before a name."""
    return token.lower_.rstrip(".") in words("titles") and token.text[:1].isupper()


def run_end(doc: Doc, start: int) -> int:
    """Return the end of the run of capitalised words and particles that begins at token `start`."""
    end = start
    at = start
    while at < len(doc) and at - start < _LONGEST_NAME + 3:
        token = doc[at]
        if is_capitalised(token) and token.lower_ not in words("not_names"):
            at += 1
            end = at
        elif is_particle(token.text) or (token.text == "-" and at > start and not doc[at - 1].whitespace_):
            at += 1
        else:
            break
        if doc[end - 1].whitespace_ == "" and at < len(doc) and doc[at].text != "-" and end == at:
            break
        if end == at and at < len(doc) and "\n" in doc[at - 1].text_with_ws:
            break
    return end


def is_capitalised(token: Token) -> bool:
    """Say whether `token` is written like a name: a capital letter first and letters throughout."""
    text = token.text
    return text[0].isupper() and text.replace("-", "").replace("'", "").replace(".", "").isalpha()


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without determiners, titles, marks and lower-case words at either end, with particles."""
    line = next((i for i in range(start, end) if "\n" in doc[i].text), end)
    end = min(end, line)
    while start < end and not _may_begin(doc[start]):
        start += 1
    while end > start and not _may_end(doc[end - 1]):
        end -= 1
    while start > 0 and end > start and _belongs_before(doc, start):
        start -= 1
    return start, end


def _may_begin(token: Token) -> bool:
    if token.lower_ in {"the", "a", "an"} or (is_title(token) and token.lower_ not in {"saint", "major", "general"}):
        return False
    return token.text[0].isupper() or token.text[0].isdigit() or is_particle(token.text)


def _may_end(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit() or token.text == "."


def _belongs_before(doc: Doc, start: int) -> bool:
    """Say whether the token before `start` is an Arabic article or the hyphen after one."""
    before = doc[start - 1]
    if before.text == "-" and start > 1 and not before.whitespace_:
        return is_article(doc[start - 2].text) and not doc[start - 2].whitespace_
    return is_article(before.text) and (doc[start].text == "-" or before.text in {"al", "el"})


def _title_before(doc: Doc, start: int) -> int | None:
    """Return the first token of the titles right before `start`: "Lt. Gen." before a name."""
    first = None
    at = start - 1
    while at >= 0 and (is_title(doc[at]) or (doc[at].text == "." and at > 0 and is_title(doc[at - 1]))):
        if is_title(doc[at]):
            first = at
        at -= 1
    return first


def runs(doc: Doc, where: list[Zone], free: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words among the `free` tokens."""
    allowed = set(free)
    at = 0
    while at < len(doc):
        if at in allowed and where[at] and is_capitalised(doc[at]):
            end = run_end(doc, at)
            end = next((i for i in range(at, end) if i not in allowed), end)
            if end > at:
                yield at, end
            at = max(end, at + 1)
        else:
            at += 1
