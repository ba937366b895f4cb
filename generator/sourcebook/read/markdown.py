"""Markdown with YAML front matter."""

from __future__ import annotations

import re

from sourcebook.errors import ReadError
from sourcebook.read import fields, yamltext
from sourcebook.read.draft import Draft, Drafts
from sourcebook.read.encoding import decode
from sourcebook.records import Metadata

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def read(data: bytes, path: str) -> Drafts:
    """Read a ``.md`` file: its text is what follows the front matter, as decoded; the front matter is metadata.

    Front matter that is broken is reported and is still not part of the text. A file that begins with a rule
    (``---``) but with no YAML mapping after it has no front matter.

    Args:
        data: the file's bytes.
        path: the file's name, for errors.

    Returns:
        One draft, and an error where the front matter is broken.

    Raises:
        ReadError: if the bytes are no text.
    """
    decoded = decode(data, file=path)
    errors: list[ReadError] = []
    text, metadata, notes = decoded.text, Metadata(), decoded.notes
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening and closing:
        try:
            parsed = yamltext.mapping(text[opening.end() : closing.start()], file=path, offset=1)
        except ReadError as error:
            errors.append(error)
            parsed = {}, {}
            notes = (*notes, "The front matter is broken and was not read.")
        if parsed is not None:
            metadata, more = fields.metadata(fields.folded(parsed[0]))
            text, notes = text[closing.end() :], (*notes, *more)
    return [Draft(text=text, encoding=decoded.encoding, metadata=metadata, notes=notes)], errors
