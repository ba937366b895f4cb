"""Finds quoted words in an article: an exact place, one near place that is told, or none; it never guesses.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/,
section 4.2.4). White space and typographic marks do not count, so that an entry may be folded over lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz

from sourcebook.curate.entries import Selector
from sourcebook.records import Record, Span
from sourcebook.text import normalise

# Words changed in between: at least this like the quoted ones, 0 to 100, and this much more so than the next place.
LEAST_LIKE = 88.0
LEAST_LEAD = 8.0
# Places at least this like the quoted words are worth showing to whoever mends an entry.
WORTH_SHOWING = 60.0
# Fewer words than this are nothing without what stands around them.
TELLING_WORDS = 4
TELLING_CHARACTERS = 20
# How like the surroundings must be, 0 to 100, for one side to speak for a place.
LEAST_CONTEXT = 80.0
MOST_CLOSEST = 3
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_DENIALS = frozenset({"not", "no", "never", "without", "neither", "nor", "none", "nobody", "nothing"})
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SPACE = re.compile(r"\s+")


class Anchor(Record, frozen=True, kw_only=True):
    """Where quoted words stand: ``span`` is ``None`` where they are gone or stand in several places.

    ``message`` says what is wrong or what differs, ``remedy`` what to do, ``closest`` which places come nearest.
    """

    span: Span | None
    how: Literal["exact", "near", "none"]
    message: str = ""
    remedy: str = ""
    closest: tuple[Span, ...] = ()


class Text:
    """An article's text without the differences that do not count, and the way back to its offsets.

    Args:
        text: the article's text.
    """

    def __init__(self, text: str) -> None:
        plain = normalise(text)
        kept: list[str] = []
        self._back: list[int] = []
        for offset, char in enumerate(plain):
            if char.isspace():
                if kept and kept[-1] != " ":
                    kept.append(" ")
                    self._back.append(offset)
            else:
                kept.append(char)
                self._back.append(offset)
        self.flat = "".join(kept)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the article that a stretch of `flat` stands for; neither is empty."""
        return Span(self._back[start], self._back[end - 1] + 1)

    def places(self, words: str) -> list[Span]:
        """Return everywhere that words stand, as whole words, overlapping places too."""
        exact = flat(words)
        found = [m.start() for m in re.finditer(f"(?={re.escape(exact)})", self.flat)] if exact else []
        return [self.span(at, at + len(exact)) for at in found if self._is_whole(at, at + len(exact))]

    def anchor(self, selector: Selector) -> Anchor:
        """Return where the words that `selector` quotes stand."""
        exact = flat(selector.exact)
        if not exact:
            return Anchor(span=None, how="none", message="no words are quoted", remedy="give the words in 'exact'")
        places = [m.start() for m in re.finditer(f"(?={re.escape(exact)})", self.flat)]
        tight = [at for at in places if self._fits_tightly(at, at + len(exact), selector)]
        if len(tight) == 1:
            return Anchor(span=self.span(tight[0], tight[0] + len(exact)), how="exact")
        places = tight or [at for at in places if self._is_whole(at, at + len(exact))]
        return self._among(exact, selector, places) if places else self._near(exact)

    def _is_whole(self, start: int, end: int) -> bool:
        """Say whether a stretch begins and ends at words: '4' does not stand in '14'."""
        cuts = ((start - 1, start), (end - 1, end))
        return not any(
            a >= 0 and b < len(self.flat) and self.flat[a].isalnum() and self.flat[b].isalnum() for a, b in cuts
        )

    def _fits_tightly(self, start: int, end: int, selector: Selector) -> bool:
        """Say whether all that is given of a stretch's surroundings is there; the stretch may cut a word then."""
        prefix, suffix = flat(selector.prefix), flat(selector.suffix)
        before, after = self.flat[:start].rstrip(), self.flat[end:].lstrip()
        return bool(prefix or suffix) and before.endswith(prefix) and after.startswith(suffix)

    def _among(self, exact: str, selector: Selector, places: Sequence[int]) -> Anchor:
        """Choose among the places where the very words stand, by what stands around them."""
        length = len(exact)
        fits = {at: self._context(at, at + length, selector) for at in places}
        whole = [at for at, (before, after) in fits.items() if before == after == 100.0]  # noqa: PLR2004 - all of it
        if len(whole) == 1:
            return Anchor(span=self.span(whole[0], whole[0] + length), how="exact")
        spans = tuple(self.span(at, at + length) for at in (whole or places)[: MOST_CLOSEST + 2])
        if len(whole) > 1:
            return _ambiguous(len(whole), spans)
        one_side = [at for at, fit in fits.items() if max(fit) >= LEAST_CONTEXT and min(fit) < 100.0]  # noqa: PLR2004
        telling = len(places) == 1 and len(exact) >= TELLING_CHARACTERS and len(_words(exact)) >= TELLING_WORDS
        chosen = list(places) if telling else one_side
        if len(chosen) == 1:
            message = "the words stand there, what stands around them has changed"
            span = self.span(chosen[0], chosen[0] + length)
            return Anchor(span=span, how="near", message=message, remedy="give prefix and suffix anew")
        if len(chosen) > 1:
            return _ambiguous(len(chosen), spans)
        message = "the words stand in the article, but what stands around them is not what is given"
        remedy = "if one of these places is meant, give its prefix and suffix; else remove the entry"
        return Anchor(span=None, how="none", message=message, remedy=remedy, closest=spans)

    def _context(self, start: int, end: int, selector: Selector) -> tuple[float, float]:
        """Return how like the given prefix and suffix what stands around a place is, 0 to 100 each."""
        prefix, suffix = flat(selector.prefix), flat(selector.suffix)
        before = self.flat[:start].rstrip()[-len(prefix) :] if prefix else ""
        after = self.flat[end:].lstrip()[: len(suffix)] if suffix else ""
        return _like(prefix, before), _like(suffix, after)

    def _near(self, exact: str) -> Anchor:
        """Look for the one place whose words differ a little: no number and no denial among the differences."""
        found = self._alike(exact)
        closest = tuple(self.span(start, end) for score, start, end in found if score >= WORTH_SHOWING)
        gone = "the quoted words do not stand in the article"
        remedy = "quote the words as they stand there now" if closest else "remove the entry, or quote other words"
        none = Anchor(span=None, how="none", message=gone, remedy=remedy, closest=closest)
        if not found or len(exact) < TELLING_CHARACTERS or len(_words(exact)) < TELLING_WORDS:
            return none
        score, start, end = found[0]
        runner_up = found[1][0] if len(found) > 1 else 0.0
        if score < LEAST_LIKE or not _says_the_same(exact, self.flat[start:end]):
            return none
        if score - runner_up < LEAST_LEAD:
            message = "several places are about equally like the quoted words"
            return Anchor(span=None, how="none", message=message, remedy=remedy, closest=closest)
        message = "the words stand there a little differently"
        return Anchor(span=self.span(start, end), how="near", message=message, remedy="quote them as they stand now")

    def _alike(self, exact: str) -> list[tuple[float, int, int]]:
        """Return the places most like the words with how like they are, best first, whole words, not overlapping."""
        found: list[tuple[float, int, int]] = []
        rest = self.flat
        for _ in range(MOST_CLOSEST):
            best = fuzz.partial_ratio_alignment(exact, rest, score_cutoff=WORTH_SHOWING)
            if best is None or best.dest_end <= best.dest_start:
                break
            score, start, end = self._fitted(exact, best.dest_start, best.dest_end)
            # Marked out with a character that nothing is like.
            rest = rest[:start] + "\0" * (end - start) + rest[end:]
            found.append((score, start, end))
        return sorted(found, key=lambda item: (-item[0], item[1]))

    def _fitted(self, exact: str, start: int, end: int) -> tuple[float, int, int]:
        """Return the stretch around another one that is most like the words, with how like it is.

        It begins and ends at words or marks; it grows or shrinks by one at a time for as long as that helps.
        """
        text = self.flat
        first, last = max(0, start - len(exact)), min(len(text), end + len(exact))
        tokens = [m.span() for m in _TOKEN.finditer(text, first, last)]
        inside = [n for n, (a, b) in enumerate(tokens) if a < end and start < b]
        if not inside:
            return 0.0, start, end
        low, high = inside[0], inside[-1]
        best = fuzz.ratio(exact, text[tokens[low][0] : tokens[high][1]])
        while True:
            moves = [(low + 1, high), (low, high - 1), (low - 1, high), (low, high + 1)]
            moves = [(a, b) for a, b in moves if 0 <= a <= b < len(tokens)]
            scored = [(fuzz.ratio(exact, text[tokens[a][0] : tokens[b][1]]), a, b) for a, b in moves]
            top = max(scored, default=(0.0, low, high))
            if top[0] <= best:
                return best, tokens[low][0], tokens[high][1]
            best, low, high = top


def flat(words: str) -> str:
    """Return words as they are compared: plain marks, single spaces."""
    return _SPACE.sub(" ", normalise(words)).strip()


def selector_of(text: str, start: int, end: int, *, around: int = 32) -> Selector:
    """Return the selector that names a stretch of an article's text.

    Args:
        text: the article's text.
        start: first character of the stretch.
        end: the character after its last one.
        around: how many characters before and after it are given, cut at words.
    """
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around and " " in before.strip():
        before = before[before.index(" ") + 1 :] if not before[0].isspace() else before
    if end + around < len(text) and " " in after.strip():
        after = after[: after.rindex(" ")]
    return Selector(exact=flat(text[start:end]), prefix=flat(before), suffix=flat(after))


def _ambiguous(count: int, spans: tuple[Span, ...]) -> Anchor:
    return Anchor(
        span=None,
        how="none",
        message=f"the quoted words stand in {count} places",
        remedy="give prefix or suffix, the words just before or after the ones meant",
        closest=spans,
    )


def _like(given: str, there: str) -> float:
    return 100.0 if given == there or not given else fuzz.ratio(given, there)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _says_the_same(one: str, other: str) -> bool:
    """Say whether no number and no denial tells two wordings apart."""
    sides = [(sorted(_DIGITS.findall(t)), sorted(w for w in _words(t.lower()) if w in _DENIALS)) for t in (one, other)]
    contracted = [len(re.findall(r"n't\b", text)) for text in (one, other)]
    return sides[0] == sides[1] and contracted[0] == contracted[1]
