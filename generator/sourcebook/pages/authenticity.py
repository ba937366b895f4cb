"""The ledger: who says what on whether the material is what it is said to be; never a verdict of ours."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sourcebook.records import Authenticity, Page, Record
from sourcebook.spilled import selected, several

from . import charts, escape, events, objects, render, rows, words
from .kept import Making
from .objects import Thing
from .paths import anchor, part
from .portions import portions
from .rows import Report
from .site import AUTHENTICITY, Site, grouped

# The path of each page, the objects on it, and the numbers of their statements there.
Placed = list[tuple[str, list[tuple[Thing, Sequence[int]]]]]
_LONGEST_CHANNEL = 80
# Reports whose stances are told one by one, in the order of their dates.
_MOST_REPORTS = 60


class Sentence(Record, frozen=True, kw_only=True):
    """A statement: the sentence, and what there is to say of how it was found."""

    id: str
    evidence: Markup
    href: Markup | None
    confidence: str
    status: str
    method: str
    through: str


class Entry(Record, frozen=True, kw_only=True):
    """One stance of one holder in one report, with all its sentences."""

    stance: str
    holder: str
    holder_href: Markup | None
    report: Report
    published: str
    sentences: tuple[Sentence, ...]


class Step(Record, frozen=True, kw_only=True):
    """What one report says of an object, in the order in which reports came out."""

    report: Report
    published: str
    stances: tuple[tuple[str, tuple[str, ...], bool], ...]


class Ledger(Record, frozen=True, kw_only=True):
    """An object with its statements on one page."""

    name: str
    event: str
    rests: str
    counted: list[tuple[str, int]]
    own: tuple[Entry, ...]
    cited: tuple[Entry, ...]
    bare: tuple[Entry, ...]
    bare_sentences: int
    steps: tuple[Step, ...]


def place(site: Site) -> Placed:
    """Return the pages of statements as (path, objects with their statements), and note the place of each."""
    known = site.corpus.authenticity
    things = objects.things(site)
    ordered = [(nth, number) for nth, thing in enumerate(things) for number in thing.numbers]
    made: Placed = []
    for nth, each in enumerate(portions(ordered, site.options.rows, name=lambda at: known[at[1]].id), start=1):
        path = part(AUTHENTICITY, nth)
        alike: dict[int, array[int]] = {}
        for thing, number in each:
            alike.setdefault(thing, array("i")).append(number)
        site.places.put("authenticity", (found.id for found in selected(known, [number for _, number in each])), path)
        made.append((path, [(things[thing], numbers) for thing, numbers in alike.items()]))
    return made


def build(making: Making, pages: Placed) -> Iterator[Page]:
    """Yield the pages of statements, by the object they are about."""
    site = making.site
    for nth, (path, things) in enumerate(pages, start=1):
        place = (nth, len(pages), len(site.corpus.authenticity) if nth == 1 else 0)
        ledgers = [_ledger(site, path, thing, numbers) for thing, numbers in things]
        picture = charts.stances(site, path) if nth == 1 else None
        yield from making.page(path, _page, things=ledgers, picture=picture, place=place)


def _page(
    site: Site, path: str, things: Sequence[Ledger], picture: charts.Picture | None, place: tuple[int, int, int]
) -> Page:
    nth, pages, total = place
    return render.page(
        path,
        "Authenticity",
        "authenticity",
        meta=("hide: [navigation, toc]", "search:", "  exclude: true"),
        things=things,
        picture=picture,
        pager=site.pager(path, AUTHENTICITY, nth, pages),
        nth=nth,
        total=total,
    )


def _ledger(site: Site, path: str, thing: Thing, numbers: Sequence[int]) -> Ledger:
    found = several(site.corpus.authenticity, numbers)
    hedged = [each for each in found if words.stance(each) != words.ATTRIBUTED]
    bare = [each for each in found if words.stance(each) == words.ATTRIBUTED]
    # What is said is told once, on the page on which the object begins.
    begins = numbers[0] == thing.numbers[0]
    return Ledger(
        name=thing.name,
        event=thing.event,
        rests=words.rests(len(thing.articles), events.origins(site, thing.articles)),
        counted=objects.counted(thing.statements),
        own=_entries(site, path, [each for each in hedged if each.holder is None]),
        cited=_entries(site, path, [each for each in hedged if each.holder is not None]),
        bare=_entries(site, path, bare),
        bare_sentences=len(bare),
        steps=_steps(site, path, thing) if begins else (),
    )


def _entries(site: Site, path: str, found: Sequence[Authenticity]) -> tuple[Entry, ...]:
    alike: dict[tuple[str, str | None, str], list[Authenticity]] = {}
    for each in found:
        alike.setdefault((words.stance(each), each.holder, each.article), []).append(each)
    return tuple(_entry(site, path, stance, each) for (stance, _, _), each in alike.items())


def _entry(site: Site, path: str, stance: str, found: Sequence[Authenticity]) -> Entry:
    article = found[0].article
    holder = site.sources.get(found[0].holder or "")
    return Entry(
        stance=stance,
        holder=holder.name if holder else "",
        holder_href=site.link(path, "source", holder.id) if holder else None,
        report=rows.report(site, path, article),
        published=words.published(site.articles[article].published),
        sentences=tuple(_sentence(site, path, each) for each in found),
    )


def _sentence(site: Site, path: str, found: Authenticity) -> Sentence:
    return Sentence(
        id=anchor(found.id),
        evidence=site.evidence(found.article, found.start, found.end),
        href=site.sentence(path, found.article, found.start),
        confidence=found.confidence,
        status=found.status,
        method=escape.one_line(found.method or ""),
        through=_through(site, found),
    )


def _through(site: Site, found: Authenticity) -> str:
    """Return through what a quotation reached the report, where the statement stands inside it."""
    text = site.articles[found.article].text
    for quote in site.quotes.get(found.article, ()):
        inside = any(span.start <= found.start and found.end <= span.end for span in quote.content)
        if inside and quote.channel:
            return escape.shortened(text[quote.channel.start : quote.channel.end], _LONGEST_CHANNEL)
    return ""


def _steps(site: Site, path: str, thing: Thing) -> tuple[Step, ...]:
    """Return what each report says of an object, oldest first, with the stances that none before it had."""
    said = grouped(thing.statements, lambda found: found.article)
    order = site.in_order(said)
    if not 1 < len(order) <= _MOST_REPORTS:
        return ()
    seen: set[str] = set()
    made = []
    for article in order:
        stances = grouped(said[article], words.stance)
        each = [(stance, _holders(site, found), bool(seen) and stance not in seen) for stance, found in stances.items()]
        published = site.articles[article].published
        # Without a date, nobody knows what came before.
        shown = tuple((stance, who, new and published is not None) for stance, who, new in each)
        seen |= stances.keys()
        step = Step(report=rows.report(site, path, article), published=words.published(published), stances=shown)
        made.append(step)
    return tuple(made)


def _holders(site: Site, found: Sequence[Authenticity]) -> tuple[str, ...]:
    """Return whom a report cites for a stance, nobody where it speaks itself."""
    known = [site.sources[each.holder].name for each in found if each.holder in site.sources]
    return tuple(dict.fromkeys(known))
