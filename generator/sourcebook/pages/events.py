"""The events that reports are about, as pages name and order them; and on how many texts reports rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sourcebook.records import Event

from . import escape
from .site import Site

NONE: Final = Event(id="no-event", label="Not tied to one event", articles=())
_LONGEST = 100


def ordered(site: Site) -> list[Event]:
    """Return the events, those of most reports first."""
    return sorted(site.corpus.events, key=lambda event: (-len(event.articles), event.label, event.id))


def by_article(site: Site) -> dict[str, Event]:
    """Return the event of each article that has one; where it has several, that of most reports."""
    made: dict[str, Event] = {}
    for event in ordered(site):
        for article in event.articles:
            made.setdefault(article, event)
    return made


def label(site: Site, event: Event) -> str:
    """Return an event's name; that of one report alone is called after it."""
    known = [name for name in event.articles if name in site.titles]
    if len(known) != 1:
        return event.label
    return escape.shortened(site.titles[known[0]], _LONGEST)


def origins(site: Site, articles: Iterable[str] | None = None) -> int:
    """Return on how many texts some reports rest, or all of them: a group that shares one counts once."""
    counted = set(site.articles if articles is None else articles)
    total = 0
    for origin in site.corpus.origins:
        here = counted.intersection(origin.articles)
        counted -= here
        total += bool(here)
    return total + len(counted)
