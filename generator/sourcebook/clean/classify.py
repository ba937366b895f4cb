"""Classifies the blocks of an article and reads its publication data from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sourcebook.clean import endmatter, outlet, publication, roles, sentences
from sourcebook.clean.lines import Line, lines_of
from sourcebook.clean.page import Page
from sourcebook.clean.segment import segment
from sourcebook.records import Article, Block, Seed, Span
from sourcebook.text import fold

if TYPE_CHECKING:
    from sourcebook.parsed import Doc

PROSE_KINDS = frozenset(["title", "heading", "body"])
SHOWN_KINDS = PROSE_KINDS | {"caption", "highlight"}
LONGEST_FURNITURE = 250


def furniture(text: str) -> frozenset[str]:
    """Return the folded lines of `text` that would be site furniture if other articles carry them too.

    Args:
        text: an article's text.
    """
    short = (text[s.start : s.end] for s in segment(text) if s.end - s.start <= LONGEST_FURNITURE)
    return frozenset(fold(line) for line in short if not line.startswith(('"', "“", "'", "‘"))) - {""}


def classify(
    seed: Seed,
    segments: Sequence[Span],
    doc: Doc,
    *,
    repeated: frozenset[str] = frozenset(),
    told: Sequence[Block] = (),
) -> Article:
    """Take every segment for what it is and read title, outlet, authors, agencies and date where the text tells them.

    Args:
        seed: the article as read; what came with it (sidecar, HTML head) outweighs the text.
        segments: its paragraphs and lines, as `segment` gives them.
        doc: the parse of the whole text.
        repeated: folded lines that stand in many articles of the folder.
        told: stretches whose kind a person has told; every paragraph or line that one touches is of that kind.

    Returns:
        The article. `sentences` covers prose, captions and highlights; `words` counts title, headings and body.
    """
    meta = seed.metadata
    page = _judged(seed, lines_of(seed.text, segments, doc), repeated)
    blocks = _blocks(page, _lay_over(page, told))
    found = outlet.find(page)
    title = seed.text[page.title.span.start : page.title.span.end] if page.title else None
    return Article(
        id=seed.id,
        path=seed.path,
        sha256=seed.sha256,
        title=meta.title or title,
        outlet=meta.outlet or found.name,
        authors=meta.authors or publication.authors(page, seed.text),
        agencies=publication.agencies_of(page),
        dateline=publication.dateline_of(page, seed.text),
        url=meta.url,
        language=meta.language or "en",
        words=sum(line.count for line in page.lines if page.kind(line.number) in PROSE_KINDS),
        published=publication.published(page, meta.published),
        text=seed.text,
        blocks=blocks,
        sentences=sentences.of_blocks(doc, [b for b in blocks if b.kind in SHOWN_KINDS]),
        outlet_evidence=() if meta.outlet else found.evidence,
        title_span=page.title.span if page.title else None,
        rights=meta.rights,
        retrieved=meta.retrieved,
        encoding=seed.encoding,
        notes=seed.notes,
    )


def _judged(seed: Seed, lines: Sequence[Line], repeated: frozenset[str]) -> Page:
    """Return the lines of an article with what each is taken for."""
    page = Page(lines, fold(seed.metadata.title or ""), repeated)
    roles.judge(page)
    endmatter.judge(page)
    return page


def _blocks(page: Page, by_people: frozenset[int]) -> tuple[Block, ...]:
    """Return the lines as blocks; those that people have told the kind of say so."""
    return tuple(
        Block(
            start=line.span.start,
            end=line.span.end,
            kind=page.verdicts[line.number][0],
            why=page.verdicts[line.number][1],
            status="corrected" if line.number in by_people else "machine",
        )
        for line in page.lines
    )


def _lay_over(page: Page, told: Sequence[Block]) -> frozenset[int]:
    """Let what people say of lines stand in place of what they were taken for; return the numbers of these lines."""
    changed: set[int] = set()
    for block in told:
        for line in page.lines:
            if line.span.start < block.end and block.start < line.span.end:
                page.verdicts[line.number] = (block.kind, block.why)
                changed.add(line.number)
    if page.title is not None and page.kind(page.title.number) != "title":
        page.title = None
    if page.title is None:
        page.title = next(
            (line for line in page.lines if line.number in changed and page.kind(line.number) == "title"), None
        )
    return frozenset(changed)
