"""What people say of entities and sources of the whole folder: names, types, descriptions, ratings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from sourcebook.curate.anchoring import flat
from sourcebook.curate.entries import Entry
from sourcebook.curate.ledger import Ledger
from sourcebook.curate.odds import at_odds
from sourcebook.records import Corpus, Entity, Form, Source, Span, Status

_KEYS = ("type", "name", "description", "wikidata")


class Places:
    """Which entity or source stands at a place."""

    def __init__(self, items: Collection[Entity] | Collection[Source]) -> None:
        self._held: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        self.add(items)

    def add(self, items: Collection[Entity] | Collection[Source]) -> None:
        """Add entities or sources."""
        for item in items:
            for place in item.mentions if isinstance(item, Entity) else item.citations:
                self._held[place.article].append((Span(place.start, place.end), item.id))

    def at(self, article: str, span: Span | None) -> str | None:
        """Return the id of what stands on the very words, else of the only one that shares some of them."""
        if span is None:
            return None
        held = self._held.get(article, ())
        exact = {identifier for place, identifier in held if place == span}
        near = {i for place, i in held if place.start < span.end and span.start < place.end}
        found = exact or near
        return next(iter(found)) if len(found) == 1 else None


def laid(corpus: Corpus, ledger: Ledger, named: Mapping[str, str], touched: Collection[str]) -> Corpus:
    """Return the linked corpus with what people say of its entities and sources.

    Args:
        corpus: entities and sources of all articles.
        ledger: the entries.
        named: names that people gave to entities that the machine did not know, by id.
        touched: ids of entities that people merged, split or gave names to in an article.
    """
    entities = {entity.id: entity for entity in corpus.entities}
    for identifier in touched:
        if identifier in entities:
            entities[identifier] = replace(entities[identifier], status="corrected")
    for identifier, name in named.items():
        entities[identifier] = _named(entities[identifier], name, ledger.texts)
    located = _located(ledger, Places(corpus.entities), "entity")
    rejected: dict[str, Entity] = {}
    for entry, identifier in located:
        if entry.do == "reject":
            rejected[identifier] = entities.pop(identifier)
        else:
            entities[identifier] = _said(entities[identifier], entry, ledger.texts)
    made = replace(
        corpus, entities=tuple(sorted(entities.values(), key=lambda e: e.id)), sources=_rated(corpus, ledger)
    )
    return _without(made, rejected) if rejected else made


def _located(ledger: Ledger, places: Places, what: str) -> list[tuple[Entry, str]]:
    """Return the open entries on entities or sources with the ids they mean; others are orphaned."""
    wanted = [
        e for e in ledger.entries if e.what == what and ledger.is_open(e) and (what == "entity" or e.do == "rate")
    ]
    located: list[tuple[Entry, str]] = []
    for entry in wanted:
        if entry.do in {"merge", "split"}:
            continue
        identifier = places.at(entry.place.article, ledger.span(entry))
        if identifier is not None:
            ledger.hit(entry, identifier)
            located.append((entry, identifier))
        elif entry.do == "reject":
            ledger.note(entry, "moot", "nothing is named by these words any more", "the entry can go")
        elif entry.do != "note":
            ledger.orphan(entry, f"these words are no {_CALLED[what]}", "quote the very words, or add it first")
    ledger.odds(at_odds((identifier, entry) for entry, identifier in located))
    return [(entry, identifier) for entry, identifier in located if ledger.is_open(entry) and entry.do != "note"]


_CALLED = {"entity": "name of one person, organisation or place", "source": "one source"}


def _said(entity: Entity, entry: Entry, texts: Mapping[str, str]) -> Entity:
    values: dict[str, Any] = {key: entry.values[key] for key in _KEYS if key in entry.values}
    name = values.pop("name", entity.name)
    made = _named(replace(entity, **values), name, texts)
    same = replace(made, status=entity.status) == entity
    status: Status = entity.status
    if not same and entry.do != "describe":
        status = "corrected"
    elif entity.status == "machine" and entry.do in {"confirm", "correct", "name"}:
        status = "confirmed"
    return replace(made, status=status)


def _named(entity: Entity, name: str, texts: Mapping[str, str]) -> Entity:
    """Return an entity under another name; the one it had becomes a form, if the texts write it so."""
    if name == entity.name:
        return entity
    old = [m for m in entity.mentions if flat(texts[m.article][m.start : m.end]) == flat(entity.name)]
    form = Form(
        form=entity.name, articles=tuple(sorted({m.article for m in old})), count=len(old), why="a person gave the name"
    )
    kept = tuple(alias for alias in entity.aliases if alias.form != name)
    return replace(entity, name=name, aliases=((form,) if old else ()) + kept, status="corrected")


def _rated(corpus: Corpus, ledger: Ledger) -> tuple[Source, ...]:
    """Return the sources with their ratings, and with what people said of their citations."""
    located = _located(ledger, Places(corpus.sources), "source")
    ratings = {identifier: entry.values.get("reliability") for entry, identifier in located}
    made = []
    for source in corpus.sources:
        said = {citation.status for citation in source.citations}
        status: Status = "corrected" if "corrected" in said else "confirmed" if said == {"confirmed"} else "machine"
        made.append(replace(source, status=status, reliability=ratings.get(source.id)))
    return tuple(made)


def _without(corpus: Corpus, gone: Mapping[str, Entity]) -> Corpus:
    """Return the corpus without entities; who was quoted or cited as one of them keeps its name as words."""
    return replace(
        corpus,
        quotes=tuple(
            replace(q, speaker=None, speaker_label=q.speaker_label or gone[q.speaker].name)
            if q.speaker is not None and q.speaker in gone
            else q
            for q in corpus.quotes
        ),
        sources=tuple(replace(s, entity=None) if s.entity in gone else s for s in corpus.sources),
    )
