"""The findings as W3C Web Annotations (Recommendation of 23 February 2017) on the plain texts of the articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sourcebook.export.facts import GENERATOR
from sourcebook.records import Article, Corpus, Record, Span

from . import uris
from .citations import key
from .options import Options
from .rights import MASK

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters of context on each side, as many as other annotation tools give.
AROUND = 32


class Finding(Record, frozen=True, kw_only=True):
    """What an annotation says: kind of finding, its content as words, and where it stands."""

    article: str
    spans: tuple[Span, ...]
    kind: str
    says: tuple[str, ...]
    name: str


def text_path(article: Article) -> str:
    """Return the path of an article's plain text beside the annotations."""
    return f"texts/{key(article)}.txt"


def collection(corpus: Corpus, options: Options, folder: str) -> bytes:
    """Return all findings as one AnnotationCollection whose first and only page is embedded.

    Args:
        corpus: what was found; the text of withheld articles masked already.
        options: choices of the site.
        folder: folder of the collection below the docs folder; the texts lie beside it.
    """
    articles = {article.id: article for article in corpus.articles}
    found = [f for f in findings(corpus) if f.article in articles and f.spans]
    ordered = sorted(found, key=lambda f: (f.article, f.spans, f.kind, f.name))
    items = [_annotation(finding, articles[finding.article], options, folder) for finding in ordered]
    name, page = uris.urn(options, "annotations"), uris.urn(options, "annotations", "1")
    made = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": f"Findings of {options.site_name}",
        "generator": {"type": "Software", "name": GENERATOR},
        "total": len(items),
        "first": {"id": page, "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items},
        "last": page,
    }
    return msgspec.json.encode(made) + b"\n"


def findings(corpus: Corpus) -> Iterator[Finding]:
    """Yield every finding that stands in a text."""
    names: dict[str, str] = {entity.id: entity.name for entity in corpus.entities}
    held: dict[str, str] = {source.id: source.name for source in corpus.sources}
    yield from _named(corpus)
    for quote in corpus.quotes:
        speaker = names.get(quote.speaker or "") or quote.speaker_label or ""
        says = (f"{quote.kind} speech", f"said by {speaker}" if speaker else "")
        yield Finding(
            article=quote.article, spans=quote.content, kind="quotation", says=(*says, _checked(quote)), name=quote.id
        )
    for number in corpus.quantities:
        by = held.get(number.attributed_to or "")
        says = (number.counted or number.unit or "", f"according to {by}" if by else "")
        yield _finding(number, "number", says, number.id)
    for date in corpus.dates:
        yield _finding(date, "date", (date.value or "", date.reasoning or ""), date.value or "")
    for statement in corpus.authenticity:
        by = held.get(statement.holder or "")
        says = (f"{statement.object}: {statement.stance}", f"according to {by}" if by else "")
        yield _finding(statement, "authenticity", says, statement.id)


def _named(corpus: Corpus) -> Iterator[Finding]:
    for entity in corpus.entities:
        for mention in entity.mentions:
            yield _finding(mention, entity.type, (entity.name,), entity.id)
        for role in entity.roles:
            yield _finding(role, "role", (entity.name,), entity.id)
    for source in corpus.sources:
        for citation in source.citations:
            yield _finding(citation, "source", (source.name, citation.cited_for or ""), source.id)


def _finding(item: Any, kind: str, says: tuple[str, ...], name: str) -> Finding:
    return Finding(
        article=item.article, spans=(Span(item.start, item.end),), kind=kind, says=(*says, _checked(item)), name=name
    )


def _checked(item: Any) -> str:
    """Return whether a person confirmed or corrected a finding; nothing where it is the machine's alone."""
    status = getattr(item, "status", "machine")
    return "" if status == "machine" else f"{status} by a person"


def _annotation(finding: Finding, article: Article, options: Options, folder: str) -> dict[str, Any]:
    places = [f"{span.start}-{span.end}" for span in finding.spans]
    bodies: list[dict[str, str]] = [{"type": "TextualBody", "purpose": "classifying", "value": finding.kind}]
    says = "; ".join(part for part in finding.says if part)
    if says:
        bodies.append({"type": "TextualBody", "purpose": "describing", "value": says, "format": "text/plain"})
    source = _source(article, options, folder)
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
