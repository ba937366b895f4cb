"""The first page, the story in one screen: how much there is, who agrees and who vouches, when, and who speaks."""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from typing import Final

from markupsafe import Markup

from sourcebook.records import Change, Comparison, Page, Record, Source

from . import charts, escape, events, objects, rows, timeline, words
from .kept import Making
from .objects import Thing
from .rows import Brief
from .site import (
    ARTICLES,
    AUTHENTICITY,
    COMPARE,
    NUMBERS,
    PEOPLE,
    QUOTATIONS,
    SHARED,
    SOURCES,
    TIMELINE,
    Site,
    title,
)
from .sources import NAMELESS

PATH = "index.md"
# Entries a list of the overview holds.
_MOST = 5
_REPORTS = 10
_THINGS = 3
_DAYS = 5
_HOLDERS = 3
# Rows and columns without which a picture tells no more than the list.
_LEAST = 2
# Kinds of rows that tell the story; how somebody is called, and who vouches for what, stand elsewhere.
_TELLING: Final = frozenset({"quantity", "date", "claim"})

_PAGES = {
    "articles": ARTICLES,
    "people": PEOPLE,
    "numbers": NUMBERS,
    "sources": SOURCES,
    "authenticity": AUTHENTICITY,
    "compare": COMPARE,
    "shared": SHARED,
    "timeline": TIMELINE,
    "quotations": QUOTATIONS,
}


class Voices(Record, frozen=True, kw_only=True):
    """Who takes a stance: how many reports themselves, and whom they cite for it."""

    stance: str
    own: int
    cited: tuple[tuple[str, Markup | None], ...]
    more: int


class Object(Record, frozen=True, kw_only=True):
    """Something of which it is said whether it is genuine, with who says what."""

    name: str
    event: str
    href: Markup | None
    voices: tuple[Voices, ...]


def build(making: Making, placed: timeline.Placed) -> list[Page]:
    """Return the overview, opened by the hand-written text if there is one."""
    site = making.site
    reports = site.by_date()
    agreed, differing, worded = _compared(site)
    return making.written(
        PATH,
        "Overview",
        "overview",
        meta=("hide: [navigation, toc]",),
        # Written by the site's owner, as Markdown; a heading of the first order in it takes the place of ours.
        home=site.options.home.strip(),
        figures=_figures(site),
        things=[_object(site, thing) for thing in objects.things(site)[:_THINGS]],
        agreed=agreed,
        differing=differing,
        worded=worded,
        days=timeline.notable(site, PATH, placed, _DAYS),
        quoted=_quoted(site),
        sources=_sources(site),
        pictures=[_telling(charts.stances(site, PATH)), charts.shared(site, PATH)],
        reports=[(a, title(a), site.link(PATH, "article", a.id)) for a in reports[:_REPORTS]],
        more=max(0, len(reports) - _REPORTS),
        since=_since(site),
        links={name: site.href(PATH, (path, None)) for name, path in _PAGES.items()},
    )


def _telling(picture: charts.Picture | None) -> charts.Picture | None:
    """Return a picture of stances; none where one stance or report alone would be drawn."""
    return picture if picture and len(picture.head) > _LEAST and len(picture.rows) >= _LEAST else None


def _since(site: Site) -> dict[str, object] | None:
    """Return what changed since the last published build; ``None`` where that is not known."""
    changes = site.options.changes
    if changes is None:
        return None
    shown = [c for c in changes.changes if c.kind in words.REVIEWED or c.how != "changed"][:_MOST]
    return {
        "counts": [(how, sum(1 for c in changes.changes if c.how == how)) for how in ("gained", "lost", "changed")],
        "orphaned": len(changes.orphaned),
        "shown": [(c, _changed_at(site, c)) for c in shown],
        "more": max(0, len(changes.changes) - len(shown)),
    }


def _changed_at(site: Site, change: Change) -> Markup | None:
    if change.how == "lost" or change.article is None or change.article not in site.articles:
        return site.link(PATH, "article", change.article)
    return site.sentence(PATH, change.article, change.start or 0)


def _figures(site: Site) -> list[tuple[int, str, str, Markup | None]]:
    corpus = site.corpus
    outlets = {escape.one_line(a.outlet).casefold() for a in corpus.articles if a.outlet}
    days = {a.published.value for a in corpus.articles if a.published}
    counted = [
        (len(corpus.articles), "report", "reports", ARTICLES),
        (events.origins(site), "origin they rest on", "origins they rest on", SHARED),
        (len(outlets), "outlet named", "outlets named", ARTICLES),
        (len(days), "date of publication", "dates of publication", ARTICLES),
        (len(site.of_type("person")), "person named", "people named", PEOPLE),
        (len(corpus.quotes), "quotation", "quotations", PEOPLE),
        (len(corpus.quantities), "number", "numbers", NUMBERS),
        (len(corpus.sources), "source cited", "sources cited", SOURCES),
    ]
    return [(n, one, many, site.href(PATH, (path, None))) for n, one, many, path in counted]


def _compared(site: Site) -> tuple[list[Brief], list[Brief], int]:
    """Return what most origins agree on, where they differ, and how many rows differ in words alone; sure ones only."""
    every = site.corpus.comparisons
    telling = {*_TELLING, "stance"}
    agreed = (c for c in every if not c.possible and c.status == "agree" and c.kind in telling)
    # That somebody is described in other words is no difference in what happened.
    differing = (c for c in every if not c.possible and c.status != "agree" and c.kind in _TELLING)
    first = nsmallest(_MOST, agreed, key=_by_origins), nsmallest(_MOST, differing, key=rows.rank)
    agreeing, other = ([rows.brief(site, PATH, c) for c in each] for each in first)
    return agreeing, other, sum(not c.possible and c.status != "agree" and c.kind not in _TELLING for c in every)


def _by_origins(comparison: Comparison) -> tuple[object, ...]:
    reports = len({cell.article for cell in comparison.cells})
    return -comparison.independent, -reports, *rows.rank(comparison)


def _object(site: Site, thing: Thing) -> Object:
    first = thing.statements[0]
    voices = []
    # A bare attribution tells little; it is shown where there is nothing else.
    shown = {words.stance(each) for each in thing.statements}
    shown -= {words.ATTRIBUTED} if len(shown) > 1 else set()
    for stance in (stance for stance in words.STANCES if stance in shown):
        found = [each for each in thing.statements if words.stance(each) == stance]
        cited = {each.holder: None for each in found if each.holder in site.sources}
        names = [(site.sources[h].name, site.link(PATH, "source", h)) for h in cited if h is not None]
        own = len({each.article for each in found if each.holder is None})
        more = max(0, len(names) - _HOLDERS)
        voices.append(Voices(stance=stance, own=own, cited=tuple(names[:_HOLDERS]), more=more))
    href = site.link(PATH, "authenticity", first.id)
    return Object(name=thing.name, event=thing.event, href=href, voices=tuple(voices))


def _quoted(site: Site) -> list[tuple[str, Markup | None, int, int]]:
    number = Counter(quote.speaker for quote in site.corpus.quotes)
    people = [person for person in site.of_type("person") if person.id in number]
    said = [(p, site.said[p.id]) for p in nsmallest(_MOST, people, key=lambda p: -number[p.id])]
    return [(p.name, site.link(PATH, "entity", p.id), len(q), len({each.article for each in q})) for p, q in said]


def _sources(site: Site) -> list[tuple[str, Markup | None, int]]:
    named = (source for source in site.corpus.sources if source.kind not in NAMELESS)
    most = nsmallest(_MOST, named, key=lambda s: (-_reports(s), -len(s.citations), s.name))
    return [(s.name, site.link(PATH, "source", s.id), _reports(s)) for s in most]


def _reports(source: Source) -> int:
    return len({citation.article for citation in source.citations})
