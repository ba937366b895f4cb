"""Which articles are about the same happening or object; figures about different ones are not set side by side."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sourcebook.compare.happening import OBJECTS, Group, Lengths
from sourcebook.compare.likeness import Likeness
from sourcebook.compare.terms import Sentence, Weights, stem
from sourcebook.records import Article, Corpus, Event, Quantity, Reuse
from sourcebook.text import digest, fold

# How alike two openings must be to be about the same thing.
LEAST_ALIKE = 0.15
# How alike two groups must be on average to be joined.
LEAST_MEAN = 0.1
# Sentences that open an article tell what it is about; the rest is background that all reports of a story share.
OPENING = 8
# Things of which an article has one main exemplar and whose length tells exemplars apart.
MEASURED_OBJECTS = frozenset({"=recording", "=video"})
# What an event is about: terms that this share of its openings hold, of so many articles at least; an article that
# holds so much of their weight anywhere tells of it.
CORE_SHARE = 0.6
LEAST_CORE_ARTICLES = 4
CORE_HELD = 0.85
# With so many groups of articles on measured recordings one is compared.
MOST_MEASURED = 20
# A few other articles do not show what is said everywhere: they count as if so many more were silent.
FEW_OTHERS = 3
# So many reasons why an event is apart from others are told.
MOST_REASONS = 3
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


def find(corpus: Corpus, sentences: Iterable[Sentence], weights: Weights, reuse: Iterable[Reuse]) -> tuple[Event, ...]:
    """Group the articles into happenings.

    Articles are joined, most alike first, when their openings share enough of their terms or their prose, and so do
    most of those in their groups; never when something tells them apart: publication dates far from each other, or
    lengths of the recording reported on.

    Args:
        corpus: the linked findings.
        sentences: of all articles, in text order; gone through more than once.
        weights: of their terms.
        reuse: the passages that articles share.

    Returns:
        One event a group (also of one article), by first article.
    """
    opening = _openings(sentences)
    likeness = Likeness(opening, weights)
    alike = likeness.pairs(corpus.articles, LEAST_ALIKE)
    for passage in reuse:
        pair = (passage.a.article, passage.b.article)
        if pair[0] != pair[1] and not passage.quoted:
            alike[pair] = max(alike.get(pair, 0.0), LEAST_ALIKE) + 0.01 * passage.words
    lengths = _lengths(corpus)
    groups = {a.id: _alone(a, opening[a.id], lengths.get(a.id)) for a in corpus.articles}
    refused = _joined(groups, alike, likeness)
    _take_stragglers(groups, sentences, weights, opening)
    _measured(groups, refused)
    made = {id(group): sorted(group.articles) for group in groups.values()}
    names = {"@" + entity.id: entity.name for entity in corpus.entities}
    titles = {article.id: article.title for article in corpus.articles}
    totals = Counter(term for terms in opening.values() for term in terms if term in names)
    return tuple(
        _event(
            group,
            _label(group, opening, weights, names, titles, totals),
            _apart(group, refused),
            alone=len(titles) == 1,
        )
        for group in sorted(made.values())
    )


def _joined(
    groups: dict[str, Group], alike: Mapping[tuple[str, str], float], likeness: Likeness
) -> dict[str, dict[str, str]]:
    """Join the groups of articles that are alike, in place; return why two articles were kept apart."""
    refused: dict[str, dict[str, str]] = defaultdict(dict)
    answers = _Answers(likeness)
    for (a, b), _ in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        one, other = groups[a], groups[b]
        if one is other:
            continue
        reason, near = answers.of(one, other)
        if reason:
            # The most alike are asked first: one reason a side is kept.
            refused[a].setdefault(b, reason)
            refused[b].setdefault(a, reason)
        elif near:
            one.take(other)
            for article in other.articles:
                groups[article] = one
    return refused


class _Answers:
    """What tells two groups apart, and whether they are alike; kept until one grows, for many pairs of theirs ask."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._known: dict[tuple[str, str], tuple[int, int, str, bool]] = {}

    def of(self, one: Group, other: Group) -> tuple[str, bool]:
        """Return what tells two groups apart, if anything, and whether they are alike on average."""
        # The first article of a group stays the first when it takes others.
        pair, sizes = (one.articles[0], other.articles[0]), (len(one.articles), len(other.articles))
        known = self._known.get(pair)
        if known is None or known[:2] != sizes:
            reason = one.apart(other)
            near = not reason and self._likeness.mean(one, other) >= LEAST_MEAN
            known = self._known[pair] = (*sizes, reason, near)
        return known[2:]


def _main_object(opening: Counter[str]) -> list[str]:
    """Return the object that an opening names most, and more than once."""
    named = {thing: opening[thing] for thing in OBJECTS if opening[thing] > 1}
    return [max(sorted(named), key=lambda thing: named[thing])] if named else []


def _take_stragglers(
    groups: dict[str, Group], sentences: Iterable[Sentence], weights: Weights, opening: Mapping[str, Counter[str]]
) -> None:
    """Join articles that open with something else but tell of what a group is about to the one such group.

    A group is about the terms that most of its openings share.
    """
    cores = []
    for group in {id(group): group for group in groups.values() if len(group.articles) >= LEAST_CORE_ARTICLES}.values():
        counts: Counter[str] = Counter()
        for article in group.articles:
            counts.update(set(opening[article]))
        core = frozenset(term for term, count in counts.items() if count >= CORE_SHARE * len(group.articles))
        if sum(t.startswith("@") for t in core) > 1 and sum(not t.startswith("@") for t in core) > 1:
            cores.append((group, core, weights.total(core)))
    if not cores:
        return
    alone = {article for article, group in groups.items() if len(group.articles) == 1}
    told: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        if sentence.article in alone:
            told[sentence.article].update(sentence.terms)
    homes = _by_term(cores, weights)
    for article in [article for article in groups if article in alone]:
        near = sorted({n for term in told[article] for n in homes.get(term, ())})
        of = [cores[n] for n in near]
        held = [home for home, core, total in of if weights.total(core & told[article]) >= CORE_HELD * total]
        if len(held) == 1 and not held[0].apart(groups[article]):
            held[0].take(groups[article])
            groups[article] = held[0]


def _by_term(cores: Sequence[tuple[Group, frozenset[str], float]], weights: Weights) -> dict[str, list[int]]:
    """Return the numbers of the cores by terms, one of which an article holds if it holds enough of the core.

    These are the heaviest: without them, too little of its weight is left.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, (_, core, total) in enumerate(cores):
        left = total
        for term in sorted(core, key=lambda term: (-weights.of(term), term)):
            # A little more, for what is added up in another order.
            if left < (CORE_HELD - 0.01) * total:
                break
            left -= weights.of(term)
            found[term].append(number)
    return found


def _measured(groups: Mapping[str, Group], refused: dict[str, dict[str, str]]) -> None:
    """Say of articles on a recording from which one of another length they were kept apart."""
    measured = list({id(group): group for group in groups.values() if group.lengths}.values())
    for group in measured:
        if not any(refused.get(article) for article in group.articles):
            for other in measured[:MOST_MEASURED]:
                reason = group.apart(other)
                if reason:
                    refused[group.articles[0]].setdefault(other.articles[0], reason)
                    break


def _apart(group: Sequence[str], refused: Mapping[str, Mapping[str, str]]) -> str:
    """Return from which articles a group was kept apart, and why: one article a reason."""
    reasons: dict[str, str] = {}
    inside = frozenset(group)
    for article in group:
        for other, reason in refused.get(article, {}).items():
            if other not in inside:
                reasons.setdefault(reason, other)
    return "; ".join(f"apart from {other}: {reason}" for reason, other in list(reasons.items())[:MOST_REASONS])


def _alone(article: Article, terms: Counter[str], length: Lengths | None) -> Group:
    """Return an article as a group of its own."""
    return Group(
        [article.id],
        *_days(article),
        set() if length is None else {length},
        Counter(term for term in terms if term in OBJECTS),
        Counter(_main_object(terms)),
        Counter(term for term in terms if term.startswith("@")),
    )


def _openings(sentences: Iterable[Sentence]) -> dict[str, Counter[str]]:
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


def _label(
    group: Sequence[str],
    opening: Mapping[str, Counter[str]],
    weights: Weights,
    names: Mapping[str, str],
    titles: Mapping[str, str | None],
    totals: Counter[str],
) -> str:
    """Return the names that most of a group's openings hold and few others, or the first title.

    `totals` counts the openings of all articles that hold a term.
    """
    counts: Counter[str] = Counter()
    for article in group:
        counts.update(term for term in opening[article] if term in names)
    apart = len(opening) - len(group)

    def telling(term: str) -> float:
        """How much larger the share of these openings is that hold a name than that of all others."""
        elsewhere = (totals[term] - counts[term]) / (apart + FEW_OTHERS)
        return counts[term] / len(group) - elsewhere

    best = sorted(counts, key=lambda term: (-telling(term), -counts[term], -weights.of(term), term))[:3]
    return ", ".join(names[term] for term in best) or next((t for a in group if (t := titles[a])), group[0])


def _event(group: Sequence[str], label: str, apart: str, *, alone: bool) -> Event:
    why = "their openings share names, words or prose, and no date or length tells them apart" if len(group) > 1 else ""
    if not apart and len(group) == 1 and not alone:
        apart = "its opening shares too few names and words with the others'"
    why = "; ".join(part for part in (why, apart) if part)
    return Event(id=f"e-{digest(*group)}", label=label, articles=tuple(group), why=why)
