"""What the text itself says of names: real names, pseudonyms, "also known as", and acronyms in brackets."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook import lexicons
from sourcebook.annotate.names.runs import is_capitalised, is_title, run_end
from sourcebook.name_forms import initials, is_acronym, is_particle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.annotate.names.zones import Zone
    from sourcebook.parsed import Doc

# Between a name and what is said of it stand no more words than these.
_LONGEST_GAP = 8
# The second of two other names is a full one.
_SHORTEST_SECOND = 2
_OPENERS = frozenset({"'", '"', "(", ":", "-", "--", ",", "the"})
_GLUE = frozenset(
    {",", "(", "-", "--", "who", "is", "was", "now", "are", "'", '"', "he", "she", ")", "'s", "\u2013", "\u2014"}
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A name, tokens ``start`` to ``end``, that the text gives to whoever is named before token ``cue``.

    Attributes:
        why: the reason to be shown.
        loose: words may stand between the two names, as in an apposition.
        person: the wording is used of persons alone.
        named: where the wording itself bounds the other name, its tokens.
        short: the name is an acronym that stands right beside what it stands for.
    """

    start: int
    end: int
    cue: int
    why: str
    loose: bool
    person: bool
    named: tuple[int, int] | None = None
    short: bool = False


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording by which a text gives a name: its pattern, words of which every match holds one, and as in `Stated`."""

    pattern: re.Pattern[str]
    holds: tuple[str, ...]
    why: str
    loose: bool
    person: bool


@functools.cache
def wordings() -> list[_Wording]:
    """Return the wordings of the lexicon."""
    data = lexicons.read("sourcebook.annotate", "lexicon", "name_statements.yml")
    return [
        _Wording(
            re.compile(rf"(?<!\w)(?:{entry['pattern']})(?!\w)", re.IGNORECASE),
            tuple(entry["holds"]),
            str(entry["why"]),
            bool(entry.get("loose", False)),
            bool(entry.get("person", False)),
        )
        for entry in data["statements"]
    ]


def find(doc: Doc, where: list[Zone]) -> list[Stated]:
    """Return the statements on names in text order of their names.

    Args:
        doc: the parse.
        where: the zone of every token.
    """
    starts = [t.idx for t in doc]
    found = [*_worded(doc, where, starts), *_bracketed(doc, where), *_explained(doc, where)]
    return sorted(found, key=lambda s: (s.start, -s.end))


def _worded(doc: Doc, where: list[Zone], starts: list[int]) -> Iterator[Stated]:
    folded = doc.text.casefold()
    for wording in wordings():
        if not any(word in folded for word in wording.holds):
            continue
        for match in wording.pattern.finditer(doc.text):
            cue = bisect.bisect_right(starts, match.start()) - 1
            at = bisect.bisect_left(starts, match.end())
            while at < len(doc) and doc[at].lower_ in _OPENERS and at - cue < _LONGEST_GAP * 2:
                at += 1
            end = _name_end(doc, at)
            if end > at and where[at] and doc[at].sent.start <= cue:
                yield Stated(at, end, cue, wording.why, wording.loose, wording.person)
                yield from _second(doc, end, cue, match.group())


def _second(doc: Doc, at: int, cue: int, wording: str) -> Iterator[Stated]:
    """Yield the second of two other names: "also known as X Y and Z W"."""
    if not wording.lower().startswith("also") or at + 2 >= len(doc) or doc[at].lower_ not in {"and", "or"}:
        return
    end = _name_end(doc, at + 1)
    full = end - at > _SHORTEST_SECOND and doc[min(end, len(doc) - 1)].text in {".", ",", ";", ")"}
    if full and doc[at + 1].sent.start <= cue:
        yield Stated(at + 1, end, cue, "given as another name", loose=True, person=True)


def _name_end(doc: Doc, start: int) -> int:
    """Return the end of the name at token `start`, a title before it included; `start` where there is none."""
    if start >= len(doc) or not (is_capitalised(doc[start]) or is_particle(doc[start].text)):
        return start
    at = start
    while at < len(doc) and is_title(doc[at]):
        at += 1
    end = run_end(doc, at)
    return end if end > at and any(is_capitalised(t) for t in doc[at:end]) else start


def _bracketed(doc: Doc, where: list[Zone]) -> Iterator[Stated]:
    """Yield acronyms that stand after the name they stand for: in brackets, or after "or" between commas."""
    for token in doc:
        at = token.i
        if token.text not in {"(", ","} or where[at] in {"", "dateline"} or at + 2 >= len(doc) or at == 0:
            continue
        opened = token.text == "(" and doc[at + 2].text in {")", ",", ";", "/"}
        offered = token.text == "," and doc[at + 1].lower_ == "or" and at + 3 < len(doc)
        short = at + 2 if offered else at + 1
        if (opened or offered) and is_acronym(doc[short].text) and doc[short].text[:-1].isupper():
            start = _spelled_out(doc, at, doc[short].text)
            yield Stated(
                short,
                short + 1,
                at,
                "in brackets after the full name" if opened else "given as the short form",
                loose=False,
                person=False,
                named=(start, at) if start is not None else None,
                short=True,
            )


def _explained(doc: Doc, where: list[Zone]) -> Iterator[Stated]:
    """Yield the full name that stands after an acronym: "the RFL, or Women's Ferry Unit, crossed"."""
    for at in [token.i for token in doc.tokens[1 : max(1, len(doc) - 3)] if token.text == ","]:
        if doc[at + 1].lower_ != "or" or where[at] in {"", "dateline"}:
            continue
        start = at + 2 + (doc[at + 2].lower_ == "the")
        end = next((t.i for t in doc[start : start + _LONGEST_GAP] if t.text == ","), start)
        named = end > start + 1 and is_capitalised(doc[start]) and is_capitalised(doc[end - 1])
        if named and is_acronym(doc[at - 1].text):
            yield Stated(start, end, at, "given beside the full name", loose=False, person=False)


def _spelled_out(doc: Doc, end: int, acronym: str) -> int | None:
    """Return where the words before token `end` begin whose initials are the `acronym`."""
    letters = acronym.replace(".", "").rstrip("s").upper()
    for start in range(end - 1, max(-1, end - 3 * len(letters) - 2), -1):
        if doc[start].text in {",", ".", ";", "(", ")"} or "\n" in doc[start].text:
            return None
        if is_capitalised(doc[start]) and initials(doc[start:end].text) == letters:
            return start
    return None


def subject(doc: Doc, stated: Stated, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that a statement is about, ``None`` where it is about nobody named.

    Args:
        doc: the parse.
        stated: the statement.
        candidates: those of the article, in text order.
    """
    if stated.named is not None:
        inside = [c for c in candidates if stated.named[0] <= c.start and c.end <= stated.named[1]]
        return max(inside, key=lambda c: c.end - c.start, default=None)
    ends = [c.start for c in candidates]
    number = bisect.bisect_left(ends, stated.cue) - 1
    sentence = doc[stated.cue].sent.start
    while number >= 0 and candidates[number].start >= sentence:
        candidate = candidates[number]
        if stated.person and candidate.guess == "group":
            number -= 1
            continue
        gap = doc[candidate.end : stated.cue]
        if all(t.lower_ in _GLUE for t in gap):
            return candidate
        if not stated.loose or len(gap) > _LONGEST_GAP * 2:
            return None
        if candidate.guess not in {"place", "group"}:
            return candidate
        number -= 1
    return None
