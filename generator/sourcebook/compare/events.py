"""Which articles are about the same happening or object; figures about different ones are not set side by side."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sourcebook.compare.terms import Sentence, Weights, stem
from sourcebook.records import Article, Corpus, Event, Quantity, Reuse
from sourcebook.text import digest, fold

# How much of the lighter article's opening another must share to be about the same thing.
LEAST_ALIKE = 0.22
# Sentences that open an article tell what it is about; the rest is background that all reports of a story share.
OPENING = 8
# Reports that came out further apart than this, in days, are of different happenings.
DAYS_APART = 21
# Two lengths of one recording differ by no more than this share; longer differences are two recordings.
SAME_LENGTH = 0.25
# Things of which an article has one main exemplar and whose length tells exemplars apart.
MEASURED_OBJECTS = frozenset({"=recording", "=video"})
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


def find(corpus: Corpus, sentences: Sequence[Sentence], weights: Weights, reuse: Iterable[Reuse]) -> tuple[Event, ...]:
    """Group the articles into happenings.

    Articles are joined, most alike first, when their openings share enough of their terms or their prose; never when
    something tells them apart: publication dates far from each other, or lengths of the recording reported on.

    Returns:
        One event a group (also of one article), by first article.
    """
    opening = _openings(sentences)
    apart = {a.id: _traits(a, corpus) for a in corpus.articles}
    alike = _alike(corpus.articles, opening, weights)
    for passage in reuse:
        pair = (passage.a.article, passage.b.article)
        if pair[0] != pair[1] and not passage.quoted:
            alike[pair] = max(alike.get(pair, 0.0), LEAST_ALIKE) + 0.01 * passage.words
    groups = {a.id: [a.id] for a in corpus.articles}
    for (a, b), score in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        one, other = groups[a], groups[b]
        if score < LEAST_ALIKE or one is other or any(_differ(apart[x], apart[y]) for x in one for y in other):
            continue
        one += other
        for article in other:
            groups[article] = one
    made = {id(group): sorted(group) for group in groups.values()}
    return tuple(_event(group, opening, weights, corpus) for group in sorted(made.values()))


def _openings(sentences: Sequence[Sentence]) -> dict[str, Counter[str]]:
    opening: dict[str, Counter[str]] = defaultdict(Counter)
    taken: Counter[str] = Counter()
    for sentence in sentences:
        if taken[sentence.article] < OPENING:
            opening[sentence.article].update(set(sentence.terms))
            taken[sentence.article] += 1
    return opening


def _alike(
    articles: Sequence[Article], opening: Mapping[str, Counter[str]], weights: Weights
) -> dict[tuple[str, str], float]:
    """Return how alike pairs of openings are, for pairs that share a telling term; near-linear by an index."""
    index: dict[str, list[str]] = defaultdict(list)
    totals: dict[str, float] = {}
    for article in articles:
        terms = set(opening[article.id])
        totals[article.id] = weights.total(terms)
        for term in terms:
            index[term].append(article.id)
    shared: Counter[tuple[str, str]] = Counter()
    for term in sorted(index):
        holders = index[term]
        weight = weights.of(term)
        # A term that very many articles open with tells none of them apart; each then meets its neighbours only.
        near = len(holders) if len(holders) <= 50 else 3  # noqa: PLR2004
        for i, a in enumerate(holders):
            for b in holders[i + 1 : i + 1 + near]:
                shared[a, b] += weight  # type: ignore[assignment]
    return {
        pair: score / least for pair, score in shared.items() if (least := min(totals[pair[0]], totals[pair[1]])) > 0
    }


def _traits(article: Article, corpus: Corpus) -> tuple[tuple[dt.date, dt.date] | None, list[tuple[float, float]]]:
    """Return the earliest and latest day of publication, and the lengths of the object reported on (seconds)."""
    lengths = [
        length
        for quantity in corpus.quantities
        if quantity.article == article.id and (length := object_length(quantity, article.text))
    ]
    return _days(article), lengths


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


def _days(article: Article) -> tuple[dt.date, dt.date] | None:
    if article.published is None:
        return None
    parts = [int(part) for part in article.published.value.split("-")]
    try:
        first = dt.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) == 3 else 1)  # noqa: PLR2004
    except ValueError:
        return None
    length = {"day": 0, "month": 30, "year": 365}[article.published.precision]
    return first, first + dt.timedelta(days=length)


def _differ(one: tuple, other: tuple) -> bool:  # type: ignore[type-arg]
    """Return whether something tells two articles apart."""
    (days, lengths), (other_days, other_lengths) = one, other
    if days and other_days:
        gap = max(days[0], other_days[0]) - min(days[1], other_days[1])
        if gap.days > DAYS_APART:
            return True
    if not lengths or not other_lengths:
        return False
    return not any(
        low <= other_high * (1 + SAME_LENGTH) and other_low <= high * (1 + SAME_LENGTH)
        for low, high in lengths
        for other_low, other_high in other_lengths
    )


def _event(group: Sequence[str], opening: Mapping[str, Counter[str]], weights: Weights, corpus: Corpus) -> Event:
    names = {"@" + entity.id: entity.name for entity in corpus.entities}
    counts: Counter[str] = Counter()
    for article in group:
        counts.update(term for term in opening[article] if term in names)
    best = sorted(counts, key=lambda term: (-counts[term] * weights.of(term), term))[:3]
    titles = {a.id: a.title for a in corpus.articles}
    label = ", ".join(names[term] for term in best) or next((t for a in group if (t := titles[a])), group[0])
    why = "their openings share names, words or prose, and no date or length tells them apart" if len(group) > 1 else ""
    return Event(id=f"e-{digest(*group)}", label=label, articles=tuple(group), why=why)
