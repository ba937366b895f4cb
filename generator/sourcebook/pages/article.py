"""The page of one article, and the index of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sourcebook.records import Article, Block, Page, Record

from . import beside, escape, head, marks, notes, render, rows, words
from .kept import Making
from .marks import Marks
from .notes import Note, Notes
from .paths import part
from .portions import portions
from .site import ARTICLES, Site, title

_PROSE = frozenset({"title", "heading", "body"})
# Named in "at a glance" before the list is cut.
_GLANCE = 8
_GAP = '<span class="sb-gap">[…] </span>'
# The pin is for the pointer alone: a screen reader or the keyboard would meet one at every sentence.
_PIN = '<a class="sb-pin" href="#{0}" tabindex="-1" aria-hidden="true" title="Link to this sentence"></a>'


class Row(Record, frozen=True, kw_only=True):
    """A paragraph or heading as shown, with the findings that begin in it."""

    kind: str
    html: Markup
    notes: tuple[Note, ...] = ()
    summary: str = ""
    label: str = ""
    why: str = ""


def build(site: Site, article: Article) -> Page:
    """Return the page of one article."""
    page = site.places["article", article.id][0]
    found = marks.of_article(site, page, article.id)
    margin = Notes(site, page, article, found)
    headline = _title_block(article)
    excerpts = site.is_withheld(article)
    made = [
        _row(site, article, block, found, margin, excerpts=excerpts)
        for block in sorted(article.blocks, key=lambda b: b.start)
        if block != headline
    ]
    prose = [row for row in made if row.kind in _PROSE]
    return render.page(
        page,
        title(article),
        "article",
        meta=(
            "hide: [navigation, toc]",
            *site.unsearched(),
            *head.front_matter(site.options.references.get(article.id)),
        ),
        article=article,
        heading=None if headline is None else _row(site, article, headline, found, margin),
        published=_published(site, page, article),
        source_url=escape.url(article.url),
        glance=_glance(site, page, article),
        rows=prose,
        left_out=_left_out(made),
        names=margin.names,
        excerpts=excerpts,
        layers=words.LAYERS,
        beside=beside.of_article(site, page, article),
        remarks=[
            (note, None if note.start is None else site.sentence(page, article.id, note.start))
            for note in site.remarks.get(article.id, ())
        ],
        index=site.href(page, (ARTICLES, None)),
        reference=site.options.references.get(article.id),
    )


def index(making: Making) -> Iterator[Page]:
    """Yield the index of all articles, on as many pages as it takes."""
    site = making.site
    parts = portions(site.by_date(), site.options.articles, name=lambda article: article.id)
    for nth, articles in enumerate(parts, start=1):
        place = (nth, len(parts), len(site.corpus.articles) if nth == 1 else 0)
        counted = [(each, _numbers(site, each)) for each in articles]
        yield from making.page(part(ARTICLES, nth), _index, articles=counted, place=place)


def _index(
    site: Site, path: str, articles: Sequence[tuple[Article, dict[str, int]]], place: tuple[int, int, int]
) -> Page:
    nth, pages, total = place
    return render.page(
        path,
        "Articles",
        "articles",
        meta=("hide: [navigation, toc]", "search:", "  exclude: true"),
        entries=[(each, site.link(path, "article", each.id), numbers) for each, numbers in articles],
        pager=site.pager(path, ARTICLES, nth, pages),
        nth=nth,
        total=total,
        title_of=title,
    )


def _numbers(site: Site, article: Article) -> dict[str, int]:
    people = {entity.id for entity, _ in site.mentions.get(article.id, ()) if entity.type == "person"}
    return {
        "people": len(people),
        "quotations": len(site.quotes.get(article.id, ())),
        "numbers": len(site.quantities.get(article.id, ())),
        "statements": len(site.authenticity.get(article.id, ())),
    }


def _left_out(made: list[Row]) -> list[tuple[Row, int]]:
    """Return the parts that are not prose, each with the number of paragraphs and headings before it."""
    found, before = [], 0
    for row in made:
        if row.kind in _PROSE:
            before += 1
        else:
            found.append((row, before))
    return found


def _title_block(article: Article) -> Block | None:
    """Return the block that the page's heading shows, if the title comes from the text."""
    span = article.title_span
    if span is None or article.title is None:
        return None
    for block in article.blocks:
        if block.kind == "title" and block.start <= span.start < block.end:
            same = escape.one_line(article.text[block.start : block.end]) == escape.one_line(article.title)
            return block if same else None
    return None


def _row(site: Site, article: Article, block: Block, found: Marks, margin: Notes, *, excerpts: bool = False) -> Row:
    parts: list[str] = []
    text = article.text
    pieces = site.sentences[article.id].of(block)
    for nth, piece in enumerate(pieces):
        between = text[pieces[nth - 1].end : piece.start] if nth else ""
        if excerpts and block.kind != "title" and not site.is_shown(article, piece):
            if not parts or parts[-1] != _GAP:
                parts.append(_GAP)
            continue
        inner = marks.piece(text, piece, found)
        parts += [
            escape.encoded(between),
            f'<span class="sb-s" id="{piece.anchor}">',
            inner,
            _PIN.format(piece.anchor),
            "</span>",
        ]
    listed = margin.of(block)
    return Row(
        kind=block.kind,
        html=Markup("".join(parts)),  # noqa: S704  (escaped text and our own tags)
        notes=listed,
        summary=notes.summary(listed),
        label=words.BLOCKS[block.kind],
        why=block.why,
    )


def _published(site: Site, page: str, article: Article) -> dict[str, object]:
    known = article.published
    if known is None:
        return {"day": "", "basis": "", "reasoning": "", "evidence": []}
    evidence = [(site.sentence(page, article.id, s.start), article.text[s.start : s.end]) for s in known.evidence]
    return {
        "day": words.timex(known.value),
        "basis": words.BASES[known.basis],
        "reasoning": known.reasoning or "",
        "evidence": evidence,
    }


def _glance(site: Site, page: str, article: Article) -> dict[str, object]:
    named = Counter(e.id for e, _ in site.mentions.get(article.id, ()) if e.type == "person")
    quoted = Counter(q.speaker for q in site.quotes.get(article.id, ()) if q.speaker)
    people = sorted(named, key=lambda i: (-quoted[i], -named[i], site.entities[i].name))
    cited = Counter(source.id for source, _ in site.citations.get(article.id, ()))
    sources = sorted(cited, key=lambda i: (-cited[i], site.sources[i].name))
    numbers = [n for n in site.quantities.get(article.id, ()) if n.dimension != "ordinal"]
    return {
        "most": _GLANCE,
        "people": [_person(site, page, article, i, quoted[i]) for i in people],
        "sources": [(site.sources[i].name, site.link(page, "source", i), site.sources[i].kind) for i in sources],
        "numbers": list(dict.fromkeys(beside.number(site, page, n) for n in numbers)),
        "statements": _statements(site, page, article),
    }


def _person(site: Site, page: str, article: Article, identifier: str, quoted: int) -> dict[str, object]:
    before, after = (
        place and (rows.report(site, page, *place).said, site.sentence(page, *place))
        for place in site.trails.around(identifier, article.id)
    )
    return {
        "name": site.entities[identifier].name,
        "href": site.link(page, "entity", identifier),
        "quoted": quoted,
        "before": before,
        "after": after,
    }


def _statements(site: Site, page: str, article: Article) -> list[tuple[str, str, str, list[Markup | None]]]:
    """Return stance, object and holder of an article's statements, equal ones once with all their sentences."""
    alike: dict[tuple[str, str, str], dict[Markup | None, None]] = {}
    for found in site.authenticity.get(article.id, ()):
        holder = site.sources.get(found.holder or "")
        key = (words.stance(found), found.object, holder.name if holder else "")
        alike.setdefault(key, {})[site.sentence(page, article.id, found.start)] = None
    return [(*key, list(links)) for key, links in alike.items()]
