"""Entities and sources of one article by the names that people write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import cast

from msgspec.structs import replace

from sourcebook.records import Citation, Entity, EntityType, Form, Mention, Source, SourceKind, Span
from sourcebook.text import fold, slug

_KINDS: Mapping[str, SourceKind] = {"person": "named-person", "place": "organisation", "group": "organisation"}


class Names:
    """The entities and sources of one article while corrections are laid over them.

    Args:
        article: its id.
        text: its text.
        entities: its entities, with ids that hold within it.
        sources: its sources, likewise.
    """

    def __init__(self, article: str, text: str, entities: Iterable[Entity], sources: Iterable[Source]) -> None:
        self._article = article
        self._text = text
        self.entities = {entity.id: entity for entity in entities}
        self.sources = {source.id: source for source in sources}

    def name(self, identifier: str | None) -> str | None:
        """Return the name of the entity or source of an id; ``None`` for none."""
        if identifier is None:
            return None
        known: Entity | Source | None = self.entities.get(identifier) or self.sources.get(identifier)
        return known.name if known else identifier

    def source_name(self, identifier: str | None) -> str | None:
        """Return the name of the source of an id; ``None`` for none."""
        known = self.sources.get(identifier or "")
        return known.name if known else identifier

    def knows(self, name: str) -> bool:
        """Say whether an entity bears a name, or has it as a form."""
        wanted = fold(name)
        return any(wanted in {fold(e.name), *(fold(a.form) for a in e.aliases)} for e in self.entities.values())

    def entity(self, name: str, kind: str | None = None) -> str:
        """Return the id of the entity that is called so; it is made where none is.

        Args:
            name: the name, as an entity bears it or as a form of it.
            kind: its type; a person where none is told and it is new.
        """
        wanted = fold(name)
        named = [e for e in self.entities.values() if fold(e.name) == wanted and kind in {None, e.type}]
        forms = [
            e
            for e in self.entities.values()
            if kind in {None, e.type} and any(fold(a.form) == wanted for a in e.aliases)
        ]
        if named or len(forms) == 1:
            return (named or forms)[0].id
        made = _unused(slug(name), self.entities)
        self.entities[made] = Entity(
            id=made, type=cast("EntityType", kind or "person"), name=name, aliases=(), roles=(), mentions=()
        )
        return made

    def source(self, name: str, kind: str | None, at: Span) -> str:
        """Return the id of the source that is called so; it is made where none is, cited at `at`."""
        wanted = fold(name)
        for source in self.sources.values():
            entity = self.entities.get(source.entity or "")
            if fold(source.name) == wanted or (entity is not None and fold(entity.name) == wanted):
                return source.id
        entity = next((e for e in self.entities.values() if fold(e.name) == wanted), None)
        made = _unused(slug(name), self.sources)
        known = cast("SourceKind | None", kind) or (_KINDS.get(entity.type, "organisation") if entity else None)
        self.sources[made] = Source(
            id=made,
            name=name,
            entity=entity.id if entity else None,
            kind=known or "named-person",
            citations=(self.cited(at),),
        )
        return made

    def cited(self, at: Span, cited_for: str | None = None, quotes: tuple[str, ...] = ()) -> Citation:
        """Return a citation that a person has made."""
        return Citation(
            article=self._article, start=at.start, end=at.end, cited_for=cited_for, quotes=quotes, status="corrected"
        )

    def mention(self, at: Span, entity: str) -> None:
        """Make a stretch of the text a name of an entity, and of no other."""
        self.unmention(at, keep=entity)
        held = self.entities[entity]
        place = Mention(article=self._article, start=at.start, end=at.end)
        mentions = tuple(sorted({*held.mentions, place}, key=lambda m: (m.start, m.end)))
        self.entities[entity] = self._with_forms(replace(held, mentions=mentions))

    def unmention(self, at: Span, *, keep: str | None = None) -> None:
        """Take a stretch of the text from the names of whatever it names; entities that nothing names are left."""
        for entity in list(self.entities.values()):
            left = tuple(m for m in entity.mentions if (m.start, m.end) != (at.start, at.end))
            if len(left) < len(entity.mentions) and entity.id != keep:
                self.entities[entity.id] = self._with_forms(replace(entity, mentions=left))

    def _with_forms(self, entity: Entity) -> Entity:
        counts = Counter(" ".join(self._text[m.start : m.end].split()) for m in entity.mentions)
        why = {form.form: form.why for form in entity.aliases}
        made = (
            Form(form=form, articles=(self._article,), count=count, why=why.get(form, "a person said so"))
            for form, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if form != entity.name
        )
        return replace(entity, aliases=tuple(made))

    def cite(self, source: str, citation: Citation) -> None:
        """Add a citation to a source, in text order."""
        held = self.sources[source]
        kept = tuple(c for c in held.citations if (c.start, c.end) != (citation.start, citation.end))
        ordered = tuple(sorted((*kept, citation), key=lambda c: (c.start, c.end)))
        self.sources[source] = replace(held, citations=ordered)

    def uncite(self, source: str, citation: Citation) -> None:
        """Take a citation from a source."""
        held = self.sources[source]
        self.sources[source] = replace(held, citations=tuple(c for c in held.citations if c != citation))


def _unused(identifier: str, taken: Mapping[str, object]) -> str:
    made, number = identifier, 2
    while made in taken:
        made, number = f"{identifier}-{number}", number + 1
    return made
