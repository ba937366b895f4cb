"""Sentences of different reports that say the same: lined up by the names, numbers and words of content they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sourcebook.compare.grouping import inner, join, pairs
from sourcebook.compare.terms import Sentence, Weights
from sourcebook.records import Reuse

# Shared weight that two sentences need: absolute, and as a share of the lighter one.
LEAST_WEIGHT = 9.0
LEAST_OVERLAP = 0.42
# Beyond doubt from here on.
SURE_OVERLAP = 0.55
# Little is shared, but it is most of the lighter sentence.
LIGHT_OVERLAP = 0.5
# Two clauses say the same when this much of the lighter one is shared.
CLAUSE_OVERLAP = 0.6
CLAUSE_WEIGHT = 8.0
# So many different terms must be shared, one of them no name.
LEAST_TERMS = 3
LEAST_WORDS = 2
# A name among the first terms of a sentence is its actor more often than not.
LEADING = 3
# A term that more sentences hold finds no candidates; it only adds to the weight of a pair found by others. In a large
# folder fewer are looked at, so that the work grows no faster than the number of sentences.
COMMON_TERM = 60
PAIRS_IN_ALL = 400_000
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
    sentences: Sequence[Sentence],
    weights: Weights,
    event_of: Mapping[str, str],
    reuse: Iterable[Reuse],
    texts: Mapping[str, str],
) -> list[Group]:
    """Return groups of sentences of at least two articles of one event that say the same.

    Pairs are joined best first; a sentence joins a group only if it is alike to most of those in it, so that a chain of
    resemblances does not put together what has nothing in common.

    Args:
        sentences: of all articles.
        weights: of their terms.
        event_of: each article's event.
        reuse: the passages that articles share.
        texts: each article's text, normalised.
    """
    usable = [s for s in sentences if s.kind in STATING]
    scores = _scores(usable, weights, event_of, texts)
    for a, b in _copied(usable, reuse):
        scores[a, b] = max(scores.get((a, b), 0.0), 1.0)
    made = []
    for members in join(scores, most=MOST_CELLS):
        group = Group([usable[n] for n in members], sure=min(inner(members, scores)) >= SURE_OVERLAP)
        if len(group.articles()) > 1:
            made.append(group)
    return sorted(made, key=lambda g: (g.sentences[0].article, g.sentences[0].start))


def _scores(
    sentences: Sequence[Sentence], weights: Weights, event_of: Mapping[str, str], texts: Mapping[str, str]
) -> dict[tuple[int, int], float]:
    sets = [frozenset(sentence.terms) for sentence in sentences]
    totals = [weights.total(terms) for terms in sets]
    clauses: dict[int, list[tuple[frozenset[str], float]]] = {}

    def parts(n: int) -> list[tuple[frozenset[str], float]]:
        if n not in clauses:
            cut = [frozenset(c) for c in sentences[n].clauses(texts[sentences[n].article])]
            clauses[n] = [(c, weights.total(c)) for c in cut if len(c) >= LEAST_TERMS]
        return clauses[n]

    scores = {}
    for a, b in _candidates(sentences, sets, event_of):
        shared = sets[a] & sets[b]
        weight = weights.total(shared)
        least = min(totals[a], totals[b])
        if weight < CLAUSE_WEIGHT or not _tells(shared) or not same_actor(sentences[a], sentences[b]):
            continue
        if weight >= LEAST_WEIGHT and weight >= LEAST_OVERLAP * least:
            scores[a, b] = weight / least
        elif weight >= LIGHT_OVERLAP * least:
            scores[a, b] = weight / least * 0.9 * SURE_OVERLAP
        else:
            score = _clause_score(parts(a), parts(b), weights)
            if score >= CLAUSE_OVERLAP:
                # Alike in part only: never beyond doubt.
                scores[a, b] = min(score, 1.0) * 0.9 * SURE_OVERLAP
    return scores


def _candidates(
    sentences: Sequence[Sentence], sets: Sequence[frozenset[str]], event_of: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Return pairs of sentences of one event that share a telling term, or two neighbouring ones, in order."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        couples = {f"{a} {b}" for a, b in zip(sentence.terms, sentence.terms[1:], strict=False)}
        for term in sets[n] | couples:
            index[event_of[sentence.article], term].append(n)
    most = min(COMMON_TERM, max(3, PAIRS_IN_ALL // max(1, len(sentences))))
    found: set[tuple[int, int]] = set()
    for members in index.values():
        if 1 < len(members) <= most:
            found.update((a, b) for a, b in pairs(members) if sentences[a].article != sentences[b].article)
    return sorted(found)


def _clause_score(
    one: Sequence[tuple[frozenset[str], float]], other: Sequence[tuple[frozenset[str], float]], weights: Weights
) -> float:
    best = 0.0
    for a, total_a in one:
        for b, total_b in other:
            shared = a & b
            if len(shared) >= LEAST_TERMS and _tells(shared):
                weight = weights.total(shared)
                if weight >= CLAUSE_WEIGHT:
                    best = max(best, weight / min(total_a, total_b))
    return best


def _tells(shared: frozenset[str]) -> bool:
    words = [term for term in shared if not term.startswith("@")]
    return len(shared) >= LEAST_TERMS and len(words) >= LEAST_WORDS and not all(word.isdigit() for word in words)


def same_actor(one: Sentence, other: Sentence) -> bool:
    """Return whether nothing tells the actors of two sentences apart: names that lead them and are not shared."""
    a, b = _leads(one), _leads(other)
    return not a or not b or bool(a & set(other.terms)) or bool(b & set(one.terms))


def _leads(sentence: Sentence) -> set[str]:
    return {term for term in sentence.terms[:LEADING] if term.startswith("@")}


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
