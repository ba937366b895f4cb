"""Rows of days: when something happened, after the reports that date it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sourcebook.compare.claims import same_actor
from sourcebook.compare.grouping import inner, join, pairs
from sourcebook.compare.maker import Maker, Status
from sourcebook.compare.terms import Sentence, Weights
from sourcebook.compare.topics import named_together
from sourcebook.records import Cell, Comparison, DateMention

_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DATED = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d)?(?:-\d\d)?")
_NIGHT = re.compile(r"\b(?:late|early|night|midnight|overnight|evening|before dawn)\b", re.IGNORECASE)
# How many terms either side of a date tell what it is the date of.
REACH = 7
# What the surroundings of two equal dates must share, in weight and terms; different ones must share more.
SAME_DAY_WEIGHT = 5.0
OTHER_DAY_WEIGHT = 9.0
OTHER_DAY_OVERLAP = 0.5
SURE_OVERLAP = 0.4
# A term near more dates than this finds no pairs.
COMMON_TERM = 40
# Terms this near to a date say what it is the date of; without a word of them in common a row is doubtful.
NEAREST = 3
# What dates are the dates of shares so many words of content.
LEAST_TOLD = 2
# Rows longer than this hold more than one thing.
MOST_CELLS = 40
# Blocks whose dates are statements of the report.
STATING = frozenset({"body", "highlight", "caption"})


@dataclass(frozen=True)
class Dated:
    """A date in its sentence, with the terms around it."""

    sentence: Sentence
    date: DateMention
    day: str
    near: frozenset[str]
    nearest: frozenset[str]
    rarity: float


def rows(
    maker: Maker, dates: Iterable[DateMention], sentences: Sequence[Sentence], weights: Weights, rarity: Weights
) -> list[Comparison]:
    """Return a row a happening that two reports or more date, by event.

    Args:
        maker: of the articles.
        dates: of the same.
        sentences: of the same.
        weights: of their terms.
        rarity: how seldom the folder names each day.
    """
    dated = [_dated(sentence, date, rarity.of(day)) for sentence, date, day in days(sentences, dates)]
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(dated):
        for term in one.near:
            index[maker.events[one.sentence.article].id, term].append(n)
    found = {pair for members in index.values() if len(members) <= COMMON_TERM for pair in pairs(members)}
    scores = {
        (a, b): score
        for a, b in sorted(found)
        if dated[a].sentence.article != dated[b].sentence.article and (score := _alike(dated[a], dated[b], weights)) > 0
    }
    return [
        _row(maker, [dated[n] for n in members], sure=min(inner(members, scores)) >= SURE_OVERLAP)
        for members in join(scores, most=MOST_CELLS)
    ]


def days(sentences: Iterable[Sentence], dates: Iterable[DateMention]) -> Iterator[tuple[Sentence, DateMention, str]]:
    """Yield the dates that sentences state, each with its sentence and its day."""
    by_article: dict[str, list[DateMention]] = defaultdict(list)
    for date in dates:
        if date.type in {"DATE", "TIME"} and day_of(date):
            by_article[date.article].append(date)
    for sentence in sentences:
        if sentence.kind in STATING:
            for date in by_article.get(sentence.article, ()):
                if sentence.start <= date.start < sentence.end:
                    yield sentence, date, day_of(date) or ""


def _dated(sentence: Sentence, date: DateMention, rarity: float) -> Dated:
    near = sentence.near(date.start, date.end, REACH)
    kept = frozenset(t for t in near if not t.isdigit() and not _WEEKDAY.match(t + "day"))
    closest = frozenset(t for t in sentence.near(date.start, date.end, NEAREST) if t in kept)
    return Dated(sentence, date, day_of(date) or "", kept, closest, rarity)


def _alike(one: Dated, other: Dated, weights: Weights) -> float:
    """Return how alike the surroundings of two dates are: 0 where they cannot be set side by side."""
    shared = one.near & other.near
    words = {term for term in shared if not term.startswith("@")}
    weight = weights.total(shared)
    least = min(weights.total(one.near), weights.total(other.near))
    if not words or len(shared) < 2 or not least or not same_actor(one.sentence, other.sentence):  # noqa: PLR2004 - one term alone is chance
        return 0.0
    score = weight / least
    if not any(not term.startswith("@") for term in one.nearest & other.nearest):
        score = min(score, 0.99 * SURE_OVERLAP)
    if _fits(one.day, other.day):
        # A date that is seldom named says much by itself.
        return score if weight + min(one.rarity, other.rarity) >= SAME_DAY_WEIGHT else 0.0
    if len(one.day) != len(other.day) or one.day.isalpha() != other.day.isalpha():
        return 0.0
    enough = len(shared) > 2 and weight >= OTHER_DAY_WEIGHT and score >= OTHER_DAY_OVERLAP  # noqa: PLR2004 - the same
    return score if enough and _close(one.day, other.day) else 0.0


def _row(maker: Maker, group: Sequence[Dated], *, sure: bool) -> Comparison:
    days = sorted({one.day for one in group})
    status: Status = "agree"
    why = "the same day"
    if len(days) > 1:
        if all(_fits(a, b) for i, a in enumerate(days) for b in days[i + 1 :]):
            status, why = "differ", "one date is contained in the other"
        elif any(_NIGHT.search(one.date.text) for one in group):
            status, why = "differ", "late one day and early the next can be one night"
        else:
            status, why = "conflict", "different days"
    cells = [Cell(article=d.date.article, evidence=d.sentence.span, value=d.date.text, source=None) for d in group]
    shared = set.intersection(*(set(one.near) for one in group)) or set(group[0].near)
    topic = maker.topics.when([(one.sentence, one.date.start) for one in group], shared)
    doubtful = not sure or status == "conflict" or topic is None or (status == "differ" and _of_others(maker, group))
    return maker.row("date", topic or named_together(shared, maker.named), status, cells, why=why, possible=doubtful)


def _of_others(maker: Maker, group: Sequence[Dated]) -> bool:
    """Return whether what the dates are said to be the dates of shares no word, where it is known."""
    told = [words for one in group if (words := maker.topics.happened(one.sentence, one.date.start))]
    return len(told) > 1 and len(set.intersection(*told)) < min(LEAST_TOLD, *map(len, told))


def day_of(date: DateMention) -> str | None:
    """Return a date's day, month or year as far as known, a bare weekday by its name."""
    if date.value and _ISO.match(date.value):
        return date.value[:10]
    weekday = _WEEKDAY.search(date.text)
    if weekday and not date.value:
        return weekday[1].casefold()
    return date.value if date.value and _DATED.fullmatch(date.value) else None


def _fits(one: str, other: str) -> bool:
    """Return whether one date is the other or contains it; an unknown year fits any."""
    short, long = sorted((one, other), key=len)
    if "XXXX" in {short[:4], long[:4]} and len(short) > 4:  # noqa: PLR2004 - more than the year
        return long[4:].startswith(short[4:])
    return long.startswith(short)


def _close(one: str, other: str) -> bool:
    """Return whether two days are next to each other, or cannot be counted."""
    try:
        return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days) <= 1
    except ValueError:
        return True
