"""Matrices: stances by report, and people by report."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from sourcebook.pages import objects, words
from sourcebook.pages.charts import grid
from sourcebook.pages.charts.choice import called, first, left_out
from sourcebook.pages.charts.frame import Entry, Picture
from sourcebook.pages.charts.grid import Dot, Matrix
from sourcebook.pages.light import whole
from sourcebook.pages.site import Site
from sourcebook.records import Article, Authenticity

REPORTS = 16
COLUMNS = 9
PEOPLE = 14
_GROUPS: Final = {
    "confirmed": "yes",
    "deemed-authentic": "yes",
    "no-reason-to-doubt": "yes",
    "disputed": "no",
    words.ATTRIBUTED: "bare",
}


def stances(site: Site, page: str) -> Picture | None:
    """Return which report gives which stance on the thing that most statements are about; ``None`` without statements.

    Args:
        site: the findings.
        page: the page that shows the picture, for its links.
    """
    things = objects.things(site)
    if not things:
        return None
    statements = things[0].statements
    by_report: Counter[str] = Counter(found.article for found in statements)
    speaking = site.in_order(article for article in by_report if article in site.articles)
    shown = [site.articles[article] for article in first(speaking, by_report, REPORTS)]
    given = {words.stance(found) for found in statements if found.article in {article.id for article in shown}}
    columns = [stance for stance in words.STANCES if stance in given]
    cells: dict[tuple[str, str], list[Authenticity]] = defaultdict(list)
    for found in statements:
        cells[found.article, words.stance(found)].append(found)
    dots = {}
    for r, article in enumerate(shown):
        for c, stance in enumerate(columns):
            if alike := cells.get((article.id, stance)):
                href = site.link(page, "authenticity", alike[0].id)
                kind = f"stance-{_GROUPS.get(stance, 'open')}"
                dots[r, c] = Dot(amount=len(alike), says=str(len(alike)), href=href, kind=kind)
    counted = f"{words.count(len(statements), 'statement')} of {words.count(len(speaking), 'report')}"
    return grid.picture(
        "stances",
        f"Stances by report: {things[0].name}",
        f"A row a report, a column a stance; the circle grows with the number of statements. {counted}.",
        Matrix(
            corner="Report",
            rows=tuple(_report(site, page, article) for article in shown),
            columns=tuple(words.STANCES[stance] for stance in columns),
            dots=dots,
        ),
        note=left_out(len(speaking), len(shown), "reports", "those with most statements"),
    )


def people(site: Site, page: str) -> Picture | None:
    """Return who is named in which report, and who is quoted there; ``None`` where nobody is named.

    Args:
        site: the findings.
        page: the page that shows the picture, for its links.
    """
    everybody = [person for person in site.of_type("person") if person.mentions]
    persons = list(map(whole, everybody[:PEOPLE]))
    named = Counter((person.id, mention.article) for person in persons for mention in person.mentions)
    by_report: Counter[str] = Counter(article for _, article in named)
    naming = site.in_order(article for article in by_report if article in site.articles)
    shown = [site.articles[article] for article in first(naming, by_report, COLUMNS)]
    if not shown:
        return None
    quoted = Counter((person.id, quote.article) for person in persons for quote in site.said.get(person.id, ()))
    dots = {}
    for r, person in enumerate(persons):
        for c, article in enumerate(shown):
            key = (person.id, article.id)
            if times := named[key]:
                start = min(m.start for m in person.mentions if m.article == article.id)
                says = f"named {times}" + (f", quoted {quoted[key]}" if quoted[key] else "")
                href = site.sentence(page, article.id, start)
                dots[r, c] = Dot(amount=times, says=says, href=href, kind="person", ringed=bool(quoted[key]))
    notes = (
        left_out(len(everybody), len(persons), "people", "those in most reports"),
        left_out(len(naming), len(shown), "reports", "those that name most of these people"),
    )
    return grid.picture(
        "people",
        "People by report",
        "A row a person, a column a report; the circle grows with the number of mentions and is ringed where the "
        "person is quoted.",
        Matrix(
            corner="Person",
            rows=tuple(Entry(text=p.name, href=site.link(page, "entity", p.id)) for p in persons),
            columns=tuple(called(article) for article in shown),
            dots=dots,
        ),
        note=" ".join(filter(None, notes)),
    )


def _report(site: Site, page: str, article: Article) -> Entry:
    return Entry(text=called(article), href=site.link(page, "article", article.id))
