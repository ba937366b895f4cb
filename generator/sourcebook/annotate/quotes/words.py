"""The word lists on speakers."""

from __future__ import annotations

from sourcebook.annotate.lexicon_file import groups


def among(group: str, word: str) -> bool:
    """Return whether the lower-case `word` is in a group of ``lexicon/speakers.yml``."""
    return word in groups("speakers")[group]
