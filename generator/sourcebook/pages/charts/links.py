"""What leans on what: text that reports share, and sources that outlets cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from sourcebook.pages import pairs, words
from sourcebook.pages.charts.choice import called, first, left_out
from sourcebook.pages.charts.frame import LABELS, ROW, Canvas, Entry, Picture, size
from sourcebook.pages.site import Site
from sourcebook.records import Article, Source

REPORTS = 18
SOURCES = 12
OUTLETS = 12
_TOP = 6.0
_THINNEST, _THICKEST = 1.25, 7.0
# The field between the names of sources and of outlets.
_FLOW_LEFT, _FLOW_WIDTH = 38.0, 22.0
_NAMELESS = frozenset({"document", "recording", "unnamed-official", "unnamed-person"})
Pair = tuple[str, str]


def shared(site: Site, page: str) -> Picture | None:
    """Return which reports share text, and how much; ``None`` where none do.

    Args:
        site: the findings.
        page: the page that shows the picture, for its links.
    """
    # What two reports share beyond their prose, such as a caption, is not counted.
    found = site.prose.by_pair()
    by_report: Counter[str] = Counter()
    for (one, other), amount in found.items():
        by_report[one] += amount
        by_report[other] += amount
    sharing = site.in_order(article for article in by_report if article in site.articles)
    shown = [site.articles[article] for article in first(sharing, by_report, REPORTS)]
    place = {article.id: number for number, article in enumerate(shown)}
    drawn = {pair: amount for pair, amount in found.items() if pair[0] in place and pair[1] in place}
    if not drawn:
        return None
    ordered = sorted(drawn, key=lambda pair: (-drawn[pair], pair))
    rows = tuple(
        (
            *(_report(site, page, name) for name in pair),
            Entry(text=str(drawn[pair]), href=site.link(page, "pair", pairs.key(*pair))),
        )
        for pair in ordered
    )
    title = "Text that reports share"
    about = (
        f"An arc joins two reports that share text and is as thick as they share words. "
        f"{words.count(len(drawn), 'pair')}; the most is {words.count(drawn[ordered[0]], 'word')}."
    )
    return Picture(
        id="picture-shared",
        title=title,
        about=about,
        svg=_arcs((title, about), shown, place, drawn),
        head=("Report", "Report", "Words shared"),
        rows=rows,
        note=left_out(len(sharing), len(shown), "reports that share text", "those that share most"),
    )


def flow(site: Site, page: str) -> Picture | None:
    """Return which outlets cite which sources; ``None`` where no source is named.

    Reports without an outlet stand for themselves. Sources without a name of their own are not drawn: two documents
    are not one source.

    Args:
        site: the findings.
        page: the page that shows the picture, for its links.
    """
    outlet = {article.id: called_outlet(article) for article in site.corpus.articles}
    found: Counter[Pair] = Counter()
    for source in site.corpus.sources:
        if source.kind not in _NAMELESS:
            found.update((source.id, outlet[c.article]) for c in source.citations if c.article in outlet)
    sources = _largest(found, 0, SOURCES)
    outlets = _largest(Counter({pair: n for pair, n in found.items() if pair[0] in sources}), 1, OUTLETS)
    drawn = {pair: n for pair, n in found.items() if pair[0] in sources and pair[1] in outlets}
    if not drawn:
        return None
    rows = tuple(
        (_source(site, page, site.sources[pair[0]]), Entry(text=pair[1]), Entry(text=str(drawn[pair])))
        for pair in sorted(drawn, key=lambda pair: (sources.index(pair[0]), outlets.index(pair[1])))
    )
    title = "Sources and who cites them"
    about = "Left the sources, right the outlets; a line is as thick as the citations are many."
    every = (len({pair[0] for pair in found}), len({pair[1] for pair in found}))
    notes = (
        left_out(every[0], len(sources), "sources with a name", "the most cited"),
        left_out(every[1], len(outlets), "outlets", "those that cite them most"),
    )
    return Picture(
        id="picture-flow",
        title=title,
        about=about,
        svg=_flow(
            (title, about), [site.sources[name].name for name in sources], outlets, _numbered(drawn, sources, outlets)
        ),
        head=("Source", "Outlet or report", "Citations"),
        rows=rows,
        note=" ".join(filter(None, notes)),
    )


def called_outlet(article: Article) -> str:
    """Return an article's outlet, or its title where none is known."""
    return " ".join((article.outlet or "").split()) or called(article)


def _largest(found: Counter[Pair], side: int, most: int) -> list[str]:
    totals: Counter[str] = Counter()
    for pair, amount in found.items():
        totals[pair[side]] += amount
    return sorted(totals, key=lambda name: (-totals[name], name))[:most]


def _numbered(drawn: Mapping[Pair, int], left: list[str], right: list[str]) -> dict[tuple[int, int], int]:
    return {(left.index(pair[0]), right.index(pair[1])): amount for pair, amount in drawn.items()}


def _report(site: Site, page: str, name: str) -> Entry:
    return Entry(text=called(site.articles[name]), href=site.link(page, "article", name))


def _source(site: Site, page: str, source: Source) -> Entry:
    return Entry(text=source.name, href=site.link(page, "source", source.id))


def _stroke(amount: int, most: int) -> float:
    return _THINNEST + (_THICKEST - _THINNEST) * amount / most


def _arcs(said: Pair, shown: Sequence[Article], place: Mapping[str, int], drawn: Mapping[Pair, int]) -> Markup:
    canvas = Canvas("shared")
    height = _TOP + ROW * len(shown) + 4
    most = max(drawn.values())
    paths = []
    for (one, other), amount in sorted(drawn.items()):
        upper, lower = sorted((place[one], place[other]))
        out = size(25 + 105 * (lower - upper) / len(shown))
        top, bottom = size(_middle(upper)), size(_middle(lower))
        paths.append((f"M0 {top}C{out} {top} {out} {bottom} 0 {bottom}", "arc", _stroke(amount, most)))
    for number, article in enumerate(shown):
        canvas.label(0, _middle(number), 2 * LABELS - 22, called(article))
        canvas.circle(2 * LABELS - 20, _middle(number), 3, kind="node")
    canvas.curves(2 * LABELS - 19, 119 - 2 * LABELS, height, paths)
    return canvas.finish(*said, height)


def _flow(said: Pair, left: Sequence[str], right: Sequence[str], drawn: Mapping[tuple[int, int], int]) -> Markup:
    canvas = Canvas("flow")
    lines = max(len(left), len(right))
    height = _TOP + ROW * lines + 4
    most = max(drawn.values())
    places = [
        [_middle((number + 0.5) * lines / len(side) - 0.5) for number in range(len(side))] for side in (left, right)
    ]
    paths = []
    for (one, other), amount in sorted(drawn.items()):
        start, end = size(places[0][one]), size(places[1][other])
        paths.append((f"M0 {start}C50 {start} 50 {end} 100 {end}", "flow", _stroke(amount, most)))
    canvas.curves(_FLOW_LEFT, _FLOW_WIDTH, height, paths)
    for number, name in enumerate(left):
        canvas.label(0, places[0][number], _FLOW_LEFT - 1, name)
    for number, name in enumerate(right):
        canvas.label(_FLOW_LEFT + _FLOW_WIDTH + 1, places[1][number], 99 - _FLOW_LEFT - _FLOW_WIDTH, name)
    return canvas.finish(*said, height)


def _middle(number: float) -> float:
    return _TOP + ROW * (number + 0.5)
