"""What became of each entry: where its words stand, and whether it was applied."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec.structs import replace

from sourcebook.curate.anchoring import Anchor, Text
from sourcebook.curate.entries import Corrections, Entry, Place
from sourcebook.errors import CurationError, NearError, OrphanError
from sourcebook.records import ArticleSpan, Confidence, Correction, Curation, Note, Seed, Span

Outcome = Literal["applied", "near", "moot", "orphaned", "at-odds"]
_DONE = frozenset({"applied", "near"})


class Texts(Mapping[str, str]):
    """The text of each article by its id; those of a large folder are read when they are asked for.

    Args:
        seeds: the articles by their ids.
    """

    def __init__(self, seeds: Mapping[str, Seed]) -> None:
        self._seeds = seeds

    def __getitem__(self, article: str) -> str:
        return self._seeds[article].text

    def __contains__(self, article: object) -> bool:
        return article in self._seeds

    def __iter__(self) -> Iterator[str]:
        return iter(self._seeds)

    def __len__(self) -> int:
        return len(self._seeds)


class Ledger:
    """Keeps the entries of a folder by article, anchors their words, and notes what became of each.

    Args:
        corrections: the entries.
        texts: the text of each article by its id.
    """

    def __init__(self, corrections: Corrections, texts: Mapping[str, str]) -> None:
        self.file = corrections.file
        self.entries = corrections.entries
        self.texts = texts
        self._flat: dict[str, Text] = {}
        self._outcomes: dict[int, Correction] = {}
        self._anchors: dict[tuple[int, int], Anchor] = {}
        self.of_article: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            self.of_article[entry.place.article].append(entry)
            self._outcomes[entry.number] = _waiting(entry)
            self._anchor(entry)

    def _anchor(self, entry: Entry) -> None:
        for nth, place in enumerate((entry.place, *entry.others)):
            if place.article not in self.texts:
                near = difflib.get_close_matches(place.article, list(self.texts), n=1)
                remedy = f"did you mean '{near[0]}'?" if near else "put the article back, or remove the entry"
                self.orphan(entry, f"there is no article '{place.article}'", remedy)
                return
            if place.at is None:
                continue
            found = self.text(place.article).anchor(place.at)
            if found.span is None:
                self.orphan(entry, found.message, found.remedy, [(place.article, span) for span in found.closest])
                return
            self._anchors[entry.number, nth] = found
            if nth == 0:
                span = found.span
                self._outcomes[entry.number] = replace(self._outcomes[entry.number], start=span.start, end=span.end)
            if found.how == "near":
                self.note(entry, "near", found.message, found.remedy)

    def text(self, article: str) -> Text:
        """Return an article's text ready for finding words in it."""
        if article not in self._flat:
            self._flat[article] = Text(self.texts[article])
        return self._flat[article]

    def open(self, article: str, whats: Iterable[str], dos: Iterable[str] = ()) -> list[Entry]:
        """Return an article's entries on these kinds of findings (and of these actions) that nothing has befallen."""
        kinds, actions = set(whats), set(dos)
        return [
            entry
            for entry in self.of_article.get(article, ())
            if entry.what in kinds
            and (not actions or entry.do in actions)
            and self._outcomes[entry.number].outcome in _DONE
        ]

    def is_open(self, entry: Entry) -> bool:
        """Say whether nothing has befallen an entry that keeps it from being applied."""
        return self._outcomes[entry.number].outcome in _DONE

    def span(self, entry: Entry) -> Span | None:
        """Return where the words of an entry's own place stand; ``None`` where it has none."""
        found = self._anchors.get((entry.number, 0))
        return found.span if found else None

    def spans(self, entry: Entry) -> list[tuple[Place, Span | None]]:
        """Return all places of an entry, its own first, with where their words stand."""
        places = enumerate((entry.place, *entry.others))
        return [(p, a.span if (a := self._anchors.get((entry.number, nth))) else None) for nth, p in places]

    def note(self, entry: Entry, outcome: Outcome, message: str, remedy: str = "", **more: Any) -> None:
        """Note what became of an entry; what was noted before of the words' place stays with it."""
        held = self._outcomes[entry.number]
        text = "; ".join(filter(None, [held.message, message])) if message != held.message else message
        self._outcomes[entry.number] = replace(
            held, outcome=outcome, message=text, remedy=remedy or held.remedy, **more
        )

    def orphan(self, entry: Entry, message: str, remedy: str, closest: Iterable[tuple[str, Span]] = ()) -> None:
        """Note that an entry has no place, with the places that come closest."""
        places = tuple(ArticleSpan(article=article, start=s.start, end=s.end) for article, s in closest)
        self.note(entry, "orphaned", message, remedy, closest=places)

    def odds(self, found: Mapping[int, Entry]) -> None:
        """Note entries, by number, that another one contradicts."""
        for entry in self.entries:
            if entry.number in found:
                other = found[entry.number]
                message = f"the entry on line {other.line} says otherwise of the same; neither is applied"
                self.note(entry, "at-odds", message, "remove one of the two")

    def hit(self, entry: Entry, target: str | None, was: Confidence | None = None) -> None:
        """Note the finding that an entry acts on, and the grade that the machine gave it."""
        self._outcomes[entry.number] = replace(self._outcomes[entry.number], target=target, was=was)

    def target(self, entry: Entry) -> str | None:
        """Return the id of the finding that an entry acts on."""
        return self._outcomes[entry.number].target

    def curation(self) -> Curation:
        """Return the report of all entries."""
        entries = tuple(self._outcomes[entry.number] for entry in self.entries)
        done = [entry for entry in self.entries if self.is_open(entry)]
        return Curation(
            applied=len(done),
            orphaned=tuple(
                f"{self.file}:{e.line}: {e.do} {e.what} in {e.article}: {e.message}"
                for e in entries
                if e.outcome == "orphaned"
            ),
            entries=entries,
            notes=tuple(self._note(entry) for entry in done if entry.note),
        )

    def _note(self, entry: Entry) -> Note:
        span = self.span(entry)
        return Note(
            article=entry.place.article,
            start=span.start if span else None,
            end=span.end if span else None,
            target=self.target(entry),
            what=entry.what,
            text=entry.note,
            by=entry.by,
            date=entry.date,
        )

    def problems(self) -> list[CurationError]:
        """Return the entries that were not applied, or not at their very words, as errors with line and remedy."""
        made: list[CurationError] = []
        for found in (self._outcomes[entry.number] for entry in self.entries):
            if found.outcome == "applied":
                continue
            closest = "".join(f"; close to it: {_shown(self.texts, place)}" for place in found.closest)
            kind = NearError if found.outcome in {"near", "moot"} else OrphanError
            made.append(
                kind(
                    f"{found.do} {found.what} in {found.article}: {found.message}{closest}",
                    file=self.file,
                    line=found.line,
                    text=found.quoted,
                    remedy=found.remedy or None,
                )
            )
        return made


def _waiting(entry: Entry) -> Correction:
    return Correction(
        line=entry.line,
        do=entry.do,
        what=entry.what,
        article=entry.place.article,
        quoted=entry.place.at.exact if entry.place.at else None,
        outcome="applied",
        by=entry.by,
        date=entry.date,
        reason=entry.reason,
        says="; ".join(f"{key}: {_plain(value)}" for key, value in entry.values.items()),
    )


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "none" if value is None else str(value)


def _shown(texts: Mapping[str, str], place: ArticleSpan) -> str:
    text = texts[place.article]
    line = text.count("\n", 0, place.start) + 1
    words = " ".join(text[place.start : place.end].split())
    return f"line {line} of {place.article}, “{words if len(words) <= 70 else words[:69] + '…'}”"  # noqa: PLR2004
