"""Sentences of different reports that say the same: lined up by the names, numbers and words of content they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sourcebook.compare.terms import Sentence, Weights
from sourcebook.records import Reuse

# Shared weight that two sentences need: absolute, and as a share of the lighter one.
LEAST_WEIGHT = 9.0
LEAST_OVERLAP = 0.42
# Beyond doubt from here on.
SURE_OVERLAP = 0.55
# So many different terms must be shared, one of them no name.
LEAST_TERMS = 3
# A term that more sentences hold finds no candidates; it only adds to the weight of a pair found by others.
COMMON_TERM = 60
# Kinds of blocks whose sentences are statements of the report.
STATING = frozenset({"body", "highlight", "caption"})
# Rows longer than this line up a topic, not a statement.
MOST_CELLS = 12


class Group:
    """Sentences that say the same, and whether that is beyond doubt."""

    def __init__(self, sentences: Sequence[Sentence], *, sure: bool) -> None:
        self.sentences = sorted(sentences, key=lambda s: (s.article, s.start))
        self.sure = sure

    def articles(self) -> set[str]:
        """Return the articles that have a sentence in the group."""
        return {sentence.article for sentence in self.sentences}

    def shared_terms(self) -> set[str]:
        """Return the terms that at least two of its sentences hold."""
        seen: Counter[str] = Counter()
        for sentence in self.sentences:
            seen.update(set(sentence.terms))
        return {term for term, count in seen.items() if count > 1}


def find(
    sentences: Sequence[Sentence], weights: Weights, event_of: Mapping[str, str], reuse: Iterable[Reuse]
) -> list[Group]:
    """Return groups of sentences of at least two articles of one event that say the same.

    Pairs are joined best first; a sentence joins a group only if it is alike to most of those in it, so that a chain of
    resemblances does not put together what has nothing in common.
    """
    usable = [s for s in sentences if s.kind in STATING]
    scores = _scores(usable, weights, event_of)
    for a, b in _copied(usable, reuse):
        scores[a, b] = max(scores.get((a, b), 0.0), 1.0)
    home = {n: {n} for n in range(len(usable))}
    for (a, b), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        one, other = home[a], home[b]
        if one is not other and len(one) + len(other) <= MOST_CELLS and _fit(one, other, scores):
            one |= other
            for n in other:
                home[n] = one
    groups = {id(group): group for group in home.values() if len(group) > 1}
    made = []
    for members in groups.values():
        inner = [scores[pair] for pair in _pairs(sorted(members)) if pair in scores]
        group = Group([usable[n] for n in members], sure=min(inner) >= SURE_OVERLAP)
        if len(group.articles()) > 1:
            made.append(group)
    return sorted(made, key=lambda g: (g.sentences[0].article, g.sentences[0].start))


def _scores(
    sentences: Sequence[Sentence], weights: Weights, event_of: Mapping[str, str]
) -> dict[tuple[int, int], float]:
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        for term in sorted(set(sentence.terms)):
            index[event_of[sentence.article], term].append(n)
    candidates: set[tuple[int, int]] = set()
    for members in index.values():
        if 1 < len(members) <= COMMON_TERM:
            candidates.update((a, b) for a, b in _pairs(members) if sentences[a].article != sentences[b].article)
    sets = [set(sentence.terms) for sentence in sentences]
    totals = [weights.total(terms) for terms in sets]
    scores = {}
    for a, b in sorted(candidates):
        shared = sets[a] & sets[b]
        weight = weights.total(shared)
        least = min(totals[a], totals[b])
        if weight >= LEAST_WEIGHT and weight >= LEAST_OVERLAP * least and _tells(shared):
            scores[a, b] = weight / least
    return scores


def _tells(shared: set[str]) -> bool:
    return len(shared) >= LEAST_TERMS and any(not term.startswith("@") and not term.isdigit() for term in shared)


def _copied(sentences: Sequence[Sentence], reuse: Iterable[Reuse]) -> Iterable[tuple[int, int]]:
    """Yield pairs of sentences that one shared passage covers for the most part."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        by_article[sentence.article].append(n)
    for passage in reuse:
        if passage.a.article == passage.b.article:
            continue
        sides = []
        for side in (passage.a, passage.b):
            inside = [
                (min(side.end, sentences[n].end) - max(side.start, sentences[n].start), n)
                for n in by_article[side.article]
                if sentences[n].start < side.end and side.start < sentences[n].end
            ]
            sides.append(max(inside, default=(0, -1)))
        if all(n >= 0 and 2 * length > sentences[n].end - sentences[n].start for length, n in sides):
            a, b = sorted((sides[0][1], sides[1][1]))
            yield a, b


def _fit(one: set[int], other: set[int], scores: Mapping[tuple[int, int], float]) -> bool:
    pairs = [(min(a, b), max(a, b)) for a in one for b in other]
    return 2 * sum(1 for pair in pairs if pair in scores) >= len(pairs)


def _pairs(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    for i, a in enumerate(members):
        for b in members[i + 1 :]:
            yield a, b
