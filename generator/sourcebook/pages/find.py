"""Find: every sentence with its findings in files that a script searches, so that research needs no server.

A file is a script and not JSON because a page opened from the file system may load the one and not the other. The
sentences stand in parts; ``postings.py`` tells in which. A search loads the few files that hold its words, and then the
parts with its first results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import msgspec

from sourcebook import spilled, standing
from sourcebook.records import Article, Entity, Page, Record
from sourcebook.standing import Keep, Told, anew

from . import escape, laid, render, words
from .indexed import Index, Sentences
from .laid import Block
from .lines import KINDS, Lines, of_article, packed, terms_of
from .options import Options
from .paths import address
from .site import FIND, Site, title

# People who are offered for choosing; any other name can be typed.
_OFFERED = 400
_INDEX: Final = "find/index.js"
# What a browser would take for the end of a script or of a line.
_UNSAFE: Final = {char.encode("utf-8"): f"\\u{ord(char):04x}".encode() for char in "<\u2028\u2029"}
# All findings, and every choice of the site but what is made of these.
READS: Final = (
    (".", "corpus"),
    *(("option", name) for name in Options.__struct_fields__ if name != "references"),
)
# Where the outlet stands in what is told of an article.
_OUTLET: Final = 1


class Before(Record, frozen=True, kw_only=True):
    """What was made before: ``lines`` gives those of an article, ``index`` the last index, and keeps the new.

    The last index is given where the room says, in a file or in memory.
    """

    lines: Keep[Lines] = anew
    index: Callable[[Callable[[Index | None], Index], spilled.Room], Index] = lambda make, _: make(None)


NOTHING: Final = Before()


def build(site: Site, before: Before = NOTHING, told: Mapping[str, Told] | None = None) -> Iterator[Page]:
    """Yield the page that searches, and the files it loads.

    Args:
        site: the findings.
        before: what was made before.
        told: the articles' shares of the findings, where they are known already.
    """
    # Imported here: it brings numpy with it, which is not needed where nothing has changed.
    from . import postings

    articles = site.by_date()
    about_each = [_about(site, article) for article in articles]
    parts = laid.parts(*_lines(site, articles, told or standing.told(site.corpus), before.lines))
    asked = [
        Sentences(block.key, start, block.total, partial(_terms, block, about_each[block.article][_OUTLET]))
        for start, block in laid.numbered(parts)
    ]
    room = spilled.beside(site.corpus.articles)
    index = before.index(partial(postings.index, asked, room=room), room)
    yield _page(site, articles, sum(each.total for each in asked))
    for nth, each in enumerate(parts, start=1):
        yield _file("part", nth, part_of(each, about_each))
    firsts = []
    for nth, terms in enumerate(postings.files(index), start=1):
        firsts.append(next(iter(terms), ""))
        yield _file("terms", nth, terms)
    about = {
        "kinds": KINDS,
        "stances": words.STANCES,
        "size": laid.SIZE,
        "days": [about_each[each[0].article][2] if each else "" for each in parts],
        "terms": firsts,
        "people": [_person(site, name) for name in site.of_type("person")[:_OFFERED]],
    }
    yield Page(path=_INDEX, content=script_of("index", 0, about))


def _file(name: str, number: int, value: object) -> Page:
    return Page(path=f"find/{name}-{number}.js", content=script_of(name, number, value))


def _lines(
    site: Site, articles: Sequence[Article], told: Mapping[str, Told], keep: Keep[Lines]
) -> tuple[list[tuple[str, bytes]], Sequence[Lines]]:
    """Return each article's id with a digest of all that its lines were made of, and these."""
    found, lines = [], spilled.beside(site.corpus.articles).taker(Lines)
    for article in articles:
        each = told[article.id]
        key = each.digest
        if site.is_withheld(article):
            key += standing.digest([site.is_shown(article, piece) for piece in site.sentences[article.id].all])
        found.append((article.id, key))
        lines.add(keep(key, partial(_lines_of, site, each)))
    return found, lines.done()


def _lines_of(site: Site, told: Told) -> Lines:
    share = told.share
    return packed(of_article(share, site.sentences[share.article.id], partial(site.is_shown, share.article)))


def _terms(block: Block, outlet: str) -> Iterator[set[str]]:
    """Yield the terms by which each sentence of a block is found."""
    return (terms_of(line.text, line.findings, line.who, outlet) for line in block.lines())


def _page(site: Site, articles: Sequence[Article], total: int) -> Page:
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
        total=total,
    )


def _person(site: Site, person: Entity) -> list[str]:
    place = site.places["entity", person.id][0]
    return [escape.one_line(person.name), address(place, directory_urls=site.options.directory_urls)]


def _about(site: Site, article: Article) -> list[str]:
    """Return an article's title, outlet, day and address below the site's root."""
    place = site.places["article", article.id][0]
    published = escape.one_line(article.published.value) if article.published else ""
    where = address(place, directory_urls=site.options.directory_urls)
    return [escape.shortened(title(article), 120), escape.one_line(article.outlet or ""), published, where]


def part_of(blocks: Sequence[Block], about: Sequence[Sequence[str]]) -> dict[str, object]:
    """Return a file's sentences at their numbers, with what is told of their articles and the names of their people.

    What is told of an article and each name stand there once; where no sentence lies, there is a nought.
    """
    articles = {number: nth for nth, number in enumerate(dict.fromkeys(block.article for block in blocks))}
    lines = [block.lines() for block in blocks]
    names = (name for each in lines for line in each for name in line.who)
    people = {name: nth for nth, name in enumerate(dict.fromkeys(names))}
    rows: list[object] = []
    for block, each in zip(blocks, lines, strict=True):
        article = articles[block.article]
        rows += [[article, line.anchor, line.text, line.findings, [people[name] for name in line.who]] for line in each]
        rows += [0] * (block.room - block.total)
    return {"articles": [about[number] for number in articles], "people": list(people), "rows": rows}


def script_of(name: str, number: int, value: object) -> str:
    """Return a value as a script that hands it to whoever waits for it."""
    encoded = msgspec.json.encode(value)
    for harmful, escaped in _UNSAFE.items():
        encoded = encoded.replace(harmful, escaped)
    return f'(self.sourcebookFind=self.sourcebookFind||[]).push(["{name}",{number},{encoded.decode("utf-8")}]);\n'
