"""The order of the steps: marks, frames, their union, speakers, records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from sourcebook.annotate.quotes import attach, channels, frames, grades, marks, others, speakers, trees
from sourcebook.records import Quote, Span
from sourcebook.text import Ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.quotes.attach import Saying
    from sourcebook.annotate.quotes.model import Frame
    from sourcebook.parsed import Doc
    from sourcebook.records import Article, Block, Entity

Kind = Literal["direct", "mixed", "indirect"]
PROSE = frozenset({"title", "heading", "body", "caption", "highlight"})
# So few words outside the marks ("that", "and") do not make a quotation a mixed one.
_FEW = 2


def find(article: Article, doc: Doc, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """Find what the article reports people and organisations to say, write, believe or want.

    Args:
        article: the classified article; only its prose, captions and highlight boxes are looked at.
        doc: its parse.
        entities: its people, organisations, places and groups, whose ids the quotations' speakers are.

    Returns:
        The quotations in text order.
    """
    blocks = [b for b in article.blocks if b.kind in PROSE]
    passages = marks.find(article.text, doc.text, blocks)
    inside = _within(doc, blocks)
    quoted = attach.tokens_of(doc, passages)
    found = [f for f in (*frames.find(doc, quoted), *others.find(doc, blocks)) if f.anchor in inside]
    found.sort(key=lambda f: f.anchor)
    sayings, renderings = attach.attach(doc, blocks, passages, found)
    frames_used = [f for f in (s.speaking() for s in sayings) if f is not None]
    who = speakers.Resolver(article, doc, blocks, entities, frames_used, quoted)
    ids = Ids("q", article.id)
    made = (_record(article, doc, saying, who, renderings, ids) for saying in sayings)
    return _recorded(article.text, tuple(q for q in made if q is not None), who.voice)


def _within(doc: Doc, blocks: Sequence[Block]) -> set[int]:
    return {i for block in blocks for i in doc.within(block.start, block.end)}


def _record(
    article: Article, doc: Doc, saying: Saying, who: speakers.Resolver, renderings: Sequence[Frame], ids: Ids
) -> Quote | None:
    content, kind = _content(doc, saying)
    content = _without(doc, content, renderings)
    if not content:
        return None
    frame = saying.speaking()
    speaker = who.resolve(frame)
    own = saying.frame
    return Quote(
        id=ids.make((kind, *(article.text[s.start : s.end] for s in content))),
        article=article.id,
        kind=kind,
        content=content,
        cue=None if own is None else own.cue,
        source=None if frame is None else frame.source,
        speaker=speaker.entity,
        speaker_label=speaker.label,
        channel=None if own is None else channels.of_frame(doc, own, renderings),
        in_recording=bool(own is not None and channels.heard(doc, own, spoken=who.voice is not None)),
        confidence=grades.of(doc, saying, kind, content),
        rule=f"{own.rule if own else 'none'}/{saying.how}",
    )


def _recorded(text: str, quotes: tuple[Quote, ...], voice: str | None) -> tuple[Quote, ...]:
    """Mark what the voice of the recording says without another channel as spoken in it.

    Who also speaks through other channels, in an interview or a statement, is heard only where the text says so.
    """
    speaking = {q.speaker for q in quotes if q.in_recording and q.speaker is not None} | ({voice} if voice else set())
    others = (q for q in quotes if q.channel is not None and not q.in_recording)
    speaking -= {q.speaker for q in others if q.channel and "translat" not in text[q.channel.start : q.channel.end]}
    return tuple(
        replace(q, in_recording=True) if q.speaker in speaking and q.channel is None and not q.in_recording else q
        for q in quotes
    )


def _content(doc: Doc, saying: Saying) -> tuple[tuple[Span, ...], Kind]:
    text = doc.text
    quoted = [Span(p.start, p.end) for p in saying.passages]
    framed = list(saying.frame.content) if saying.frame is not None else []
    outside: list[Span] = []
    for span in framed:
        outside.extend(_minus(text, span, quoted))
    words = sum(len(text[s.start : s.end].split()) for s in outside)
    if not quoted:
        return tuple(framed), "indirect"
    if words <= _FEW:
        return tuple(quoted), "direct"
    return tuple(sorted([*quoted, *outside])), "mixed"


def _without(doc: Doc, content: Sequence[Span], renderings: Sequence[Frame]) -> tuple[Span, ...]:
    """Return the content without the words at its end that tell who passed it on: ", the Gazette reported"."""
    if not content:
        return ()
    *first, last = content
    for outer in renderings:
        if outer.source is not None and last.start <= outer.source.start < outer.cue.end <= last.end:
            rest = doc.text[outer.cue.end : last.end]
            kept = trees.tidy(doc.text, Span(last.start, outer.source.start))
            if not any(c.isalnum() for c in rest):
                return (*first, kept) if kept is not None else tuple(first)
    return tuple(content)


def _minus(text: str, span: Span, holes: Sequence[Span]) -> list[Span]:
    """Return what is left of `span` outside `holes` and their marks."""
    left: list[Span] = []
    start = span.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= span.end:
            continue
        piece = trees.tidy(text, Span(start, min(hole.start - 1, span.end))) if hole.start - 1 > start else None
        if piece is not None and any(c.isalnum() for c in text[piece.start : piece.end]):
            left.append(piece)
        start = max(start, hole.end + 1)
    if start < span.end:
        piece = trees.tidy(text, Span(start, span.end))
        if piece is not None and any(c.isalnum() for c in text[piece.start : piece.end]):
            left.append(piece)
    return left
