"""Shared text: passages that two articles have in common, word for word or nearly.

Seeds are word shingles found in one sorted array (as in the shingling of Broder, 1997); around each pair's seeds the
two texts are aligned. Both steps are near-linear in the number of articles unless nearly all share the same words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from sourcebook.compare.matching import Matching, Run
from sourcebook.compare.shingles import Seeds
from sourcebook.compare.spoken import spoken
from sourcebook.compare.words import FUNCTION_WORDS, Words, merged, numbers_of, quoted_share
from sourcebook.records import Article, ArticleSpan, Quote, Reuse
from sourcebook.text import Ids

# The shortest passage that counts, in words that both sides share.
LEAST_WORDS = 8
# A short passage must carry so many words of its own beyond names and function words; titles of bodies and offices,
# and formulas of attribution, recur without copying.
LEAST_CONTENT = 4
SHORT_PASSAGE = 14
# From this length on a passage with a verb form of its own, outside "according to", says something.
CLAUSE_WORDS = 10
AUXILIARIES = frozenset(
    ["has", "have", "had", "is", "are", "was", "were", "been", "will", "would", "could", "can", "may", "might", "must"]
)
# Words either side may have of its own between two shared runs of one passage.
LARGEST_GAP = 5
# Of the words that a passage spans on both sides, so many must be shared; a patchwork of fewer is a paraphrase.
LEAST_SHARED = 0.7
# A passage of several runs must share more words than a verbatim one, and one run that is no formula.
LEAST_NEAR = 9
LEAST_RUN = 6
# Shared runs shorter than this do not join a passage.
SHORTEST_RUN = 2
# How far beyond the outermost seeds a passage may reach, in words.
REACH = 40
# Two articles are aligned around so many seeds in vain, at most (news reports: below 200), so that no pair takes long.
MOST_IN_VAIN = 1_000
# The words of so many articles are laid out at once.
MOST_WORDS = 2_000
# So many stretches are remembered at once.
MOST_SPANS = 100_000
Stretches = tuple[list[int], list[int]]


class Passage(NamedTuple):
    """Shared words: first and last word on both sides (inclusive), and how many are shared."""

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    shared: int


def quoted(plain: str, quotes: Iterable[Quote]) -> Stretches:
    """Return where what an article quotes begins and where it ends.

    Args:
        plain: the article's text, normalised.
        quotes: in it.
    """
    own = [quote for quote in quotes if quote.kind != "indirect"]
    return merged(part for quote in own for s in quote.content for part in spoken(plain, s.start, s.end))


class Part(Protocol):
    """What is asked of an article."""

    @property
    def quoted(self) -> Stretches:
        """Where stretches within quotation marks begin, and where they end."""

    def words(self) -> Words:
        """Return the article's words."""


class Finder:
    """Aligns pairs of articles around the places where they share a few words."""

    def __init__(self, articles: Sequence[Article], parts: Sequence[Part]) -> None:
        """Take the articles and what each brings in, in the same order."""
        self._articles = articles
        self._parts = parts
        self._known: dict[int, Words] = {}
        self._function = numbers_of(FUNCTION_WORDS)
        self._auxiliaries = numbers_of(AUXILIARIES)
        self._according = numbers_of(["according"])
        self._matching = Matching()
        self._spans: dict[tuple[int, int, int], ArticleSpan] = {}

    def between(self, a: int, b: int, places: Seeds) -> list[Reuse]:
        """Return the passages that two of the articles, or two places of one, share, each within one block on a side.

        A passage that is mostly a quotation is marked, for a quotation that two reports share is not copying.

        Args:
            a: the number of the one.
            b: the number of the other.
            places: where equal shingles start in them.
        """
        # The texts by which equal passages of two articles are told apart are not needed for any others.
        ids = Ids("r", "")
        return [self.record(a, b, passage, ids) for passage in self.passages(a, b, places)]

    def _words(self, number: int) -> Words:
        if number not in self._known:
            if len(self._known) >= MOST_WORDS:
                self._known.clear()
            self._known[number] = self._parts[number].words()
        return self._known[number]

    def passages(self, a: int, b: int, places: Seeds) -> Iterator[Passage]:
        """Yield the passages around the seeds of two articles; each seed belongs to at most one."""
        done: list[Passage] = []
        in_vain = 0
        for at, there in zip(places.here.tolist(), places.there.tolist(), strict=True):
            if any(p.a_first <= at <= p.a_last and p.b_first <= there <= p.b_last for p in done):
                continue
            if in_vain == MOST_IN_VAIN:
                return
            passage = self._align(self._words(a), self._words(b), at, there)
            if passage is None or (a == b and passage.b_first <= passage.a_last):
                in_vain += 1
            elif not any(
                p.a_first < passage.a_last
                and passage.a_first < p.a_last
                and p.b_first < passage.b_last
                and passage.b_first < p.b_last
                for p in done
            ):
                done.append(passage)
                yield passage
            else:
                in_vain += 1

    def _align(self, a: Words, b: Words, at: int, there: int) -> Passage | None:
        """Align two articles around equal words, within one block on each side; ``None`` where too little is shared."""
        a_from, a_to = _window(a, at)
        b_from, b_to = _window(b, there)
        one, other = a.forms[a_from:a_to], b.forms[b_from:b_to]
        if len(one) == len(other) and one.tobytes() == other.tobytes():
            # Most shared passages are whole blocks; they need no alignment.
            return Passage(a_from, a_to - 1, b_from, b_to - 1, len(one)) if len(one) >= LEAST_WORDS else None
        runs = self._matching.runs(one, other, SHORTEST_RUN)
        x, y = at - a_from, there - b_from
        core = next((n for n, (i, j, size) in enumerate(runs) if i <= x < i + size and x - i == y - j), None)
        if core is None:
            return None
        kept = _kept(runs, core)
        first, last = kept[0], kept[-1]
        if not _enough(kept):
            return None
        places = [a_from + n for i, _, size in kept for n in range(i, i + size)]
        if not (len(places) == len(one) == len(other) or self._says_something(a, places)):
            return None
        return Passage(
            a_from + first[0],
            a_from + last[0] + last[2] - 1,
            b_from + first[1],
            b_from + last[1] + last[2] - 1,
            len(places),
        )

    def _says_something(self, words: Words, places: Sequence[int]) -> bool:
        """Return whether shared words are more than a name, a title or a formula of attribution."""
        forms = [words.forms[at] for at in places]
        own = sum(form not in self._function and not words.capitals[at] for form, at in zip(forms, places, strict=True))
        if len(places) >= SHORT_PASSAGE or own >= LEAST_CONTENT:
            return True
        return (
            len(places) >= CLAUSE_WORDS
            and not self._auxiliaries.isdisjoint(forms)
            and self._according.isdisjoint(forms)
        )

    def record(self, a: int, b: int, passage: Passage, ids: Ids) -> Reuse:
        """Return a passage of two articles as it is kept; `ids` are of all passages of these."""
        pair = (self._articles[a], self._articles[b])
        words = (self._words(a), self._words(b))
        ends = ((passage.a_first, passage.a_last), (passage.b_first, passage.b_last))
        spans = [
            self._span(number, side.starts[first], side.ends[last])
            for number, side, (first, last) in zip((a, b), words, ends, strict=True)
        ]
        one, other = (side.forms[first : last + 1] for side, (first, last) in zip(words, ends, strict=True))
        similarity = 1.0 if one.tobytes() == other.tobytes() else self._matching.ratio(one, other)
        texts = [article.text[span.start : span.end] for article, span in zip(pair, spans, strict=True)]
        in_quotation = [
            quoted_share(side, *inside, self._parts[number].quoted)
            for number, side, inside in zip((a, b), words, ends, strict=True)
        ]
        return Reuse(
            id=ids.make((pair[0].id, pair[1].id, *texts)),
            a=spans[0],
            b=spans[1],
            words=passage.shared,
            similarity=1.0 if similarity == 1.0 else round(similarity, 3),
            kind="verbatim" if similarity == 1.0 else "near",
            quoted=min(in_quotation) > 0.8,  # noqa: PLR2004 - all but a stray word
        )

    def _span(self, number: int, start: int, end: int) -> ArticleSpan:
        """Return a stretch of an article; the same object where others share it, for copies are many."""
        place = (number, start, end)
        if place not in self._spans:
            if len(self._spans) >= MOST_SPANS:
                self._spans.clear()
            self._spans[place] = ArticleSpan(article=self._articles[number].id, start=start, end=end)
        return self._spans[place]


def _kept(runs: Sequence[Run], core: int) -> Sequence[Run]:
    """Return the run at `core` with those around it that make one passage."""
    low, high = core, core
    while low > 0 and _near(runs[low - 1], runs[low]):
        low -= 1
    while high + 1 < len(runs) and _near(runs[high], runs[high + 1]):
        high += 1
    while high > low and _share(runs[low : high + 1]) < LEAST_SHARED:
        # The shorter of the outer runs goes first; a verbatim core stays.
        if high > core and (low == core or runs[high][2] <= runs[low][2]):
            high -= 1
        else:
            low += 1
    return runs[low : high + 1]


def _share(runs: Sequence[Run]) -> float:
    """Return which share (0 to 1) of the words between the first and last of some runs is shared, over both sides."""
    first, last = runs[0], runs[-1]
    spanned = last[0] + last[2] - first[0] + last[1] + last[2] - first[1]
    return 2 * sum(size for _, _, size in runs) / spanned


def _enough(runs: Sequence[Run]) -> bool:
    """Return whether shared runs are long enough for a passage."""
    sizes = [size for _, _, size in runs]
    return sum(sizes) >= (LEAST_WORDS if len(runs) == 1 else LEAST_NEAR) and max(sizes) >= LEAST_RUN


def _near(one: Run, other: Run) -> bool:
    gaps = (other[0] - one[0] - one[2], other[1] - one[1] - one[2])
    # A long shared run carries over a longer gap than a short one does.
    return max(gaps) <= LARGEST_GAP + min(one[2], other[2]) // 2


def _window(words: Words, at: int) -> tuple[int, int]:
    """Return the first word around one that may belong to a passage with it, and the one behind the last."""
    block = words.blocks[at]
    low, high = max(0, at - 4 * REACH), min(len(words), at + 4 * REACH)
    return bisect_left(words.blocks, block, low, at), bisect_right(words.blocks, block, at, high)
