"""What a comparison asks of all articles at once: who brought them out, when, and how they are called."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sourcebook.records import Article, Published
from sourcebook.spilled import Spilled


class Head(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Of an article all but its text and what stands in that."""

    id: str
    title: str | None
    outlet: str | None
    agencies: tuple[str, ...]
    words: int
    published: Published | None


def heads(articles: Sequence[Article]) -> list[Head]:
    """Return the heads of articles, in their order."""
    if isinstance(articles, Spilled):
        return list(articles.seen_as(Head))
    return [Head(**{name: getattr(article, name) for name in Head.__struct_fields__}) for article in articles]
