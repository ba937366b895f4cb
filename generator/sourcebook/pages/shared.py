"""Which reports share text, how much, and on how many texts all of them rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sourcebook.records import Page, Record, Reuse

from . import charts, events, pairs, render, rows, words
from .between import Pair
from .comparisons import META, also
from .kept import Making
from .paths import part
from .portions import portions
from .rows import Report
from .site import SHARED, Site, title

# Reports of which a table of all against all can still be read.
_MOST = 16
# Groups of reports that rest on one text, and reports of one, that are named.
_GROUPS = 60
_NAMED = 24
# Articles up to which their ids are looked for in the reasons of origins.
_FEW = 200


class PairRow(Record, frozen=True, kw_only=True):
    """Two reports that share text."""

    reports: tuple[Report, Report]
    href: Markup | None
    passages: int
    words: int
    shares: tuple[str, str]
    directions: tuple[str, ...]


class Top(Record, frozen=True, kw_only=True):
    """What the first page of shared text tells beside its pairs; ``total`` and ``listed`` count pairs."""

    rests: str = ""
    total: int = 0
    listed: int = 0
    origins: list[tuple[list[Report], int, str]] = []  # noqa: RUF012 - msgspec gives each record a list of its own
    more: int = 0
    matrix: dict[str, object] | None = None
    picture: charts.Picture | None = None


def build(making: Making, chosen: Sequence[Pair]) -> Iterator[Page]:
    """Yield the page of shared text; many pairs go on on further pages."""
    site = making.site
    parts = portions(chosen, site.options.rows, name=lambda pair: pairs.key(*pair))
    origins, more = _origins(site, SHARED)
    first = Top(
        rests=words.rests(len(site.articles), events.origins(site)),
        total=len(site.pairs),
        listed=len(chosen),
        origins=origins,
        more=more,
        matrix=_matrix(site, SHARED),
        picture=charts.shared(site, SHARED),
    )
    for nth, each in enumerate(parts, start=1):
        top = first if nth == 1 else Top()
        yield from making.page(part(SHARED, nth), _page, shown=each, place=(nth, len(parts)), top=top)


def _page(site: Site, path: str, shown: Sequence[Pair], place: tuple[int, int], top: Top) -> Page:
    nth, pages = place
    return render.page(
        path,
        "Shared text",
        "shared",
        meta=META,
        rests=top.rests,
        origins=top.origins,
        more=top.more,
        matrix=top.matrix,
        picture=top.picture,
        pairs=[_row(site, path, pair, site.pairs[pair]) for pair in shown],
        listed=top.listed,
        total=top.total,
        also=also(site, path),
        pager=site.pager(path, SHARED, nth, pages),
        nth=nth,
    )


def _row(site: Site, path: str, pair: Pair, passages: list[Reuse]) -> PairRow:
    one, other = pair
    known = [reuse for reuse in passages if reuse.direction != "undetermined"]
    return PairRow(
        reports=(rows.report(site, path, one), rows.report(site, path, other)),
        href=site.link(path, "pair", pairs.key(one, other)),
        passages=len(passages),
        words=site.prose.shared(one, passages),
        shares=(site.prose.share(one, passages), site.prose.share(other, passages)),
        directions=tuple(dict.fromkeys(pairs.direction(site, reuse) for reuse in known)),
    )


def _origins(site: Site, path: str) -> tuple[list[tuple[list[Report], int, str]], int]:
    """Return groups of reports that rest on one text, with how many reports are not named, and of groups."""
    groups = [(o.why, [name for name in o.articles if name in site.articles]) for o in site.corpus.origins]
    groups = sorted((each for each in groups if len(each[1]) > 1), key=lambda each: -len(each[1]))
    made = []
    for why, names in groups[:_GROUPS]:
        known = [rows.report(site, path, name) for name in names[:_NAMED]]
        made.append((known, len(names) - len(known), _named(site, why, names)))
    return made, len(groups) - len(made)


def _named(site: Site, why: str, articles: Sequence[str]) -> str:
    """Return a reason with the titles of articles in place of their ids."""
    known = sorted(articles[:_FEW], key=len, reverse=True)
    if not known:
        return why
    # All at once and the longest first: an id may be the beginning of another one.
    ids = re.compile("|".join(map(re.escape, known)))
    return ids.sub(lambda found: f"“{rows.report(site, SHARED, found[0]).said}”", why)


def _matrix(site: Site, path: str) -> dict[str, object] | None:
    """Return a table of all reports that share text against each other, where they are few enough to be read."""
    sharing = {name for pair in site.pairs for name in pair}
    chosen = site.in_order(sharing)
    if not 2 <= len(chosen) <= _MOST:  # noqa: PLR2004  (a table needs two)
        return None
    lines = []
    for name in chosen:
        cells = [_cell(site, path, name, other) for other in chosen]
        whole = (site.prose.words(name), site.prose.share(name, site.reuse.get(name, ())))
        lines.append((rows.report(site, path, name), cells, whole))
    return {"lines": lines, "names": [title(site.articles[name]) for name in chosen]}


def _cell(site: Site, path: str, name: str, other: str) -> tuple[int, Markup | None, bool]:
    passages = site.pairs.get((name, other)) or site.pairs.get((other, name)) or []
    shared = site.prose.shared(name, passages)
    return shared, site.link(path, "pair", pairs.key(name, other)), name == other
