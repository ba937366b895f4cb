"""The notes on an article's findings: those of a paragraph in its margin, those of names once for the whole article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from sourcebook.records import Article, Block, Record

from . import words
from .elsewhere import Elsewhere, Others
from .marks import Mark, Marks
from .site import Site

# Names stand all over the text; each has one note, at its end.
_NAMES = frozenset({"person", "place"})


class Note(Record, frozen=True, kw_only=True):
    """What is said of a finding, of whom it is, and what other reports have of it; its number on the page."""

    number: int
    mark: Mark
    elsewhere: Elsewhere


class Notes:
    """All notes of one article; each mark is given the number of its note.

    Args:
        site: all findings.
        page: the path of the article's page.
        article: the article.
        found: its marks.
    """

    def __init__(self, site: Site, page: str, article: Article, found: Marks) -> None:
        self._others = Others(site, page, article.id)
        self._found = found
        self._count = 0
        blocks = sorted(article.blocks, key=lambda block: block.start)
        self._of = {(block.start, block.end): self._block(block) for block in blocks}
        names = [mark for block in blocks for mark in found.within(block.start, block.end) if mark.kind in _NAMES]
        self.names = self._made(sorted(names, key=lambda mark: (mark.kind != "person", mark.says.casefold())))

    def of(self, block: Block) -> tuple[Note, ...]:
        """Return the notes in the margin of a block."""
        return self._of[block.start, block.end]

    def _block(self, block: Block) -> tuple[Note, ...]:
        shown = [mark for mark in self._found.within(block.start, block.end) if mark.kind not in {*_NAMES, "cue"}]
        return self._made(shown)

    def _made(self, marks: Sequence[Mark]) -> tuple[Note, ...]:
        """Return notes: a finding said of several places once, with all its details."""
        alike: dict[tuple[object, ...], list[Mark]] = {}
        for mark in marks:
            alike.setdefault((mark.kind, mark.says, mark.href, mark.status), []).append(mark)
        return tuple(self._note(each) for each in alike.values())

    def _note(self, alike: list[Mark]) -> Note:
        self._count += 1
        for mark in alike:
            self._found.numbers[mark] = self._count
        return Note(
            number=self._count,
            mark=msgspec.structs.replace(
                alike[0],
                detail="; ".join(dict.fromkeys(mark.detail for mark in alike if mark.detail)),
                finding=" ".join(dict.fromkeys(mark.finding for mark in alike if mark.finding)),
            ),
            elsewhere=self._others.of(alike[0]),
        )


def summary(notes: Sequence[Note]) -> str:
    """Return how many notes of each kind there are, in words."""
    counted = Counter(note.mark.kind for note in notes)
    return ", ".join(words.count(counted[kind], *names) for kind, names in words.COUNTED.items() if kind in counted)
