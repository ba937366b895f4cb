"""Bringing passages in quotation marks and frames of attribution together."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import adjacent
from sourcebook.annotate.quotes.model import Quoted
from sourcebook.annotate.quotes.words import among

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.annotate.quotes.model import Frame
    from sourcebook.parsed import Doc
    from sourcebook.records import Block

# A passage this long, in words, that is a sentence's beginning or end is speech even where nothing says whose.
_UTTERANCE = 6
_SHORTEST = 3
# What may stand between a cue and a further passage of the same quotation, in words.
_NEAR = 12
# In a paragraph a speaker goes on over so many words of the article's own.
_GOES_ON = 40
# The word before a passage is sought within so many characters.
_WORD = 30
# A cue is sought within so many characters of a passage.
_REACH = 3_000
_SPEAKING = frozenset({"speech", "report"})


@dataclass
class Saying:
    """Passages and a frame that make one quotation.

    Attributes:
        frame: what attributes it; ``None`` where nothing does.
        passages: what stands in quotation marks.
        how: how the passages found the frame.
        carried: the frame whose speaker goes on here, where it has none of its own.
    """

    frame: Frame | None
    passages: list[Quoted] = field(default_factory=list)
    how: str = ""
    carried: Frame | None = None

    def start(self) -> int:
        """Return the first character of what is said."""
        starts = [q.start for q in self.passages]
        if self.frame is not None:
            starts.extend(s.start for s in self.frame.content)
        return min(starts)

    def speaking(self) -> Frame | None:
        """Return the frame that names the speaker."""
        return self.frame or self.carried


def tokens_of(doc: Doc, passages: Sequence[Quoted]) -> frozenset[int]:
    """Return the indices of the tokens in quotation marks."""
    return frozenset(i for passage in passages for i in doc.within(passage.start, passage.end))


def attach(
    doc: Doc, blocks: Sequence[Block], passages: Sequence[Quoted], frames: Sequence[Frame]
) -> tuple[list[Saying], list[Frame]]:
    """Give every passage the frame that attributes it, and keep the frames of indirect speech.

    Args:
        doc: the parse.
        blocks: the blocks of the prose, in text order.
        passages: what stands in quotation marks, in text order.
        frames: all frames of attribution, in text order.

    Returns:
        What is said, in text order, without passages that are nobody's speech; and the frames of those who only
        pass on what somebody else said.
    """
    outer, renderings = _outermost(doc, frames, passages)
    by_frame: dict[int, Saying] = {}
    sayings: list[Saying] = []
    last: Saying | None = None
    for passage in passages:
        frame, how = _covering(doc, passage, outer)
        if frame is None and _entitles(doc.text, passage):
            continue
        if frame is None:
            frame, how = adjacent.frame_of(doc, passage, outer, passages, blocks)
        if frame is not None and frame.anchor in by_frame:
            last = by_frame[frame.anchor]
            last.passages.append(passage)
            continue
        if frame is not None:
            last = by_frame[frame.anchor] = Saying(frame, [passage], how)
            sayings.append(last)
            continue
        made = _without_cue(doc, passage, last, outer, blocks)
        if made is not None and made is not last:
            sayings.append(made)
        last = made or last
    sayings.extend(Saying(frame, [], "parse") for frame in outer if frame.content and frame.anchor not in by_frame)
    return sorted(sayings, key=Saying.start), renderings


def _outermost(doc: Doc, frames: Sequence[Frame], passages: Sequence[Quoted]) -> tuple[list[Frame], list[Frame]]:
    """Drop frames that stand in a passage or inside what another frame attributes; return those who pass on apart."""
    quoted = tokens_of(doc, passages)
    free = [f for f in frames if f.anchor not in quoted]
    passing = {o.anchor for o, i in _nested(doc, free) if _passes_on(doc, o, i)}
    speaking = [f for f in free if f.anchor not in passing]
    inner = {i.anchor for _, i in _nested(doc, speaking)}
    return [f for f in speaking if f.anchor not in inner], [f for f in free if f.anchor in passing]


def _nested(doc: Doc, frames: Sequence[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """Yield each frame with the frames whose cue stands in what it attributes."""
    places = [doc[f.anchor].idx for f in frames]
    for outer in frames:
        for span in outer.content:
            for number in range(bisect_left(places, span.start), bisect_left(places, span.end)):
                if frames[number] is not outer:
                    yield outer, frames[number]


def _passes_on(doc: Doc, outer: Frame, inner: Frame) -> bool:
    """Whether `outer` stands behind what `inner` tells somebody said, or is its translation."""
    if inner.source is None:
        return False
    if outer.rule == "according":
        rendering = outer.head is not None and among("rendering", doc[outer.head].lemma_.lower())
        return rendering or (inner.force == "speech" and bool(inner.content))
    behind = outer.anchor > inner.anchor and doc[outer.anchor].lemma_.lower() == "report"
    return behind and bool(inner.content) and outer.rule in {"verb-post", "verb-clause"}


def _around(doc: Doc, frames: Sequence[Frame], start: int, end: int) -> Sequence[Frame]:
    """Return the frames whose cue stands within reach of the characters from `start` to `end`."""
    first = bisect_left(frames, start - _REACH, key=lambda f: doc[f.anchor].idx)
    return frames[first : bisect_left(frames, end + _REACH, key=lambda f: doc[f.anchor].idx)]


def _covering(doc: Doc, passage: Quoted, frames: Sequence[Frame]) -> tuple[Frame | None, str]:
    best, most = None, 0
    for frame in _around(doc, frames, passage.start, passage.end):
        shared = sum(max(0, min(s.end, passage.end) - max(s.start, passage.start)) for s in frame.content)
        if shared > most:
            best, most = frame, shared
    return best, "parse" if best is not None else ""


def _without_cue(
    doc: Doc, passage: Quoted, last: Saying | None, frames: Sequence[Frame], blocks: Sequence[Block]
) -> Saying | None:
    """Return the saying a passage without a cue belongs to: the last one, a new one of its speaker, or none."""
    spoken = is_utterance(doc.text, passage)
    if last is not None and _same(doc, passage, last, blocks):
        last.passages.extend([*_unmarked(doc.text, passage, last, blocks), passage])
        return last
    if not spoken:
        return None
    frame = _speaker_before(doc, passage, last, frames, blocks)
    return Saying(None, [passage], "alone" if frame is None else "carried", frame)


def _same(doc: Doc, passage: Quoted, last: Saying, blocks: Sequence[Block]) -> bool:
    """Whether a passage goes on the quotation before it: behind its cue, or in the next paragraph of an open one."""
    if not last.passages:
        return False
    previous = last.passages[-1]
    text = doc.text
    if _is_next(blocks, previous.block, passage.block) or _unmarked(text, passage, last, blocks):
        return previous.open and passage.start - blocks[passage.block].start <= _SHORTEST
    whole = text[passage.start].isupper() and text[passage.end - 1] in ".!?"
    if previous.block != passage.block or not (whole or is_utterance(text, passage)):
        return False
    if previous.open and not text[previous.end : passage.start - 1].strip():
        return True
    ended = previous.end
    if last.frame is not None:
        ended = max(ended, last.frame.cue.end, 0 if last.frame.source is None else last.frame.source.end)
    rest = text[ended : passage.start - 1]
    return (
        ended > previous.end and len(rest.split()) <= _NEAR and rest.count(".") <= 1 and _is_tail(doc, ended, passage)
    )


def _is_next(blocks: Sequence[Block], one: int, other: int) -> bool:
    """Whether a block follows another, captions between them aside."""
    return one < other and all(b.kind == "caption" for b in blocks[one + 1 : other])


def _unmarked(text: str, passage: Quoted, last: Saying, blocks: Sequence[Block]) -> list[Quoted]:
    """Return the one short paragraph without marks between an open passage and the one that goes on with it."""
    previous = last.passages[-1]
    if not previous.open or passage.block != previous.block + 2:
        return []
    between = blocks[previous.block + 1]
    inside = text[between.start : between.end]
    if between.kind != "body" or any(mark in inside for mark in '"“”') or len(inside.split()) > _GOES_ON:
        return []
    return [Quoted(between.start, between.start + len(inside.rstrip()), previous.block + 1, open=True)]


def _is_tail(doc: Doc, ended: int, passage: Quoted) -> bool:
    """Whether between the cue and the passage no new clause begins."""
    between = [t for t in doc.char_span(ended, passage.start - 1, alignment_mode="expand") or () if t.idx >= ended]
    return not any(t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ == "ROOT" for t in between)


def _speaker_before(
    doc: Doc, passage: Quoted, last: Saying | None, frames: Sequence[Frame], blocks: Sequence[Block]
) -> Frame | None:
    """Return the frame of whoever speaks right before: in the paragraph, or in the one before a paragraph of speech."""
    block = blocks[passage.block]
    opens = passage.start - block.start <= _SHORTEST
    floor = blocks[max(0, passage.block - 1)].start if opens else block.start
    nearest = None
    for frame in _around(doc, frames, floor, passage.start):
        told = frame.force in _SPEAKING or (opens and frame.force in {"intention", "statement"})
        if floor <= doc[frame.anchor].idx < passage.start and told and frame.content:
            nearest = frame
    spoken = None if last is None else last.speaking()
    if last is not None and spoken is not None and last.passages and last.passages[-1].start >= floor:
        nearest = spoken if nearest is None or doc[nearest.anchor].idx < last.passages[-1].start else nearest
    if nearest is None or nearest.source is None:
        return None
    if not opens and len(doc.text[nearest.cue.end : passage.start].split()) > 2 * _GOES_ON:
        return None
    return nearest


def _entitles(text: str, passage: Quoted) -> bool:
    """Whether the word before a passage says that it is a title or a name."""
    before = text[max(0, passage.start - _WORD) : passage.start - 1].split()
    return bool(before) and among("titling", before[-1].lower().strip("(,:"))


def is_utterance(text: str, passage: Quoted) -> bool:
    """Whether a passage reads like something said rather than a name, a title or a word held at a distance."""
    inside = text[passage.start : passage.end].strip()
    words = inside.split()
    if len(words) < _SHORTEST:
        return False
    ends = inside[-1:] in ".!?,…"
    begins = inside[:1].isupper() or inside[:1] in "[("
    if ends and begins:
        return not _is_titled(words)
    return len(words) >= _UTTERANCE and (ends or begins) and not _is_titled(words)


def _is_titled(words: Sequence[str]) -> bool:
    """Whether the words are capitalised as those of a title are."""
    long = [w for w in words if len(w) > _SHORTEST and w[0].isalpha()]
    return len(long) >= 2 and all(w[0].isupper() for w in long)  # noqa: PLR2004
