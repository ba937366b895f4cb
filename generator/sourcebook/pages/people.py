"""Key figures: the index of people, a page each, and the lists of organisations and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sourcebook.records import Entity, Page, Quote, Record, Role

from . import charts, escape, render, words
from .kept import Making
from .light import whole
from .paths import anchor, part
from .portions import portions
from .site import ORGANISATIONS, PEOPLE, PLACES, Site, chunks

_NO_SEARCH = ("search:", "  exclude: true")
LISTS = (
    (ORGANISATIONS, "Organisations", ("organisation", "group")),
    (PLACES, "Places", ("place",)),
)


# A quotation is cut to this many characters a part; the article has it whole.
_LONGEST_QUOTE = 1_500


class Said(Record, frozen=True, kw_only=True):
    """A quotation as a person's page shows it."""

    quote: Quote
    id: str
    content: str
    article: str
    href: Markup | None
    channel: str


def index(making: Making) -> Iterator[Page]:
    """Yield the index of people, those in most articles first, on as many pages as it takes."""
    site = making.site
    parts = portions(site.of_type("person"), site.options.rows, name=lambda person: person.id)
    for nth, people in enumerate(parts, start=1):
        place = (nth, len(parts), sum(map(len, parts)) if nth == 1 else 0)
        picture = charts.people(site, PEOPLE) if nth == 1 else None
        every = list(map(whole, people))
        yield from making.page(part(PEOPLE, nth), _index, people=every, place=place, picture=picture)


def _index(
    site: Site, path: str, people: Sequence[Entity], place: tuple[int, int, int], picture: charts.Picture | None
) -> Page:
    nth, pages, total = place
    return render.page(
        path,
        "People",
        "people",
        meta=("hide: [toc]", *_NO_SEARCH),
        entries=[_entry(site, path, person) for person in people],
        picture=picture,
        pager=site.pager(path, PEOPLE, nth, pages),
        nth=nth,
        total=total,
        lists=[(label, site.href(path, (other, None))) for other, label, _ in LISTS],
    )


def lists(making: Making) -> Iterator[Page]:
    """Yield the lists of organisations and of places."""
    site = making.site
    for first, label, types in LISTS:
        parts = listed(site, types)
        for nth, entities in enumerate(parts, start=1):
            place = (first, nth, len(parts), sum(map(len, parts)) if nth == 1 else 0)
            every = list(map(whole, entities))
            yield from making.page(part(first, nth), _list, label=label, entities=every, place=place)


def listed(site: Site, types: tuple[str, ...]) -> list[Sequence[Entity]]:
    """Return the entities on each page of the list of some types."""
    return portions(site.of_type(*types), site.options.rows, name=lambda entity: entity.id)


def _list(site: Site, path: str, label: str, entities: Sequence[Entity], place: tuple[str, int, int, int]) -> Page:
    first, nth, pages, total = place
    return render.page(
        path,
        label,
        "entities",
        meta=("hide: [toc]", *site.unsearched()),
        entries=[_entry(site, path, entity) for entity in entities],
        pager=site.pager(path, first, nth, pages),
        nth=nth,
        total=total,
    )


def build(site: Site, person: Entity) -> list[Page]:
    """Return the page of one person; people quoted very often get further pages."""
    person = whole(person)
    first = site.places["entity", person.id][0]
    said, articles, firsts = site.said.get(person.id, []), _articles(site, person), _firsts(person)
    rows = site.options.rows
    total = max(len(chunks(said, rows)), len(chunks(articles, rows)))
    made = []
    for nth in range(1, total + 1):
        path, cut = part(first, nth), slice((nth - 1) * rows, nth * rows)
        sought = nth == 1 and not site.unsearched()
        meta = ("hide: [navigation, toc]", "search:", "  boost: 4" if sought else "  exclude: true")
        page = render.page(
            path,
            person.name,
            "person",
            meta=meta,
            person=person,
            aliases=_aliases(site, path, person),
            roles=[(r, site.sentence(path, r.article, r.start)) for r in _roles(person)],
            said=[_said(site, path, quote) for quote in said[cut]],
            articles=[(site.titles[a], site.sentence(path, a, firsts[a]), n) for a, n in articles[cut]],
            statements=_statements(site, path, person),
            sources=[(s.name, site.link(path, "source", s.id)) for s in site.sources_of_entity.get(person.id, ())],
            index=site.href(path, (PEOPLE, None)),
            totals=(len(said), len(articles)),
            pager=site.pager(path, first, nth, total),
            nth=nth,
        )
        made.append(page)
    return made


def _entry(site: Site, path: str, entity: Entity) -> dict[str, object]:
    articles, firsts = _articles(site, entity), _firsts(entity)
    return {
        "id": site.places["entity", entity.id][1] or "",
        "name": entity.name,
        "href": site.link(path, "entity", entity.id),
        "type": words.TYPES[entity.type],
        "status": entity.status,
        "roles": words.listed(_distinct([r.text for r in entity.roles]), 2),
        "aliases": words.listed([form.form for form in entity.aliases if form.form != entity.name], 6),
        "articles": len(articles),
        "mentions": len(entity.mentions),
        "quotes": len(site.said.get(entity.id, ())),
        "where": [(site.titles[a], site.sentence(path, a, firsts[a])) for a, _ in articles[:3]],
    }


def _aliases(site: Site, path: str, person: Entity) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for form in person.aliases:
        known = [article for article in form.articles if article in site.titles]
        where = [(site.titles[article], site.link(path, "article", article)) for article in known]
        made.append({"form": form.form, "count": form.count, "why": form.why, "where": where})
    return made


def _articles(site: Site, entity: Entity) -> list[tuple[str, int]]:
    counted = Counter(mention.article for mention in entity.mentions if mention.article in site.titles)
    return sorted(counted.items(), key=lambda item: (-item[1], site.titles[item[0]], item[0]))


def _firsts(entity: Entity) -> dict[str, int]:
    """Return where somebody is named first in each article."""
    found: dict[str, int] = {}
    for mention in entity.mentions:
        found[mention.article] = min(mention.start, found.get(mention.article, mention.start))
    return found


def _roles(entity: Entity) -> list[Role]:
    seen: set[str] = set()
    kept = []
    for role in entity.roles:
        if role.text.casefold() not in seen:
            seen.add(role.text.casefold())
            kept.append(role)
    return kept


def _distinct(texts: list[str]) -> list[str]:
    return list({text.casefold(): text for text in reversed(texts)}.values())[::-1]


def _said(site: Site, path: str, quote: Quote) -> Said:
    text = site.articles[quote.article].text
    content = " … ".join(escape.shortened(text[span.start : span.end], _LONGEST_QUOTE) for span in quote.content)
    start = quote.content[0].start if quote.content else 0
    channel = quote.channel
    return Said(
        quote=quote,
        id=anchor(quote.id),
        content=content,
        article=site.titles[quote.article],
        href=site.sentence(path, quote.article, start),
        channel=escape.one_line(text[channel.start : channel.end]) if channel else "",
    )


def _statements(site: Site, path: str, person: Entity) -> list[tuple[object, str | None, Markup]]:
    held = [a for s in site.sources_of_entity.get(person.id, ()) for a in site.held.get(s.id, ())]
    return [(a, site.sentence(path, a.article, a.start), site.evidence(a.article, a.start, a.end)) for a in held]
