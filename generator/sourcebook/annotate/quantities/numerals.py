"""Number words and figures to values: "twenty-one", "1.5 million", "$3bn", "a dozen", "several hundred", "two-thirds"."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from sourcebook.annotate.quantities import units
from sourcebook.annotate.quantities.lexicon import values, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Beyond this many characters a row of digits is a code, not a number.
LONGEST_FIGURE = 24
FRACTION_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅕": 1 / 5}
_PIECE = re.compile(r"[^\W\d_]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|(?:(?<![\w.])\.)?[0-9]+(?:\.[0-9]+)?|\S")
_PREFIXES = re.compile(
    r"(?:\b(?:sub|now|then|minus|plus|over|under|all|non|pre|post)-|(?:^|[\s(\[\"'—–-])-|[^\w]-)$", re.IGNORECASE
)
_MINUS = re.compile(r"(?:^|[\s(])(?P<sign>[-−])\Z|\b(?P<word>minus[- ])\Z")
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
_MOST_IN = 1_000


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
        kind: ``figure``, ``word``, ``vague`` ("hundreds"), ``share`` (a part of one) or ``article`` ("a" before a unit).
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


def scan(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Yield the numbers of ``text[start:end]`` in text order, not overlapping.

    Args:
        text: the normalised text of the article.
        start: where to begin.
        end: where to stop.
    """
    pieces = [Piece(m.group(), m.start(), m.end()) for m in _PIECE.finditer(text, start, end)]
    at = 0
    while at < len(pieces):
        found = _at(text, pieces, at)
        if found is None:
            at += 1
            continue
        yield found
        while at < len(pieces) and pieces[at].start < found.end:
            at += 1


def _at(text: str, pieces: Sequence[Piece], at: int) -> Numeral | None:
    word = pieces[at].text.lower()
    if pieces[at].text[0] in "0123456789." and pieces[at].text[-1].isdigit():
        found = _figure(text, pieces, at)
    elif word in FRACTION_SIGNS:
        found = Numeral(pieces[at].start, pieces[at].end, FRACTION_SIGNS[word], FRACTION_SIGNS[word], "share")
    elif _inside_word(text, pieces[at].start):
        return None
    else:
        found = _several(pieces, at) or _plural(pieces, at) or _part(pieces, at) or _words(pieces, at)
    if found is None:
        return None
    return _out_of(text, pieces, found) or found


def _inside_word(text: str, start: int) -> bool:
    """Tell whether a word is the tail of a hyphenated one, or of a handle."""
    before = text[max(0, start - 2) : start]
    return before[-1:] in {"_", "@", "#", "'"} or (before[-1:] == "-" and before[:1].isalpha())


def _word(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at].text.lower() if 0 <= at < len(pieces) else ""


def _figure(text: str, pieces: Sequence[Piece], at: int) -> Numeral | None:
    piece = pieces[at]
    if len(piece.text) > LONGEST_FIGURE or not _stands_alone(text, piece):
        return None
    value = float(piece.text.replace(",", ""))
    start, end, scale = piece.start, piece.end, 1.0
    minus = _MINUS.search(text, max(0, start - 7), start)
    if minus:
        value, start = -value, minus.start(minus.lastgroup or 0)
    follower = pieces[at + 1] if at + 1 < len(pieces) else None
    if follower and follower.text in FRACTION_SIGNS and follower.start - end <= 1:
        return Numeral(
            start, follower.end, value + FRACTION_SIGNS[follower.text], value + FRACTION_SIGNS[follower.text], "figure"
        )
    multiplied = _multiplier(text, pieces, at)
    if multiplied:
        scale, end = multiplied
    elif follower and follower.start == end and follower.text.isalpha() and not units.after(text, end, figure=True):
        return None
    value, end = _and_a_half(pieces, at + 1, value, end)
    return Numeral(start, end, value * scale, value * scale, "figure", scale)


def _stands_alone(text: str, piece: Piece) -> bool:
    """Tell whether a figure is a number of its own and not part of a code, a date, a time or a list."""
    before, after = text[max(0, piece.start - 8) : piece.start], text[piece.end : piece.end + 2]
    if after[:1] in {":", "/", ",", "."} and after[1:].isdigit():
        return False
    if after[:1] in {"_", "@", "#"} or after[:1] == "x" or after[:1] == "×":
        return False
    if re.search(r"(?:[0-9][:/,.−]|[_@#&]|[0-9][x×]|[A-Za-z]\.)$", before) and not before.lower().endswith(
        ("rs.", "u.s.")
    ):
        return False
    if re.search(r"[^\W\d_]$", before):
        return units.before(text, piece.start) is not None
    if before.endswith("-") and re.search(r"[\w.]-$", before):
        return bool(re.search(r"[0-9%]-$", before)) or bool(_PREFIXES.search(before))
    return True


def _multiplier(text: str, pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """Return the value and end of the magnitude after the figure at `at`: a word, or letters joined to it."""
    scale, end = 1.0, pieces[at].end
    following = at + 1
    if _word(pieces, following) in {"-"} and _word(pieces, following + 1) in values("magnitudes"):
        following += 1
    while _word(pieces, following) in values("magnitudes"):
        scale, end = scale * values("magnitudes")[_word(pieces, following)], pieces[following].end
        following += 1
    if scale > 1:
        return scale, end
    if following >= len(pieces) or pieces[following].start - end > 1:
        return None
    letters, glued = pieces[following].text, pieces[following].start == end
    if text[pieces[following].end : pieces[following].end + 1].isdigit():
        return None
    if letters in values("short_magnitudes") and (glued or len(letters) > 1):
        return float(values("short_magnitudes")[letters]), pieces[following].end
    if letters in values("money_magnitudes") and (glued or letters == "m"):
        if units.before(text, pieces[at].start) or (
            glued and letters in "mMbB" and _plural_next(pieces, following + 1)
        ):
            return float(values("money_magnitudes")[letters]), pieces[following].end
    return None


def _plural_next(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether a plural stands within the next five words, all of them lower-case."""
    for ahead in range(at, min(at + 5, len(pieces))):
        word = pieces[ahead].text
        if not word.isalpha() or not word.islower() or word in {"of", "to", "in", "from", "by", "at", "race"}:
            return False
        if word == "people" or (word.endswith("s") and len(word) > 3):  # noqa: PLR2004 - "is", "was" are no plurals
            return True
    return False


def _and_a_half(pieces: Sequence[Piece], at: int, value: float, end: int) -> tuple[float, int]:
    """Add "and a half" that stands at `at`, behind a number ending at `end`."""
    ahead = [p for p in pieces[at : at + 7] if p.text != "-"][:3]
    if [p.text.lower() for p in ahead] in (["and", "a", "half"], ["and", "one", "half"]):
        return value + 0.5, ahead[2].end
    return value, end


def _words(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read a number in words from `at`, also behind "a" ("a hundred")."""
    first = at
    if _word(pieces, at) in {"a", "an"}:
        if _word(pieces, at + 1) not in values("magnitudes"):
            return _article(pieces, at)
        at += 1
    total, current, last, scale = 0.0, (1.0 if at > first else 0.0), -1, 1.0
    while at < len(pieces):
        word = _word(pieces, at)
        if word == "and" and last >= 0 and _adds(pieces, at + 1, scale):
            at += 1
            continue
        if word == "-" and last >= 0 and _continues(pieces, at):
            at += 1
            continue
        if word in values("units") and (last < 0 or _room(pieces, last)):
            current += values("units")[word]
        elif word in values("tens") and (last < 0 or _word(pieces, last) in values("magnitudes")):
            current += values("tens")[word]
        elif word in values("magnitudes") and (last >= 0 or at > first):
            scale = values("magnitudes")[word]
            if scale == 100:  # noqa: PLR2004 - hundreds stay open for thousands
                current *= 100
            else:
                total, current = total + current * scale, 0.0
        else:
            break
        last, at = at, at + 1
    if last < 0:
        return None
    value, end = _and_a_half(pieces, last + 1, total + current, pieces[last].end)
    return Numeral(pieces[first].start, end, value, value, "word", scale)


def _article(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read "a" before a unit ("more than a mile"), "a pair of" and "a couple of"."""
    after = _word(pieces, at + 1)
    if after in {"pair", "couple"} and _word(pieces, at + 2) == "of":
        return Numeral(pieces[at].start, pieces[at + 2].end, 2, 2, "word", 1, after == "couple")
    if after in units.plain_words():
        return Numeral(pieces[at].start, pieces[at].end, 1, 1, "article")
    return None


def _room(pieces: Sequence[Piece], last: int) -> bool:
    """Tell whether a unit word may follow the number word at `last`."""
    return _word(pieces, last) in values("tens") or _word(pieces, last) in values("magnitudes")


def _adds(pieces: Sequence[Piece], at: int, scale: float) -> bool:
    word = _word(pieces, at)
    return scale >= 100 and (word in values("units") or word in values("tens"))  # noqa: PLR2004 - "hundred and five"


def _continues(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether the hyphen at `at` joins two words of one number."""
    if pieces[at].start != pieces[at - 1].end:
        return False
    before, after = _word(pieces, at - 1), _word(pieces, at + 1)
    return after in values("magnitudes") or (before in values("tens") and after in values("units"))


def _several(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read "several hundred", "a few thousand", "a couple of dozen"."""
    ahead = at + (_word(pieces, at) == "a")
    if _word(pieces, ahead) not in words("several"):
        return None
    ahead += 1 + (_word(pieces, ahead + 1) == "of")
    word = _word(pieces, ahead)
    scale = values("magnitudes").get(word) or values("plural_magnitudes").get(word)
    if not scale:
        return None
    low, high = (1.5, 3.0) if "couple" in (_word(pieces, at), _word(pieces, at + 1)) else (2.0, 9.0)
    return Numeral(pieces[at].start, pieces[ahead].end, low * scale, high * scale, "vague", scale)


def _plural(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read "hundreds", "tens of thousands": at least twice the word, and open above."""
    table = values("plural_magnitudes")
    word = _word(pieces, at)
    if word not in table or _word(pieces, at - 1) in {"high", "low", "mid"}:
        return None
    value, ahead = float(table[word]), at
    while _word(pieces, ahead + 1) == "of" and _word(pieces, ahead + 2) in table:
        ahead += 2
        value *= table[_word(pieces, ahead)]
    if ahead == at and (word == "tens" or (word == "scores" and _word(pieces, at + 1) != "of")):
        return None
    return Numeral(pieces[at].start, pieces[ahead].end, 2 * value, None, "vague", value)


def _part(pieces: Sequence[Piece], at: int) -> Numeral | None:
    """Read "half", "a third", "two-thirds", "half a million", "half an hour"."""
    first = at
    top = 1.0
    word = _word(pieces, at)
    if word in {"a", "an"} or 0 < values("units").get(word, 0) < 10:  # noqa: PLR2004 - nine tenths is the last
        top = float(values("units").get(word, 1))
        at += 1 + (_word(pieces, at + 1) == "-")
    bottom = values("fractions").get(_word(pieces, at)) or values("fractions").get(_word(pieces, at).removesuffix("s"))
    if not bottom or not _is_part(pieces, first, at):
        return None
    value, end = top / bottom, pieces[at].end
    after = [_word(pieces, at + k) for k in (1, 2, 3)]
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
    word, after, before = _word(pieces, at), _word(pieces, at + 1), _word(pieces, first - 1)
    if word in {"half", "halves"} and first == at:
        if after == "-":
            return _word(pieces, at + 2) in units.plain_words()
        return before not in _NOT_BEFORE_HALF and (after in _AFTER_FRACTION or before in _BEFORE_PART)
    if first == at:
        return False
    if word.endswith("s"):
        return word != "quarters" or after == "of" or _word(pieces, at - 1) == "-"
    return after == "of" or (before in _BEFORE_PART and not after.isalpha())


def _index(pieces: Sequence[Piece], start: int) -> int:
    """Return the index of the first piece at or after the offset `start`."""
    return bisect.bisect_left(pieces, start, key=lambda piece: piece.start)


def _out_of(text: str, pieces: Sequence[Piece], top: Numeral) -> Numeral | None:
    """Read "one in three", "nine out of ten" from the number `top` on."""
    if top.kind not in {"figure", "word"} or top.scale != 1 or not top.low or top.low >= _MOST_IN:
        return None
    link = re.compile(r"[ -](?:in|out[ -]of)(?: every)?[ -]").match(text, top.end)
    at = _index(pieces, link.end()) if link else len(pieces)
    if link is None or at == len(pieces) or pieces[at].start != link.end():
        return None
    bottom = _figure(text, pieces, at) if pieces[at].text[0].isdigit() else _words(pieces, at)
    if (
        bottom is None
        or bottom.kind not in {"figure", "word"}
        or not bottom.low
        or not top.low < bottom.low <= _MOST_IN
    ):
        return None
    if "in" in link.group().split("-")[0].split() and (top.low != 1 or units.after(text, bottom.end, figure=False)):
        return None
    value = top.low / bottom.low
    return replace(top, end=bottom.end, low=value, high=value, kind="share")
