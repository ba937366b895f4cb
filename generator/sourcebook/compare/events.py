"""Which articles are about the same happening or object; figures about different ones are not set side by side."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sourcebook.compare.terms import Sentence, Weights, stem
from sourcebook.records import Article, Corpus, Event, Quantity, Reuse
from sourcebook.text import digest, fold

# How alike two openings must be to be about the same thing.
LEAST_ALIKE = 0.15
# How alike two groups must be on average to be joined.
LEAST_MEAN = 0.1
# So many members stand for a large group when it is compared with another.
SAMPLE = 12
# A term that more articles open with tells none of them apart.
COMMON_TERM = 50
# Sentences that open an article tell what it is about; the rest is background that all reports of a story share.
OPENING = 8
# Reports that came out further apart than this, in days, are of different happenings.
DAYS_APART = 21
# Two lengths of one recording differ by no more than this share; longer differences are two recordings.
SAME_LENGTH = 0.25
# Things of which an article has one main exemplar and whose length tells exemplars apart.
MEASURED_OBJECTS = frozenset({"=recording", "=video"})
# So many reasons why an event is apart from others are told.
MOST_REASONS = 3
Lengths = tuple[tuple[float, float], ...]
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


@dataclass
class _Group:
    """Articles of one happening so far, and what tells others apart from it."""

    articles: list[str]
    first: dt.date | None
    last: dt.date | None
    lengths: set[Lengths]

    def apart(self, other: _Group) -> str:
        """Return what tells two groups apart, days far from each other or lengths of the recording; else nothing."""
        for one, two in ((self, other), (other, self)):
            if one.first and two.last and (two.last - one.first).days > DAYS_APART:
                return f"came out more than {DAYS_APART} days away"
        for one, two in ((a, b) for a in self.lengths for b in other.lengths):
            if _other_length(one, two):
                return f"a recording of {_minutes(one)} is not one of {_minutes(two)}"
        return ""

    def take(self, other: _Group) -> None:
        """Add another group's articles to this one."""
        self.articles += other.articles
        self.first = min((day for day in (self.first, other.first) if day), default=None)
        self.last = max((day for day in (self.last, other.last) if day), default=None)
        self.lengths |= other.lengths


def find(corpus: Corpus, sentences: Sequence[Sentence], weights: Weights, reuse: Iterable[Reuse]) -> tuple[Event, ...]:
    """Group the articles into happenings.

    Articles are joined, most alike first, when their openings share enough of their terms or their prose, and so do
    most of those in their groups; never when something tells them apart: publication dates far from each other, or
    lengths of the recording reported on.

    Returns:
        One event a group (also of one article), by first article.
    """
    opening = _openings(sentences)
    likeness = _Likeness(opening, weights)
    alike = likeness.pairs(corpus.articles)
    for passage in reuse:
        pair = (passage.a.article, passage.b.article)
        if pair[0] != pair[1] and not passage.quoted:
            alike[pair] = max(alike.get(pair, 0.0), LEAST_ALIKE) + 0.01 * passage.words
    lengths = _lengths(corpus)
    groups = {a.id: _Group([a.id], *_days(a), {lengths[a.id]} if a.id in lengths else set()) for a in corpus.articles}
    refused: dict[str, dict[str, str]] = defaultdict(dict)
    for (a, b), score in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        one, other = groups[a], groups[b]
        if score < LEAST_ALIKE or one is other:
            continue
        reason = one.apart(other)
        if reason:
            # The most alike are asked first: one reason a side is kept.
            refused[a].setdefault(b, reason)
            refused[b].setdefault(a, reason)
        elif likeness.mean(one.articles, other.articles) >= LEAST_MEAN:
            one.take(other)
            for article in other.articles:
                groups[article] = one
    made = {id(group): sorted(group.articles) for group in groups.values()}
    return tuple(_event(group, opening, weights, corpus, _apart(group, refused)) for group in sorted(made.values()))


def _apart(group: Sequence[str], refused: Mapping[str, Mapping[str, str]]) -> str:
    """Return from which articles a group was kept apart, and why: one article a reason."""
    reasons: dict[str, str] = {}
    for article in group:
        for other, reason in refused.get(article, {}).items():
            if other not in group:
                reasons.setdefault(reason, other)
    return "; ".join(f"apart from {other}: {reason}" for reason, other in list(reasons.items())[:MOST_REASONS])


def _minutes(lengths: Lengths) -> str:
    """Return the lengths of recordings in words, in minutes."""
    shown = {f"{low / 60:.3g}" if low == high else f"{low / 60:.3g} to {high / 60:.3g}" for low, high in lengths}
    return " or ".join(sorted(shown)) + " minutes"


class _Likeness:
    """How alike the openings of articles are: the weight they share over the geometric mean of their own."""

    def __init__(self, opening: Mapping[str, Counter[str]], weights: Weights) -> None:
        self._weights = weights
        self._terms = {article: frozenset(terms) for article, terms in opening.items()}
        self._totals = {article: weights.total(terms) for article, terms in self._terms.items()}

    def of(self, a: str, b: str) -> float:
        """Return how alike two articles are, 0 to 1."""
        product = self._totals.get(a, 0.0) * self._totals.get(b, 0.0)
        return self._weights.total(self._terms[a] & self._terms[b]) / math.sqrt(product) if product > 0 else 0.0

    def mean(self, one: Sequence[str], other: Sequence[str]) -> float:
        """Return how alike two groups are on average; of large groups some members stand for all."""
        a, b = (part[:: 1 + len(part) // SAMPLE] for part in (one, other))
        return math.fsum(self.of(x, y) for x in a for y in b) / (len(a) * len(b))

    def pairs(self, articles: Sequence[Article]) -> dict[tuple[str, str], float]:
        """Return how alike the pairs are that share a telling term.

        A term that very many articles open with tells none of them apart; of its holders only neighbours meet.
        """
        index: dict[str, list[str]] = defaultdict(list)
        for article in articles:
            for term in self._terms.get(article.id, ()):
                index[term].append(article.id)
        met: set[tuple[str, str]] = set()
        for holders in index.values():
            near = len(holders) if len(holders) <= COMMON_TERM else 2
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 : i + 1 + near])
        return {pair: self.of(*pair) for pair in sorted(met)}


def _openings(sentences: Sequence[Sentence]) -> dict[str, Counter[str]]:
    opening: dict[str, Counter[str]] = defaultdict(Counter)
    taken: Counter[str] = Counter()
    for sentence in sentences:
        if taken[sentence.article] < OPENING:
            opening[sentence.article].update(set(sentence.terms))
            taken[sentence.article] += 1
    return opening


def _lengths(corpus: Corpus) -> dict[str, Lengths]:
    """Return the lengths, in seconds, of the recordings and videos that each article reports on."""
    texts = {article.id: article.text for article in corpus.articles}
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for quantity in corpus.quantities:
        length = object_length(quantity, texts[quantity.article])
        if length is not None:
            found[quantity.article].append(length)
    return {article: tuple(sorted(set(lengths))) for article, lengths in found.items()}


def object_length(quantity: Quantity, text: str) -> tuple[float, float] | None:
    """Return the shortest and longest length (seconds) of a recording or video that a quantity gives, if any."""
    unit = _SECONDS.get((quantity.unit or "").rstrip("s"))
    if quantity.dimension != "duration" or unit is None:
        return None
    around = fold(f"{quantity.counted or ''} {text[max(0, quantity.start - 40) : quantity.end + 40]}").split()
    if not MEASURED_OBJECTS & {stem(word) for word in around}:
        return None
    low, high = quantity.low, quantity.high
    known = [value for value in (low, high) if value is not None]
    if not known:
        return None
    return (low if low is not None else 0.9 * known[0]) * unit, (high if high is not None else 1.5 * known[0]) * unit


def _days(article: Article) -> tuple[dt.date | None, dt.date | None]:
    """Return the latest day an article can have come out on, and the earliest, or nothing where neither is known.

    In this order two articles are apart only if they are so whatever the days.
    """
    if article.published is None:
        return None, None
    parts = [int(part) for part in article.published.value.split("-")]
    try:
        earliest = dt.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) == 3 else 1)  # noqa: PLR2004
    except ValueError:
        return None, None
    length = {"day": 0, "month": 30, "year": 365}[article.published.precision]
    return earliest + dt.timedelta(days=length), earliest


def _other_length(one: Lengths, other: Lengths) -> bool:
    """Return whether no length of one is one of the other's."""
    return not any(
        low <= other_high * (1 + SAME_LENGTH) and other_low <= high * (1 + SAME_LENGTH)
        for low, high in one
        for other_low, other_high in other
    )


def _event(
    group: Sequence[str], opening: Mapping[str, Counter[str]], weights: Weights, corpus: Corpus, apart: str
) -> Event:
    names = {"@" + entity.id: entity.name for entity in corpus.entities}
    counts: Counter[str] = Counter()
    for article in group:
        counts.update(term for term in opening[article] if term in names)
    best = sorted(counts, key=lambda term: (-counts[term] * weights.of(term), term))[:3]
    titles = {a.id: a.title for a in corpus.articles}
    label = ", ".join(names[term] for term in best) or next((t for a in group if (t := titles[a])), group[0])
    why = "their openings share names, words or prose, and no date or length tells them apart" if len(group) > 1 else ""
    if not apart and len(group) == 1 and len(corpus.articles) > 1:
        apart = "its opening shares too few names and words with the others'"
    why = "; ".join(part for part in (why, apart) if part)
    return Event(id=f"e-{digest(*group)}", label=label, articles=tuple(group), why=why)
