"""Entities and sources of all articles joined, and the ids of the findings rewritten to the joined ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from sourcebook.link.merge import Regroup, merge_entities
from sourcebook.link.nodes import Local
from sourcebook.link.sources import merge_sources
from sourcebook.records import Authenticity, Corpus, Entity, Quantity, Quote, Source
from sourcebook.spilled import KINDS, Room, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sourcebook.records import Analysed
    from sourcebook.spilled import Taker

__all__ = ["link"]

_BY_ARTICLE: Final = ("articles", "quotes", "quantities", "dates", "authenticity")
_Found = TypeVar("_Found", Quote, Quantity, Authenticity)


def link(analysed: Sequence[Analysed], *, regroup: Regroup | None = None, room: Room | None = None) -> Corpus:
    """Join the findings of all articles of a folder.

    Args:
        analysed: the articles with their findings, in any order.
        regroup: given the groups of local entities (article and id) that are taken for one, returns those that people
            say they are.
        room: where what is joined is put; held without one.

    Returns:
        The corpus, its articles and findings in the order of the articles' ids. Two names are one entity only on
        evidence that stands in the entity's aliases; what is contested stays apart.
    """
    room = room or Room()
    found = in_order(analysed)
    local = Local(found, room)
    entities, entity_ids = merge_entities(local, regroup)
    sources, source_ids = merge_sources(local.cited, entity_ids)
    joined, leaned_on = room.of(Entity, entities), room.of(Source, sources)
    taken: dict[str, Taker[Any]] = {name: room.taker(KINDS[name]) for name in _BY_ARTICLE}
    for number, each in enumerate(found):
        named = {node.local: entity_ids[node.number] for node in local.nodes_of(number)}
        held = {source.local: source_ids[nth] for nth, source in local.cited_of(number)}
        _take(each, taken, named, held)
    return Corpus(
        articles=taken["articles"].done(),
        entities=joined,
        quotes=taken["quotes"].done(),
        quantities=taken["quantities"].done(),
        dates=taken["dates"].done(),
        sources=leaned_on,
        authenticity=taken["authenticity"].done(),
    )


def _take(each: Analysed, taken: Mapping[str, Taker[Any]], named: Mapping[str, str], held: Mapping[str, str]) -> None:
    """Hand on what was found in an article, with the joined ids of the entities and sources it speaks of."""
    facts = each.facts
    taken["articles"].add(each.article)
    for quote in facts.quotes:
        taken["quotes"].add(_with(quote, speaker=_in(named, quote.speaker)))
    for quantity in facts.quantities:
        taken["quantities"].add(_with(quantity, attributed_to=_in(held, quantity.attributed_to)))
    for date in facts.dates:
        taken["dates"].add(date)
    for statement in facts.authenticity:
        taken["authenticity"].add(_with(statement, holder=_in(held, statement.holder)))


def _in(joined: Mapping[str, str], local: str | None) -> str | None:
    return None if local is None else joined.get(local, local)


def _with(found: _Found, **told: str | None) -> _Found:
    """Return a finding that names a joined id; the same object where it does already, as most do."""
    same = all(getattr(found, name) == value for name, value in told.items())
    return found if same else msgspec.structs.replace(found, **told)
