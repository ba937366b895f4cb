"""Where the sentences of Find lie: in which file, under which number; few move when an article comes or changes.

Deploying a site, a synchronising program sends the files that have changed. Were the sentences numbered through, one
more would move all that follow it, and with them every file of sentences and of words. So an article's sentences lie
in blocks with some room behind each, and a file ends before a block that says so itself (`portions.py`); numbers that
belong to no sentence are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from .lines import Line, Lines
from .portions import portions

# Numbers of a file: some 260 sentences, 20 kB when compressed, and the room between them.
SIZE: Final = 384
# A block takes a multiple of so many numbers; it holds so many sentences at most.
_ROOM: Final = 8
_MOST: Final = 64


class Block(NamedTuple):
    """Sentences that follow each other in an article.

    Attributes:
        article: its number.
        name: its name and which of its blocks this is.
        key: a digest of all that the sentences were made of.
        each: all sentences of each article, by its number.
        at: which of them is the first.
        total: how many they are.
    """

    article: int
    name: str
    key: bytes
    each: Sequence[Lines]
    at: int
    total: int

    @property
    def room(self) -> int:
        """How many numbers the block takes."""
        return -(-self.total // _ROOM) * _ROOM

    def lines(self) -> Sequence[Line]:
        """Return the sentences."""
        return self.each[self.article].all()[self.at : self.at + _MOST]


def parts(articles: Iterable[tuple[str, bytes]], each: Sequence[Lines]) -> list[Sequence[Block]]:
    """Return the blocks of each file; one file at least.

    Args:
        articles: of each its name and a digest of all that its sentences were made of.
        each: the sentences of each.
    """
    blocks = [
        Block(number, f"{name} {at}", key + at.to_bytes(4, "big"), each, at, min(_MOST, lines.total - at))
        for number, ((name, key), lines) in enumerate(zip(articles, each, strict=True))
        for at in range(0, lines.total, _MOST)
    ]
    return portions(blocks, SIZE, name=lambda block: block.name, weight=lambda block: block.room)


def numbered(made: Iterable[Iterable[Block]]) -> Iterator[tuple[int, Block]]:
    """Yield each block of some files with the number of its first sentence."""
    for nth, blocks in enumerate(made):
        at = nth * SIZE
        for block in blocks:
            yield at, block
            at += block.room
