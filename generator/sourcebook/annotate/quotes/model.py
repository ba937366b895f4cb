"""What the modules of this package hand to each other: quoted passages and frames of attribution."""

from __future__ import annotations

from dataclasses import dataclass

from sourcebook.records import Span


@dataclass(frozen=True)
class Quoted:
    """A passage in quotation marks.

    Attributes:
        start: first character after the opening mark.
        end: the character after the last one inside, before the closing mark.
        block: number of the block it stands in, in text order.
        single: the marks are single ones.
        open: the closing mark is missing, the passage runs to the end of its block.
    """

    start: int
    end: int
    block: int
    single: bool = False
    open: bool = False


@dataclass(frozen=True)
class Frame:
    """One attribution as the parse shows it: who, by which words, what.

    Attributes:
        anchor: index of the token that heads the cue.
        cue: characters of the cue.
        source: characters of the words that name the speaker, ``None`` where none stand there.
        head: index of the token that heads the source.
        content: what is attributed, in characters; empty where only a passage in quotation marks can fill it.
        force: what the cue does: ``speech``, ``report``, ``belief`` or ``stance``.
        rule: the name of the rule that found it.
    """

    anchor: int
    cue: Span
    source: Span | None
    head: int | None
    content: tuple[Span, ...]
    force: str
    rule: str
