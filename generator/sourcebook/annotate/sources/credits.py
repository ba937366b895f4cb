"""Sources that stand outside the prose: agencies in datelines, bylines and credits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.sources.view import Candidate, Context
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.records import Block

_CREDIT = re.compile(
    r"(?:with (?:files|reporting|additional reporting|material) (?:from|by)) (?P<names>[^.\n]{2,80})", re.IGNORECASE
)
_BRACKETED = re.compile(r"\((?P<name>[A-Z][A-Za-z&-]{1,20}(?: [A-Z][a-z]+){0,2})\)")


# "(A. Name/Agency)" below a picture, "AGENCY PHOTO / HO".
_SLASHED = re.compile(r"\((?:[A-Z][^()/\n]{1,40})/(?P<name>[A-Z][A-Za-z&. -]{1,24})(?: via [^()\n]{1,24})?\)")
_PHOTO = re.compile(r"\b(?P<name>[A-Z]{2,6}) PHOTO\b")
# A post shown in an article, signed "Name (@handle)".
_SIGNED = re.compile(r"(?P<name>[A-Z][\w.'-]{1,30}(?: [A-Z][\w.'-]{1,30}){0,3}) \(@\w{2,30}\)")


def from_credits(view: Context) -> Iterator[Candidate]:
    """Yield the agencies that credits, bylines and datelines name; the article's own outlet is none."""
    agencies = {fold(name) for name in view.article.agencies}
    for block in view.article.blocks:
        yield from _beside_pictures(view, block)
        if block.kind not in {"credit", "byline", "dateline"}:
            continue
        text = view.article.text[block.start : block.end]
        for agency in view.article.agencies:
            at = text.find(agency)
            if at >= 0:
                yield _credit(view, block.start + at, block.start + at + len(agency), block.kind)
        found = _CREDIT.search(text) or (_BRACKETED.search(text) if block.kind == "dateline" else None)
        for start, end in _names_of(found):
            if fold(text[start:end]) not in agencies and fold(text[start:end]) != fold(view.article.outlet or ""):
                yield _credit(view, block.start + start, block.start + end, block.kind)


def _beside_pictures(view: Context, block: Block) -> Iterator[Candidate]:
    """Yield the agencies of pictures, and who has signed a post."""
    text = view.article.text[block.start : block.end]
    if block.kind in {"caption", "credit", "body", "heading"}:
        for pattern, mark in ((_SLASHED, "/"), (_PHOTO, " PHOTO")):
            for found in pattern.finditer(text) if mark in text else ():
                start, end = found.span("name")
                if fold(text[start:end]) not in {fold(view.article.outlet or ""), "getty", "getty images"}:
                    yield _credit(view, block.start + start, block.start + end, "credit")
    if block.kind in {"body", "highlight"} and "(@" in text:
        for found in _SIGNED.finditer(text):
            start, end = (block.start + i for i in found.span("name"))
            span = view.doc.char_span(start, end, alignment_mode="expand")
            head = span.root if span is not None else None
            entity = view.entity_of(head) if head is not None else None
            yield Candidate(start, end, head, entity, "quote", "post")


def _names_of(found: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    group = found.groupdict() if found else {}
    if found is None or not group:
        return
    start, end = found.span(next(iter(group)))
    for part in re.finditer(r"(?:(?!,| and |;).)+", found.string[start:end]):
        text = part.group().strip()
        offset = start + part.start() + len(part.group()) - len(part.group().lstrip())
        if text:
            yield offset, offset + len(text)


def _credit(view: Context, start: int, end: int, kind: str) -> Candidate:
    span = view.doc.char_span(start, end, alignment_mode="expand")
    head = span.root if span is not None else None
    entity = view.entity_of(head) if head is not None else None
    return Candidate(start, end, head, entity, "credit", "dateline" if kind == "dateline" else "credit")
