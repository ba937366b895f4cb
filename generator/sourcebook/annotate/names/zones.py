"""What kind of text a word stands in, as far as it matters for names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sourcebook.parsed import Doc
    from sourcebook.records import Article

Zone = Literal["text", "headline", "caption", "dateline", ""]
_ZONES: dict[str, Zone] = {
    "body": "text",
    "heading": "text",
    "title": "text",
    "caption": "caption",
    "highlight": "text",
    "dateline": "dateline",
}
# A line in which at least this share of the words has capitals is a headline, where the model is lost.
_HEADLINE_SHARE = 0.75
_HEADLINE_WORDS = 4
# Words so short are small in headlines too.
_SMALL_WORD = 3


def zones(article: Article, doc: Doc) -> list[Zone]:
    """Return for every token of `doc` the kind of text it stands in; empty where it is not the article's prose."""
    found: list[Zone] = []
    text = doc.text
    blocks = iter(sorted(article.blocks, key=lambda b: b.start))
    block = next(blocks, None)
    zone: Zone = _zone(text, block.start, block.end, block.kind) if block else ""
    for token in doc:
        while block is not None and token.idx >= block.end:
            block = next(blocks, None)
            zone = _zone(text, block.start, block.end, block.kind) if block else ""
        found.append(zone if block is not None and block.start <= token.idx else "")
    return found


def _zone(text: str, start: int, end: int, kind: str) -> Zone:
    zone = _ZONES.get(kind, "")
    if zone != "text":
        return zone
    long = [w for w in text[start:end].split() if len(w) > _SMALL_WORD and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in long)
    is_headline = len(long) >= _HEADLINE_WORDS and capital >= _HEADLINE_SHARE * len(long)
    return "headline" if is_headline else zone
