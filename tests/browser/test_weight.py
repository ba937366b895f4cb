"""A page is light: what a first visit and the next page make a browser receive, and that nothing moves."""

from __future__ import annotations

from tests.bench import weight
from tests.browser.conftest import Site


def test_an_article_is_light_and_lies_still(site: Site) -> None:
    """At most 300 kB for the first page and 60 kB for the next, compressed; no layout shift to speak of."""
    articles = ("articles/harbour-post.html", "articles/island-times.html")
    context = site.browser.new_context(viewport={"width": 390, "height": 844})
    with weight.packed(site.folder) as address:
        first, following = (weight.visit(context, address + path, slowed=False) for path in articles)
    context.close()
    assert 20_000 < first[0] <= weight.FIRST
    assert 2_000 < following[0] <= weight.NEXT
    assert max(first[2], following[2]) < 0.05


def test_pages_that_scripts_add_to_lie_still(site: Site) -> None:
    """The tools above a table and the filters of Find have their place before the script runs."""
    context = site.browser.new_context(viewport={"width": 1280, "height": 900})
    with weight.packed(site.folder) as address:
        for path in ("people/index.html", "find/index.html", "index.html"):
            assert weight.visit(context, address + path, slowed=False)[2] < 0.05, path
    context.close()
