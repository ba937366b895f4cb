"""Word lists: each file of the lexicon folder is groups of words, and every group states its reason."""

from __future__ import annotations

import functools

from sourcebook import lexicons


@functools.cache
def groups(name: str) -> dict[str, frozenset[str]]:
    """Return the groups of words of the lexicon file `name` (without suffix), by the group's name.

    Raises:
        ValueError: a group lacks its reason or its words, or a word is not a string.
    """
    made = {}
    for group, content in lexicons.read("sourcebook.annotate", "lexicon", f"{name}.yml").items():
        if not content.get("reason") or not content.get("words"):
            raise ValueError(f"lexicon/{name}.yml: group {group!r} needs a reason and words")
        if not all(isinstance(word, str) for word in content["words"]):
            raise ValueError(f"lexicon/{name}.yml: group {group!r}: true, false, yes and no need quotation marks")
        made[group] = frozenset(content["words"])
    return made
