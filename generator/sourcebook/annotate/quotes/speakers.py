"""Who is meant: names, pronouns and noun phrases in the place of a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from sourcebook.annotate.quotes.model import Frame
    from sourcebook.records import Article, Block, Entity


class Resolver:
    """Resolves the sources of one article to its entities."""

    def __init__(self, article: Article, doc: Doc, blocks: Sequence[Block], entities: Sequence[Entity]) -> None:
        self._text = article.text
        self._doc = doc
        self._mentions = (
            sorted((m.start, m.end, e) for e in entities for m in e.mentions if e.type != "place") if entities else []
        )

    def resolve(self, frame: Frame | None) -> tuple[str | None, str | None]:
        """Return the entity id and the label of the speaker of `frame`."""
        if frame is None or frame.source is None:
            return None, None
        source = frame.source
        for start, end, entity in self._mentions:
            if source.start <= start and end <= source.end and entity.type == "person":
                return entity.id, None
        return None, self._text[source.start : source.end]
