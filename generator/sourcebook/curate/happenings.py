"""What people say of events: which articles are on one, which are not, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sourcebook.curate import grouping
from sourcebook.curate.entries import Entry
from sourcebook.curate.ledger import Ledger
from sourcebook.curate.odds import at_odds
from sourcebook.records import Event
from sourcebook.text import digest


def laid(events: Sequence[Event], ledger: Ledger) -> tuple[Event, ...]:
    """Return the events as people say they are."""
    entries = [e for e in ledger.entries if e.what == "event" and ledger.is_open(e) and e.do != "note"]
    if not entries:
        return tuple(events)
    told = {do: [(e, _articles(e)) for e in entries if e.do == do] for do in ("part", "join")}
    groups = [event.articles for event in events]
    ledger.odds(grouping.at_odds(groups, told["part"], told["join"]))
    fine = {do: [keys for entry, keys in each if ledger.is_open(entry)] for do, each in told.items()}
    known = {event.articles: event for event in events}
    made = [
        _event(tuple(sorted(group)), known, events) for group in grouping.regrouped(groups, fine["part"], fine["join"])
    ]
    return tuple(sorted(_said(made, entries, ledger), key=lambda event: event.articles))


def _articles(entry: Entry) -> frozenset[str]:
    return frozenset({entry.place.article, *(place.article for place in entry.others)})


def _event(articles: tuple[str, ...], known: dict[tuple[str, ...], Event], events: Sequence[Event]) -> Event:
    if articles in known:
        return known[articles]
    first = max(events, key=lambda event: len(set(event.articles) & set(articles)))
    return Event(
        id=f"e-{digest(*articles)}",
        label=first.label,
        articles=articles,
        why="a person said which articles are on it",
        curated="corrected",
    )


def _said(events: list[Event], entries: list[Entry], ledger: Ledger) -> list[Event]:
    of = {article: event.id for event in events for article in event.articles}
    made = {event.id: event for event in events}
    located = [(of[e.place.article], e) for e in entries if e.do in {"confirm", "correct"}]
    ledger.odds(at_odds(located))
    for identifier, entry in located:
        ledger.hit(entry, identifier)
        held = made[identifier]
        label = entry.values.get("label", held.label)
        if ledger.is_open(entry):
            curated = "corrected" if label != held.label or held.curated == "corrected" else "confirmed"
            made[identifier] = replace(held, label=label, curated=curated)
    return list(made.values())
