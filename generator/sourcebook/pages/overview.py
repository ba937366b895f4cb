"""The first page: the story's reports, what they say on authenticity, who is quoted, and where to go on."""

from __future__ import annotations

from sourcebook.records import Page

from . import authenticity, comparisons, escape, render
from .site import ARTICLES, AUTHENTICITY, COMPARE, NUMBERS, PEOPLE, SOURCES, Site, title
from .sources import NAMELESS

PATH = "index.md"
# Entries a list of the overview holds.
_MOST = 8
_REPORTS = 12


def build(site: Site) -> Page:
    """Return the overview, opened by the hand-written text if there is one."""
    corpus = site.corpus
    people = sorted(site.of_type("person"), key=lambda person: -len(site.said.get(person.id, ())))
    quoted = [p for p in people if p.id in site.said][:_MOST]
    named = [source for source in corpus.sources if source.kind not in NAMELESS]
    sources = sorted(named, key=lambda s: (-len({c.article for c in s.citations}), -len(s.citations), s.name))
    reports = site.by_date()
    return render.page(
        PATH,
        "Overview",
        "overview",
        meta=("hide: [navigation, toc]",),
        home=_home(site.options.home),
        figures=_figures(site),
        stances=[(obj, n, each) for obj, n, each in authenticity.stances(site)][:_MOST],
        quoted=[(p.name, site.link(PATH, "entity", p.id), len(site.said[p.id])) for p in quoted],
        sources=[
            (s.name, site.link(PATH, "source", s.id), len({c.article for c in s.citations})) for s in sources[:_MOST]
        ],
        reports=[(a, title(a), site.link(PATH, "article", a.id)) for a in reports[:_REPORTS]],
        compared=comparisons.notable(site, PATH, _MOST),
        more=max(0, len(reports) - _REPORTS),
        links={name: site.href(PATH, (path, None)) for name, path in _PAGES.items()},
    )


_PAGES = {
    "articles": ARTICLES,
    "people": PEOPLE,
    "numbers": NUMBERS,
    "sources": SOURCES,
    "authenticity": AUTHENTICITY,
    "compare": COMPARE,
}


def _figures(site: Site) -> list[tuple[int, str, str, str | None]]:
    corpus = site.corpus
    outlets = {escape.one_line(a.outlet).casefold() for a in corpus.articles if a.outlet}
    days = {a.published.value for a in corpus.articles if a.published}
    counted = [
        (len(corpus.articles), "report", "reports", ARTICLES),
        (len(outlets), "outlet", "outlets", ARTICLES),
        (len(days), "date of publication", "dates of publication", ARTICLES),
        (len(site.of_type("person")), "person", "people", PEOPLE),
        (len(corpus.quotes), "quotation", "quotations", PEOPLE),
        (len(corpus.quantities), "number", "numbers", NUMBERS),
        (len(corpus.sources), "source", "sources", SOURCES),
        (len(corpus.authenticity), "authenticity statement", "authenticity statements", AUTHENTICITY),
    ]
    return [(n, one, many, site.href(PATH, (path, None))) for n, one, many, path in counted]


def _home(text: str) -> str:
    # Written by the site's owner, as Markdown; a heading of the first order in it takes the place of ours.
    return text.strip()
