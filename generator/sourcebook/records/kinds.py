"""The closed lists of words that records use, and what all records are made of."""

from __future__ import annotations

from typing import Literal

import msgspec

BlockKind = Literal[
    "title",
    "heading",
    "body",
    "caption",
    "highlight",
    "byline",
    "dateline",
    "credit",
    "related",
    "video",
    "consent",
    "newsletter",
    "sponsor",
    "section-label",
    "stray",
]
EntityType = Literal["person", "organisation", "place", "group"]
Confidence = Literal["high", "medium", "low"]
Stance = Literal[
    "confirmed",
    "deemed-authentic",
    "no-reason-to-doubt",
    "purported",
    "unverifiable",
    "unconfirmed",
    "disputed",
    "unknown",
]
SourceKind = Literal[
    "named-person",
    "official",
    "spokesperson",
    "unnamed-official",
    "unnamed-person",
    "organisation",
    "agency",
    "outlet",
    "document",
    "recording",
    "party-media",
    "monitor",
    "scholar",
    "ngo",
]
Bound = Literal["exact", "about", "at-least", "more-than", "at-most", "less-than", "range", "vague"]
Dimension = Literal["count", "duration", "distance", "money", "percent", "age", "ordinal", "other"]
# What people said of a finding: nothing, that it is right, or what is right instead (also: that it was missing).
Status = Literal["machine", "confirmed", "corrected"]
# The Admiralty code (NATO STANAG 2511): reliability of a source and credibility of a statement are judged apart, and by
# people alone.
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all records: frozen, compared by value, keyword-only.

    A record is made of what was there before it, so none can be part of a ring: Python need not look for rings among
    them (``gc=False``), which took half the time of reading a folder's findings back.
    """


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A stretch of an article's text, ``start`` inclusive and ``end`` exclusive, in characters."""

    start: int
    end: int
