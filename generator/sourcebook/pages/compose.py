"""Findings to pages: what is built, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.resources import files
from itertools import chain

from sourcebook.records import Article, Corpus, Page

from . import (
    article,
    authenticity,
    comparisons,
    data,
    find,
    numbers,
    overview,
    pairs,
    people,
    quotations,
    review,
    shared,
    sources,
    timeline,
)
from .between import Pair
from .kept import Kept, Making, all_of
from .options import DOWNLOADS, Download, Options
from .paths import part, stem
from .site import OFFLINE, SCRIPT, STYLE, Site, chunks

# One file each, made of parts: a page asks for two files, whatever it shows.
_ASSETS = {
    STYLE: ("sourcebook.css", "compare.css", "notes.css", "icons.css", "charts.css", "tables.css", "review.css"),
    SCRIPT: ("sourcebook.js", "search.js", "compare.js", "notes.js", "article.js", "tables.js", "find.js"),
    OFFLINE: ("offline.js",),
}


def build(
    corpus: Corpus, *, options: Options, kept: Kept | None = None, downloads: Sequence[Download] = DOWNLOADS
) -> tuple[Page, ...]:
    """Return every generated file of the site, ordered by path; `each` tells the arguments.

    A pure function: equal findings and options give equal bytes, in whatever order the articles were read.

    Returns:
        Pages whose paths are below the docs folder and differ from each other.
    """
    made = each(corpus, options=options, kept=kept, downloads=lambda: downloads)
    return tuple(sorted(made, key=lambda page: page.path))


def each(
    corpus: Corpus, *, options: Options, kept: Kept | None = None, downloads: Callable[[], Sequence[Download]]
) -> Iterator[Page]:
    """Yield every generated file of the site as it is made: a large site is not held in memory whole.

    Args:
        corpus: the findings of all articles.
        options: choices of the site.
        kept: the pages of the last build; those that stand as they would be made are left out and named there, all of
            them when the last page was yielded.
        downloads: tells the files that the data page offers, which is made last: until then they may be made elsewhere.
    """
    if kept and kept.all_stand():
        yield from assets()
        return
    site = Site(corpus, options)
    of_numbers, of_statements = _place(site)
    sure, possible = comparisons.place(site)
    paired = pairs.place(site)
    days = timeline.place(site)
    making = Making(site, kept)
    # Made of the whole corpus: all stands, or all is made.
    given = (kept.find, kept.told) if kept else (find.NOTHING, None)
    yield from overview.build(making, days)
    yield from chain(article.index(making), people.index(making), people.lists(making))
    yield from _units(making, paired)
    yield from chain(numbers.build(making, of_numbers), sources.index(making))
    yield from comparisons.build(making, sure, possible)
    yield from shared.build(making, paired)
    yield from chain(quotations.build(making), timeline.build(making, days))
    yield from authenticity.build(making, of_statements)
    yield from making.each("find", lambda _: find.build(site, *given), *find.READS)
    yield from (*review.build(making), *assets())
    yield from data.build(making, downloads())


def _units(making: Making, paired: Sequence[Pair]) -> Iterator[Page]:
    """Yield the pages of articles, people, sources and pairs: most of a site, few of which change at a time."""
    site = making.site
    for one in site.corpus.articles:
        yield from making.unit(f"article {one.id}", partial(_article, one), ("articles", one.id))
    for person in site.of_type("person"):
        yield from making.unit(f"person {person.id}", partial(people.build, person=person), all_of(person))
    for source in site.corpus.sources:
        yield from making.unit(f"source {source.id}", partial(sources.build, source=source), all_of(source))
    for pair in paired:
        yield from making.unit(f"pair {pairs.key(*pair)}", partial(pairs.build, pair=pair))


def _article(one: Article, site: Site) -> list[Page]:
    return [article.build(site, one)]


def assets() -> list[Page]:
    """Return the style sheet and the script that the pages need."""
    folder = files("sourcebook.pages") / "assets"
    return [
        Page(path=path, content="\n".join((folder / name).read_text(encoding="utf-8") for name in parts))
        for path, parts in _ASSETS.items()
    ]


def _place(site: Site) -> tuple[numbers.Placed, authenticity.Placed]:
    """Give every article, entity, source and finding its place, before any page links to it."""
    for one in site.corpus.articles:
        site.places["article", one.id] = (f"articles/{stem(one.id)}.md", None)
    for person in site.of_type("person"):
        site.places["entity", person.id] = (f"people/{stem(person.id)}.md", None)
        first = site.places["entity", person.id][0]
        for nth, quotes in enumerate(chunks(site.said.get(person.id, []), site.options.rows), start=1):
            site.places.put("quote", (quote.id for quote in quotes), part(first, nth))
    for first, _, types in people.LISTS:
        for nth, entities in enumerate(people.listed(site, types), start=1):
            for entity in entities:
                site.places["entity", entity.id] = (part(first, nth), f"e-{stem(entity.id)}")
    for source in site.corpus.sources:
        site.places["source", source.id] = (f"sources/{stem(source.id)}.md", None)
    return numbers.place(site), authenticity.place(site)
