"""Parts and orders of size: "two-thirds", "half a million", "several hundred", "tens of thousands"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quantities import units
from sourcebook.annotate.quantities.lexicon import values, words
from sourcebook.annotate.quantities.pieces import Numeral
from sourcebook.annotate.quantities.pieces import word as word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.quantities.pieces import Piece

_AFTER_FRACTION = frozenset(
    {"of", "the", "a", "an", "its", "their", "his", "her", "our", "all", "those", "that", "these"}
)
_NOT_BEFORE_HALF = frozenset(
    {"first", "second", "other", "last", "next", "better", "that", "this", "the", "opening", "latter", "each", "top"}
)
_BEFORE_PART = frozenset(
    {
        "nearly",
        "about",
        "almost",
        "roughly",
        "around",
        "than",
        "over",
        "under",
        "by",
        "to",
        "up",
        "least",
        "only",
        "just",
    }
)


def several(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read "several hundred", "a few thousand", "a couple of dozen"."""
    ahead = at + (word_at(pieces, at) == "a")
    if word_at(pieces, ahead) not in words("several"):
        return None
    ahead += 1 + (word_at(pieces, ahead + 1) == "of")
    word = word_at(pieces, ahead)
    scale = values("magnitudes").get(word) or values("plural_magnitudes").get(word)
    if not scale:
        return None
    low, high = (1.5, 3.0) if "couple" in (word_at(pieces, at), word_at(pieces, at + 1)) else (2.0, 9.0)
    return Numeral(pieces[at].start, pieces[ahead].end, low * scale, high * scale, "vague", scale)


def plural(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read "hundreds", "tens of thousands": at least twice the word, and open above."""
    table = values("plural_magnitudes")
    word = word_at(pieces, at)
    if word not in table or word_at(pieces, at - 1) in {"high", "low", "mid"}:
        return None
    value, ahead = float(table[word]), at
    while word_at(pieces, ahead + 1) == "of" and word_at(pieces, ahead + 2) in table:
        ahead += 2
        value *= table[word_at(pieces, ahead)]
    if ahead == at and (word == "tens" or (word == "scores" and word_at(pieces, at + 1) != "of")):
        return None
    return Numeral(pieces[at].start, pieces[ahead].end, 2 * value, None, "vague", value)


def part(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read "half", "a third", "two-thirds", "half a million", "half an hour"."""
    first = at
    top = 1.0
    word = word_at(pieces, at)
    if word in {"a", "an"} or 0 < values("units").get(word, 0) < 10:  # noqa: PLR2004 - nine tenths is the last
        top = float(values("units").get(word, 1))
        at += 1 + (word_at(pieces, at + 1) == "-")
    bottom = values("fractions").get(word_at(pieces, at)) or values("fractions").get(
        word_at(pieces, at).removesuffix("s")
    )
    if not bottom or not _is_part(pieces, first, at):
        return None
    value, end = top / bottom, pieces[at].end
    after = [word_at(pieces, at + k) for k in (1, 2, 3)]
    if after[0] in {"a", "an"} and bottom == 2:  # noqa: PLR2004 - "half a million", "half an hour"
        scale = values("magnitudes").get(after[1], 0)
        ahead = at + 1 + bool(scale)
        return Numeral(
            pieces[first].start,
            pieces[ahead].end,
            value * (scale or 1),
            value * (scale or 1),
            "word" if scale else "share",
            scale or 1,
        )
    if after[:2] == ["of", "a"] and after[2] in values("magnitudes"):
        scale = values("magnitudes")[after[2]]
        return Numeral(pieces[first].start, pieces[at + 3].end, value * scale, value * scale, "word", scale)
    return Numeral(pieces[first].start, end, value, value, "share")


def _is_part(pieces: Sequence[Piece], first: int, at: int) -> bool:
    """Tell whether a fraction's name is one, and not an ordinal, a half of a match or a quarter of a year."""
    word, after, before = word_at(pieces, at), word_at(pieces, at + 1), word_at(pieces, first - 1)
    if word in {"half", "halves"} and first == at:
        if after == "-":
            return word_at(pieces, at + 2) in units.plain_words()
        return before not in _NOT_BEFORE_HALF and (after in _AFTER_FRACTION or before in _BEFORE_PART)
    if first == at:
        return False
    if word.endswith("s"):
        return word != "quarters" or after == "of" or word_at(pieces, at - 1) == "-"
    whole = word == "half" and after in _AFTER_FRACTION  # "one-half the votes"
    return after == "of" or whole or (before in _BEFORE_PART and not after.isalpha())
