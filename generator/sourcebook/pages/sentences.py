"""The permanent anchors of an article's sentences."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from sourcebook.records import Article, Block, Record, Span
from sourcebook.text import Ids

from .lately import Lately

# Articles whose sentences are held as they were cut, where those of all are too many.
_MOST_WHOLE: Final = 128


class Piece(Record, frozen=True, kw_only=True):
    """A sentence, or a stretch outside all sentences, with its anchor; offsets are characters of the article."""

    start: int
    end: int
    anchor: str


class Sentences:
    """An article's pieces in text order, each with an id made of the article's id and the sentence's words.

    Equal sentences of one article are numbered in text order; nothing else counts, so that a link to a sentence
    survives changes elsewhere in the article.
    """

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._ids = Ids("s", article.id)
        spans = sorted(article.sentences)
        self._first = [span.start for span in spans]
        self._spans = spans
        blocks = sorted(article.blocks, key=lambda block: (block.start, block.end))
        self._of_block = {(block.start, block.end): self._cut(block) for block in blocks}
        self.all = tuple(sorted((p for pieces in self._of_block.values() for p in pieces), key=lambda p: p.start))
        self._starts = [piece.start for piece in self.all]

    def of(self, block: Block) -> tuple[Piece, ...]:
        """Return the pieces of one block; they cover all of it but white space."""
        return self._of_block[block.start, block.end]

    def at(self, offset: int) -> Piece | None:
        """Return the piece at a character offset, or the last one before it."""
        found = bisect_right(self._starts, offset) - 1
        return self.all[found] if found >= 0 else (self.all[0] if self.all else None)

    def over(self, span: Span) -> tuple[Piece, ...]:
        """Return the pieces that share a character with a stretch of the text."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return tuple(piece for piece in self.all[first:last] if piece.end > span.start)

    def _cut(self, block: Block) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        at = block.start
        number = max(bisect_right(self._first, block.start) - 1, 0)
        while number < len(self._spans) and self._spans[number].start < block.end:
            span = self._spans[number]
            number += 1
            start, end = max(span.start, at), min(span.end, block.end)
            if start < end:
                pieces += self._piece(at, start) + self._piece(start, end)
                at = end
        return tuple(pieces + self._piece(at, block.end))

    def _piece(self, start: int, end: int) -> list[Piece]:
        raw = self._text[start:end]
        words = raw.split()
        if not words:
            return []
        start += len(raw) - len(raw.lstrip())
        end -= len(raw) - len(raw.rstrip())
        return [Piece(start=start, end=end, anchor=self._ids.make(words))]


class Columns(Sentences):
    """An article's pieces as columns, in which each offset is found; for all else the article is cut again.

    Args:
        cut: the pieces.
        again: cuts the article.
    """

    def __init__(self, cut: Sentences, again: Callable[[], Sentences]) -> None:
        self._again = again
        self._begins = array("i", (piece.start for piece in cut.all))
        self._stops = array("i", (piece.end for piece in cut.all))
        # All of them are of one length.
        self._anchors = "".join(piece.anchor for piece in cut.all)

    @property
    def all(self) -> tuple[Piece, ...]:  # type: ignore[override]  # there it is held
        """All pieces in text order."""
        return self._again().all

    def of(self, block: Block) -> tuple[Piece, ...]:
        """Return the pieces of one block."""
        return self._again().of(block)

    def over(self, span: Span) -> tuple[Piece, ...]:
        """Return the pieces that share a character with a stretch of the text."""
        return self._again().over(span)

    def at(self, offset: int) -> Piece | None:
        """Return the piece at a character offset, or the last one before it."""
        if not self._begins:
            return None
        found = max(bisect_right(self._begins, offset) - 1, 0)
        length = len(self._anchors) // len(self._begins)
        anchor = self._anchors[found * length : (found + 1) * length]
        return Piece(start=self._begins[found], end=self._stops[found], anchor=anchor)


class OfEach(Mapping[str, Sentences]):
    """The sentences of each article, by its id, cut when they are first asked for.

    Args:
        articles: all articles by their id; where they are read from a file, of most the sentences are held as columns.
    """

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._cut: dict[str, Sentences] = {}
        self._whole: Lately[str, Sentences] = Lately(self._made, _MOST_WHOLE)

    def __getitem__(self, article: str) -> Sentences:
        found = self._cut.get(article)
        if found is None:
            made = self._whole[article]
            is_held = isinstance(self._articles, dict)
            found = made if is_held else Columns(made, partial(self._whole.__getitem__, article))
            self._cut[article] = found
        return found

    def _made(self, article: str) -> Sentences:
        return Sentences(self._articles[article])

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)
