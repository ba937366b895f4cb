"""How sure a quotation is: by what was right on annotated news, high from 90 %, medium from 70 %, low below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.quotes.attach import Saying
    from sourcebook.parsed import Doc
    from sourcebook.records import Confidence, Span

# Whatever else the parse shows is right less often than in nine of ten.
_SURE = frozenset({"verb-clause", "signature"})
_TIED = frozenset({"parse", "adjacent", "signature"})
# Frames that the parse ties to what is attributed, though not as a clause.
_FAIR = frozenset(
    {"verb-clause", "verb-post", "verb-bare", "according", "headline", "verb-for", "verb-naming", "verb-figure"}
)
_RELATIVE = frozenset({"who", "which", "that", "it", "this"})
# Fewer words are as often a name or a single word of somebody's.
_SHORT = 5


def of(doc: Doc, saying: Saying, kind: str, content: Sequence[Span]) -> Confidence:
    """Return the grade of a quotation.

    Args:
        doc: the parse.
        saying: its passages and its frame.
        kind: direct, mixed or indirect.
        content: what is said.
    """
    frame = saying.frame
    if frame is None or frame.source is None or _is_relative(doc, frame.source):
        return "low"
    words = sum(len(doc.text[s.start : s.end].split()) for s in content)
    tied = saying.how in _TIED
    if words >= _SHORT and tied and frame.rule in _SURE and (kind == "direct" or _is_said(doc, saying, content)):
        return "high"
    if frame.rule == "verb-figure":
        return "medium"
    if kind == "indirect":
        return "medium" if frame.rule in _FAIR and words >= _SHORT else "low"
    return "medium" if tied or frame.rule == "verb-clause" else "low"


def _is_relative(doc: Doc, source: Span) -> bool:
    return doc.text[source.start : source.end].lower() in _RELATIVE


def _is_said(doc: Doc, saying: Saying, content: Sequence[Span]) -> bool:
    """Whether what is told follows one plain word of saying."""
    frame = saying.frame
    if frame is None:
        return False
    plain = doc[frame.anchor].lemma_.lower() in lexicon.load().lists["plain"]
    cue = doc.text[frame.cue.start : frame.cue.end]
    return plain and " " not in cue and content[0].start > frame.cue.start
