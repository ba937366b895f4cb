"""Which groups of namings are one source after all: "her friends" and "friends of X", a headline's and the text's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sourcebook.annotate.sources.view import Candidate, Context
    from sourcebook.parsed import Token

# What hangs on a noun and tells who is meant.
_TELLING = frozenset({"amod", "compound", "prep", "nmod", "nummod", "relcl", "appos"})
_HEADS = frozenset({"title", "heading", "highlight"})


def joined(view: Context, found: Mapping[str, Sequence[Candidate]]) -> list[list[Candidate]]:
    """Return the groups; one that is but a noun joins the only other one of that noun.

    Args:
        view: the article.
        found: the namings by source, sources in the order of their first naming.
    """
    made = {key: list(group) for key, group in found.items()}
    by_noun: dict[tuple[str, str], list[str]] = {}
    for key, group in made.items():
        if (noun := _noun(group)) is not None:
            # "The friend" is not "friends".
            by_noun.setdefault((noun.lemma_.lower(), noun.tag_), []).append(key)
    for keys in by_noun.values():
        # Those told by nothing but the noun, and those in headlines, which shorten what the text tells.
        short = [key for key in keys if all(_short(view, c) for c in made[key])]
        others = [key for key in keys if key not in short]
        if short and len(others) == 1:
            for key in short:
                made[others[0]] = sorted([*made[others[0]], *made.pop(key)], key=lambda c: c.start)
    return sorted(made.values(), key=lambda group: (group[0].start, -group[0].end))


def _noun(group: Sequence[Candidate]) -> Token | None:
    """Return the common noun that heads a group that no entity stands for."""
    first = group[0]
    head = first.head
    common = first.entity is None and first.label is None and head is not None and head.pos_ == "NOUN"
    return head if common else None


def _short(view: Context, candidate: Candidate) -> bool:
    """Tell whether a naming may take up another: "her friends", "the friends", "friends", or one in a headline."""
    head = candidate.head
    if head is None:
        return False
    if view.own.at(candidate.start) and view.own.at(candidate.start)[0][2] in _HEADS:
        return True
    if any(c.dep_ in _TELLING for c in head.children):
        return False
    private = head.lemma_.lower() in groups("sources")["unnamed-person"]
    taken_up = any(c.lower_ == "the" or (c.dep_ == "poss" and c.pos_ == "PRON") for c in head.children)
    bare = private and head.tag_ == "NNS" and not any(c.dep_ == "det" for c in head.children)
    return taken_up or bare
