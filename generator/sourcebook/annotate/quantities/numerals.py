"""Number words and figures to values: "twenty-one", "1.5 million", "$3bn", "a dozen", "one in three"."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities import parts, units
from sourcebook.annotate.quantities.lexicon import values, words
from sourcebook.annotate.quantities.pieces import Numeral, Piece, cut, index
from sourcebook.annotate.quantities.pieces import word as word_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Beyond this many characters a row of digits is a code, not a number.
LONGEST_FIGURE = 24
FRACTION_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅕": 1 / 5}
_PREFIXES = re.compile(
    r"(?:\b(?:sub|now|then|minus|plus|over|under|all|non|pre|post)-|(?:^|[\s(\[\"'—–-])-|[^\w]-)$", re.IGNORECASE
)
_MINUS = re.compile(r"(?:^|[\s(])(?P<sign>[-−])\Z|\b(?P<word>minus[- ])\Z")
_OUT_OF = re.compile(r"[ -](?:in|out[ -]of)(?: every)?[ -]")
_MOST_IN = 1_000
_DIGITS = frozenset("0123456789.")


def scan(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Yield the numbers of ``text[start:end]`` in text order, not overlapping.

    Args:
        text: the normalised text of the article.
        start: where to begin.
        end: where to stop.
    """
    pieces = cut(text, start, end)
    beginning = _beginning()
    at = 0
    while at < len(pieces):
        written = pieces[at].text
        begins = written[0] in _DIGITS or written.lower() in beginning
        found = _at(text, pieces, at) if begins else None
        if found is None:
            at += 1
            continue
        yield found
        while at < len(pieces) and pieces[at].start < found.end:
            at += 1


@functools.cache
def _beginning() -> frozenset[str]:
    """Return the words and signs that a number can begin with, figures aside; most words are none of them."""
    fractions = values("fractions")
    counts = (values("units"), values("tens"), values("plural_magnitudes"), words("several"))
    return frozenset({"a", "an"}.union(FRACTION_SIGNS, fractions, (f"{name}s" for name in fractions), *counts))


def _at(text: str, pieces: Sequence[Piece], at: int) -> Numeral | None:
    word = pieces[at].text.lower()
    if pieces[at].text[0] in _DIGITS and pieces[at].text[-1].isdigit():
        found = _figure(text, pieces, at)
    elif word in FRACTION_SIGNS:
        found = Numeral(pieces[at].start, pieces[at].end, FRACTION_SIGNS[word], FRACTION_SIGNS[word], "share")
    elif _inside_word(text, pieces[at].start):
        return None
    else:
        found = parts.several(pieces, at) or parts.plural(pieces, at) or parts.part(pieces, at) or _words(pieces, at)
    if found is None:
        return None
    return _out_of(text, pieces, found) or found


def _inside_word(text: str, start: int) -> bool:
    """Tell whether a word is the tail of a hyphenated one, or of a handle."""
    before = text[max(0, start - 2) : start]
    return before[-1:] in {"_", "@", "#", "'"} or (before[-1:] == "-" and before[:1].isalpha())


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
    if word_at(pieces, following) == "-" and word_at(pieces, following + 1) in values("magnitudes"):
        following += 1
    while word_at(pieces, following) in values("magnitudes"):
        scale, end = scale * values("magnitudes")[word_at(pieces, following)], pieces[following].end
        following += 1
    if scale > 1:
        return scale, end
    if following >= len(pieces) or pieces[following].start - end > 1:
        return None
    return _letters(text, pieces, at)


def _letters(text: str, pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """Return the value and end of letters joined to the figure at `at` that multiply it ("20k", "4.3M sales")."""
    following, end = at + 1, pieces[at].end
    letters, glued = pieces[following].text, pieces[following].start == end
    if text[pieces[following].end : pieces[following].end + 1].isdigit():
        return None
    if letters in values("short_magnitudes") and (glued or len(letters) > 1):
        return float(values("short_magnitudes")[letters]), pieces[following].end
    if letters not in values("money_magnitudes") or not (glued or letters == "m"):
        return None
    of_things = glued and letters in "mMbB" and _plural_next(pieces, following + 1)
    if units.before(text, pieces[at].start) or of_things:
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


def _words(pieces: Sequence[Piece], at: int) -> Numeral | None:  # noqa: C901 - one reader of one grammar
    """Read a number in words from `at`, also behind "a" ("a hundred")."""
    first = at
    if word_at(pieces, at) in {"a", "an"}:
        if word_at(pieces, at + 1) not in values("magnitudes"):
            return _article(pieces, at)
        at += 1
    total, current, last, scale = 0.0, (1.0 if at > first else 0.0), -1, 1.0
    while at < len(pieces):
        word = word_at(pieces, at)
        if word == "and" and last >= 0 and _adds(pieces, at + 1, scale):
            at += 1
            continue
        if word == "-" and last >= 0 and _continues(pieces, at):
            at += 1
            continue
        if word in values("units") and (last < 0 or _room(pieces, last)):
            current += values("units")[word]
        elif word in values("tens") and (last < 0 or word_at(pieces, last) in values("magnitudes")):
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
    after = word_at(pieces, at + 1)
    if after in {"pair", "couple"} and word_at(pieces, at + 2) == "of":
        return Numeral(pieces[at].start, pieces[at + 2].end, 2, 2, "word", 1, after == "couple")
    if after in units.plain_words():
        return Numeral(pieces[at].start, pieces[at].end, 1, 1, "article")
    return None


def _room(pieces: Sequence[Piece], last: int) -> bool:
    """Tell whether a unit word may follow the number word at `last`."""
    return word_at(pieces, last) in values("tens") or word_at(pieces, last) in values("magnitudes")


def _adds(pieces: Sequence[Piece], at: int, scale: float) -> bool:
    word = word_at(pieces, at)
    return scale >= 100 and (word in values("units") or word in values("tens"))  # noqa: PLR2004 - "hundred and five"


def _continues(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether the hyphen at `at` joins two words of one number."""
    if pieces[at].start != pieces[at - 1].end:
        return False
    before, after = word_at(pieces, at - 1), word_at(pieces, at + 1)
    return after in values("magnitudes") or (before in values("tens") and after in values("units"))


def _out_of(text: str, pieces: Sequence[Piece], top: Numeral) -> Numeral | None:
    """Read "one in three", "nine out of ten" from the number `top` on."""
    if top.kind not in {"figure", "word"} or top.scale != 1 or not top.low or top.low >= _MOST_IN:
        return None
    link = _OUT_OF.match(text, top.end)
    at = index(pieces, link.end()) if link else len(pieces)
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
