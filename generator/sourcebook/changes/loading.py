"""Reads facts.json back."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from sourcebook.errors import SourcebookError
from sourcebook.records import Corpus


def corpus_of(data: bytes, *, file: str) -> Corpus:
    """Return the findings that a facts.json holds; one of an older program lacks the newer keys, and that is well.

    Raises:
        SourcebookError: it is no facts.json.
    """
    try:
        made = msgspec.json.decode(data, type=Corpus)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        remedy = "give a file that `sourcebook facts` wrote, or a git revision"
        raise SourcebookError(f"this is no facts.json: {error}", file=file, remedy=remedy) from error
    several = {name: getattr(made, name) for name in Corpus.__struct_fields__}
    return replace(made, **{name: tuple(each) for name, each in several.items() if isinstance(each, list)})
