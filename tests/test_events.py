"""Grouping articles into happenings: what is looked up or kept gives the groups that asking everything anew gives."""

from __future__ import annotations

import random
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from unittest import mock

import numpy as np
import pytest
from msgspec.structs import replace
from tests.made_up import story

from sourcebook.compare import events, happening, likeness, meetings, stragglers
from sourcebook.compare.happening import FAR_APART, Group
from sourcebook.compare.likeness import Likeness
from sourcebook.compare.openings import OPENING, Openings, openings_of
from sourcebook.compare.parts import Part, Said, terms_of
from sourcebook.compare.terms import Sentence
from sourcebook.compare.vocabulary import Vocabulary
from sourcebook.records import Corpus, Event, Published

Asked = tuple[Corpus, list[Sentence]]


def column(numbers: Iterable[int]) -> bytes:
    """Return numbers as they lie in memory."""
    return array("i", numbers).tobytes()


def part(sentences: Sequence[Sentence], numbers: Vocabulary) -> Part:
    """Return an article of which no more is known than its sentences."""
    held = Counter(term for sentence in sentences for term in dict.fromkeys(sentence.terms))
    local = {term: number for number, term in enumerate(held)}
    said = Said(
        starts=column(s.start for s in sentences),
        ends=column(s.end for s in sentences),
        kinds=" ".join(s.kind for s in sentences),
        sizes=column(len(s.terms) for s in sentences),
        terms=column(local[term] for s in sentences for term in s.terms),
        places=b"",
    )
    return Part(
        forms=b"",
        columns=(),
        vocabulary=column(numbers[term] for term in held),
        held=column(held.values()),
        said=said,
        quoted=([], []),
        glosses=[],
        sorts=[],
        days=[],
    )


def openings(asked: Asked, order: Sequence[str] = ()) -> Openings:
    """Return what the articles of a folder open with; the terms in `order` get the first numbers."""
    numbers = Vocabulary((term, number) for number, term in enumerate(order))
    parts = [part([s for s in asked[1] if s.article == article.id], numbers) for article in asked[0].articles]
    return openings_of(parts, terms_of(parts, list(numbers)))


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
    return events.find(asked[0], openings(asked), ())


def likeness_of(asked: Asked) -> Likeness:
    """Return how alike the articles of a folder are."""
    return Likeness([article.id for article in asked[0].articles], openings(asked))


def opened_with(asked: Asked) -> dict[str, set[str]]:
    """Return the terms that each article opens with."""
    of = {article.id: [s for s in asked[1] if s.article == article.id] for article in asked[0].articles}
    return {article: {term for s in told[:OPENING] for term in s.terms} for article, told in of.items()}


def group(*articles: str) -> Group:
    """Return a group of which no more is known than its articles."""
    return Group(list(articles), None, None, set(), Counter(), Counter(), Counter())


def test_how_alike_two_groups_are_is_the_mean_over_all_pairs() -> None:
    """Summed term by term, it is what the pairs add up to."""
    asked = folder(12, 3)
    names = [article.id for article in asked[0].articles]
    alike = likeness_of(asked)
    for one, other in ((names[:5], names[5:]), (names[:1], names[1:2]), (names[::2], names[1::2])):
        mean = sum(alike.of(a, b) for a, b in product(one, other)) / (len(one) * len(other))
        assert mean > 0
        assert alike.mean(group(*one), group(*other)) == pytest.approx(mean, rel=1e-12)


def test_a_group_that_grew_is_compared_as_it_is_now() -> None:
    """What is kept of a group goes when it takes another."""
    asked = folder(6, 2)
    a, b, c, *_ = (article.id for article in asked[0].articles)
    alike = likeness_of(asked)
    growing, other = group(a), group(c)
    alike.mean(growing, other)
    growing.take(group(b))
    assert alike.mean(growing, other) == alike.mean(group(a, b), group(c))
    assert alike.mean(growing, other) != alike.mean(group(a), group(c))


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
    weight = openings(folder(60, 4, seed=seed)).weight
    cores = [
        (group(str(n)), core, stragglers.total_of(core, weight))
        for n, core in enumerate(frozenset(chance.sample(range(len(weight)), 6)) for _ in range(40))
    ]
    homes = stragglers.by_term(cores, weight)
    assert sum(map(len, homes.values())) < sum(len(core) for _, core, _ in cores) / 2
    for number, (_, core, total) in enumerate(cores):
        for left in core:
            held = core - {left}
            if stragglers.total_of(held, weight) >= stragglers.CORE_HELD * total:
                assert any(number in homes.get(term, ()) for term in held)


@pytest.mark.parametrize("seed", range(4))
def test_happenings_do_not_depend_on_the_numbers_of_terms(seed: int) -> None:
    """Nor on how many articles or terms are gone through at once."""
    asked = folder(60, 4, seed=seed)
    wanted = found(asked)
    terms = sorted({term for sentence in asked[1] for term in sentence.terms} | {"of articles that are gone"})
    random.Random(seed).shuffle(terms)  # noqa: S311 - nothing secret
    with (
        mock.patch("sourcebook.compare.openings.AT_ONCE", 7),
        mock.patch.object(likeness, "TERMS_AT_ONCE", 50),
        mock.patch.object(meetings, "MEETINGS_AT_ONCE", 20),
        mock.patch.object(events, "PAIRS_AT_ONCE", 5),
    ):
        assert events.find(asked[0], openings(asked, terms), ()) == wanted


@pytest.mark.parametrize("seed", range(6))
def test_articles_far_from_each_other_need_not_be_asked_again(seed: int) -> None:
    """Groups and the reasons why they are apart are those of asking at each pair; some have no day."""
    whole, sentences = folder(60, 4, seed=seed)
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    days = [None, *(Published(value=f"2020-{month:02}-01", precision="day", basis="stated") for month in (3, 4, 5))]
    articles = tuple(replace(article, published=chance.choice(days)) for article in whole.articles)
    asked = (replace(whole, articles=articles), sentences)
    kept = found(asked)
    assert any(FAR_APART in event.why for event in kept)
    with mock.patch.object(events, "_are_far", lambda _, one, __: np.zeros(len(one), dtype=bool)):
        assert found(asked) == kept


def test_what_articles_open_with_is_in_their_first_sentences() -> None:
    """With the objects that these name, each as often as sentences do."""
    asked = folder(20, 3)
    opened = openings(asked)
    names = [article.id for article in asked[0].articles]
    for number, (article, terms) in enumerate(opened_with(asked).items()):
        assert {opened.names[term] for term in opened.opened.of(number).tolist()} == terms
        of_object = sum("=video" in s.terms for s in asked[1] if s.article == article and s.start < 10 * OPENING)
        assert opened.objects.get(number, Counter()) == Counter({"=video": of_object} if of_object else {})
    assert len(opened) == len(names)
    assert "=video" in happening.OBJECTS


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
    alike = likeness_of(asked)
    opened = opened_with(asked)
    names = list(opened)
    met = set()
    for term in {term for terms in opened.values() for term in terms}:
        holders = [name for name in names if term in opened[name]]
        near = len(holders) if len(holders) <= common else 2
        met |= {(a, b) for n, a in enumerate(holders) for b in holders[n + 1 : n + 1 + near]}
    scores = {pair: alike.of(*pair) for pair in met}
    least = sorted(scores.values())[len(scores) // 2]
    one, other, told = (column.tolist() for column in alike.pairs(least))
    pairs = {(names[a], names[b]): score for a, b, score in zip(one, other, told, strict=True)}
    assert pairs == {pair: s for pair, s in scores.items() if s >= least}
