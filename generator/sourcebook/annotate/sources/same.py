"""Which candidates name one source, and what that source is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import phrase
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.sources.view import Candidate, Context

RECORDED = frozenset({"recording", "video", "earlier recording"})
_LEADING = frozenset({"a", "an", "the", "some", "several", "another", "other", "many", "one"})

Groups = dict[str, list["Candidate"]]


def grouped(view: Context, candidates: Sequence[Candidate]) -> Groups:
    """Return the candidates by source, sources in the order of their first naming."""
    made: Groups = {}
    for candidate in candidates:
        made.setdefault(_key(view, candidate, made), []).append(candidate)
    return made


def name_of(view: Context, group: Sequence[Candidate]) -> str:
    """Return what a source is called: the entity's name, "the recording", or the words of its first naming."""
    first = group[0]
    if first.shape in RECORDED:
        return {"recording": "the recording", "video": "the video"}.get(first.shape, "earlier recording")
    entity = view.entities.get(first.entity or "")
    return entity.name if entity is not None else _plain_name(view, first)


def _key(view: Context, candidate: Candidate, so_far: Groups) -> str:
    """Return what makes two candidates one source: the entity, the recording, or the noun with its modifiers."""
    if candidate.shape in RECORDED:
        return candidate.shape
    if candidate.entity is not None:
        return "entity " + candidate.entity
    name = fold(_plain_name(view, candidate))
    if name in view.called:
        return "entity " + view.called[name]
    earlier = _earlier(view, candidate, name, so_far)
    return earlier or "noun " + name


def _earlier(view: Context, candidate: Candidate, name: str, so_far: Groups) -> str | None:
    """Return the source that "the official" or a label takes up again: the last one so called."""
    head = candidate.head
    if candidate.label is not None:
        nouns = set(fold(candidate.label).split())
    elif head is not None and head.pos_ == "NOUN" and len(name.split()) == 1 and _definite(candidate):
        nouns = {head.lower_}
    else:
        return None
    nouns_first = [key for key, group in so_far.items() if group[0].head is not None and group[0].head.lower_ in nouns]
    by_role = [key for key, group in so_far.items() if any(_called(view, group, noun) for noun in nouns)]
    return next(iter([*reversed(nouns_first), *reversed(by_role)]), None)


def _definite(candidate: Candidate) -> bool:
    return candidate.head is not None and any(c.lower_ == "the" for c in candidate.head.children)


def _called(view: Context, group: Sequence[Candidate], noun: str) -> bool:
    entity = view.entities.get(group[0].entity or "")
    return entity is not None and any(noun in fold(role.text).split() for role in entity.roles)


def _plain_name(view: Context, candidate: Candidate) -> str:
    """Return the words that name a candidate, without the article before and the genitive after them."""
    start, end, head = candidate.start, candidate.end, candidate.head
    if candidate.label is None and head is not None and head.pos_ == "NOUN":
        first, last = phrase(head)
        while last < len(view.doc) and last in view.at and view.at[last] == view.at.get(last - 1):
            # The parse may cut a name in two.
            last += 1
        start, end = view.doc[first].idx, view.doc[last - 1].idx + len(view.doc[last - 1])
    words = candidate.label or " ".join(view.article.text[start:end].split())
    first_word, _, rest = words.partition(" ")
    words = rest if rest and first_word.lower() in _LEADING and not rest.startswith("of ") else words
    return words.removesuffix("'s").removesuffix("’s").strip(" ,;:'\"“”‘’")
