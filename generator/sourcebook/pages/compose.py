"""Findings to pages: what is built, in which order."""

from __future__ import annotations

from importlib.resources import files

from sourcebook.records import Corpus, Page, Quantity

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
from .options import Options
from .paths import anchor, part, stem
from .site import OFFLINE, SCRIPT, STYLE, Site, chunks

# One file each, made of parts: a page asks for two files, whatever it shows.
_ASSETS = {
    STYLE: ("sourcebook.css", "compare.css", "notes.css", "charts.css", "tables.css", "review.css"),
    SCRIPT: ("sourcebook.js", "search.js", "compare.js", "notes.js", "article.js", "tables.js", "find.js"),
    OFFLINE: ("offline.js",),
}


def build(corpus: Corpus, *, options: Options) -> tuple[Page, ...]:
    """Return every generated file of the site, ordered by path.

    A pure function: equal findings and options give equal bytes, in whatever order the articles were read.

    Args:
        corpus: the findings of all articles.
        options: choices of the site.

    Returns:
        Pages whose paths are below the docs folder and differ from each other.
    """
    site = Site(corpus, options)
    of_numbers, of_statements = _place(site)
    sure, possible = comparisons.place(site)
    paired = pairs.place(site)
    days = timeline.place(site)
    made = [overview.build(site), *article.index(site), *people.index(site), *people.lists(site)]
    made += [article.build(site, each) for each in site.corpus.articles]
    for person in site.of_type("person"):
        made += people.build(site, person)
    made += numbers.build(site, of_numbers) + sources.index(site)
    for source in site.corpus.sources:
        made += sources.build(site, source)
    made += comparisons.build(site, sure, possible) + pairs.build(site, paired) + shared.build(site, paired)
    made += quotations.build(site) + timeline.build(site, days)
    made += authenticity.build(site, of_statements) + data.build(site) + find.build(site)
    made += [review.build(site), *assets()]
    return tuple(sorted(made, key=lambda page: page.path))


def assets() -> list[Page]:
    """Return the style sheet and the script that the pages need."""
    folder = files("sourcebook.pages") / "assets"
    return [
        Page(path=path, content="\n".join((folder / name).read_text(encoding="utf-8") for name in parts))
        for path, parts in _ASSETS.items()
    ]


def _place(site: Site) -> tuple[list[tuple[str, str, list[Quantity]]], authenticity.Placed]:
    """Give every article, entity, source and finding its place, before any page links to it."""
    for each in site.corpus.articles:
        site.places["article", each.id] = (f"articles/{stem(each.id)}.md", None)
    for person in site.of_type("person"):
        site.places["entity", person.id] = (f"people/{stem(person.id)}.md", None)
        first = site.places["entity", person.id][0]
        for nth, quotes in enumerate(chunks(site.said.get(person.id, []), site.options.rows), start=1):
            for quote in quotes:
                site.places["quote", quote.id] = (part(first, nth), anchor(quote.id))
    for first, _, types in people.LISTS:
        for nth, entities in enumerate(chunks(site.of_type(*types), site.options.rows), start=1):
            for entity in entities:
                site.places["entity", entity.id] = (part(first, nth), f"e-{stem(entity.id)}")
    for source in site.corpus.sources:
        site.places["source", source.id] = (f"sources/{stem(source.id)}.md", None)
    return numbers.place(site), authenticity.place(site)
