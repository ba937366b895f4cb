"""Find: every sentence with its findings in files that a script searches, so that research needs no server.

A file is a script and not JSON because a page opened from the file system may load the one and not the other. The
sentences stand in parts; ``terms.py`` tells in which. A search loads the few files that hold its words, and then the
parts with its first results.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import msgspec

from sourcebook.records import Article, Entity, Page, Record, Span

from . import escape, marks, render, terms, words
from .paths import address
from .sentences import Piece
from .site import FIND, Site, chunks, title

# The kinds that can be asked for.
KINDS: Final = {
    "quote": "Quotation",
    "number": "Number",
    "authenticity": "Authenticity",
    "source": "Source cited",
    "person": "Person named",
    "date": "Date",
}
_KIND: Final = {kind: at for at, kind in enumerate(KINDS)}
# Sentences a file holds: some 15 kB when compressed.
SHARD = 250
# People who are offered for choosing; any other name can be typed.
_OFFERED = 400
_LONGEST = 700
_LONGEST_SAID = 140
_SEARCHED: Final = frozenset({"title", "heading", "body", "caption", "highlight"})
_INDEX: Final = "find/index.js"
# What a browser would take for the end of a script or of a line.
_HARMFUL: Final = re.compile("[<\u2028\u2029]")
_UNSAFE: Final = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class Found(Record, frozen=True, kw_only=True):
    """A finding as it can be searched: where it stands, of which kind it is, what it says, and who is concerned."""

    spans: tuple[Span, ...]
    kind: str
    says: str
    stance: str = ""
    who: str = ""


class Line(Record, frozen=True, kw_only=True):
    """A sentence with its findings; ``article`` is its article's number, ``who`` are the people it concerns."""

    article: int
    anchor: str
    text: str
    findings: tuple[tuple[int, str, str], ...]
    who: tuple[str, ...]


def build(site: Site) -> list[Page]:
    """Return the page that searches, and the files it loads."""
    articles = site.by_date()
    told = [_told(site, article) for article in articles]
    lines = [line for number, article in enumerate(articles) for line in _lines(site, article, number)]
    parts = chunks(lines, SHARD)
    index = terms.index(terms_of(line, told[line.article][1]) for line in lines)
    files: list[tuple[str, int, object]] = [
        ("part", nth, part_of(each, told)) for nth, each in enumerate(parts, start=1)
    ]
    files += [("terms", nth, each) for nth, each in enumerate(index, start=1)]
    about = {
        "kinds": KINDS,
        "stances": words.STANCES,
        "size": SHARD,
        "total": len(lines),
        "days": [told[each[0].article][2] if each else "" for each in parts],
        "terms": [next(iter(each), "") for each in index],
        "people": [_person(site, name) for name in site.of_type("person")[:_OFFERED]],
    }
    made = [Page(path=f"find/{name}-{nth}.js", content=script_of(name, nth, value)) for name, nth, value in files]
    return [_page(site, articles, lines), Page(path=_INDEX, content=script_of("index", 0, about)), *made]


def _page(site: Site, articles: list[Article], lines: list[Line]) -> Page:
    stances = {words.stance(found) for found in site.corpus.authenticity}
    return render.page(
        FIND,
        "Find",
        "find",
        meta=("hide: [navigation, toc]", "search:", "  exclude: true"),
        kinds=KINDS,
        stances=[(stance, label) for stance, label in words.STANCES.items() if stance in stances],
        outlets=sorted({escape.one_line(a.outlet) for a in articles if a.outlet}),
        dated=any(article.published for article in articles),
        total=len(lines),
    )


def _person(site: Site, person: Entity) -> list[str]:
    place = site.places["entity", person.id][0]
    return [escape.one_line(person.name), address(place, directory_urls=site.options.directory_urls)]


def _told(site: Site, article: Article) -> list[str]:
    """Return an article's title, outlet, day and address below the site's root."""
    place = site.places["article", article.id][0]
    published = escape.one_line(article.published.value) if article.published else ""
    where = address(place, directory_urls=site.options.directory_urls)
    return [escape.shortened(title(article), 120), escape.one_line(article.outlet or ""), published, where]


def part_of(lines: list[Line], told: list[list[str]]) -> dict[str, object]:
    """Return a file's sentences, with what is told of their articles and the names of their people, each once."""
    articles = list(dict.fromkeys(line.article for line in lines))
    people = list(dict.fromkeys(name for line in lines for name in line.who))
    at = {number: nth for nth, number in enumerate(articles)}
    of = {name: nth for nth, name in enumerate(people)}
    rows = [
        [at[line.article], line.anchor, line.text, line.findings, [of[name] for name in line.who]] for line in lines
    ]
    return {"articles": [told[number] for number in articles], "people": people, "rows": rows}


def terms_of(line: Line, outlet: str) -> set[str]:
    """Return the terms by which a sentence is found: its words, its people, and what was found in it."""
    found = terms.words(" ".join((line.text, *(says for _, says, _ in line.findings))))
    found |= {f"{terms.NAME}{word}" for name in line.who for word in terms.words(name)}
    found |= {f"{terms.KIND}{kind}" for kind, _, _ in line.findings}
    found |= {f"{terms.STANCE}{stance}" for _, _, stance in line.findings if stance}
    return found | ({f"{terms.OUTLET}{outlet}"} if outlet else set())


def _lines(site: Site, article: Article, number: int) -> Iterator[Line]:
    """Yield an article's sentences that may be shown and are its own words, or carry a finding."""
    sentences = site.sentences[article.id]
    own = {piece for block in article.blocks if block.kind in _SEARCHED for piece in sentences.of(block)}
    found = _by_sentence(site, article)
    for piece in sentences.all:
        here = found.get(piece, [])
        if (piece in own or here) and site.is_shown(article, piece):
            who = [site.entities[each.who].name for each in here if each.who in site.entities]
            yield Line(
                article=number,
                anchor=piece.anchor,
                text=escape.shortened(article.text[piece.start : piece.end], _LONGEST),
                findings=tuple(
                    (_KIND[each.kind], escape.shortened(each.says, _LONGEST_SAID), each.stance) for each in here
                ),
                who=tuple(dict.fromkeys(escape.one_line(name) for name in who)),
            )


def _by_sentence(site: Site, article: Article) -> dict[Piece, list[Found]]:
    """Return the findings of each sentence, equal ones once; what goes over several sentences stands in each."""
    made: dict[Piece, dict[Found, None]] = defaultdict(dict)
    sentences = site.sentences[article.id]
    for found in _findings(site, article):
        bare = msgspec.structs.replace(found, spans=())
        for span in found.spans:
            for piece in sentences.over(span):
                made[piece][bare] = None
    return {piece: sorted(found, key=lambda each: _KIND[each.kind]) for piece, found in made.items()}


def _findings(site: Site, article: Article) -> Iterator[Found]:
    """Yield an article's findings."""
    name = article.id
    for quote in site.quotes.get(name, ()):
        says = f"{marks.speaker(site, quote)}, {words.QUOTES[quote.kind]}"
        yield Found(spans=quote.content, kind="quote", says=says, who=_known(site, quote.speaker))
    for quantity in site.quantities.get(name, ()):
        yield Found(spans=(Span(quantity.start, quantity.end),), kind="number", says=words.amount(quantity))
    for statement in site.authenticity.get(name, ()):
        stance = words.stance(statement)
        says = statement.object
        yield Found(spans=(Span(statement.start, statement.end),), kind="authenticity", says=says, stance=stance)
    for source, citation in site.citations.get(name, ()):
        says = source.name + (f", for {citation.cited_for}" if citation.cited_for else "")
        who = _known(site, source.entity)
        yield Found(spans=(Span(citation.start, citation.end),), kind="source", says=says, who=who)
    for entity, mention in site.mentions.get(name, ()):
        if entity.type == "person":
            yield Found(spans=(Span(mention.start, mention.end),), kind="person", says=entity.name, who=entity.id)
    for date in site.dates.get(name, ()):
        told = words.timex(date.value) if date.value else date.text
        says = date.text if told == date.text else f"{date.text}: {told}"
        yield Found(spans=(Span(date.start, date.end),), kind="date", says=says)


def _known(site: Site, identifier: str | None) -> str:
    entity = site.entities.get(identifier or "")
    return entity.id if entity and entity.type == "person" else ""


def script_of(name: str, number: int, value: object) -> str:
    """Return a value as a script that hands it to whoever waits for it."""
    encoded = _HARMFUL.sub(lambda m: _UNSAFE[m.group()], msgspec.json.encode(value).decode("utf-8"))
    return f'(self.sourcebookFind=self.sourcebookFind||[]).push(["{name}",{number},{encoded}]);\n'
