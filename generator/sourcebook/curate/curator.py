"""Lays people's corrections over what the machine finds, stage by stage; the pipeline calls it in between."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from sourcebook.curate import entities, grouping, happenings, rows, targets, vocabulary
from sourcebook.curate.bench import Bench
from sourcebook.curate.entries import Corrections, Entry
from sourcebook.curate.ledger import Ledger, Texts
from sourcebook.curate.odds import at_odds
from sourcebook.errors import CurationError
from sourcebook.records import (
    Analysed,
    Article,
    Block,
    BlockKind,
    Corpus,
    Curation,
    Event,
    Metadata,
    Record,
    Seed,
    Span,
)
from sourcebook.spilled import by_id
from sourcebook.text import digest

_METADATA = frozenset(Metadata.__struct_fields__)


class Given(Record, frozen=True, kw_only=True):
    """What people say of one article before it is analysed.

    ``values`` are publication data by their key; ``blocks`` are stretches whose kind is told, with the reason; ``key``
    is a digest of all that, empty where nothing is said, so that the findings are kept apart from those without it.
    """

    values: dict[str, Any] = {}  # noqa: RUF012 - msgspec copies it
    blocks: tuple[Block, ...] = ()
    key: str = ""


class Curator:
    """Corrections of one folder, applied as its articles come by; it keeps what became of each entry.

    Args:
        corrections: the entries.
        seeds: all articles as read.

    Attributes:
        links: whether people say of any names that they are one, or are not.
    """

    def __init__(self, corrections: Corrections, seeds: Sequence[Seed]) -> None:
        # Where nothing is corrected no article is looked for.
        self._ledger = Ledger(corrections, Texts(by_id(seeds if corrections.entries else ())))
        self._local = entities.Places(())
        self._new_names: set[int] = set()
        by_hand = [e for e in corrections.entries if e.do in {"merge", "split"}]
        self._linked_by_people = {place.article for e in by_hand for place in (e.place, *e.others)}
        self.links = bool(by_hand)

    def given(self, article: str) -> Given:
        """Return what people say of an article's blocks and publication data."""
        entries = self._ledger.open(article, {"block", "article"}, {"correct", "confirm"})
        if not entries:
            return Given()
        self._ledger.odds(at_odds((self._of_block(entry), entry) for entry in entries))
        values: dict[str, Any] = {}
        blocks: list[Block] = []
        for entry in filter(self._ledger.is_open, entries):
            span = self._ledger.span(entry)
            if entry.what == "article":
                values |= entry.values
            elif span is not None and entry.values:
                blocks.append(_block(span, entry))
        told = [f"{b.start}:{b.end}:{b.kind}:{b.why}" for b in blocks]
        return Given(
            values=values,
            blocks=tuple(blocks),
            key=digest(repr(sorted(values.items())), *told) if values or told else "",
        )

    def _of_block(self, entry: Entry) -> Hashable:
        return (entry.what, self._ledger.span(entry) if entry.what == "block" else None)

    def findings(self, analysed: Analysed) -> Analysed:
        """Return an article's findings with what people say of them."""
        made = self._findings(analysed)
        if made.article.id in self._linked_by_people:
            self._local.add(made.facts.entities)
        return made

    def _findings(self, analysed: Analysed) -> Analysed:
        article = analysed.article.id
        entries = self._ledger.open(article, vocabulary.FINDINGS)
        entries = [entry for entry in entries if entry.do != "rate" or entry.what != "source"]
        if not entries:
            return analysed
        bench = Bench(analysed.article.text, analysed.facts)
        located = [(entry, *self._locate(bench, entry)) for entry in entries]
        self._ledger.odds(
            at_odds(((e.what, target if target is not None else self._ledger.span(e)), e) for e, target, _ in located)
        )
        # What is rejected goes first: another entry may set right what takes its place.
        for entry, target, near in sorted(located, key=lambda item: item[0].do != "reject"):
            if self._ledger.is_open(entry):
                self._apply(bench, entry, target, near=near)
        return replace(analysed, facts=bench.facts())

    def _locate(self, bench: Bench, entry: Entry) -> tuple[int | None, str]:
        """Return which finding an entry means, and what is near about it; orphans an entry that may mean several."""
        span = self._ledger.span(entry)
        if span is None:
            return None, ""
        candidates = bench.candidates(entry.what)
        chosen = targets.choose(span, candidates, entry.was)
        if chosen.index is None:
            if chosen.remedy and entry.do == "reject" and entry.was and chosen.message.startswith("what stands"):
                self._ledger.note(entry, "moot", chosen.message)
            elif chosen.remedy and entry.do not in {"add", "note"}:
                self._ledger.orphan(entry, chosen.message, chosen.remedy)
            return None, ""
        exact_only = entry.do == "add" or (entry.do == "reject" and chosen.part)
        if chosen.near and exact_only:
            return None, ""
        return chosen.index, "the finding there has other bounds than the quoted words" if chosen.near else ""

    def _apply(self, bench: Bench, entry: Entry, target: int | None, *, near: str) -> None:
        if entry.what == "name" and "entity" in entry.values and not bench.names.knows(entry.values["entity"]):
            self._new_names.add(entry.number)
        if target is None:
            self._apply_without(bench, entry)
            return
        self._ledger.hit(entry, *bench.target(entry.what, target))
        if near:
            self._ledger.note(entry, "near", near, "quote the words of the finding")
        if entry.do == "reject":
            bench.reject(entry.what, target)
        elif entry.do != "note":
            span = self._ledger.span(entry)
            wrong = bench.change(entry.what, target, entry, span) if span else ""
            if wrong:
                self._ledger.orphan(entry, wrong, "mend the entry")

    def _apply_without(self, bench: Bench, entry: Entry) -> None:
        """Apply an entry whose finding the machine has not made, or makes no more."""
        span = self._ledger.span(entry)
        if entry.do == "reject":
            self._ledger.note(entry, "moot", "the machine does not find this any more", "the entry can go")
            return
        if entry.do == "note" or span is None:
            return
        missing = [keys[0] for keys in vocabulary.NEEDED.get(entry.what, ()) if not entry.values.keys() & set(keys)]
        if entry.do == "rate" or missing or (entry.do == "confirm" and not entry.values):
            lacking = f"add {', '.join(missing)} to 'set'" if missing else "give its values in 'set'"
            remedy = f"{lacking} to keep it, or remove the entry"
            self._ledger.orphan(entry, f"no {entry.what} is found at these words any more", remedy)
            return
        wrong = bench.add(entry.what, entry, span)
        if wrong:
            self._ledger.orphan(entry, wrong, "mend the entry")

    def entities(self, groups: list[list[tuple[str, str]]]) -> list[list[tuple[str, str]]]:
        """Return which local entities (article and id) are one, as people say; to be called while they are linked.

        Args:
            groups: those that the machine takes for one.
        """
        told = {do: list(self._told(do)) for do in ("split", "merge")}
        if not any(told.values()):
            return groups
        self._ledger.odds(grouping.at_odds(groups, told["split"], told["merge"]))
        fine = {do: [keys for entry, keys in each if self._ledger.is_open(entry)] for do, each in told.items()}
        return grouping.regrouped(groups, fine["split"], fine["merge"])

    def _told(self, do: str) -> Iterator[tuple[Entry, frozenset[tuple[str, str]]]]:
        """Yield the entries that merge or split, with the local entities that stand at their places."""
        for entry in self._ledger.entries:
            if entry.do != do or not self._ledger.is_open(entry):
                continue
            places = [(p.article, self._local.at(p.article, span)) for p, span in self._ledger.spans(entry)]
            missing = next((article for article, local in places if local is None), None)
            if missing is None:
                yield entry, frozenset((article, local) for article, local in places if local is not None)
            else:
                remedy = "quote the very words of a name, or add the name first"
                self._ledger.orphan(entry, f"the words in {missing} are no name of one entity", remedy)

    def linked(self, corpus: Corpus) -> Corpus:
        """Return the linked corpus with what people say of its entities and sources."""
        if not self._ledger.entries:
            return corpus
        places = entities.Places(corpus.entities)
        named: dict[str, str] = {}
        touched: set[str] = set()
        for entry in self._ledger.entries:
            applied = self._ledger.is_open(entry) and entry.do not in {"reject", "note"}
            identifier = places.at(entry.place.article, self._ledger.span(entry)) if applied else None
            if identifier is not None and (entry.what == "name" and entry.values):
                touched.add(identifier)
                if entry.number in self._new_names:
                    named[identifier] = entry.values["entity"]
            if identifier is not None and entry.do in {"merge", "split"}:
                touched.add(identifier)
                self._ledger.hit(entry, identifier)
        return entities.laid(corpus, self._ledger, named, touched)

    def events(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Return the events as people say they are; to be called before anything is compared by them."""
        return happenings.laid(events, self._ledger)

    def compared(self, corpus: Corpus) -> Corpus:
        """Return the compared corpus with what people say of its rows, and the report of all corrections."""
        if any(entry.what == "row" for entry in self._ledger.entries):
            corpus = rows.Rows(corpus, self._ledger).laid()
        return replace(corpus, curation=self._ledger.curation())

    def report(self) -> Curation:
        """Return what became of each entry."""
        return self._ledger.curation()

    def problems(self) -> list[CurationError]:
        """Return what is wrong with entries, each with line and remedy."""
        return self._ledger.problems()


def _block(span: Span, entry: Entry) -> Block:
    kind: BlockKind = entry.values["kind"]
    return Block(
        start=span.start, end=span.end, kind=kind, why=f"{entry.by} said so: {entry.reason}", status="corrected"
    )


def with_values(metadata: Metadata, given: Given) -> Metadata:
    """Return what came with an article with what people say of it."""
    return replace(metadata, **{key: value for key, value in given.values.items() if key in _METADATA})


def corrected(article: Article, given: Given) -> Article:
    """Return a classified article with the publication data that people gave, and which they are."""
    if not given.values:
        return article
    more = {key: value for key, value in given.values.items() if key in {"agencies", "dateline"}}
    return replace(article, **more, corrected=tuple(sorted(given.values)))
