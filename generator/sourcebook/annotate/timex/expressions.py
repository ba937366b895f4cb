"""Finding time expressions: matches of the patterns that are not something else in their sentence."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sourcebook.annotate.timex.checks import is_time
from sourcebook.annotate.timex.matches import Expression
from sourcebook.annotate.timex.needed import fold, matches, places, possible
from sourcebook.annotate.timex.patterns import compiled

if TYPE_CHECKING:
    from sourcebook.parsed import Doc
    from sourcebook.records import Span

_KEPT = "sourcebook.times"


def find(doc: Doc, spans: Iterable[Span]) -> list[Expression]:
    """Return the time expressions within `spans` of `doc`, in text order, none overlapping another.

    Args:
        doc: the parse of the whole article; ``token.idx`` is an offset into the article.
        spans: the stretches to look at, in characters.

    Returns:
        The longest match at every place, of those that read as time.
    """
    wanted = tuple(spans)
    # Two extractors read the same stretches.
    kept: dict[tuple[Span, ...], list[Expression]] = doc.user_data.setdefault(_KEPT, {})
    if wanted not in kept:
        kept[wanted] = _find(doc, wanted)
    return list(kept[wanted])


def _find(doc: Doc, spans: Iterable[Span]) -> list[Expression]:
    index = [t.idx for t in doc]
    whole = doc.text
    found: list[Expression] = []
    for span in spans:
        text = whole[span.start : span.end]
        kinds, begun = possible(fold(text)), places(text)
        read = [
            Expression(kind, span.start + m.start(), span.start + m.end(), m, _token_at(index, span.start + m.start()))
            for kind, pattern in compiled().items()
            if kind in kinds
            for m in matches(kind, pattern, text, begun)
        ]
        read.sort(key=lambda e: (e.start, -e.end))
        found.extend(_disjoint(e for e in read if is_time(e, doc)))
    return found


def _token_at(index: list[int], offset: int) -> int:
    return max(bisect.bisect_right(index, offset) - 1, 0)


def _disjoint(matches: Iterable[Expression]) -> list[Expression]:
    """Keep of overlapping matches the longest, the earlier of equals."""
    kept: list[Expression] = []
    for e in matches:
        if kept and e.start < kept[-1].end:
            if e.end - e.start > kept[-1].end - kept[-1].start:
                kept[-1] = e
            continue
        kept.append(e)
    return kept
