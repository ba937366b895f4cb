"""Grouping articles into happenings: what is looked up or kept gives the groups that asking everything anew gives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product
from unittest import mock

import pytest
from msgspec.structs import replace
from tests.made_up import story

from sourcebook.compare import events, meetings
from sourcebook.compare.happening import Group
from sourcebook.compare.likeness import Likeness
from sourcebook.compare.terms import Sentence, Weights
from sourcebook.records import Corpus, Event

Asked = tuple[Corpus, list[Sentence]]


def weights_of(sentences: Sequence[Sentence]) -> Weights:
    """Return the weights of all terms of `sentences`."""
    return Weights(len(sentences), Counter(term for sentence in sentences for term in set(sentence.terms)))


def folder(number: int, stories: int, *, seed: int = 0) -> Asked:
    """Return articles, each of ten sentences on one of some stories, whose terms overlap."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    whole = story()
    articles = tuple(replace(whole.articles[0], id=f"a{n:04}", title=f"a{n:04}", published=None) for n in range(number))
    sentences = []
    for n, article in enumerate(articles):
        about = 40 * (n % stories)
        for at in range(10):
            words = [f"w{about + int(chance.triangular(0, 120, 0))}" for _ in range(6)]
            names = [f"@n{about // 4 + chance.randrange(12)}" for _ in range(2)]
            objects = ["=video"] if n % 7 == 0 else []
            sentences.append(Sentence(article.id, 10 * at, 10 * at + 9, (*words, *names, *objects), "body"))
    return Corpus(
        articles=articles, entities=(), quotes=(), quantities=(), dates=(), sources=(), authenticity=()
    ), sentences


def found(asked: Asked) -> tuple[Event, ...]:
    """Return the happenings of a folder."""
    return events.find(*asked, weights_of(asked[1]), ())


def likeness_of(asked: Asked) -> Likeness:
    """Return how alike the articles of a folder are."""
    return Likeness(events._openings(asked[1]), weights_of(asked[1]))


def group(*articles: str) -> Group:
    """Return a group of which no more is known than its articles."""
    return Group(list(articles), None, None, set(), Counter(), Counter(), Counter())


def test_how_alike_two_groups_are_is_the_mean_over_all_pairs() -> None:
    """Summed term by term, it is what the pairs add up to."""
    asked = folder(12, 3)
    names = [article.id for article in asked[0].articles]
    likeness = likeness_of(asked)
    for one, other in ((names[:5], names[5:]), (names[:1], names[1:2]), (names[::2], names[1::2])):
        mean = sum(likeness.of(a, b) for a, b in product(one, other)) / (len(one) * len(other))
        assert mean > 0
        assert likeness.mean(group(*one), group(*other)) == pytest.approx(mean, rel=1e-12)


def test_a_group_that_grew_is_compared_as_it_is_now() -> None:
    """What is kept of a group goes when it takes another."""
    asked = folder(6, 2)
    a, b, c, *_ = (article.id for article in asked[0].articles)
    likeness = likeness_of(asked)
    growing, other = group(a), group(c)
    likeness.mean(growing, other)
    growing.take(group(b))
    assert likeness.mean(growing, other) == likeness.mean(group(a, b), group(c))
    assert likeness.mean(growing, other) != likeness.mean(group(a), group(c))


@pytest.mark.parametrize("seed", range(6))
def test_answers_that_are_kept_give_the_same_happenings(seed: int) -> None:
    """The groups, and the reasons why some are apart, are those of asking at every pair."""
    asked = folder(60, 4, seed=seed)
    kept = found(asked)
    assert 1 < len(kept) < len(asked[0].articles)
    asking = events._Answers.of

    def anew(self: events._Answers, one: Group, other: Group) -> tuple[str, bool]:
        self._known.clear()
        one.held = other.held = None
        return asking(self, one, other)

    with mock.patch.object(events._Answers, "of", anew):
        assert found(asked) == kept


@pytest.mark.parametrize("seed", range(6))
def test_no_core_is_overlooked_that_an_article_holds_enough_of(seed: int) -> None:
    """Whoever holds enough of a core's weight holds one of the terms under which the core is looked up."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    weights = weights_of(folder(60, 4, seed=seed)[1])
    terms = sorted(weights.seen)
    cores = [
        (group(str(n)), core, weights.total(core))
        for n, core in enumerate(frozenset(chance.sample(terms, 6)) for _ in range(40))
    ]
    homes = events._by_term(cores, weights)
    assert sum(map(len, homes.values())) < sum(len(core) for _, core, _ in cores) / 2
    for number, (_, core, total) in enumerate(cores):
        for left in core:
            held = core - {left}
            if weights.total(held) >= events.CORE_HELD * total:
                assert any(number in homes.get(term, ()) for term in held)


def test_twice_as_many_articles_ask_about_twice_as_often() -> None:
    """However many pairs of articles two groups have, the groups are held against each other once as they stand."""
    asked = []
    for number in (100, 200):
        with mock.patch.object(Group, "apart", autospec=True, side_effect=Group.apart) as apart:
            found(folder(number, 4))
        asked.append(apart.call_count)
    assert asked[1] < 3 * asked[0]


@pytest.mark.parametrize("cells", [meetings.MOST_CELLS, 0])
@pytest.mark.parametrize("common", [meetings.COMMON_TERM, 6])
def test_pairs_found_in_arrays_are_those_found_one_by_one(
    monkeypatch: pytest.MonkeyPatch, cells: int, common: int
) -> None:
    """Each pair that opens with one telling term, or stands side by side among the holders of a common one."""
    monkeypatch.setattr(meetings, "MOST_CELLS", cells)
    monkeypatch.setattr(meetings, "COMMON_TERM", common)
    asked = folder(60, 4)
    likeness = likeness_of(asked)
    opened = events._openings(asked[1])
    names = [article.id for article in asked[0].articles]
    met = set()
    for term in {term for terms in opened.values() for term in terms}:
        holders = [name for name in names if term in opened[name]]
        near = len(holders) if len(holders) <= common else 2
        met |= {(a, b) for n, a in enumerate(holders) for b in holders[n + 1 : n + 1 + near]}
    scores = {pair: likeness.of(*pair) for pair in met}
    least = sorted(scores.values())[len(scores) // 2]
    assert likeness.pairs(asked[0].articles, least) == {pair: s for pair, s in scores.items() if s >= least}
