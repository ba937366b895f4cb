"""Bringing passages in quotation marks and frames of attribution together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import trees
from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from sourcebook.annotate.quotes.model import Frame, Quoted
    from sourcebook.records import Block

# A passage this long, in words, is speech even where nothing says whose.
_UTTERANCE = 6
# Between a cue and the passage it introduces stand at most so many words.
_NEAR = 12


@dataclass
class Saying:
    """Passages and a frame that make one quotation.

    Attributes:
        frame: what attributes it; ``None`` where nothing does.
        passages: what stands in quotation marks.
        how: how the passages found the frame.
        carried: the saying whose speaker goes on here.
    """

    frame: Frame | None
    passages: list[Quoted] = field(default_factory=list)
    how: str = ""
    carried: Saying | None = None

    def start(self) -> int:
        """Return the first character of what is said."""
        starts = [q.start for q in self.passages]
        if self.frame is not None:
            starts.extend(s.start for s in self.frame.content)
        return min(starts)


def attach(doc: Doc, blocks: Sequence[Block], passages: Sequence[Quoted], frames: Sequence[Frame]) -> list[Saying]:
    """Give every passage the frame that attributes it, and keep the frames of indirect speech.

    Args:
        doc: the parse.
        blocks: the blocks of the prose, in text order.
        passages: what stands in quotation marks, in text order.
        frames: all frames of attribution.

    Returns:
        What is said, in text order. Passages that are nobody's speech are left out.
    """
    outer = _outermost(doc, frames, passages)
    by_frame: dict[int, Saying] = {}
    sayings: list[Saying] = []
    last: Saying | None = None
    for passage in passages:
        frame, how = _frame_of(doc, passage, outer, passages, blocks)
        if frame is not None:
            saying = by_frame.get(frame.anchor)
            if saying is None:
                saying = by_frame[frame.anchor] = Saying(frame, [], how)
                sayings.append(saying)
            saying.passages.append(passage)
            last = saying
            continue
        carried = _carried(doc, passage, last, blocks)
        if carried == "same" and last is not None:
            last.passages.append(passage)
        elif carried == "speaker" and last is not None:
            saying = Saying(None, [passage], "carried", last)
            sayings.append(saying)
            last = saying
        elif _is_utterance(doc, passage):
            saying = Saying(None, [passage], "alone")
            sayings.append(saying)
            last = saying
    for frame in outer:
        if frame.content and frame.anchor not in by_frame:
            sayings.append(Saying(frame, [], "parse"))
    return sorted(sayings, key=lambda s: s.start())


def _outermost(doc: Doc, frames: Sequence[Frame], passages: Sequence[Quoted]) -> list[Frame]:
    """Drop frames that stand in a passage or inside what another frame attributes."""
    free = [f for f in frames if not any(p.start <= doc[f.anchor].idx < p.end for p in passages)]
    kept: list[Frame] = []
    for frame in free:
        at = doc[frame.anchor].idx
        if any(o is not frame and any(s.start <= at < s.end for s in o.content) for o in free):
            continue
        kept.append(frame)
    return kept


def _frame_of(
    doc: Doc, passage: Quoted, frames: Sequence[Frame], passages: Sequence[Quoted], blocks: Sequence[Block]
) -> tuple[Frame | None, str]:
    best, most = None, 0
    for frame in frames:
        shared = sum(max(0, min(s.end, passage.end) - max(s.start, passage.start)) for s in frame.content)
        if shared > most:
            best, most = frame, shared
    if best is not None:
        return best, "parse"
    near = _behind(doc, passage, frames, passages) or _before(doc, passage, frames, passages, blocks)
    return (near, "adjacent") if near is not None else (None, "")


def _behind(doc: Doc, passage: Quoted, frames: Sequence[Frame], passages: Sequence[Quoted]) -> Frame | None:
    """The cue right behind the passage, in the same sentence."""
    text = doc.text
    stop = next((p.start for p in passages if p.start > passage.end), len(text))
    for frame in frames:
        at = doc[frame.anchor].idx
        if not passage.end < at < stop or frame.force not in {"speech", "report"}:
            continue
        between = text[passage.end + 1 : at]
        if any(c in between for c in ".!?\n:;") or len(between.split()) > _NEAR:
            return None
        if (passage.end > 0 and text[passage.end - 1] in ",!?-—") or text[passage.end + 1 : passage.end + 2] == ",":
            return frame
        return None
    return None


def _before(
    doc: Doc, passage: Quoted, frames: Sequence[Frame], passages: Sequence[Quoted], blocks: Sequence[Block]
) -> Frame | None:
    """The cue before the passage: in the same sentence, or in what a colon ends."""
    text = doc.text
    floor = max((p.end for p in passages if p.end < passage.start), default=0)
    for frame in reversed(frames):
        at = doc[frame.anchor].idx
        if not floor <= at < passage.start or frame.force not in {"speech", "report"}:
            continue
        between = text[frame.cue.end : passage.start - 1]
        stripped = between.rstrip()
        if stripped.endswith(":") and len(between.split()) <= 3 * _NEAR:
            return frame
        if any(c in between for c in ".!?\n") or len(between.split()) > _NEAR:
            return None
        if not stripped or stripped.endswith((",", "that")):
            return frame
        return None
    return None


def _carried(doc: Doc, passage: Quoted, last: Saying | None, blocks: Sequence[Block]) -> str:
    """How a passage without a cue goes on from the one before: "same" quotation, same "speaker", or ""."""
    if last is None or (not last.passages and last.frame is None):
        return ""
    text = doc.text
    previous = last.passages[-1]
    between = text[previous.end + 1 : passage.start - 1]
    if previous.block == passage.block:
        ended = last.frame.cue.end if last.frame is not None else previous.end
        if last.frame is not None and last.frame.source is not None:
            ended = max(ended, last.frame.source.end)
        rest = text[ended : passage.start - 1]
        if (
            previous.end <= ended
            and rest.count(".") <= 1
            and len(rest.split()) <= _NEAR
            and _is_utterance(doc, passage)
        ):
            return "same"
        if _is_utterance(doc, passage) and len(between.split()) <= 40:
            return "speaker"
        return ""
    if passage.block == previous.block + 1:
        block = blocks[passage.block]
        opens = passage.start - block.start <= 3
        if previous.open and opens:
            return "same"
        if opens and _is_utterance(doc, passage):
            return "speaker"
    return ""


def _is_utterance(doc: Doc, passage: Quoted) -> bool:
    inside = doc.text[passage.start : passage.end]
    words = inside.split()
    if len(words) < 3:
        return False
    ends = inside.rstrip()[-1:] in ".!?,…"
    return (len(words) >= _UTTERANCE and (inside[:1].isupper() or ends)) or (ends and inside[:1].isupper())


def quoted_tokens(doc: Doc, span: Span) -> list[Token]:
    """Return the tokens within `span`."""
    return [t for t in doc if span.start <= t.idx < span.end]


__all__ = ["Saying", "attach", "trees"]
