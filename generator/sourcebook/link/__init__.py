"""Entities and sources of all articles joined, and the ids of the findings rewritten to the joined ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from sourcebook.link.merge import Regroup, merge_entities
from sourcebook.link.sources import merge_sources
from sourcebook.records import Authenticity, Corpus, Quantity, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.records import Analysed

__all__ = ["link"]

_Found = TypeVar("_Found", Quote, Quantity, Authenticity)


def link(analysed: Sequence[Analysed], *, regroup: Regroup | None = None) -> Corpus:
    """Join the findings of all articles of a folder.

    Args:
        analysed: the articles with their findings, in any order.
        regroup: given the groups of local entities (article and id) that are taken for one, returns those that people
            say they are.

    Returns:
        The corpus, its articles and findings in the order of the articles' ids. Two names are one entity only on
        evidence that stands in the entity's aliases; what is contested stays apart.
    """
    ordered = sorted(analysed, key=lambda a: a.article.id)
    entities, entity_ids = merge_entities(ordered, regroup)
    sources, source_ids = merge_sources(ordered, entity_ids)

    def entity(article: str, local: str | None) -> str | None:
        return None if local is None else entity_ids.get((article, local), local)

    def source(article: str, local: str | None) -> str | None:
        return None if local is None else source_ids.get((article, local), local)

    facts = [a.facts for a in ordered]
    return Corpus(
        articles=tuple(a.article for a in ordered),
        entities=entities,
        quotes=tuple(_with(q, speaker=entity(f.article, q.speaker)) for f in facts for q in f.quotes),
        quantities=tuple(
            _with(q, attributed_to=source(f.article, q.attributed_to)) for f in facts for q in f.quantities
        ),
        dates=tuple(d for f in facts for d in f.dates),
        sources=sources,
        authenticity=tuple(_with(s, holder=source(f.article, s.holder)) for f in facts for s in f.authenticity),
    )


def _with(found: _Found, **told: str | None) -> _Found:
    """Return a finding that names a joined id; the same object where it does already, as most do."""
    same = all(getattr(found, name) == value for name, value in told.items())
    return found if same else msgspec.structs.replace(found, **told)
