"""Says in few plain words what a row is about, from what the clauses of its sentences say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sourcebook.compare.spoken import spoken
from sourcebook.compare.terms import Sentence, Texts, stem
from sourcebook.compare.words import FUNCTION_WORDS
from sourcebook.records import Corpus, Gist, Quote
from sourcebook.text import fold

# A clause says what sentences share when it holds so many of the shared terms, or this share of them.
LEAST_HELD = 2
SHARE_HELD = 0.34
# And so much of what it says itself must be shared.
OWN_SHARED = 0.55
# A clause that leaves open who acts tells less than one that names the actor, by so many terms.
UNNAMED = 1.5
# So does one of fewer words than these.
FEW_WORDS = 4
CURT = 0.5
CLAUSES = frozenset({"clause", "claimed"})
DATED = frozenset({"when", "dated"})
COUNTED = frozenset({"counted"})
# "Since 2014": the word by which a date tells how long something lasted, so far before it, in characters.
_SINCE = re.compile(r"\b(since|until)\s*$", re.IGNORECASE)
REACH = 12
_WHEN = re.compile(r",?\s*when\b")
# So much of a sentence stands within quotation marks where it is somebody's words.
SPOKEN = 0.6
# Quoted words are shown up to so many; a cut is made before a word that opens a new phrase, if one stands near.
QUOTED_WORDS = 12
SHORTEST_CUT = 5
# What a row is about could not be told in plain words.
UNTOLD = "what is said"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SPEAKERS = frozenset(["i", "we", "you", "my", "our", "your"])
_UNNAMED = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "him",
        "her",
        "them",
        "there",
        "one",
        "who",
        "his",
        "its",
    ]
) | {"their"}
# Words before which quoted words may be cut.
_OPENS = frozenset(
    [
        "and",
        "or",
        "but",
        "as",
        "to",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "that",
        "which",
        "who",
        "when",
    ]
) | {"where", "while", "after", "before", "if"}
# The gists of so many articles are unpacked at once.
MOST_GISTS = 2_000
_ENDS = " \"'“”‘’.,;:!?…-–—"


class Topics:
    """What the clauses of all articles say, and what is quoted in them."""

    def __init__(self, corpus: Corpus, texts: Mapping[str, str] | None = None) -> None:
        self._texts = Texts(corpus.articles) if texts is None else texts
        self._packed = {article.id: article.gists for article in corpus.articles}
        self._gists: dict[str, tuple[Gist, ...]] = {}
        self._names: dict[str, set[int]] = defaultdict(set)
        for entity in corpus.entities:
            for mention in entity.mentions:
                self._names[mention.article].add(mention.start)
        self._spoken = _spoken(corpus.quotes, self._texts)

    def statement(
        self, sentences: Sequence[Sentence], shared: Collection[str], *, around: Collection[tuple[str, int]] = ()
    ) -> str | None:
        """Return the clause that says most of what sentences share; ``None`` where none says enough of it.

        What a report tells as somebody else's word or with a reserve is asked, not told: "whether the bridge fell".

        Args:
            sentences: what is set side by side.
            shared: the terms that they have in common.
            around: places (article, character offset), one of which the clause must hold, if any are given.
        """
        found = [
            (self._held(sentence, gist, shared), -len(gist.text), sentence.article, gist)
            for sentence in sentences
            for gist in self._within(sentence.article, CLAUSES, sentence.start, sentence.end)
            if not around or any(a == sentence.article and gist.start <= at < gist.end for a, at in around)
        ]
        best = max(found, key=lambda f: f[:3], default=None)
        if best is None or best[0] <= 0:
            return None
        text = self._plain(*best[2:])
        return f"whether {text}" if best[3].of == "claimed" else text

    def quoted(self, sentences: Sequence[Sentence], *, least: float = 0.5) -> str | None:
        """Return the words that at `least` this share of the sentences quote; ``None`` if they are no quotation."""
        spoken_ones = [s for s in sentences if self.is_spoken(s.article, s.start, s.end)]
        if not spoken_ones or len(spoken_ones) < least * len(sentences):
            return None
        short = min(spoken_ones, key=lambda s: (s.end - s.start, s.article, s.start))
        parts = [
            (max(a, short.start), min(b, short.end))
            for a, b in self._spoken[short.article]
            if a < short.end and short.start < b
        ]
        start, end = max(parts, key=lambda part: part[1] - part[0])
        return words_of_speech(self._texts[short.article][start:end])

    def is_spoken(self, article: str, start: int, end: int) -> bool:
        """Return whether most of a stretch of an article stands in direct quotations."""
        inside = sum(
            max(0, min(b, end) - max(a, start)) for a, b in self._spoken.get(article, ()) if a < end and start < b
        )
        return inside >= SPOKEN * (end - start)

    def when(self, places: Iterable[tuple[Sentence, int]], shared: Collection[str]) -> str | None:
        """Return what dates are the dates of: "when the bridge fell", "date of the election"; ``None`` if unknown.

        Args:
            places: sentences and where in the article (character offset) the date stands in each.
            shared: the terms around all of the dates.
        """
        found = []
        for sentence, at in places:
            for gist in self._within(sentence.article, DATED, at, at + 1):
                held = 1.0 if gist.of == "dated" else self._held(sentence, gist, shared, least=1)
                text = self._plain(sentence.article, gist)
                named = (
                    f"date of {with_article(text)}" if gist.of == "dated" else f"{self._asked(sentence, gist)} {text}"
                )
                found.append((held, -len(text), named))
        return max(found)[2] if found and max(found)[0] > 0 else None

    def _asked(self, sentence: Sentence, gist: Gist) -> str:
        """Return with which words a date is asked for: "since when" where it stands behind "since"."""
        text = self._texts[sentence.article]
        since = _SINCE.search(text, max(0, gist.start - REACH), gist.start)
        return f"{fold(since[1])} when" if since and not _WHEN.match(text, gist.end) else "when"

    def happened(self, sentence: Sentence, at: int) -> set[str]:
        """Return the words of content of what a date at a place is the date of, in small letters; empty if unknown."""
        gists = self._within(sentence.article, DATED, at, at + 1)
        return {stem(fold(w)) for gist in gists for w in _WORD.findall(gist.text) if fold(w) not in FUNCTION_WORDS}

    def counted(self, article: str, start: int) -> str | None:
        """Return what the number at a place of an article counts, in few words."""
        return next((self._plain(article, g) for g in self._within(article, COUNTED, start, start + 1)), None)

    def clause_at(self, sentence: Sentence, at: int) -> str | None:
        """Return what the smallest clause around a place says, if it names who acts."""
        gist = self._smallest(sentence, at, CLAUSES)
        return None if gist is None or _unnamed(gist.text) else self._plain(sentence.article, gist)

    def _within(self, article: str, kinds: frozenset[str], start: int, end: int) -> Iterator[Gist]:
        if article not in self._gists:
            if len(self._gists) >= MOST_GISTS:
                self._gists.clear()
            self._gists[article] = self._packed[article].all()
        gists = self._gists[article]
        for gist in gists[bisect_left(gists, start, key=lambda g: g.start) :]:
            if gist.start >= end:
                return
            if gist.of in kinds and (gist.end <= end or gist.of not in CLAUSES):
                yield gist

    def _smallest(self, sentence: Sentence, at: int, kinds: frozenset[str]) -> Gist | None:
        """Return the smallest clause, or thing described, that holds a place."""
        inside = self._within(sentence.article, kinds, sentence.start, sentence.end)
        return min((g for g in inside if g.start <= at < g.end), key=lambda g: g.end - g.start, default=None)

    def _held(self, sentence: Sentence, gist: Gist, shared: Collection[str], least: int = LEAST_HELD) -> float:
        """Return how many of the shared terms a clause says, less what it leaves open; 0 where that is too little."""
        if _first(gist.text) in _SPEAKERS:
            return 0.0
        said = {fold(word) for word in _WORD.findall(gist.text)}
        text = self._texts[sentence.article]
        own = {
            term
            for term, at in zip(sentence.terms, sentence.starts, strict=True)
            if (gist.of == "when" or gist.start <= at < gist.end) and _word_at(text, at) in said
        }
        held = own & set(shared)
        most = len(set(shared))
        if len(held) < min(least, most) or (least > 1 and len(held) < SHARE_HELD * min(most, 2 * LEAST_HELD)):
            return 0.0
        if least > 1 and len(held) < OWN_SHARED * len(own):
            return 0.0
        main = 0.0 if gist.of == "when" else (gist.end - gist.start) / (sentence.end - sentence.start)
        less = (UNNAMED if _unnamed(gist.text) else 0.0) + (CURT if len(gist.text.split()) < FEW_WORDS else 0.0)
        return max(0.1, len(held) + main - less)

    def _plain(self, article: str, gist: Gist) -> str:
        """Return a gist as it stands within a sentence: without the capital that only its place gave it."""
        first = _WORD.match(gist.text)
        if first is None or not first[0][0].isupper() or (first[0].isupper() and len(first[0]) > 1):
            return gist.text
        word = first[0]
        common = fold(word) in FUNCTION_WORDS or re.search(rf"\b{re.escape(word.lower())}\b", self._texts[article])
        named = any(start in self._names[article] for start in range(gist.start, gist.start + 1))
        return gist.text[0].lower() + gist.text[1:] if common and not named and word != "I" else gist.text


def words_of_speech(said: str) -> str:
    """Return quoted words as a topic, cut where a phrase ends if they are many."""
    words = " ".join(said.split()).strip(_ENDS).split()
    if len(words) > QUOTED_WORDS:
        cut = next(
            (n for n in range(QUOTED_WORDS, SHORTEST_CUT, -1) if fold(words[n]).strip(_ENDS) in _OPENS), QUOTED_WORDS
        )
        words = [*words[:cut], "…"]
    text = " ".join(words)
    return f"the words “{text.replace(chr(34), '').replace('“', '').replace('”', '')}”".replace(",”", "”")


def named_together(shared: Iterable[str], names: Mapping[str, str]) -> str:
    """Return the names that sentences share as a topic of last resort."""
    known = sorted(names[term[1:]] for term in shared if term.startswith("@") and term[1:] in names)
    return f"{UNTOLD} of {' and '.join(known[:2])}" if known else f"{UNTOLD} in like words"


def most_common(texts: Iterable[str]) -> str:
    """Return the text that stands most often, the shorter of equals; empty where there is none."""
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], len(text), text), default="")


def with_article(text: str) -> str:
    """Return a noun phrase with "the", if it has no article or owner of its own."""
    return (
        text
        if text.split(maxsplit=1)[0].casefold() in {"the", "a", "an", "its", "his", "her", "their"} or text[0].isupper()
        else f"the {text}"
    )


def _unnamed(text: str) -> bool:
    return _first(text) in _UNNAMED


def _first(text: str) -> str:
    found = _WORD.search(text)
    return fold(found[0]).partition(" ")[0] if found else ""


def _word_at(text: str, at: int) -> str:
    found = _WORD.match(text, at)
    return fold(found[0]) if found else ""


def _spoken(quotes: Iterable[Quote], texts: Mapping[str, str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        if quote.kind != "indirect":
            for span in quote.content:
                found[quote.article] += spoken(texts[quote.article], span.start, span.end)
    return {article: sorted(spans) for article, spans in found.items()}
