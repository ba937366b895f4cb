"""The word lists that tell what a name stands for."""

from __future__ import annotations

import functools

from sourcebook import lexicons
from sourcebook.annotate.lexicon_file import groups
from sourcebook.name_forms import nicknames


@functools.cache
def words(*group: str) -> frozenset[str]:
    """Return the lower-case words of a `group` of the lexicon of names, or those of several."""
    return frozenset(word for name in group for word in _data()[name]["words"].split())


@functools.cache
def given_names(of: str = "") -> frozenset[str]:
    """Return frequent first names, lower-case: those of a group of the lexicon of speakers, or all with short forms."""
    speakers = groups("speakers")
    return speakers[of] if of else speakers["male_names"] | speakers["female_names"] | nicknames()


@functools.cache
def _data() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = lexicons.read("sourcebook.annotate", "lexicon", "names.yml")
    return data
