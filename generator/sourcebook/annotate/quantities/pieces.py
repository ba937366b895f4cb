"""A text cut into words, figures and signs, and the record of a number in it."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = re.compile(r"[^\W\d_]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|(?:(?<![\w.])\.)?[0-9]+(?:\.[0-9]+)?|\S")


class Piece(NamedTuple):
    """A word, figure or sign of the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Numeral:
    """A number as it stands in the text.

    Attributes:
        start: offset of its first character.
        end: offset past its last.
        low: smallest value, ``None`` if open.
        high: largest value, ``None`` if open.
        kind: ``figure``, ``word``, ``vague`` ("hundreds"), ``share`` (a part) or ``article`` ("a" before a unit).
        scale: the magnitude word's value that is part of it, 1 without one.
        approximate: the words themselves say that the value is not exact ("a couple").
    """

    start: int
    end: int
    low: float | None
    high: float | None
    kind: Literal["figure", "word", "vague", "share", "article"]
    scale: float = 1
    approximate: bool = False


def cut(text: str, start: int, end: int) -> list[Piece]:
    """Return the pieces of ``text[start:end]`` in text order."""
    # As `Piece(...)`, without a call of its own for every word of the text.
    new = tuple.__new__
    return [new(Piece, (m.group(), m.start(), m.end())) for m in _PIECE.finditer(text, start, end)]


def word(pieces: Sequence[Piece], at: int) -> str:
    """Return the piece at an index in lower case, empty beyond the ends."""
    return pieces[at].text.lower() if 0 <= at < len(pieces) else ""


def index(pieces: Sequence[Piece], start: int) -> int:
    """Return the index of the first piece at or after the offset `start`."""
    return bisect.bisect_left(pieces, start, key=lambda piece: piece.start)
