"""On how many independent origins reports stand, and what is told as the reason."""

from __future__ import annotations

from itertools import combinations

from msgspec.structs import replace
from tests.made_up import story

from sourcebook.compare import origins
from sourcebook.records import ArticleSpan, Reuse


def test_of_many_pairs_the_first_are_told_and_the_others_counted() -> None:
    """However many reports share one text, the reason stays short; it counts those of its own group alone."""
    one = story().articles[0]
    names = [f"a{n}" for n in range(9)]
    articles = [replace(one, id=name, agencies=(), words=400) for name in (*names, "x", "y")]
    shared = [
        Reuse(
            id=f"r-{a}-{b}",
            a=ArticleSpan(article=a, start=0, end=9),
            b=ArticleSpan(article=b, start=0, end=9),
            words=50,
            similarity=1.0,
            kind="verbatim",
        )
        for a, b in (*combinations(names, 2), ("x", "y"))
    ]
    many, few = origins.find(articles, shared)
    assert many.articles == tuple(names)
    told = many.why.split("; ")
    assert told[0] == "a0 and a1 share 50 words of prose"
    assert len(told) == origins.MOST_REASONS + 1
    assert told[-1] == f"and {36 - origins.MOST_REASONS} more pairs"
    assert few.why == "x and y share 50 words of prose"
