"""What an article's page tells of the other reports: where it differs, what it shares, what it alone has."""

from __future__ import annotations

import re

from markupsafe import Markup

from sourcebook.records import Article, Quantity, Quote, Record, Reuse, Span
from sourcebook.text import fold

from . import escape, pairs, prose, rows, words
from .rows import Brief, Report
from .site import COMPARE, SHARED, Site
from .sources import NAMELESS

# Entries a list holds; the pages that are linked have the rest.
_ROWS = 8
_ALONE = 10
_LONGEST = 160
# So many letters of a unit or a noun are the same in all its spellings and numbers.
_STEM = 4
_MARKS = re.compile('["“”]')
# So many characters on each side tell what a number without a noun of its own is about.
_AROUND = 40


class Other(Record, frozen=True, kw_only=True):
    """A report that shares text with the article."""

    report: Report
    href: Markup | None
    passages: int
    words: int
    direction: tuple[str, ...]


class Alone(Record, frozen=True, kw_only=True):
    """Findings of one kind that were found in no other report."""

    label: str
    entries: tuple[tuple[str, Markup | None], ...]
    more: int


class Beside(Record, frozen=True, kw_only=True):
    """What an article's page tells of the other reports."""

    differs: tuple[Brief, ...]
    agrees: tuple[Brief, ...]
    more: int
    share: str
    others: tuple[Other, ...]
    further: int
    shared: Markup | None
    compare: Markup | None
    alone: tuple[Alone, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.differs or self.agrees or self.others or self.alone)


def of_article(site: Site, page: str, article: Article) -> Beside:
    """Return what the page of an article tells of the other reports."""
    others = _others(site, page, article.id)
    sure = sorted((c for c in site.comparisons.get(article.id, ()) if not c.possible), key=rows.rank)
    set_against = [rows.set_against(site, page, c, article.id) for c in sure if c.status != "agree"]
    differing = [row for row in set_against if row is not None]
    agreeing = [c for c in sure if c.status == "agree"]
    return Beside(
        differs=tuple(differing[:_ROWS]),
        agrees=tuple(rows.brief(site, page, c) for c in agreeing[:_ROWS]),
        more=max(0, len(differing) - _ROWS) + max(0, len(agreeing) - _ROWS),
        share=site.prose.share(article.id, site.reuse.get(article.id, ())),
        others=others[:_ROWS],
        further=max(0, len(others) - _ROWS),
        shared=site.href(page, (SHARED, None)),
        compare=site.href(page, (COMPARE, None)),
        alone=_alone(site, page, article) if site.several else (),
    )


def number(site: Site, page: str, found: Quantity) -> tuple[str, Markup | None]:
    """Return a number with what it counts, or else the words around it, and the link to its sentence."""
    href = site.sentence(page, found.article, found.start)
    if _names_it(found):
        return escape.one_line(found.text), href
    if found.counted or found.unit or found.bound == "vague":
        return words.amount(found), href
    text = site.articles[found.article].text
    piece = site.sentences[found.article].at(found.start)
    left, right = (piece.start, piece.end) if piece else (found.start, found.end)
    first, last = max(left, found.start - _AROUND), min(right, found.end + _AROUND)
    before, after = text[first : found.start], text[found.end : last]
    # Cut at a word; the sentence behind the link has the rest.
    before = "…" + before.partition(" ")[2] if first > left else before
    after = after.rpartition(" ")[0] + "…" if last < right else after
    return escape.one_line(before + text[found.start : found.end] + after), href


def _names_it(found: Quantity) -> bool:
    """Return whether the report's own words for a number hold what it counts or is measured in."""
    thing = fold(found.counted or found.unit or "").split()
    return bool(thing) and thing[-1][:_STEM] in fold(found.text)


def _others(site: Site, page: str, article: str) -> tuple[Other, ...]:
    made = []
    for pair in site.pairs_of.get(article, ()):
        passages = site.pairs[pair]
        other = pair[1] if pair[0] == article else pair[0]
        known = [reuse for reuse in passages if reuse.direction != "undetermined"]
        each = Other(
            report=rows.report(site, page, other),
            href=site.link(page, "pair", pairs.key(*pair)),
            passages=len(passages),
            words=site.prose.shared(article, passages),
            direction=tuple(dict.fromkeys(_direction(reuse, article) for reuse in known)),
        )
        made.append(each)
    return tuple(sorted(made, key=lambda other: -other.words))


def _direction(reuse: Reuse, article: str) -> str:
    given = (reuse.direction == "a-to-b") == (reuse.a.article == article)
    said = "the other one has it from here" if given else "this one has it from there"
    return f"{said}: {reuse.direction_why}" if reuse.direction_why else said


def _alone(site: Site, page: str, article: Article) -> tuple[Alone, ...]:
    """Return what was found in this report alone; names and sources by themselves, the rest by its place."""
    named = {entity.id: entity for entity, _ in site.mentions.get(article.id, ())}
    people = [e for e in named.values() if e.type == "person" and site.alone[e.id]]
    cited = {source.id: source for source, _ in site.citations.get(article.id, ())}
    sources = [
        source
        for source in cited.values()
        if site.cited_once[source.id]
        and source.entity not in named
        # Officials and reports there are everywhere; only a name says that nobody else has it.
        and source.kind not in NAMELESS
        and source.name != source.name.lower()
    ]
    met = _met(site, article.id)
    quotes = [
        (_quoted(q, article.text), q.content[0].start)
        for q in site.quotes.get(article.id, ())
        if q.kind != "indirect" and q.content and not any(_touch(span, met) for span in q.content)
    ]
    numbers = [
        n
        for n in site.quantities.get(article.id, ())
        if n.dimension != "ordinal" and not _touch(Span(n.start, n.end), met)
    ]
    found = {
        "People named": [(e.name, site.link(page, "entity", e.id)) for e in people],
        "Sources cited": [(s.name, site.link(page, "source", s.id)) for s in sources],
        "Quotations": [(said, site.sentence(page, article.id, start)) for said, start in quotes],
        "Numbers": [number(site, page, n) for n in numbers],
    }
    return tuple(
        Alone(label=label, entries=tuple(each[:_ALONE]), more=max(0, len(each) - _ALONE))
        for label, each in found.items()
        if each
    )


def _quoted(quote: Quote, text: str) -> str:
    """Return a quotation between marks; of one that is partly in the report's words, which marks stand where."""
    said = escape.shortened(text[quote.content[0].start : quote.content[-1].end], _LONGEST)
    if quote.kind == "direct":
        return f"“{said}”"
    said = said.removeprefix("that ")
    return said + '"' * (len(_MARKS.findall(said)) % 2)


def _met(site: Site, article: str) -> list[Span]:
    """Return the stretches of an article that have something beside them in another one, doubtful rows included."""
    met = [prose.own(article, reuse) for reuse in site.reuse.get(article, ())]
    for comparison in site.comparisons.get(article, ()):
        if len({cell.article for cell in comparison.cells}) > 1:
            met += [cell.evidence for cell in comparison.cells if cell.article == article]
    for member in site.rendered.get(article, ()):
        quote = next((q for q in site.quotes.get(article, ()) if q.id == member.quote), None)
        met += quote.content if quote else [Span(member.start, member.end)]
    return met


def _touch(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
