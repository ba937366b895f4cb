"""Web pages: the article's text by trafilatura, and what the page says about itself."""

from __future__ import annotations

import logging
import re
from typing import Any

from sourcebook.errors import ReadError
from sourcebook.read import head
from sourcebook.read.draft import Draft, Drafts
from sourcebook.read.encoding import Decoded, decode, without_surrogates

_DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
# Where HTML must declare its encoding: https://html.spec.whatwg.org/#charset1024 (with room for long heads).
_DECLARED_WITHIN = 8_192
_LINES = re.compile(r"\s*\n\s*")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>", re.IGNORECASE)
_REMEDY = "copy the article's text into a .txt file instead"


def read(data: bytes, path: str) -> Drafts:
    """Read a ``.html`` file: its text is the article as extracted, a blank line between paragraphs.

    Nothing is fetched, and nothing depends on pages read before (trafilatura's search for duplicates is off).

    Args:
        data: the file's bytes.
        path: the file's name, for errors.

    Returns:
        One draft, no errors.

    Raises:
        ReadError: if there is no article in the page.
    """
    decoded, source = _source(data, path)
    tree, text = _extract(source)
    if not text:
        raise ReadError("no article text was found in this page", file=path, remedy=_REMEDY)
    metadata, notes = head.metadata(tree)
    draft = Draft(text=text, encoding=decoded.encoding, metadata=metadata, notes=(*decoded.notes, *notes))
    return [draft], []


def _source(data: bytes, path: str) -> tuple[Decoded, str]:
    decoded = decode(data, file=path, declared=_declared(data))
    return decoded, _XML_DECLARATION.sub("", decoded.text.replace("\0", "\ufffd"), count=1)


def _declared(data: bytes) -> str | None:
    beginning = data[:_DECLARED_WITHIN]
    found = _DECLARED.search(beginning) or _XML_DECLARED.search(beginning)
    return None if found is None else found[1].decode("ascii")


def _extract(source: str) -> tuple[Any, str]:
    import trafilatura

    # Without a handler of our own its remarks on single pages would reach the terminal.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    tree = trafilatura.load_html(source)
    if tree is None:
        return None, ""
    found = trafilatura.extract(
        tree, output_format="txt", include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
    )
    return tree, without_surrogates(_LINES.sub("\n\n", (found or "").strip()))
