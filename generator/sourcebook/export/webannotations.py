"""The findings as W3C Web Annotations (Recommendation of 23 February 2017) on the plain texts of the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from sourcebook import standing
from sourcebook.export.facts import GENERATOR
from sourcebook.records import Article, Record, Span
from sourcebook.standing import Keep, Share, Told, anew

from . import uris
from .citations import key
from .options import Options
from .rights import MASK

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters of context on each side, as many as other annotation tools give.
AROUND = 32


class Finding(Record, frozen=True, kw_only=True):
    """What an annotation says: kind of finding, its content as words, and where it stands."""

    spans: tuple[Span, ...]
    kind: str
    says: tuple[str, ...]
    name: str


def text_path(article: Article) -> str:
    """Return the path of an article's plain text beside the annotations."""
    return f"texts/{key(article)}.txt"


class Items(Record, frozen=True, kw_only=True):
    """Annotations as JSON, with commas between, and how many they are."""

    total: int
    data: bytes


def collection(found: Iterable[Told], options: Options, folder: str, *, keep: Keep[Items] = anew) -> bytes:
    """Return all findings as one AnnotationCollection whose first and only page is embedded.

    Args:
        found: the articles with what stands in them, by id; the text of withheld ones masked already.
        options: choices of the site.
        folder: folder of the collection below the docs folder; the texts lie beside it.
        keep: gives the annotations of an article that were made before.
    """
    site = standing.digest((options.site_url, options.site_name, folder))
    parts = [keep(told.digest + site, partial(_items, told.share, options, folder)) for told in found]
    items = msgspec.Raw(b"[" + b",".join(part.data for part in parts if part.total) + b"]")
    name, page = uris.urn(options, "annotations"), uris.urn(options, "annotations", "1")
    made = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": f"Findings of {options.site_name}",
        "generator": {"type": "Software", "name": GENERATOR},
        "total": sum(part.total for part in parts),
        "first": {"id": page, "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items},
        "last": page,
    }
    return msgspec.json.encode(made) + b"\n"


def _items(share: Share, options: Options, folder: str) -> Items:
    """Return an article's annotations in the order of the text."""
    ordered = sorted((f for f in findings(share) if f.spans), key=lambda f: (f.spans, f.kind, f.name))
    source = _source(share.article, options, folder)
    items = [_annotation(finding, share.article, options, source) for finding in ordered]
    return Items(total=len(items), data=msgspec.json.encode(items)[1:-1])


def findings(share: Share) -> Iterator[Finding]:
    """Yield every finding that stands in an article."""
    yield from _named(share)
    for quote in share.quotes:
        by = share.entities.get(quote.speaker or "")
        speaker = (by.name if by else "") or quote.speaker_label or ""
        says = (f"{quote.kind} speech", f"said by {speaker}" if speaker else "")
        yield Finding(spans=quote.content, kind="quotation", says=(*says, _checked(quote)), name=quote.id)
    for number in share.quantities:
        says = (number.counted or number.unit or "", _according(share, number.attributed_to))
        yield _finding(number, "number", says, number.id)
    for date in share.dates:
        yield _finding(date, "date", (date.value or "", date.reasoning or ""), date.value or "")
    for statement in share.authenticity:
        says = (f"{statement.object}: {statement.stance}", _according(share, statement.holder))
        yield _finding(statement, "authenticity", says, statement.id)


def _according(share: Share, source: str | None) -> str:
    by = share.sources.get(source or "")
    return f"according to {by.name}" if by and by.name else ""


def _named(share: Share) -> Iterator[Finding]:
    for who, mention in share.mentions:
        entity = share.entities[who]
        yield _finding(mention, entity.type, (entity.name,), entity.id)
    for who, role in share.roles:
        entity = share.entities[who]
        yield _finding(role, "role", (entity.name,), entity.id)
    for by, citation in share.citations:
        source = share.sources[by]
        yield _finding(citation, "source", (source.name, citation.cited_for or ""), source.id)


def _finding(item: Any, kind: str, says: tuple[str, ...], name: str) -> Finding:
    return Finding(spans=(Span(item.start, item.end),), kind=kind, says=(*says, _checked(item)), name=name)


def _checked(item: Any) -> str:
    """Return whether a person confirmed or corrected a finding; nothing where it is the machine's alone."""
    status = getattr(item, "status", "machine")
    return "" if status == "machine" else f"{status} by a person"


def _annotation(finding: Finding, article: Article, options: Options, source: Mapping[str, str]) -> dict[str, Any]:
    places = [f"{span.start}-{span.end}" for span in finding.spans]
    bodies: list[dict[str, str]] = [{"type": "TextualBody", "purpose": "classifying", "value": finding.kind}]
    says = "; ".join(part for part in finding.says if part)
    if says:
        bodies.append({"type": "TextualBody", "purpose": "describing", "value": says, "format": "text/plain"})
    targets = [{"type": "SpecificResource", "source": source, "selector": selectors(article, s)} for s in finding.spans]
    return {
        "id": uris.urn(options, article.id, finding.kind, finding.name, *places),
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _source(article: Article, options: Options, folder: str) -> Mapping[str, str]:
    path = text_path(article)
    made = {
        "id": uris.address(options, f"{folder}/{path}") if options.site_url else uris.address(options, path),
        "type": "Text",
        "format": "text/plain",
        "language": article.language,
    }
    return {**made, **({"via": article.url} if article.url else {})}


def selectors(article: Article, span: Span) -> Sequence[Mapping[str, Any]]:
    """Return the place of a finding by its words with what stands around them, and by its characters."""
    text = article.text
    before = text[max(0, span.start - AROUND) : span.start].rpartition(MASK)[2]
    after = text[span.end : span.end + AROUND].partition(MASK)[0]
    return (
        {"type": "TextQuoteSelector", "exact": text[span.start : span.end], "prefix": before, "suffix": after},
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    )
