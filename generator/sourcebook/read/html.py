"""Web pages: the article's text by trafilatura, and what the page says about itself."""

from __future__ import annotations

import logging
import re
import unicodedata
from typing import Any

from sourcebook.errors import ReadError
from sourcebook.read import head
from sourcebook.read.draft import Draft, Drafts
from sourcebook.read.encoding import Decoded, decode, without_surrogates

_DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
# Where HTML must declare its encoding: https://html.spec.whatwg.org/#charset1024 (with room for long heads).
_DECLARED_WITHIN = 8_192
_SPACES = re.compile(r"[ \t\r\n\f]+")
# Hints for breaking words, which would split names in two.
_INVISIBLE = re.compile("[\u00ad\u200b]")
_BLOCKS = frozenset({"body", "cell", "code", "div", "head", "item", "list", "p", "quote", "row", "table"})
# Stands for a line break while a paragraph is put together; XML cannot hold it.
_BREAK = "\v"
_SILENT = logging.NullHandler()
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>", re.IGNORECASE)
# A second extractor looks at a page whose article is doubtful; its time grows with the square of the paragraphs, and no
# report has so many.
_MOST_PARAGRAPHS = 4_000
_PARAGRAPHS = ("p", "div", "li", "td", "dd", "dt", "option", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br")
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
    logging.getLogger("trafilatura").addHandler(_SILENT)
    tree = trafilatura.load_html(source)
    if tree is None:
        return None, ""
    alone = sum(1 for _ in tree.iter(*_PARAGRAPHS)) > _MOST_PARAGRAPHS
    found = trafilatura.bare_extraction(
        tree, fast=alone, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
    )
    if found is None or found.body is None:
        return tree, ""
    text = unicodedata.normalize("NFC", "\n\n".join(_paragraphs(found.body)))
    return tree, without_surrogates(_INVISIBLE.sub("", text))


def _paragraphs(node: Any) -> list[str]:
    """Return the paragraphs below an element of trafilatura's tree; a line break within one is a line end."""
    if node.tag == "row":
        cells = [_paragraphs(cell) for cell in node]
        # Rows of data are lines; tables that only place things on the page are paragraphs.
        if all(len(cell) <= 1 for cell in cells):
            joined = " | ".join(cell[0] for cell in cells if cell)
            return [joined] if joined else []
    found: list[str] = []
    words = [node.text or ""]
    for child in node:
        if child.tag in _BLOCKS:
            found.extend((_tidy(words), *_paragraphs(child)))
            words = []
        elif child.tag == "lb":
            words.append(_BREAK)
        elif isinstance(child.tag, str):
            words.append("".join(child.itertext()))
        words.append(child.tail or "")
    return [text for text in (*found, _tidy(words)) if text]


def _tidy(words: list[str]) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(words).split(_BREAK))
    return "\n".join(line for line in lines if line)
