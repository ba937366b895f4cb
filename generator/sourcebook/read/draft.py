"""What a reader hands on: an article as found in its file, before ids and sidecar."""

from __future__ import annotations

from collections.abc import Callable

from sourcebook.errors import ReadError
from sourcebook.records import Metadata, Record


class Draft(Record, frozen=True, kw_only=True):
    """One article of a file.

    ``part`` tells the articles of one file apart (``None`` where the file is one article); ``content`` is what the
    article's digest is taken of where that is not the whole file.
    """

    text: str
    encoding: str = "utf-8"
    metadata: Metadata = Metadata()
    notes: tuple[str, ...] = ()
    part: str | None = None
    content: bytes | None = None


Drafts = tuple[list[Draft], list[ReadError]]
Reader = Callable[[bytes, str], Drafts]
