"""Find: every finding of the site in files that a script searches, so that research needs no server.

A file is a script and not JSON because a page opened from the file system may load the one and not the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from sourcebook.records import Article, Page, Record

from . import escape, marks, render, words
from .paths import address
from .site import FIND, Site, chunks, title

# The kinds that can be asked for.
KINDS: Final = {
    "quote": "Quotation",
    "number": "Number",
    "authenticity": "Authenticity",
    "source": "Source cited",
    "person": "Person named",
    "date": "Date",
}
# Findings a file holds: some 100 kB when compressed, searched while the next one is loaded.
SHARD = 6_000
_LONGEST = 220
# What a browser would take for the end of a script or of a line.
_UNSAFE: Final = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class Found(Record, frozen=True, kw_only=True):
    """A finding as it can be searched: where, of which kind, what it says, and who is concerned."""

    start: int
    kind: str
    says: str
    stance: str = ""
    who: tuple[str, ...] = ()


def build(site: Site) -> list[Page]:
    """Return the page that searches, and the files it loads."""
    people = {person.id: escape.one_line(person.name) for person in site.of_type("person")}
    numbered = {name: number for number, name in enumerate(people)}
    articles = site.by_date()
    rows: list[list[Any]] = []
    for number, article in enumerate(articles):
        rows += (_row(site, article, number, found, numbered) for found in _findings(site, article))
    parts = chunks(rows, SHARD)
    told = [_told(site, article) for article in articles]
    files = [
        Page(path=f"find/part-{nth}.js", content=_script("part", nth, each)) for nth, each in enumerate(parts, start=1)
    ]
    about = {"articles": told, "people": list(people.values()), "stances": words.STANCES, "kinds": KINDS}
    return [_page(site, articles, len(rows), len(parts)), *files, Page(path=_INDEX, content=_script("index", 0, about))]


_INDEX: Final = "find/index.js"


def _page(site: Site, articles: list[Article], total: int, parts: int) -> Page:
    stances = {words.stance(found) for found in site.corpus.authenticity}
    return render.page(
        FIND,
        "Find",
        "find",
        meta=("hide: [navigation, toc]", "search:", "  exclude: true"),
        kinds=KINDS,
        stances=[(stance, label) for stance, label in words.STANCES.items() if stance in stances],
        outlets=sorted({escape.one_line(a.outlet) for a in articles if a.outlet}),
        dated=any(article.published for article in articles),
        total=total,
        parts=parts,
    )


def _told(site: Site, article: Article) -> list[str]:
    """Return an article's title, outlet, day and address below the site's root."""
    place = site.places["article", article.id][0]
    published = escape.one_line(article.published.value) if article.published else ""
    where = address(place, directory_urls=site.options.directory_urls)
    return [escape.shortened(title(article), 120), escape.one_line(article.outlet or ""), published, where]


def _row(site: Site, article: Article, number: int, found: Found, numbered: dict[str, int]) -> list[Any]:
    piece = site.sentences[article.id].at(found.start)
    who = sorted({numbered[name] for name in found.who if name in numbered})
    anchor = piece.anchor if piece else ""
    return [number, anchor, list(KINDS).index(found.kind), escape.shortened(found.says, _LONGEST), found.stance, who]


def _findings(site: Site, article: Article) -> Iterator[Found]:
    """Yield an article's findings, each with the people whom its sentence concerns."""
    text, name = article.text, article.id
    named = _named(site, article)

    def within(start: int) -> tuple[str, ...]:
        piece = site.sentences[name].at(start)
        return named.get(piece.anchor, ()) if piece else ()

    for quote in site.quotes.get(name, ()):
        if quote.content:
            start = quote.content[0].start
            said = " … ".join(text[span.start : span.end] for span in quote.content)
            says = f"{marks.speaker(site, quote)}: {said}"
            yield Found(start=start, kind="quote", says=says, who=(*within(start), quote.speaker or ""))
    for quantity in site.quantities.get(name, ()):
        says = words.amount(quantity)
        yield Found(start=quantity.start, kind="number", says=says, who=within(quantity.start))
    for statement in site.authenticity.get(name, ()):
        says = f"{statement.object}: {text[statement.start : statement.end]}"
        stance = words.stance(statement)
        yield Found(start=statement.start, kind="authenticity", says=says, stance=stance, who=within(statement.start))
    for source, citation in site.citations.get(name, ()):
        says = source.name + (f", for {citation.cited_for}" if citation.cited_for else "")
        yield Found(start=citation.start, kind="source", says=says, who=(*within(citation.start), source.entity or ""))
    seen: set[str] = set()
    for entity, mention in site.mentions.get(name, ()):
        if entity.type == "person" and entity.id not in seen:
            seen.add(entity.id)
            yield Found(start=mention.start, kind="person", says=entity.name, who=(entity.id,))
    for date in site.dates.get(name, ()):
        says = f"{date.text}: {words.timex(date.value)}" if date.value else date.text
        yield Found(start=date.start, kind="date", says=says, who=within(date.start))


def _named(site: Site, article: Article) -> dict[str, tuple[str, ...]]:
    """Return the people named in each sentence, by the sentence's anchor."""
    made: dict[str, tuple[str, ...]] = {}
    for entity, mention in site.mentions.get(article.id, ()):
        piece = site.sentences[article.id].at(mention.start)
        if entity.type == "person" and piece is not None:
            made[piece.anchor] = (*made.get(piece.anchor, ()), entity.id)
    return made


def _script(name: str, number: int, value: object) -> str:
    """Return a value as a script that hands it to whoever waits for it."""
    encoded = "".join(_UNSAFE.get(c, c) for c in msgspec.json.encode(value).decode("utf-8"))
    return f'(self.sourcebookFind=self.sourcebookFind||[]).push(["{name}",{number},{encoded}]);\n'
