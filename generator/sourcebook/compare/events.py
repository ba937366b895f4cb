"""Which articles are about the same happening or object; figures about different ones are not set side by side."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sourcebook.compare.happening import DAYS_APART, FAR_APART, OBJECTS, Group, Lengths
from sourcebook.compare.heads import Head, heads
from sourcebook.compare.labels import Labels
from sourcebook.compare.likeness import Likeness
from sourcebook.compare.openings import Openings
from sourcebook.compare.shared_prose import shared_prose
from sourcebook.compare.stragglers import take_stragglers
from sourcebook.compare.terms import stem
from sourcebook.records import Corpus, Event, Quantity, Reuse
from sourcebook.spilled import by_id
from sourcebook.text import digest, fold

# How alike two openings must be to be about the same thing.
LEAST_ALIKE = 0.15
# How alike two groups must be on average to be joined.
LEAST_MEAN = 0.1
# Things of which an article has one main exemplar and whose length tells exemplars apart.
MEASURED_OBJECTS = frozenset({"=recording", "=video"})
# With so many groups of articles on measured recordings one is compared.
MOST_MEASURED = 20
# So many reasons why an event is apart from others are told.
MOST_REASONS = 3
# So many pairs of articles are gone through at once.
PAIRS_AT_ONCE = 100_000
# Two numbers of articles in one: the first in the upper half.
_HALF, _LOWER = 32, 0xFFFFFFFF
# A day that is far from all others.
_NEVER = 1 << 40
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


def find(corpus: Corpus, openings: Openings, reuse: Iterable[Reuse]) -> tuple[Event, ...]:
    """Group the articles into happenings.

    Articles are joined, most alike first, when their openings share enough of their terms or their prose, and so do
    most of those in their groups; never when something tells them apart: publication dates far from each other, or
    lengths of the recording reported on.

    Args:
        corpus: the linked findings.
        openings: what its articles open with, in their order.
        reuse: the passages that articles share.

    Returns:
        One event a group (also of one article), by first article.
    """
    told = heads(corpus.articles)
    articles = [article.id for article in told]
    likeness = Likeness(articles, openings)
    alike = _alike(likeness, told, reuse)
    lengths = _lengths(corpus)
    is_name = np.zeros(len(openings.names), dtype=bool)
    is_name[[number for number, name in openings.marked.items() if name.startswith("@")]] = True
    named = openings.opened.only(is_name[openings.opened.values])
    groups = {
        article.id: _alone(article, openings.objects.get(n, Counter()), lengths.get(article.id), named.of(n).tolist())
        for n, article in enumerate(told)
    }
    refused = _joined(groups, alike, likeness)
    take_stragglers(groups, openings)
    _measured(groups, refused)
    made = sorted(sorted(group.articles) for group in {id(group): group for group in groups.values()}.values())
    label = Labels(corpus, told, openings)
    return tuple(_event(group, label.of(group), _apart(group, refused), alone=len(articles) == 1) for group in made)


class Pair(NamedTuple):
    """Two articles by their numbers.

    Attributes:
        one: the first.
        other: the second.
        near: whether the two, if they are alone, are alike enough to be joined.
        far: whether they came out on days far from each other.
    """

    one: int
    other: int
    near: bool
    far: bool


def _alike(likeness: Likeness, articles: Sequence[Head], reuse: Iterable[Reuse]) -> Iterator[Pair]:
    """Yield the pairs of articles whose openings are alike or that share prose, the most alike first.

    Of those that came out far from each other only the first of each article: they are never joined, whatever else is.
    """
    shared = shared_prose([article.id for article in articles], reuse)
    one, other, scores = likeness.pairs(LEAST_ALIKE)
    told = np.concatenate([one << _HALF | other, shared.one << _HALF | shared.other])
    codes, place = np.unique(told, return_inverse=True)
    score, words = np.zeros(len(codes)), np.zeros(len(codes))
    score[place[: len(scores)]] = scores
    words[place[len(scores) :]] = shared.words
    score = np.where(words > 0, np.maximum(score, LEAST_ALIKE) + 0.01 * words, score)
    one, other = codes >> _HALF, codes & _LOWER
    near = likeness.all(one, other) >= LEAST_MEAN
    # Those that are equally alike stay in their order.
    order = np.argsort(-score, kind="stable")
    one, other, near = one[order], other[order], near[order]
    far = _are_far(articles, one, other)
    asked = np.flatnonzero(~far | _is_first_of(one, other, far))
    for part in np.array_split(asked, 1 + len(asked) // PAIRS_AT_ONCE):
        yield from map(Pair, *(told[part].tolist() for told in (one, other, near, far)))


def _are_far(articles: Sequence[Head], one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return which pairs of articles came out on days far from each other (as `Group.apart` has it)."""
    days = [_days(article) for article in articles]
    # Where no day is known none is too late.
    first = np.array([day.toordinal() if day else _NEVER for day, _ in days], dtype=np.int64)
    last = np.array([day.toordinal() if day else -_NEVER for _, day in days], dtype=np.int64)
    far: np.ndarray = (last[other] - first[one] > DAYS_APART) | (last[one] - first[other] > DAYS_APART)
    return far


def _is_first_of(one: np.ndarray, other: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Return which of some pairs are the first of them that one of their articles is in."""
    at = np.flatnonzero(some)
    inside = np.column_stack([one[at], other[at]]).ravel()
    _, first = np.unique(inside, return_index=True)
    found = np.zeros(len(one), dtype=bool)
    found[at[first // 2]] = True
    return found


def _joined(groups: dict[str, Group], alike: Iterable[Pair], likeness: Likeness) -> dict[str, dict[str, str]]:
    """Join the groups of articles that are alike, in place; return why two articles were kept apart."""
    refused: dict[str, dict[str, str]] = defaultdict(dict)
    articles = list(groups)
    answers = _Answers(likeness)
    for pair in alike:
        a, b = articles[pair.one], articles[pair.other]
        one, other = groups[a], groups[b]
        if one is other:
            continue
        if pair.far:
            reason, near = FAR_APART, False
        elif len(one.articles) == len(other.articles) == 1:
            reason, near = one.apart(other), pair.near
        else:
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


def _alone(article: Head, objects: Counter[str], length: Lengths | None, named: Sequence[int]) -> Group:
    """Return an article as a group of its own; `objects` and `named` are what its opening names."""
    return Group(
        [article.id],
        *_days(article),
        set() if length is None else {length},
        Counter(objects.keys()),
        Counter(_main_object(objects)),
        Counter(named),
    )


def _lengths(corpus: Corpus) -> dict[str, Lengths]:
    """Return the lengths, in seconds, of the recordings and videos that each article reports on."""
    articles = by_id(corpus.articles)
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for quantity in corpus.quantities:
        # Most numbers are no lengths of time: their articles' texts are not read.
        length = object_length(quantity, lambda name: articles[name].text)
        if length is not None:
            found[quantity.article].append(length)
    return {article: tuple(sorted(set(lengths))) for article, lengths in found.items()}


def object_length(quantity: Quantity, text_of: Callable[[str], str]) -> tuple[float, float] | None:
    """Return the shortest and longest length (seconds) of a recording or video that a quantity gives, if any."""
    unit = _SECONDS.get((quantity.unit or "").rstrip("s"))
    if quantity.dimension != "duration" or unit is None:
        return None
    text = text_of(quantity.article)
    around = fold(f"{quantity.counted or ''} {text[max(0, quantity.start - 40) : quantity.end + 40]}").split()
    if not MEASURED_OBJECTS & {stem(word) for word in around}:
        return None
    low, high = quantity.low, quantity.high
    known = [value for value in (low, high) if value is not None]
    if not known:
        return None
    return (low if low is not None else 0.9 * known[0]) * unit, (high if high is not None else 1.5 * known[0]) * unit


def _days(article: Head) -> tuple[dt.date | None, dt.date | None]:
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


def _event(group: Sequence[str], label: str, apart: str, *, alone: bool) -> Event:
    why = "their openings share names, words or prose, and no date or length tells them apart" if len(group) > 1 else ""
    if not apart and len(group) == 1 and not alone:
        apart = "its opening shares too few names and words with the others'"
    why = "; ".join(part for part in (why, apart) if part)
    return Event(id=f"e-{digest(*group)}", label=label, articles=tuple(group), why=why)
