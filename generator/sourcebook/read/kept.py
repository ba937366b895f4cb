"""What was read from a web page, kept by the page's bytes: finding the article in a page is slow."""

from __future__ import annotations

import functools
import hashlib
from contextlib import suppress
from importlib import metadata
from typing import Protocol

from sourcebook.errors import StoreError
from sourcebook.read.draft import Draft, Drafts, Reader

_SLOW = frozenset({".html", ".htm"})
# What the article found in a page depends on, besides the page and our own code.
_LIBRARIES = ("trafilatura", "lxml", "htmldate", "courlan", "justext", "charset-normalizer")


class Kept(Protocol):
    """Where drafts are kept."""

    version: str

    def load(self, key: str) -> Draft | None:
        """Return the draft under `key`, `None` where there is none."""

    def save(self, key: str, record: Draft) -> None:
        """Keep a draft under `key`."""


def drafted(reader: Reader, suffix: str, data: bytes, name: str, kept: Kept | None) -> Drafts:
    """Return what `reader` finds in a file, from what was kept where the same bytes were read before.

    Args:
        reader: the reader for files of the suffix.
        suffix: the file's, in lower case.
        data: the file's bytes.
        name: its name, for errors; a file with errors is not kept, and nothing else depends on it.
        kept: where drafts are kept; its version stands for our code.
    """
    if kept is None or suffix not in _SLOW:
        return reader(data, name)
    made_of = (kept.version.encode(), _libraries().encode(), hashlib.sha256(data).digest())
    key = hashlib.sha256(b"\0".join(made_of)).hexdigest()
    draft = kept.load(key)
    if draft is not None:
        return [draft], []
    drafts, errors = reader(data, name)
    if len(drafts) == 1 and not errors:
        # The findings are kept in the same place, and that they cannot be is reported there.
        with suppress(StoreError):
            kept.save(key, drafts[0])
    return drafts, errors


@functools.cache
def _libraries() -> str:
    return " ".join(f"{name} {_version(name)}" for name in _LIBRARIES)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
