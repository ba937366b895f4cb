"""What is kept of pages from one build to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import msgspec

from sourcebook.records import Record
from sourcebook.spilled import Writings

from .looked import Looked, Sections

# No words of any article stand in another.
_NONE_SHARED: Final = b"\x80"


class Unit(Record, frozen=True, kw_only=True):
    """Pages that are made together: what was read and told for them, and the digest of each page.

    ``read`` are numbers of what was looked up, written out; ``told`` is a digest.
    """

    read: msgspec.Raw
    told: bytes
    pages: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Units:
    """All units of a site by name, written out, and all that was looked up for them.

    ``made_of`` is a digest of all findings and choices where no other page was made of them; else it is empty.
    ``shared`` tells how many words of an article stand in another, by the ids of both, written out. ``looked`` tells
    what stands in ``sections``.
    """

    made_of: bytes = b""
    shared: msgspec.Raw = field(default_factory=lambda: msgspec.Raw(_NONE_SHARED))
    looked: Looked = field(default_factory=Looked)
    sections: Sections = field(default_factory=dict)
    units: Writings[str] = field(default_factory=dict)
