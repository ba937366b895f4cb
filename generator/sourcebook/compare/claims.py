"""Sentences of different reports that say the same: lined up by the names, numbers and words of content they share."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sourcebook.compare import negated
from sourcebook.compare.candidates import COMMON_TERM, candidates
from sourcebook.compare.grouping import inner, join, pairs
from sourcebook.compare.terms import Sentence, Weights, stem
from sourcebook.compare.words import compared
from sourcebook.records import Reuse

# Shared weight that two sentences need: absolute, and as a share of the lighter one.
LEAST_WEIGHT = 9.0
LEAST_OVERLAP = 0.42
# Beyond doubt from here on.
SURE_OVERLAP = 0.55
# Little is shared, but it is most of the lighter sentence.
LIGHT_OVERLAP = 0.5
# What is shared must also be so much of the heavier sentence to be beyond doubt: a short one fits into many.
SURE_OF_BOTH = 0.4
# What is shared must hold so many words that do not merely say in which office a speaker is.
LEAST_OWN = 3
OFFICES = frozenset(
    stem(word)
    for line in (
        "spokesman spokeswoman spokesperson president secretary minister ministry department state official leader",
        "director chief general colonel mayor police press white house prime foreign interior defence defense",
    )
    for word in line.split()
)
# Few words are shared, but with the actor and most of the lighter sentence.
ACTED_WEIGHT = 6.0
ACTED_TERMS = 4
ACTED_OVERLAP = 0.6
# So many terms make a phrase that two sentences share in any order, and its weight as a multiple of the rarest term's.
PHRASE_TERMS = 3
PHRASE_WEIGHT = 1.46
# What is less than beyond doubt scores below this share of it.
DOUBTFUL = 0.9 * SURE_OVERLAP
# Two clauses say the same when this much of the lighter one is shared.
CLAUSE_OVERLAP = 0.6
CLAUSE_WEIGHT = 8.0
# So many different terms must be shared, one of them no name.
LEAST_TERMS = 3
LEAST_WORDS = 2
# A name among the first terms of a sentence is its actor more often than not.
LEADING = 3
# Kinds of blocks whose sentences are statements of the report.
STATING = frozenset({"body", "highlight", "caption"})
# Rows longer than this line up a topic, not a statement.
MOST_CELLS = 12


_WORD = re.compile(r"[^\W_]+")
# Fewer equal words are a turn of speech.
LEAST_EQUAL = 4
_PRONOUN = re.compile(r"[\"'\s]*(?:he|she|it|they|this|that|these|those|his|her|its|their)\b", re.IGNORECASE)


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
        return {term for term, count in self._seen().items() if count > 1}

    def common_terms(self) -> set[str]:
        """Return the terms that at least half of its sentences hold, and two of them."""
        return {term for term, count in self._seen().items() if count > 1 and 2 * count >= len(self.sentences)}

    def _seen(self) -> Counter[str]:
        seen: Counter[str] = Counter()
        for sentence in self.sentences:
            seen.update(set(sentence.terms))
        return seen


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
    for a, b in (*_copied(usable, reuse), *_equal(usable, event_of, texts)):
        scores[a, b] = max(scores.get((a, b), 0.0), 1.0)
    for a, b in negated.find(usable, event_of, texts):
        scores.setdefault((a, b), DOUBTFUL * CLAUSE_OVERLAP)
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
    phrase = PHRASE_WEIGHT * math.log(1 + weights.count)
    lightest = min(ACTED_WEIGHT, phrase)
    for a, b in candidates(sentences, sets, event_of):
        shared = sets[a] & sets[b]
        # Most candidates go here: asked first what is asked fastest.
        if len(shared) < LEAST_TERMS or (weight := weights.total(shared)) < lightest:
            continue
        least, most = sorted((totals[a], totals[b]))
        if not _tells(shared) or not same_actor(sentences[a], sentences[b]):
            continue
        score = weight / least if least else 0.0
        if weight >= LEAST_WEIGHT and score >= LEAST_OVERLAP:
            sure = weight >= SURE_OF_BOTH * most and not _pronoun_led(sentences[a], sentences[b], texts)
            sure = sure and sum(not t.startswith("@") and t not in OFFICES for t in shared) >= LEAST_OWN
            scores[a, b] = score if sure else min(score, DOUBTFUL)
        elif weight >= CLAUSE_WEIGHT and score >= LIGHT_OVERLAP:
            scores[a, b] = score * DOUBTFUL
        elif (weight >= CLAUSE_WEIGHT and _clause_score(parts(a), parts(b), weights) >= CLAUSE_OVERLAP) or (
            weight >= ACTED_WEIGHT and score >= ACTED_OVERLAP and len(shared) >= ACTED_TERMS and _named(shared)
        ):
            # Alike in part only: never beyond doubt.
            scores[a, b] = DOUBTFUL * max(CLAUSE_OVERLAP, min(score, 1.0))
        elif weight >= phrase and _phrase(sentences[a], sentences[b], weights) >= phrase:
            scores[a, b] = DOUBTFUL * CLAUSE_OVERLAP
    return scores


def _pronoun_led(one: Sentence, other: Sentence, texts: Mapping[str, str]) -> bool:
    """Return whether one of two sentences says by a pronoun alone who acts, and the other by a name."""
    led = [bool(_PRONOUN.match(texts[s.article], s.start)) for s in (one, other)]
    return led[0] != led[1]


def _named(shared: frozenset[str]) -> bool:
    return any(term.startswith("@") for term in shared)


def _phrase(one: Sentence, other: Sentence, weights: Weights) -> float:
    """Return the weight of the heaviest terms that stand side by side, in any order, in both sentences; 0 for none."""
    best = 0.0
    grams = [
        {frozenset(s.terms[n : n + PHRASE_TERMS]) for n in range(len(s.terms) - PHRASE_TERMS + 1)} for s in (one, other)
    ]
    for gram in grams[0] & grams[1]:
        if len(gram) == PHRASE_TERMS and sum(not term.startswith("@") for term in gram) >= LEAST_WORDS:
            best = max(best, weights.total(gram))
    return best


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


def _equal(
    sentences: Sequence[Sentence], event_of: Mapping[str, str], texts: Mapping[str, str]
) -> Iterable[tuple[int, int]]:
    """Yield neighbours among the short sentences of one event that are the same word for word."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        words = [compared(word) for word in _WORD.findall(texts[sentence.article][sentence.start : sentence.end])]
        if len(words) >= LEAST_EQUAL and len(set(sentence.terms)) > 1:
            index[event_of[sentence.article], " ".join(words)].append(n)
    for members in index.values():
        for pair in pairs(members, 1 + COMMON_TERM // len(members)):
            if sentences[pair[0]].article != sentences[pair[1]].article:
                yield pair


def _copied(sentences: Sequence[Sentence], reuse: Iterable[Reuse]) -> Iterable[tuple[int, int]]:
    """Yield pairs of sentences that one shared passage covers for the most part."""
    by_article: dict[str, list[int]] = defaultdict(list)
    ends: dict[str, list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        by_article[sentence.article].append(n)
        ends[sentence.article].append(sentence.end)
    for passage in reuse:
        if passage.a.article == passage.b.article:
            continue
        sides = []
        for side in (passage.a, passage.b):
            best = (0, -1)
            for n in by_article[side.article][bisect_right(ends[side.article], side.start) :]:
                if sentences[n].start >= side.end:
                    break
                best = max(best, (min(side.end, sentences[n].end) - max(side.start, sentences[n].start), n))
            sides.append(best)
        if all(n >= 0 and 2 * length > sentences[n].end - sentences[n].start for length, n in sides):
            a, b = sorted((sides[0][1], sides[1][1]))
            yield a, b
