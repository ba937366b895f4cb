"""Names with a nickname in marks inside ("John 'Jack' Roe"), and first names that share the next one's surname."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.names.lexicon import given_names, words
from sourcebook.annotate.names.runs import is_capitalised, is_title, run_end
from sourcebook.name_forms import is_particle, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.annotate.names.zones import Zone
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import EntityType

# What closes a nickname, by what opens it.
_CLOSERS = {'"': '"', "'": "'", "(": ")"}
# A nickname is no longer, in words: "The Quiet Man".
_LONGEST = 3
_BETWEEN = frozenset({"and", "&"})


def find(doc: Doc, where: list[Zone]) -> Iterator[tuple[int, int, EntityType | None]]:
    """Yield the bounds of full names with a nickname inside.

    Args:
        doc: the parse.
        where: the zone of every token.
    """
    for token in doc:
        closer = _CLOSERS.get(token.text)
        if closer is None or token.i == 0 or where[token.i] not in {"text", "caption"} or token.whitespace_:
            continue
        stop = next((i for i in range(token.i + 2, min(token.i + _LONGEST + 2, len(doc))) if doc[i].text == closer), 0)
        if stop and stop + 1 < len(doc) and _is_nickname(doc, token.i, stop):
            start = token.i - 1
            while start > 0 and doc[start - 1].ent_type_ == "PERSON" and is_capitalised(doc[start - 1]):
                start -= 1
            while is_title(doc[start]) and start < token.i - 1:
                start += 1
            yield start, max(run_end(doc, stop + 1), stop + 2), "person"


def _is_nickname(doc: Doc, opened: int, closed: int) -> bool:
    """Say whether the marks stand between a first name and a surname and hold one capitalised word or a few."""
    before, after, inside = doc[opened - 1], doc[closed + 1], doc[opened + 1 : closed]
    written = before.whitespace_ and doc[closed].whitespace_ and not doc[closed - 1].whitespace_
    names = is_capitalised(before) and is_capitalised(after) and all(is_capitalised(t) for t in inside)
    if not written or not names or is_title(before) or after.sent != before.sent:
        return False
    known = before.lower_ in given_names() or before.ent_type_ == "PERSON"
    if doc[opened].text == "(":
        return len(inside) == 1 and known and (inside[0].lower_ in given_names() or after.ent_type_ == "PERSON")
    return known or after.ent_type_ == "PERSON"


def share_surnames(doc: Doc, where: list[Zone], found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with the full name given to first names before "and" and a full name: "Ann and Tom Roe".

    Args:
        doc: the parse.
        where: the zone of every token.
        found: candidates in text order.
    """
    full = [(c, key(c.name)) for c in found]
    surnames = {k[-1] for _, k in full if len(k) > 1}
    whole = {k for _, k in full}
    held = {c.start: c for c in found}
    made: dict[int, Candidate] = {}
    for other, parts in full:
        at = other.start - 2
        if len(parts) < 2 or at < 0 or other.guess != "person" or not where[at]:  # noqa: PLR2004 - a full name
            continue
        first = held.get(at)
        if doc[other.start - 1].lower_ not in _BETWEEN or (first is not None and first.end != at + 1):
            continue
        if _is_bare_first_name(doc[at]) and doc[other.start].lower_ in given_names():
            name = f"{doc[at].text} {_surname(other.name)}"
            apart = doc[at].lower_ in surnames | words("given_as_surnames") and key(name) not in whole
            if not apart:
                base = first or replace(other, start=at, end=at + 1, name=doc[at].text, titled=None)
                made[at] = replace(base, guess="person", full=name)
    return sorted([*(c for c in found if c.start not in made), *made.values()], key=lambda c: c.start)


def _is_bare_first_name(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    return token.lower_ in given_names() and not (
        before is not None and before.ent_type_ == "PERSON" and is_capitalised(before) and not is_title(before)
    )


def _surname(name: str) -> str:
    """Return the surname of a full name, its particles with it."""
    parts = name.split()
    start = next((i for i, word in enumerate(parts) if i and is_particle(word)), len(parts) - 1)
    return " ".join(parts[start:])
