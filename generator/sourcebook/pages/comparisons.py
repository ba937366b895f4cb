"""The reports side by side: where they agree, differ, or cannot both be right, and which text they share."""

from __future__ import annotations

from collections import Counter
from typing import Final

from markupsafe import Markup

from sourcebook.records import Article, Cell, Comparison, Page, Record, Reuse

from . import escape, render, words
from .paths import anchor, part
from .site import COMPARE, Site, chunks, title

STATUSES: Final = {"conflict": "cannot both hold", "differ": "differ", "agree": "agree"}
# A value that is a whole sentence is cut; the sentence stands behind its link.
_LONGEST_VALUE = 240
# In larger folders, most reports are silent on most things, and nobody reads their list.
_FEW = 50
_META = ("hide: [navigation, toc]", "search:", "  exclude: true")


class CellRow(Record, frozen=True, kw_only=True):
    """What one report says, as the page shows it."""

    article: str
    href: Markup | None
    value: str
    source: str
    source_href: Markup | None
    hedge: str


class Shown(Record, frozen=True, kw_only=True):
    """A comparison as the page shows it."""

    id: str
    topic: str
    status: str
    label: str
    origins: int
    possible: bool
    cells: tuple[CellRow, ...]
    silent: tuple[str, ...]
    why: str
    href: Markup | None


class Passage(Record, frozen=True, kw_only=True):
    """A passage that two reports share, as the page of one of them shows it."""

    words: int
    kind: str
    quoted: bool
    text: str
    here: Markup | None
    other: str
    there: Markup | None
    direction: str


def place(site: Site) -> list[tuple[str, list[Comparison]]]:
    """Return the pages of comparisons as (path, comparisons), the sure and grave ones first, and note their places."""
    order = list(STATUSES)
    ordered = sorted(
        site.corpus.comparisons,
        key=lambda c: (c.possible, order.index(c.status), -c.independent, -len(c.cells), c.topic, c.id),
    )
    made = []
    for nth, rows in enumerate(chunks(ordered, site.options.rows), start=1):
        path = part(COMPARE, nth)
        made.append((path, rows))
        for comparison in rows:
            site.places["comparison", comparison.id] = (path, anchor(comparison.id))
    return made


def build(site: Site, pages: list[tuple[str, list[Comparison]]]) -> list[Page]:
    """Return the pages that set the reports side by side."""
    made = []
    for nth, (path, rows) in enumerate(pages, start=1):
        shown = [_shown(site, path, comparison) for comparison in rows]
        page = render.page(
            path,
            "Side by side",
            "compare",
            meta=_META,
            groups=[(STATUSES[s], [row for row in shown if row.status == s and not row.possible]) for s in STATUSES],
            doubtful=[row for row in shown if row.possible],
            counts=_counts(site),
            origins=_origins(site, path) if nth == 1 else [],
            reports=len(site.corpus.articles),
            total=len(site.corpus.comparisons),
            pager=site.pager(path, COMPARE, len(pages)),
            nth=nth,
        )
        made.append(page)
    return made


def of_article(site: Site, page: str, article: Article) -> tuple[list[Shown], list[Passage]]:
    """Return the sure comparisons that an article takes part in, and the passages it shares with others."""
    rows = [c for c in site.comparisons.get(article.id, ()) if not c.possible]
    shown = [_shown(site, page, comparison) for comparison in rows]
    order = list(STATUSES)
    passages = [_passage(site, page, article, reuse) for reuse in site.reuse.get(article.id, ())]
    return sorted(shown, key=lambda row: order.index(row.status)), passages


def notable(site: Site, page: str, most: int) -> list[Shown]:
    """Return the sure comparisons that the overview shows: conflicts, then differences, then what most origins say."""
    order = list(STATUSES)
    sure = [c for c in site.corpus.comparisons if not c.possible and c.kind != "stance"]
    chosen = sorted(sure, key=lambda c: (order.index(c.status), -c.independent, -len(c.cells), c.topic, c.id))
    return [_shown(site, page, comparison) for comparison in chosen[:most]]


def _counts(site: Site) -> list[tuple[str, str, int]]:
    counted: Counter[str] = Counter(
        comparison.status for comparison in site.corpus.comparisons if not comparison.possible
    )
    return [(status, label, counted[status]) for status, label in STATUSES.items() if counted[status]]


def _origins(site: Site, path: str) -> list[tuple[list[tuple[str, Markup | None]], str]]:
    made = []
    for origin in site.corpus.origins:
        known = [site.articles[name] for name in origin.articles if name in site.articles]
        if len(known) > 1:
            made.append(([(title(a), site.link(path, "article", a.id)) for a in known], _named(site, origin.why)))
    return made


def _named(site: Site, why: str) -> str:
    """Return a reason with the titles of articles in place of their ids."""
    for name in sorted(site.articles, key=len, reverse=True) if len(site.articles) <= _FEW else ():
        why = why.replace(name, f"“{escape.shortened(title(site.articles[name]), 60)}”")
    return why


def _shown(site: Site, page: str, comparison: Comparison) -> Shown:
    silent = [_short(site.articles[name]) for name in comparison.silent if name in site.articles]
    return Shown(
        id=anchor(comparison.id),
        topic=comparison.topic,
        status=comparison.status,
        label=STATUSES[comparison.status],
        origins=comparison.independent,
        possible=comparison.possible,
        cells=tuple(_cell(site, page, comparison, cell) for cell in comparison.cells if cell.article in site.articles),
        silent=tuple(silent) if len(silent) <= _FEW else (),
        why=comparison.why,
        href=site.link(page, "comparison", comparison.id),
    )


def _cell(site: Site, page: str, comparison: Comparison, cell: Cell) -> CellRow:
    source = site.sources.get(cell.source or "")
    hedge = cell.hedge or ""
    value = escape.shortened(cell.value, _LONGEST_VALUE)
    if comparison.kind == "stance":
        value = words.STANCES.get(cell.value, value)
    article = site.articles[cell.article]
    return CellRow(
        article=title(article),
        href=site.sentence(page, cell.article, cell.evidence.start),
        value=value,
        source=source.name if source else "",
        source_href=site.link(page, "source", source.id) if source else None,
        hedge="" if hedge in value else hedge,
    )


def _passage(site: Site, page: str, article: Article, reuse: Reuse) -> Passage:
    mine, other = (reuse.a, reuse.b) if reuse.a.article == article.id else (reuse.b, reuse.a)
    shared = article.text[mine.start : mine.end]
    return Passage(
        words=reuse.words,
        kind="word for word" if reuse.kind == "verbatim" else "nearly word for word",
        quoted=reuse.quoted,
        text="a passage" if site.is_withheld(article) else escape.shortened(shared, _LONGEST_VALUE),
        here=site.sentence(page, article.id, mine.start),
        other=title(site.articles[other.article]),
        there=site.sentence(page, other.article, other.start),
        direction=_direction(reuse, article),
    )


def _direction(reuse: Reuse, article: Article) -> str:
    if reuse.direction == "undetermined":
        return ""
    taken = (reuse.direction == "b-to-a") == (reuse.a.article == article.id)
    where = "taken over from there" if taken else "taken over from here"
    return f"{where}: {reuse.direction_why}" if reuse.direction_why else where


def _short(article: Article) -> str:
    return escape.shortened(title(article), 48)
