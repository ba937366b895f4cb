"""Whom and what the reports lean on: the index, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sourcebook.records import Citation, Page, Record, Source
from sourcebook.spilled import ordered
from sourcebook.text import fold

from . import charts, escape, render, words
from .kept import Making
from .paths import part
from .portions import portions
from .site import SOURCES, Site, chunks, grouped

# Kinds whose names are descriptions; the words are found in the reports themselves.
NAMELESS = frozenset({"document", "recording", "unnamed-official", "unnamed-person"})


_NO_SEARCH = ("search:", "  exclude: true")


class Cited(Record, frozen=True, kw_only=True):
    """A citation as a source's page shows it."""

    article: str
    href: str | None
    evidence: Markup
    cited_for: str
    quotations: tuple[str, ...]


def index(making: Making) -> Iterator[Page]:
    """Yield the index of sources by kind, on as many pages as it takes."""
    site = making.site
    order = {kind: rank for rank, kind in enumerate(words.SOURCE_KINDS)}
    ranked = ordered(site.corpus.sources, lambda s: (order[s.kind], -len(s.citations), fold(s.name), s.id))
    parts = portions(ranked, site.options.rows, name=lambda source: source.id)
    for nth, sources in enumerate(parts, start=1):
        place = (nth, len(parts), len(ranked) if nth == 1 else 0)
        picture = charts.flow(site, SOURCES) if nth == 1 else None
        yield from making.page(part(SOURCES, nth), _index, sources=list(sources), place=place, picture=picture)


def _index(
    site: Site, path: str, sources: Sequence[Source], place: tuple[int, int, int], picture: charts.Picture | None
) -> Page:
    nth, pages, total = place
    kinds = [
        (words.SOURCE_GROUPS[kind], [_entry(site, path, source) for source in alike])
        for kind, alike in grouped(sources, lambda s: s.kind).items()
    ]
    return render.page(
        path,
        "Sources cited",
        "sources",
        meta=("hide: [navigation, toc]", "search:", "  exclude: true"),
        kinds=kinds,
        picture=picture,
        pager=site.pager(path, SOURCES, nth, pages),
        nth=nth,
        total=total,
    )


def build(site: Site, source: Source) -> list[Page]:
    """Return the page of one source; sources cited very often get further pages."""
    first = site.places["source", source.id][0]
    parts = chunks(list(source.citations), site.options.rows)
    made = []
    for nth, citations in enumerate(parts, start=1):
        path = part(first, nth)
        entity = site.entities.get(source.entity or "")
        held = site.held.get(source.id, []) if nth == 1 else []
        numbers = site.attributed.get(source.id, [])[: site.options.rows] if nth == 1 else []
        page = render.page(
            path,
            source.name,
            "source",
            meta=(
                "hide: [navigation, toc]",
                *(site.unsearched() if nth == 1 and _is_sought(source) else ("search:", "  exclude: true")),
            ),
            kind=words.SOURCE_KINDS[source.kind],
            status=source.status,
            reliability=words.RELIABILITY.get(source.reliability or "", ""),
            grade=source.reliability,
            entity=None if entity is None else (entity.name, site.link(path, "entity", entity.id)),
            totals=(len(source.citations), len({c.article for c in source.citations})),
            citations=[_cited(site, path, citation) for citation in citations],
            statements=[
                (a, site.link(path, "authenticity", a.id), site.evidence(a.article, a.start, a.end)) for a in held
            ],
            numbers=[(q, site.sentence(path, q.article, q.start)) for q in numbers],
            pager=site.pager(path, first, nth, len(parts)),
            nth=nth,
            index=site.href(path, (SOURCES, None)),
        )
        made.append(page)
    return made


def _is_sought(source: Source) -> bool:
    """Return whether a search may end at a source's page: not where a person's own page or no proper name stands."""
    return source.entity is None and source.kind not in NAMELESS


def _entry(site: Site, path: str, source: Source) -> dict[str, object]:
    return {
        "name": source.name,
        "href": site.link(path, "source", source.id),
        "citations": len(source.citations),
        "articles": len({citation.article for citation in source.citations}),
        "status": source.status,
        "cited_for": words.listed(list(dict.fromkeys(c.cited_for for c in source.citations if c.cited_for)), 3, " · "),
    }


def _cited(site: Site, path: str, citation: Citation) -> Cited:
    quotes = {quote.id: quote for quote in site.quotes.get(citation.article, ())}
    text = site.articles[citation.article].text
    quotations = [
        " … ".join(escape.one_line(text[span.start : span.end]) for span in quotes[known].content)
        for known in citation.quotes
        if known in quotes
    ]
    return Cited(
        article=site.titles[citation.article],
        href=site.sentence(path, citation.article, citation.start),
        evidence=site.evidence(citation.article, citation.start, citation.end),
        cited_for=citation.cited_for or "",
        quotations=tuple(quotations),
    )
