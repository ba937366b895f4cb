"""What a sentence is about, in a form in which sentences of different reports can be lined up."""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import msgspec

from sourcebook import lexicons
from sourcebook.compare.words import FUNCTION_WORDS, Words, compared
from sourcebook.records import Article, Span
from sourcebook.spilled import by_id
from sourcebook.text import normalise

_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ies", "ied", "ed", "es", "s", "ly", "e")
_SHORTEST_STEM = 3
# So many normalised texts are held at once.
MOST_TEXTS = 4_000
# Marks and words at which a sentence falls into parts that say something by themselves.
_CUT = re.compile(r"[,;:()\"]|\s-+\s|--|\b(?:that|which|who|whom|while|whereas|but|although|though|because|when)\b")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence with its terms: stems of content words, names as entity ids (``@id``), in text order."""

    article: str
    start: int
    end: int
    terms: tuple[str, ...]
    kind: str
    starts: tuple[int, ...] = ()

    def clauses(self, text: str) -> list[tuple[str, ...]]:
        """Return the terms clause by clause, cut where `text` (normalised) has a mark or a connective."""
        cuts = [m.start() + self.start for m in _CUT.finditer(text[self.start : self.end])]
        made: list[list[str]] = [[]]
        at = 0
        for term, start in zip(self.terms, self.starts, strict=True):
            moved = at
            while at < len(cuts) and cuts[at] <= start:
                at += 1
            if at > moved and made[-1]:
                made.append([])
            made[-1].append(term)
        return [tuple(clause) for clause in made if clause]

    def near(self, start: int, end: int, reach: int) -> set[str]:
        """Return the terms within `reach` terms of a stretch of the article, those inside it left out."""
        before = [t for t, at in zip(self.terms, self.starts, strict=True) if at < start]
        after = [t for t, at in zip(self.terms, self.starts, strict=True) if at >= end]
        return {*before[-reach:], *after[:reach]}

    @property
    def span(self) -> Span:
        """Where it stands in its article."""
        return Span(self.start, self.end)


class Texts(dict[str, str]):
    """The texts of articles by their ids, each normalised when it is first asked for; so many at once at most."""

    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__()
        self._articles = by_id(articles)

    def __missing__(self, article: str) -> str:
        """Return the text of an article that nobody asked for lately."""
        if len(self) >= MOST_TEXTS:
            self.clear()
        text = self[article] = normalise(self._articles[article].text)
        return text


@dataclass
class Weights:
    """How telling each term is: its inverse frequency over the sentences of the folder.

    Attributes:
        count: how many sentences there are.
        seen: in how many of them each term stands.
    """

    count: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)
    _known: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        """Weigh all terms: many stand in as many sentences as others, and weigh the same."""
        weights = {number: self._weight(number) for number in set(self.seen.values())}
        self._known = {term: weights[number] for term, number in self.seen.items()}

    def of(self, term: str) -> float:
        """Return the weight of a term, at least 0."""
        weight = self._known.get(term)
        return self._weight(0) if weight is None else weight

    def total(self, terms: Collection[str]) -> float:
        """Return the summed weight of different terms; correctly rounded, so that their order does not matter."""
        try:
            return math.fsum(map(self._known.__getitem__, terms))
        except KeyError:
            return math.fsum(map(self.of, terms))

    def _weight(self, number: int) -> float:
        return math.log((1 + self.count) / (1 + number))


def sentences_in(article: Article, words: Words, plain: str, named: Sequence[tuple[int, int, str]]) -> list[Sentence]:
    """Return the sentences of an article that say something, in text order.

    Args:
        article: with its blocks and sentences.
        words: its compared words.
        plain: its text, normalised.
        named: where it names entities: start, end and id, in text order.
    """
    opens = [name[0] for name in named]
    blocks = [block.start for block in article.blocks]
    found = []
    for span in article.sentences:
        first, last = bisect_left(words.starts, span.start), bisect_left(words.starts, span.end)
        inside = [
            (start, end, term_of(plain[start:end]))
            for start, end in zip(words.starts[first:last], words.ends[first:last], strict=True)
            if end <= span.end
        ]
        block = bisect_right(blocks, span.start) - 1
        kind = article.blocks[block].kind if block >= 0 and span.start < article.blocks[block].end else "body"
        names = [n for n in named[bisect_left(opens, span.start) : bisect_left(opens, span.end)] if n[1] <= span.end]
        terms = _terms(inside, names)
        if terms:
            texts, places = zip(*terms, strict=True)
            found.append(Sentence(article.id, span.start, span.end, texts, kind, places))
    return found


def overlap(one: Sentence, other: Sentence, weights: Weights) -> float:
    """Return how much of the lighter sentence's weight the other shares: 0 to 1."""
    a, b = set(one.terms), set(other.terms)
    least = min(weights.total(a), weights.total(b))
    return weights.total(a & b) / least if least else 0.0


@cache
def _groups() -> Mapping[str, str]:
    groups = lexicons.read("sourcebook.compare", "lexicon", "alike.yml")["groups"]
    return {stem_only(word): f"={name}" for name, group in groups.items() for word in group["words"]}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a word's stem, or the idea (``=name``) that it shares with other words."""
    plain = stem_only(word)
    return _groups().get(plain, plain)


def stem_only(word: str) -> str:
    """Return a word without the commonest English endings; enough to line up forms of one word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] else word


@lru_cache(maxsize=100_000)
def term_of(word: str) -> str:
    """Return the term that a word stands for, empty where it says nothing."""
    form = compared(word)
    telling = form not in FUNCTION_WORDS and (len(form) > 1 or form.isdigit())
    return sys.intern(stem(form)) if telling else ""


def _terms(words: Sequence[tuple[int, int, str]], named: Sequence[tuple[int, int, str]]) -> list[tuple[str, int]]:
    terms: list[tuple[str, int]] = []
    last = None
    for start, end, term in words:
        name = next((n for n in named if n[0] <= start and end <= n[1] + 2), None) if named else None
        if name is not None:
            if name is not last:
                terms.append((name[2], start))
            last = name
        elif term:
            terms.append((term, start))
    return terms
