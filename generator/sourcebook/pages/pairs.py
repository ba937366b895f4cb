"""The page of two articles: the passages they share side by side, and what both speak of."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sourcebook.records import ArticleSpan, Page, Record, Reuse, Span

from . import differing, paths, render, rows, words
from .between import Pair
from .comparisons import META, also
from .paths import anchor, part
from .rows import Brief, Report
from .site import SHARED, Site, chunks

# Passages are cut to this many characters a side; the articles have them whole.
_LONGEST = 4_000
# Comparisons that the page of a pair names.
_ROWS = 40


class Side(Record, frozen=True, kw_only=True):
    """A passage as it stands in one of the two reports."""

    report: Report
    html: Markup | None


class Passage(Record, frozen=True, kw_only=True):
    """A passage that two reports share."""

    id: str
    words: int
    kind: str
    quoted: bool
    direction: str
    sides: tuple[Side, Side]
    marked: bool


class Half(Record, frozen=True, kw_only=True):
    """One of the two reports: where it stands, when it came out, how much of it the other one has."""

    report: Report
    published: str
    words: int
    share: str


def place(site: Site) -> list[Pair]:
    """Return the pairs that get a page, in the order of their dates, and note the place of each."""
    most = sorted(site.pairs, key=lambda pair: (-sum(reuse.words for reuse in site.pairs[pair]), pair))
    kept = set(most[: site.options.pairs])
    for one, other in kept:
        site.places["pair", key(one, other)] = (f"compare/{paths.pair(*sorted((one, other)))}.md", None)

    return [pair for pair in site.pairs if pair in kept]


def key(one: str, other: str) -> str:
    """Return the name under which the place of two articles is kept, in either order."""
    return "\x1f".join(sorted((one, other)))


def direction(site: Site, reuse: Reuse) -> str:
    """Return who took a passage from whom, if that is recorded, and why."""
    why = reuse.direction_why
    if reuse.direction == "undetermined":
        return f"direction not determined{': ' + why if why else ''}"
    giver, taker = (reuse.a, reuse.b) if reuse.direction == "a-to-b" else (reuse.b, reuse.a)
    said = f"“{_named(site, taker.article)}” has it from “{_named(site, giver.article)}”"
    return f"{said}: {why}" if why else said


def _named(site: Site, article: str) -> str:
    return rows.report(site, "", article).said


def build(site: Site, pair: Pair) -> list[Page]:
    """Return the pages of a pair; articles that share very many passages get further ones."""
    first = site.places["pair", key(*pair)][0]
    passages = site.pairs[pair]
    parts = chunks(passages, site.options.rows)
    made = []
    for nth, each in enumerate(parts, start=1):
        path = part(first, nth)
        halves = tuple(_half(site, path, article, passages) for article in pair)
        page = render.page(
            path,
            " / ".join(half.report.said for half in halves),
            "pair",
            meta=META,
            halves=halves,
            passages=[_passage(site, path, pair, reuse) for reuse in each],
            total=len(passages),
            shared_words=site.prose.shared(pair[0], passages),
            compared=_compared(site, path, pair) if nth == 1 else [],
            also=also(site, path),
            index=site.href(path, (SHARED, None)),
            pager=site.pager(path, first, nth, len(parts)),
            nth=nth,
        )
        made.append(page)
    return made


def _half(site: Site, path: str, article: str, passages: Sequence[Reuse]) -> Half:
    known = site.articles[article]
    return Half(
        report=rows.report(site, path, article),
        published=words.published(known.published),
        words=site.prose.words(article),
        share=site.prose.share(article, passages),
    )


def _compared(site: Site, path: str, pair: Pair) -> list[Brief]:
    """Return the sure comparisons in which both reports speak, differences only where it is these two that differ."""
    here = site.comparisons.get(pair[0], ())
    both = [c for c in here if not c.possible and any(cell.article == pair[1] for cell in c.cells)]
    made = (rows.brief(site, path, c, pair) for c in sorted(both, key=rows.rank))
    return [row for row in made if row.status == "agree" or row.values > 1][:_ROWS]


def _passage(site: Site, path: str, pair: Pair, reuse: Reuse) -> Passage:
    sides = (reuse.a, reuse.b) if reuse.a.article == pair[0] else (reuse.b, reuse.a)
    one, other = (site.articles[side.article].text[side.start : side.end][:_LONGEST] for side in sides)
    found = differing.stretches(one, other)
    shown = [
        None if site.is_withheld(site.articles[side.article]) else _html(text, side, spans, element)
        for side, text, spans, element in zip(sides, (one, other), found, ("del", "ins"), strict=True)
    ]
    return Passage(
        id=anchor(reuse.id),
        words=reuse.words,
        kind="word for word" if reuse.kind == "verbatim" else "nearly word for word",
        quoted=reuse.quoted,
        direction=direction(site, reuse),
        sides=(_side(site, path, sides[0], shown[0]), _side(site, path, sides[1], shown[1])),
        marked=bool(found[0] or found[1]),
    )


def _html(text: str, side: ArticleSpan, found: Sequence[Span], element: str) -> Markup:
    made = differing.marked(text, found, "del" if element == "del" else "ins")
    return made + Markup("…") if side.end - side.start > len(text) else made


def _side(site: Site, path: str, side: ArticleSpan, html: Markup | None) -> Side:
    return Side(report=rows.report(site, path, side.article, side.start), html=html)
