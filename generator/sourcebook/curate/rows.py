"""What people say of comparison rows: wrong, right, with cells that belong elsewhere, or two that are one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

from msgspec.structs import replace

from sourcebook.curate import anchoring
from sourcebook.curate.entries import Entry
from sourcebook.curate.ledger import Ledger
from sourcebook.curate.odds import at_odds
from sourcebook.records import Cell, Comparison, Corpus, Span
from sourcebook.text import digest, fold

_WORST = ("agree", "differ", "conflict")
_LEAST_ARTICLES = 2


class Rows:
    """The comparison rows of a corpus while corrections are laid over them."""

    def __init__(self, corpus: Corpus, ledger: Ledger) -> None:
        self._corpus = corpus
        self._ledger = ledger
        self._rows = {row.id: row for row in corpus.comparisons}
        self._origins = {article: n for n, origin in enumerate(corpus.origins) for article in origin.articles}

    def laid(self) -> Corpus:
        """Return the corpus with its rows as people say they are."""
        entries = [entry for entry in self._ledger.entries if entry.what == "row" and self._ledger.is_open(entry)]
        located: list[tuple[Hashable, Entry]] = []
        for entry in entries:
            row = None if entry.do in {"join", "note"} else self._row(entry)
            if row is not None:
                self._ledger.hit(entry, row.id)
                located.append((row.id, entry))
        self._ledger.odds(at_odds(located))
        for entry in entries:
            if self._ledger.is_open(entry):
                self._apply(entry)
        return replace(self._corpus, comparisons=tuple(self._rows.values()))

    def _row(self, entry: Entry) -> Comparison | None:
        """Return the only row that has a cell at each place of an entry; without one the entry has no place."""
        found = self._with_cells([(p.article, s) for p, s in self._ledger.spans(entry) if s], self._rows.values())
        found = [r for r in found if all(fold(str(getattr(r, k))) == fold(str(v)) for k, v in entry.was.items())]
        if len(found) == 1:
            return found[0]
        if not found and entry.do == "reject":
            self._ledger.note(entry, "moot", "nothing is compared at these words any more", "the entry can go")
        elif not found:
            self._ledger.orphan(entry, "nothing is compared at these words", "quote the words of a cell of the row")
        else:
            remedy = "name a second place in 'with', or topic or status in 'was'"
            self._ledger.orphan(entry, f"{len(found)} rows have these words", remedy)
        return None

    def _with_cells(self, places: list[tuple[str, Span]], rows: object) -> list[Comparison]:
        held = [r for r in cast("list[Comparison]", rows) if all(any(_at(c, *p) for c in r.cells) for p in places)]
        exact = [r for r in held if all(any((c.article, c.evidence) == p for c in r.cells) for p in places)]
        return exact or held

    def _apply(self, entry: Entry) -> None:
        if entry.do == "join":
            self._join(entry)
            return
        row = self._rows.get(self._ledger.target(entry) or "")
        if row is None or entry.do == "note":
            return
        if entry.do == "reject":
            del self._rows[row.id]
        elif entry.do == "part":
            self._part(row, entry)
        else:
            made = replace(row, **entry.values, possible=False)
            same = replace(made, possible=row.possible) == row
            self._rows[row.id] = replace(made, curated="confirmed" if same else "corrected")

    def _join(self, entry: Entry) -> None:
        """Make one row of those that have the places; a place in none becomes a cell."""
        rows: list[Comparison] = []
        cells: list[Cell] = []
        for place, span in self._ledger.spans(entry):
            if span is None:
                continue
            found = self._with_cells([(place.article, span)], list(self._rows.values()))
            if len(found) > 1:
                self._ledger.orphan(entry, f"{len(found)} rows have the words in {place.article}", "quote more words")
                return
            if found:
                rows += found
            else:
                words = anchoring.flat(self._ledger.texts[place.article][span.start : span.end])
                cells.append(Cell(article=place.article, evidence=span, value=words, source=None))
        self._put(entry, list({row.id: row for row in rows}.values()), cells)

    def _put(self, entry: Entry, rows: list[Comparison], cells: list[Cell]) -> None:
        every = sorted(
            {*cells, *(c for r in rows for c in r.cells)}, key=lambda c: (c.article, c.evidence.start, c.value)
        )
        alike = len({fold(cell.value) for cell in every}) == 1
        status = max((row.status for row in rows), key=_WORST.index, default="agree" if alike else "differ")
        if cells and status == "agree" and not alike:
            status = "differ"
        topic = entry.values.get("topic") or (rows[0].topic if rows else every[0].value)
        told = "".join(f"{c.article}:{c.evidence.start}:{c.value}" for c in every)
        first = rows[0] if rows else None
        made = Comparison(
            id=first.id if first else f"c-{digest('joined', told)}",
            topic=topic,
            kind=first.kind if first else "claim",
            status=entry.values.get("status", status),
            independent=0,
            cells=tuple(every),
            event=first.event if first else None,
            why=f"{entry.by} put these together: {entry.reason}",
            curated="corrected",
        )
        for row in rows:
            del self._rows[row.id]
        self._rows[made.id] = self._counted(made)
        self._ledger.hit(entry, made.id)

    def _part(self, row: Comparison, entry: Entry) -> None:
        places = [(p.article, s) for p, s in self._ledger.spans(entry) if s]
        out = tuple(c for c in row.cells if any(_at(c, *place) for place in places))
        kept = tuple(c for c in row.cells if c not in out)
        del self._rows[row.id]
        why = f"{entry.by} took these apart: {entry.reason}"
        for cells, identifier in ((kept, row.id), (out, f"{row.id}-{digest(entry.by, entry.reason, length=4)}")):
            if len({cell.article for cell in cells}) >= _LEAST_ARTICLES:
                made = replace(row, id=identifier, cells=cells, why=why, curated="corrected")
                self._rows[identifier] = self._counted(made)

    def _counted(self, row: Comparison) -> Comparison:
        """Return a row with its independent origins counted anew."""
        told = {cell.article for cell in row.cells}
        origins = {str(self._origins.get(article, article)) for article in told}
        return replace(row, independent=len(origins))


def _at(cell: Cell, article: str, span: Span) -> bool:
    return cell.article == article and cell.evidence.start < span.end and span.start < cell.evidence.end
