"""The comparison of a whole folder: what goes across events, and what each event is compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from sourcebook.compare import direction, fate_rows, gloss_rows, name_rows, reuse, scenes, shingles
from sourcebook.compare.kept import Kept, digest
from sourcebook.compare.maker import Maker
from sourcebook.compare.openings import Openings, openings_of
from sourcebook.compare.parts import Owned, days_of, terms_of
from sourcebook.compare.terms import Texts
from sourcebook.records import Comparison, Corpus, Entity, Event, Origin, QuoteVariant, Reuse
from sourcebook.spilled import Room, grouped


class Folder:
    """The articles of a folder with what each brings in.

    Args:
        corpus: the linked findings of all articles.
        kept: the last comparison.
        room: where what is found is put.
    """

    def __init__(self, corpus: Corpus, kept: Kept, room: Room) -> None:
        self.corpus = corpus
        self._kept = kept
        self._room = room
        self._texts = Texts(corpus.articles)
        self._owned = Owned(corpus)
        self._keys = self._owned.keys()
        self._parts = kept.parts(self._owned, self._keys, room)
        self._terms = terms_of(self._parts, kept.names)

    def openings(self) -> Openings:
        """Return what the articles open with."""
        return openings_of(self._parts, self._terms)

    def passages(self) -> Sequence[Reuse]:
        """Return the passages that any two of the articles, or two places of one, share, with their direction."""
        reports = direction.Reports(self.corpus.articles, self._texts)
        errors = direction.Errors(self.corpus.entities, reports)
        finder = reuse.Finder(self.corpus.articles, self._parts)
        found = self._room.taker(Reuse)
        keys = np.array([list(key) for key in self._keys], dtype=np.uint8)
        for a, met in shingles.seeds((part.forms for part in self._parts), reuse.LEAST_WORDS, self._room):
            told = (met.bounds, keys[met.others], *met.places)
            meeting = digest(self._keys[a], [column.tobytes() for column in told])

            def pairs(a: int = a, met: shingles.Met = met) -> list[bytes]:
                return [self._pair(a, *met.pair(nth)) for nth in range(len(met.others))]

            def made(nth: int, a: int = a, met: shingles.Met = met) -> list[Reuse]:
                return errors.marked(direction.with_direction(finder.between(a, *met.pair(nth)), reports))

            for passage in self._kept.passages.of(self._keys[a], meeting, pairs, made):
                found.add(passage)
        if self._kept.passages.are_marked(errors.forms):
            return found.done()
        return self._room.of(Reuse, errors.marked(found.done()))

    def _pair(self, a: int, b: int, places: shingles.Seeds) -> bytes:
        """Return a digest of all that the passages of two articles are made of."""
        here, there = places
        return digest(self._keys[a], self._keys[b], here.tobytes(), there.tobytes())

    def compared(
        self, events: Sequence[Event], passages: Sequence[Reuse], origins: Iterable[Origin]
    ) -> tuple[Sequence[Comparison], Sequence[QuoteVariant]]:
        """Return the rows, those of each event before those that go across events, and the renderings of utterances.

        Args:
            events: what the articles are about.
            passages: that they share.
            origins: that they have in common.
        """
        event_of = {article: event for event in events for article in event.articles}
        origin_of = {article: origin.articles[0] for origin in origins for article in origin.articles}
        rows, rendered = self._room.taker(Comparison), self._room.taker(QuoteVariant)
        used: set[str] = set()
        for told, said in self._of_events(event_of, passages, origin_of):
            for row in told:
                rows.add(row)
                used.add(row.id)
            for variant in said:
                rendered.add(variant)
        for row in self._across(Maker(self.corpus, event_of, origin_of, self._texts), used):
            rows.add(row)
        return rows.done(), rendered.done()

    def _of_events(
        self, event_of: Mapping[str, Event], passages: Sequence[Reuse], origin_of: Mapping[str, str]
    ) -> Iterator[tuple[Sequence[Comparison], Sequence[QuoteVariant]]]:
        members: dict[str, list[int]] = defaultdict(list)
        for number, article in enumerate(self._owned.ids):
            members[event_of[article].id].append(number)
        within = grouped(passages, lambda passage: home_of(passage, event_of))
        stage = scenes.Stage(self.corpus, self._terms, days_of(self._parts))

        def made(cast: scenes.Cast) -> tuple[Sequence[Comparison], Sequence[QuoteVariant]]:
            return scenes.compared(stage.scene(cast, [self._owned[told.number] for told in cast.told]))

        for event, inside in members.items():
            told = [self._told(number) for number in inside]
            origins = {each.article: origin_of[each.article] for each in told if each.article in origin_of}
            cast = scenes.Cast(event_of[told[0].article], told, within.get(event, ()), origins)
            yield self._kept.events.of(stage.key(cast), made, cast)

    def _told(self, number: int) -> scenes.Told:
        owned = self._owned
        return scenes.Told(number, owned.ids[number], owned.names.of(number), self._parts[number], self._keys[number])

    def _across(self, maker: Maker, used: set[str]) -> Iterator[Comparison]:
        """Yield the rows of names, fates and short names, whatever the events; none that an event has already."""
        sorts: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        spelt: list[tuple[str, list[tuple[str, int, int]]]] = []
        for article, part in zip(self._owned.ids, self._parts, strict=True):
            for name, start, end in part.sorts:
                sorts[name].append((article, start, end))
            if part.glosses:
                spelt.append((article, part.glosses))
        key_of = dict(zip(self._owned.ids, self._keys, strict=True))
        for entity in self.corpus.entities:
            sorted_out = sorts.get(entity.name, []) if entity.type == "place" else []
            told = dict.fromkeys((*(m.article for m in entity.mentions), *(article for article, _, _ in sorted_out)))
            if len(told) > 1:
                # Where the articles name the bearer is part of their keys.
                bearer = replace(entity, mentions=())
                key = digest(bearer, sorted_out, b"".join(map(key_of.__getitem__, told)))
                rows = self._kept.bearers.of(key, _of_bearer, maker, entity, sorted_out)
                free = [row for row in rows if row.id not in used]
                if len(free) < len(rows):
                    self._kept.bearers.in_part(free)
                used.update(row.id for row in free)
                yield from (maker.placed(row, across_events=True) for row in free)
        yield from (row for row in gloss_rows.rows(maker, spelt) if row.id not in used)


def home_of(passage: Reuse, event_of: Mapping[str, Event]) -> str | None:
    """Return the event of which two reports share a passage, if it is one of theirs."""
    one, other = passage.a.article, passage.b.article
    home = event_of[one].id
    return home if one != other and home == event_of[other].id else None


def _of_bearer(maker: Maker, entity: Entity, sorted_out: Sequence[tuple[str, int, int]]) -> list[Comparison]:
    found = [*name_rows.rows(maker, entity, sorted_out), *fate_rows.rows(maker, entity)]
    return list({row.id: row for row in found}.values())
