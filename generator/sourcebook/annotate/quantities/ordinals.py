"""Ranks worth a reader's notice: "second-largest city", "first message since the offensive"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.counted import of_number
from sourcebook.annotate.quantities.lexicon import alternatives, values, words
from sourcebook.annotate.quantities.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Doc

_RANK = re.compile(
    rf"(?<![\w-])(?P<word>{alternatives(values('ordinals'))}|"
    r"(?P<figure>[0-9]{1,3})(?:st|nd|rd|th))(?P<most>[ -](?:[a-z]+est|most)\b)?",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:[ ][\w'-]+){1,6}?[ ](?:since|after|ever)\b")


@dataclass(frozen=True)
class Rank:
    """A rank in the text: its bounds, and what it says."""

    start: int
    end: int
    shape: Shape


def scan(doc: Doc, start: int, end: int) -> Iterator[Rank]:
    """Yield the ranks in the characters from `start` to `end` of `doc`, in text order."""
    for match in _RANK.finditer(doc.text, start, end):
        if not match["most"] and not (match["word"].lower() == "first" and _SINCE.match(doc.text, match.end(), end)):
            continue
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        found = of_number(doc, span.start, span.end - 1) if span is not None else None
        if found is None or found.head is None or found.words is None or found.head.lower_ in words("no_measure"):
            continue
        value = int(match["figure"]) if match["figure"] else values("ordinals")[match["word"].lower()]
        yield Rank(match.start(), max(found.end, match.end()), _shape(value, found.head.lemma_.lower(), found.words))


def _shape(value: int, unit: str, counted: str) -> Shape:
    return Shape(
        low=value,
        high=value,
        bound="exact",
        unit=unit,
        dimension="ordinal",
        counted=counted,
        confidence="medium",
        rule="ordinal",
    )
