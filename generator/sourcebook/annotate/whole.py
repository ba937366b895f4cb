"""The text of a parse, put together once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEPT = "sourcebook.whole"


def text_of(doc: Doc) -> str:
    """Return the text of `doc`; spaCy makes it anew from the tokens at every call, which a long article pays dearly."""
    kept = doc.user_data.get(_KEPT)
    if kept is None:
        kept = doc.user_data[_KEPT] = doc.text
    return str(kept)
