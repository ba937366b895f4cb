"""The findings of an article, marked inside its text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from urllib.parse import quote as percent

from markupsafe import Markup

from sourcebook.records import Article, Authenticity, DateMention, Entity, Quantity, Quote, Record, Reuse, Span, Status
from sourcebook.standing import Named

from . import escape, prose, words
from .sentences import Piece
from .site import Site, day_of

# Outermost first: what holds whole clauses surrounds what holds single words.
_ORDER = ("shared", "quote", "authenticity", "cue", "source", "number", "date", "role", "place", "person")
# Reports that a shared passage names.
_NAMED = 2
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


class Mark(Record, frozen=True, kw_only=True):
    """A stretch of text that a finding rests on: its kind, what it says, and where more about it stands.

    ``status`` tells whose word it is; ``finding`` is the kind and id by which review names it; ``about`` is the id of
    whom or what it names, or the day.
    """

    start: int
    end: int
    kind: str
    says: str
    href: Markup | None = None
    detail: str = ""
    status: Status = "machine"
    finding: str = ""
    about: str = ""


class Marks:
    """All marks of one article, ready to be laid over its pieces."""

    def __init__(self, marks: list[Mark]) -> None:
        chosen = {mark for mark in marks if mark.start < mark.end}
        self._marks = sorted(chosen, key=lambda m: (m.start, -m.end, _RANK[m.kind], m.says, m.href or ""))
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)
        # The note of each mark, by its number on the page.
        self.numbers: dict[Mark, int] = {}

    def within(self, start: int, end: int) -> list[Mark]:
        """Return the marks that begin between two offsets."""
        return self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def over(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a character with the stretch from `start` to `end`."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end > start]


def piece(text: str, stretch: Piece, marks: Marks) -> Markup:
    """Return one sentence as HTML with its marks properly nested.

    Args:
        text: the article's text.
        stretch: the sentence.
        marks: the article's marks; where two cross, the inner one is closed and opened again.
    """
    over = marks.over(stretch.start, stretch.end)
    starting: dict[int, list[Mark]] = defaultdict(list)
    cuts = {stretch.start, stretch.end}
    for mark in over:
        starting[max(mark.start, stretch.start)].append(mark)
        cuts |= {max(mark.start, stretch.start), min(mark.end, stretch.end)}
    made: list[str] = []
    opened: list[tuple[Mark, str]] = []
    ordered = sorted(cuts)
    for at, until in pairwise(ordered):
        current = [m for m, _ in opened if m.end > at] + starting[at]
        wanted = sorted(current, key=lambda m: (_RANK[m.kind], m.start, -m.end, m.says))
        _change(opened, wanted, made, marks.numbers)
        made.append(escape.encoded(text[at:until]))
    _change(opened, [], made, marks.numbers)
    return Markup("".join(made))  # noqa: S704  (parts are escaped text and our own tags)


def _change(opened: list[tuple[Mark, str]], wanted: list[Mark], made: list[str], numbers: dict[Mark, int]) -> None:
    same = 0
    while same < min(len(opened), len(wanted)) and opened[same][0] == wanted[same]:
        same += 1
    while len(opened) > same:
        made.append(f"</{opened.pop()[1]}>")
    for mark in wanted[same:]:
        tag = "a" if mark.href and _is_name(mark) and all(name != "a" for _, name in opened) else "span"
        made.append(_open(mark, tag, numbers.get(mark)))
        opened.append((mark, tag))


def _is_name(mark: Mark) -> bool:
    return mark.kind in {"person", "place"}


def _open(mark: Mark, tag: str, number: int | None) -> str:
    href = f' href="{mark.href}"' if tag == "a" else ""
    title = escape.encoded(f"{words.KINDS[mark.kind]}: {mark.says}")
    note = "" if number is None else f' data-n="{number}"'
    return f'<{tag} class="sb-m sb-m-{mark.kind}"{href}{note} title="{title}">'


def of_article(site: Site, page: str, article: str) -> Marks:
    """Return all marks of an article whose page is `page`."""
    made = _names(site, page, article) + _sources(site, page, article) + _shared(site, page, article)
    for quote in site.quotes.get(article, ()):
        made += _quote(site, page, quote)
    made += [_number(site, page, number) for number in site.quantities.get(article, ())]
    made += [_date(site, page, date) for date in site.dates.get(article, ())]
    for statement in site.authenticity.get(article, ()):
        made += _statement(site, page, statement)
    return Marks(made)


def _number(site: Site, page: str, number: Quantity) -> Mark:
    who = site.sources.get(number.attributed_to or "")
    return Mark(
        start=number.start,
        end=number.end,
        kind="number",
        says=words.amount(number),
        href=site.link(page, "number", number.id),
        detail="; ".join(filter(None, [f"according to {who.name}" if who else "", _credible(number)])),
        status=number.status,
        finding=f"number:{number.id}",
    )


def _date(site: Site, page: str, date: DateMention) -> Mark:
    return Mark(
        start=date.start,
        end=date.end,
        kind="date",
        says=words.timex(date.value) if date.value else "not resolved",
        href=site.link(page, "day", date.value),
        about=day_of(date) or "",
        detail=date.reasoning or "",
        status=date.status,
        finding=f"date:{date.id}",
    )


def _statement(site: Site, page: str, statement: Authenticity) -> list[Mark]:
    """Return the marks of a statement on authenticity: of its clause and of its cue."""
    holder = site.sources.get(statement.holder or "")
    held = f"held by {holder.name}" if holder else "in the article’s own voice"
    clause = Mark(
        start=statement.start,
        end=statement.end,
        kind="authenticity",
        says=f"{statement.object}: {words.STANCES[words.stance(statement)]}",
        href=site.link(page, "authenticity", statement.id),
        detail="; ".join(filter(None, [held, _credible(statement)])),
        status=statement.status,
        finding=f"authenticity:{statement.id}",
    )
    return [clause, Mark(start=statement.cue.start, end=statement.cue.end, kind="cue", says=clause.says)]


def _names(site: Site, page: str, article: str) -> list[Mark]:
    made = []
    for entity, mention in site.mentions.get(article, ()):
        kind = "person" if entity.type == "person" else "place"
        href = site.link(page, "entity", entity.id)
        start, end = mention.start, mention.end
        made.append(Mark(start=start, end=end, kind=kind, says=entity.name, href=href, about=entity.id))
    for entity, role in site.roles.get(article, ()):
        says = f"{entity.name} is called {escape.one_line(role.text)}"
        href = site.link(page, "entity", entity.id)
        made.append(Mark(start=role.start, end=role.end, kind="role", says=says, href=href, about=entity.id))
    return made


def _sources(site: Site, page: str, article: str) -> list[Mark]:
    made = []
    for source, citation in site.citations.get(article, ()):
        detail = f"cited for {citation.cited_for}" if citation.cited_for else ""
        href = site.link(page, "source", source.id)
        start, end = citation.start, citation.end
        made.append(
            Mark(
                start=start,
                end=end,
                kind="source",
                says=source.name,
                href=href,
                detail=detail,
                about=source.id,
                status=citation.status,
                finding=f"source:{source.id}:{percent(citation.article, safe='', errors='surrogatepass')}:{start}",
            )
        )
    return made


def _shared(site: Site, page: str, article: str) -> list[Mark]:
    """Return a mark a stretch that other reports have, too; passages that overlap are one stretch."""
    stretches: list[tuple[Span, list[Reuse]]] = []
    for reuse in sorted(site.reuse.get(article, ()), key=lambda reuse: prose.own(article, reuse)):
        span = prose.own(article, reuse)
        if stretches and span.start < stretches[-1][0].end:
            whole, found = stretches[-1]
            stretches[-1] = (Span(whole.start, max(whole.end, span.end)), [*found, reuse])
        else:
            stretches.append((span, [reuse]))
    return [_stretch(site, page, article, span, found) for span, found in stretches]


def _stretch(site: Site, page: str, article: str, span: Span, found: list[Reuse]) -> Mark:
    others = [reuse.b if reuse.a.article == article else reuse.a for reuse in found]
    first = max(others, key=lambda other: (other.end - other.start, other.article))
    called = [": ".join(filter(None, site.called[name])) for name in dict.fromkeys(other.article for other in others)]
    return Mark(
        start=span.start,
        end=span.end,
        kind="shared",
        says=f"{words.count(site.prose.shared(article, found), 'word')} also in {words.listed(called, _NAMED)}",
        href=site.sentence(page, first.article, first.start),
        detail="a quotation, which all may have from its speaker" if all(reuse.quoted for reuse in found) else "",
    )


def _quote(site: Site, page: str, quote: Quote) -> list[Mark]:
    says = f"{speaker(site, quote)}, {words.QUOTES[quote.kind]}"
    channel = quote.channel
    text = site.articles[quote.article].text
    parts = ["spoken in the recording or document reported on" if quote.in_recording else ""]
    parts.append(f"through: {escape.one_line(text[channel.start : channel.end])}" if channel else "")
    detail = "; ".join(filter(None, [*parts, _credible(quote), f"{quote.confidence} confidence"]))
    href = site.link(page, "quote", quote.id) or site.link(page, "entity", quote.speaker)
    return [
        Mark(
            start=span.start,
            end=span.end,
            kind="quote",
            says=says,
            href=href,
            detail=detail,
            status=quote.status,
            finding=f"quote:{quote.id}",
        )
        for span in quote.content
    ]


def _credible(found: Quote | Quantity | Authenticity) -> str:
    """Return how credible a person holds what is said; nothing where no person has said so."""
    grade = found.credibility
    return "" if grade is None else f"credibility {grade}: {words.CREDIBILITY[grade]}"


def speaker(site: Site, quote: Quote) -> str:
    """Return who said a quotation: the name, else the words that stand for the speaker, else that none is known."""
    return speaker_of(quote, site.entities.get(quote.speaker or ""), site.articles[quote.article])


def speaker_of(quote: Quote, entity: Entity | Named | None, article: Article) -> str:
    """Return what `speaker` returns, of somebody who is known."""
    if entity:
        return entity.name
    if quote.speaker_label:
        return quote.speaker_label
    span = quote.source
    label = escape.one_line(article.text[span.start : span.end]) if span else ""
    return label or "speaker not told"
