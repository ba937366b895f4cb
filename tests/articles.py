"""Articles of which nothing but the text is known, for tests and measures of single stages."""

from __future__ import annotations

from typing import Any

from sourcebook.records import Article


def bare(name: str, text: str, **known: Any) -> Article:
    """Return a text as an article with this id; `known` is what else is told of it, by the fields of `Article`."""
    told = dict.fromkeys(("title", "outlet", "dateline", "url", "published"))
    unknown: dict[str, Any] = {"authors": (), "agencies": (), "blocks": (), "path": f"{name}.txt", "sha256": ""}
    counted = {"language": "en", "words": len(text.split())}
    return Article(id=name, text=text, **{**told, **unknown, **counted, **known})
