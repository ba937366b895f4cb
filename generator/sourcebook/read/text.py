"""Plain text: the file as it is."""

from __future__ import annotations

from sourcebook.read.draft import Draft, Drafts
from sourcebook.read.encoding import decode


def read(data: bytes, path: str) -> Drafts:
    """Read a ``.txt`` file: its text is the decoded file, character for character.

    Args:
        data: the file's bytes.
        path: the file's name, for errors.

    Returns:
        One draft, no errors.

    Raises:
        ReadError: if the bytes are no text.
    """
    decoded = decode(data, file=path)
    return [Draft(text=decoded.text, encoding=decoded.encoding, notes=decoded.notes)], []
