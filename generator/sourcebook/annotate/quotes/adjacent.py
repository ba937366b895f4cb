"""The cue of a passage in quotation marks that the parse does not tie to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import lexicon, trees
from sourcebook.annotate.quotes.model import Frame
from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.quotes.model import Quoted
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Block

# Between a cue and the passage beside it stand at most so many words; before a colon more.
_NEAR = 12
_NEAR_COLON = 30
_SIGNATURE = re.compile(r"\s*[—–―-]{1,2}\s*(?=[A-Z@])([^\n]{2,80})")
_SIGNATURE_WORDS = 8
# A full stop behind a title, an initial or a party and state ends no sentence.
_STOP = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z][a-z]{3})[.!?](?=[\s\"')]|$)|[\n;]")
# What these verbs bring in quotation marks is a name.
_NAMING = frozenset({"dub", "nickname", "title", "entitle", "name", "call", "label", "brand"})
_SPEAKING = frozenset({"speech", "report"})
_PAUSES = ",!?-—–"


def frame_of(
    doc: Doc, passage: Quoted, frames: Sequence[Frame], passages: Sequence[Quoted], blocks: Sequence[Block]
) -> tuple[Frame | None, str]:
    """Return the frame that attributes `passage` though its content does not cover it, and how it was found."""
    near = _behind(doc, passage, frames, passages) or _before(doc, passage, frames, passages)
    if near is not None:
        return near, "adjacent"
    signed = _signed(doc, passage, blocks)
    if signed is not None:
        return signed, "signature"
    led = _colon(doc, passage, blocks)
    if led is not None:
        return led, "colon"
    above = _ancestor(doc, passage, frames)
    return (above, "ancestor") if above is not None else (None, "")


def _behind(doc: Doc, passage: Quoted, frames: Sequence[Frame], passages: Sequence[Quoted]) -> Frame | None:
    """The cue right behind the passage, before the next one and before the sentence ends."""
    text = doc.text
    number = bisect_right(passages, passage.end, key=lambda p: p.start)
    stop = passages[number].start if number < len(passages) else len(text)
    first = bisect_left(frames, passage.end, key=lambda f: doc[f.anchor].idx)
    for frame in frames[first : first + _NEAR]:
        at = doc[frame.anchor].idx
        if at >= stop:
            return None
        between = text[passage.end + 1 : at]
        if _STOP.search(between) or len(between.split()) > _NEAR:
            return None
        filled = any(s.start > at for s in frame.content)
        if filled or frame.force not in _SPEAKING or not _follows(text, passage, frame):
            continue
        return frame
    return None


def _follows(text: str, passage: Quoted, frame: Frame) -> bool:
    """Whether a pause stands at the end of the passage, or the cue's words come at once."""
    if text[passage.end - 1] in _PAUSES or text[passage.end + 1 : passage.end + 2] in {",", "-", "—", "–"}:
        return True
    first = frame.cue.start if frame.source is None else min(frame.cue.start, frame.source.start)
    return text[passage.end - 1] in ".…" and not text[passage.end + 1 : first].strip(" ,")


def _before(doc: Doc, passage: Quoted, frames: Sequence[Frame], passages: Sequence[Quoted]) -> Frame | None:
    """The cue before the passage, in the same sentence or in one that a colon ends."""
    text = doc.text
    number = bisect_left(passages, passage.start, key=lambda p: p.start)
    floor = passages[number - 1].end if number else 0
    last = bisect_left(frames, passage.start, key=lambda f: doc[f.anchor].idx)
    for frame in reversed(frames[max(0, last - _NEAR) : last]):
        at = doc[frame.anchor].idx
        between = text[frame.cue.end : passage.start - 1]
        stripped = between.rstrip()
        colon = stripped.endswith(":")
        if at < floor or _STOP.search(stripped.replace("\n", " ") if colon else between):
            return None
        if len(between.split()) > (_NEAR_COLON if colon else _NEAR):
            return None
        if frame.force in _SPEAKING and (colon or not stripped or stripped.endswith((",", "that", "-", "—"))):
            return frame
    return None


def _signed(doc: Doc, passage: Quoted, blocks: Sequence[Block]) -> Frame | None:
    """A dash and a name behind the passage, at the end of the block."""
    block = blocks[passage.block]
    found = _SIGNATURE.match(doc.text, passage.end + 1, block.end)
    if found is None or len(found[1].split()) > _SIGNATURE_WORDS or doc.text[found.end() : block.end].strip():
        return None
    if _STOP.search(found[1].rstrip(". ")):
        return None
    token = next(iter(doc.char_span(found.start(1), found.end(1), alignment_mode="expand") or ()), None)
    source = trees.tidy(doc.text, Span(found.start(1), found.end(1)))
    if token is None or source is None or token.pos_ not in {"PROPN", "NOUN"}:
        return None
    source = Span(source.start, source.start + len(doc.text[source.start : source.end].rstrip(".")))
    return Frame(token.i, Span(passage.end + 1, source.start), source, token.i, (), "speech", "signature")


def _colon(doc: Doc, passage: Quoted, blocks: Sequence[Block]) -> Frame | None:
    """The subject of the sentence that ends in the colon (or comma) before the passage, whatever its verb."""
    text = doc.text
    before = text[: passage.start - 1].rstrip()
    if not before.endswith((":", ",")) or passage.start - 1 - len(before) > 3:  # noqa: PLR2004
        return None
    first = blocks[passage.block].start if before.endswith(",") else blocks[max(0, passage.block - 1)].start
    last = next(
        (t for t in doc.char_span(first, len(before), alignment_mode="expand") or () if t.idx >= len(before) - 1), None
    )
    if last is None or (before.endswith(",") and not _long(text, passage)):
        return None
    verb = last
    while verb.head != verb and verb.head.idx < passage.start and verb.head.sent == last.sent:
        verb = verb.head
    head = trees.own_subject(verb)
    if verb.pos_ not in {"VERB", "AUX"} or head is None or head.pos_ not in {"PROPN", "NOUN", "PRON"}:
        return None
    if head.lower_ in {"it", "this", "that", "there", "these", "what"} or head.i > verb.i:
        return None
    source = trees.chars(doc, *trees.noun_phrase(head, verb.i))
    cue = trees.chars(doc, last.i, last.i + 1) if last.text == ":" else trees.chars(doc, *trees.auxiliaries(verb))
    return Frame(verb.i, cue, source, head.i, (), "speech", "colon")


def _long(text: str, passage: Quoted) -> bool:
    return len(text[passage.start : passage.end].split()) >= 5  # noqa: PLR2004


def _filled(doc: Doc, frame: Frame, passage: Quoted) -> Frame:
    """Return a frame whose content runs from its cue to the passage, if they stand close together."""
    between = Span(frame.cue.end, max(frame.cue.end, passage.start - 1))
    rule = f"{frame.rule}-above"
    if passage.start < frame.cue.end or len(doc.text[between.start : between.end].split()) > _NEAR:
        return replace(frame, rule=rule)
    content = trees.tidy(doc.text, Span(between.start, passage.end))
    return replace(frame, rule=rule, content=() if content is None else (content,))


def _is_name(inside: str) -> bool:
    """Whether a single word in quotation marks is a name or a sign rather than somebody's word."""
    return len(inside.split()) == 1 and not (inside[:1].islower() and len(inside) > 3)  # noqa: PLR2004


def _ancestor(doc: Doc, passage: Quoted, frames: Sequence[Frame]) -> Frame | None:
    """The nearest cue above the passage in the parse, whatever it takes elsewhere."""
    inside = list(doc.char_span(passage.start, passage.end, alignment_mode="contract") or ())
    top: Token | None = next((t for t in inside if t.head not in inside or t.head == t), None)
    if top is None or _is_name(doc.text[passage.start : passage.end]):
        return None
    words = lexicon.load().verbs
    while top.head != top:
        top = top.head
        if top.pos_ in {"VERB", "AUX"} and words.get(top.lemma_.lower()):
            number = bisect_left(frames, top.i, key=lambda f: f.anchor)
            frame = frames[number] if number < len(frames) and frames[number].anchor == top.i else None
            if frame is None or frame.source is None or top.lemma_.lower() in _NAMING:
                return None
            return frame if frame.content else _filled(doc, frame, passage)
    return None
