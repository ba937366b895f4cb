"""Who says what on whether the material is what it is said to be; never a verdict of ours."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from sourcebook.records import Authenticity, Page, Record
from sourcebook.text import fold

from . import charts, render, words
from .paths import anchor, part
from .site import AUTHENTICITY, Site, chunks, grouped, title


class Statement(Record, frozen=True, kw_only=True):
    """A statement as the table shows it."""

    found: Authenticity
    id: str
    evidence: Markup
    article: str
    href: str | None
    holder: str
    holder_href: str | None


def place(site: Site) -> list[tuple[str, list[Authenticity]]]:
    """Return the pages of statements as (path, statements), and note the place of each."""
    order = Counter(fold(found.object) for found in site.corpus.authenticity)
    ordered = sorted(
        site.corpus.authenticity,
        key=lambda a: (-order[fold(a.object)], fold(a.object), list(words.STANCES).index(a.stance), a.article, a.start),
    )
    made = []
    for nth, rows in enumerate(chunks(ordered, site.options.rows), start=1):
        path = part(AUTHENTICITY, nth)
        made.append((path, rows))
        for statement in rows:
            site.places["authenticity", statement.id] = (path, anchor(statement.id))
    return made


def build(site: Site, pages: list[tuple[str, list[Authenticity]]]) -> list[Page]:
    """Return the pages of statements, by the object they are about."""
    made = []
    for nth, (path, rows) in enumerate(pages, start=1):
        objects = [
            (alike[0].object, _stances(alike), [_statement(site, path, found) for found in alike])
            for alike in grouped(rows, lambda a: fold(a.object)).values()
        ]
        page = render.page(
            path,
            "Authenticity",
            "authenticity",
            meta=("hide: [navigation, toc]", "search:", "  exclude: true"),
            objects=objects,
            picture=charts.stances(site, path) if nth == 1 else None,
            pager=site.pager(path, AUTHENTICITY, len(pages)),
            nth=nth,
            total=len(site.corpus.authenticity),
        )
        made.append(page)
    return made


def stances(site: Site) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Return, for each object that statements are about, how many there are and how many of each stance."""
    objects = grouped(site.corpus.authenticity, lambda a: fold(a.object)).values()
    made = [(alike[0].object, len(alike), _stances(alike)) for alike in objects]
    return sorted(made, key=lambda entry: (-entry[1], entry[0]))


def _stances(alike: list[Authenticity]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter(found.stance for found in alike)
    return [(stance, counted[stance]) for stance in words.STANCES if stance in counted]


def _statement(site: Site, path: str, found: Authenticity) -> Statement:
    holder = site.sources.get(found.holder or "")
    article = site.articles[found.article]
    return Statement(
        found=found,
        id=anchor(found.id),
        evidence=site.evidence(found.article, found.start, found.end),
        article=article.outlet or title(article),
        href=site.sentence(path, found.article, found.start),
        holder=holder.name if holder else "",
        holder_href=site.link(path, "source", holder.id) if holder else None,
    )
