"""On how many independent origins the articles stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from sourcebook.compare.heads import Head
from sourcebook.compare.shared_prose import SharedProse, shared_prose
from sourcebook.records import Origin, Reuse

# Articles rest on one text when so many words of shared prose, quotations left out, bind them ...
SHARED_WORDS = 40
# ... or when the shared passages make up this share of the shorter one.
SHARED_SHARE = 0.2
# So many pairs are told as the reason of a group.
MOST_REASONS = 20


def find(articles: Sequence[Head], reuse: Iterable[Reuse]) -> tuple[Origin, ...]:
    """Group the articles by what they rest on.

    Two articles are bound by shared prose outside quotations. A credited agency is named in the reason; alone it binds
    nothing, for two articles may use different copy of one agency.

    Returns:
        Groups of two and more articles, by their first article's id; an article in no group is an origin of its own.
    """
    ids = sorted(article.id for article in articles)
    shared = shared_prose(ids, reuse)
    words = {article.id: article.words for article in articles}
    parents = {article.id: article.id for article in articles}
    least = np.array([min(SHARED_WORDS, SHARED_SHARE * max(1, words[article])) for article in ids])
    for a, b, _ in _where(shared, ids, shared.words >= np.minimum(least[shared.one], least[shared.other])):
        parents[_root(parents, b)] = _root(parents, a)
    groups: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        groups[_root(parents, article.id)].append(article.id)
    by_id = {article.id: article for article in articles}
    bound: dict[str, list[str]] = defaultdict(list)
    more: Counter[str] = Counter()
    number = {article: n for n, article in enumerate(ids)}
    roots = np.array([number[_root(parents, article)] for article in ids], dtype=np.int64)
    for a, b, count in _where(shared, ids, roots[shared.one] == roots[shared.other]):
        root = _root(parents, a)
        if len(bound[root]) < MOST_REASONS:
            bound[root].append(f"{a} and {b} share {count} words of prose")
        else:
            more[root] += 1
    return tuple(
        Origin(articles=tuple(group), why=_why(group, bound[root], more[root], by_id))
        for root, group in groups.items()
        if len(group) > 1
    )


def independent(articles: Iterable[str], origins: Mapping[str, str]) -> int:
    """Return on how many origins a set of articles stands; `origins` names the group of each article that has one."""
    return len({origins.get(article, article) for article in articles})


def _where(shared: SharedProse, ids: Sequence[str], kept: np.ndarray) -> Iterator[tuple[str, str, int]]:
    """Yield the ids of some pairs of articles, with the number of words that they share."""
    for at in np.flatnonzero(kept).tolist():
        yield ids[shared.one[at]], ids[shared.other[at]], int(shared.words[at])


def _root(parents: dict[str, str], article: str) -> str:
    while parents[article] != article:
        parents[article] = parents[parents[article]]
        article = parents[article]
    return article


def _why(group: Sequence[str], bound: Sequence[str], others: int, articles: Mapping[str, Head]) -> str:
    more = f"; and {others} more pairs" if others else ""
    agencies = sorted({agency for article in group for agency in articles[article].agencies})
    credit = f"; credited agencies: {', '.join(agencies)}" if agencies else ""
    return "; ".join(bound) + more + credit
