"""What kind of source a name or a noun phrase is, by the role words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.sources.view import Candidate, Context
    from sourcebook.parsed import Token
    from sourcebook.records import Entity, SourceKind

_BESIDE = frozenset({"compound", "amod", "appos", "nmod", "poss", "flat"})


def kind_of(view: Context, group: Sequence[Candidate]) -> SourceKind:
    """Return the kind of the source that the candidates of `group` name."""
    if group[0].shape in {"recording", "video", "earlier recording"}:
        return "recording"
    entity = view.entities.get(group[0].entity or "")
    words = _words(group, entity)
    if entity is None:
        return _of_noun(group, words)
    if entity.type == "person":
        return _of_person(words)
    return _of_body(entity, group, words)


def _of_person(words: set[str]) -> SourceKind:
    lists = groups("sources")
    if words & lists["spokesperson"] or {"press", "secretary"} <= words:
        return "spokesperson"
    if words & lists["scholar"]:
        return "scholar"
    return "official" if words & lists["official"] else "named-person"


def _of_body(entity: Entity, group: Sequence[Candidate], words: set[str]) -> SourceKind:
    """Return the kind of an organisation, a group or a place: the first that its name or the words beside it tell."""
    lists = groups("sources")
    name = set(fold(entity.name).split())
    shapes = {c.shape for c in group}
    beside = words - name
    own = beside & lists["arm-own"] or (beside & lists["party"] and words & (lists["arm"] - {"group", "unit"}))
    told: tuple[tuple[SourceKind, object], ...] = (
        ("party-media", own),
        ("agency", "credit" in shapes or words & lists["agency"] or "news agency" in fold(entity.name)),
        ("monitor", words & lists["monitor"] or "intelligence group" in fold(entity.name)),
        ("ngo", name & lists["ngo"]),
        ("outlet", shapes & {"told", "news report"} or name & lists["outlet"] or beside & _OUTLETS),
        (
            "official",
            entity.type == "place" or words & lists["state"] or fold(entity.name).split()[-1:] == ["minister"],
        ),
    )
    return next((kind for kind, sign in told if sign), "organisation")


_OUTLETS = frozenset({"newspaper", "broadcaster", "tabloid", "outlet"})


def _of_noun(group: Sequence[Candidate], words: set[str]) -> SourceKind:
    """Return the kind of a source that is not named: by its noun, and for followers by what they do."""
    lists = groups("sources")
    heads = {_singular(c.head) for c in group if c.head is not None}
    follower = heads & lists["follower"] and any(c.shape in {"agent", "published"} for c in group)
    arm = heads & (lists["arm"] - lists["unnamed-official"] - {"outlet"}) and words & lists["party"]
    plural = any(c.head is not None and c.head.tag_ in {"NNS", "NNPS"} for c in group)
    told: tuple[tuple[SourceKind, object], ...] = (
        ("monitor", words & {"monitor", "monitoring", "watchdog", "tracker"} and heads & _BODIES),
        (
            "party-media",
            follower
            or arm
            or heads & lists["arm-own"]
            or (heads & {"media", "medium", "outlet"} and words & lists["party"]),
        ),
        ("agency", any(c.shape == "credit" for c in group)),
    )
    if any(sign for _, sign in told):
        return next(kind for kind, sign in told if sign)
    common = heads & (lists["unnamed-person"] | lists["unnamed-official"]) and plural
    if not common and any(c.head is not None and c.head.pos_ == "PROPN" for c in group):
        return _of_name(group, words)
    rest: tuple[tuple[SourceKind, object], ...] = (
        ("official", heads & lists["state"]),
        ("outlet", heads & lists["reports"] and plural),
        *((kind, any(heads & lists[name] for name in names)) for kind, names in _NOUNS),
    )
    return next((kind for kind, sign in rest if sign), "unnamed-person")


def _singular(head: Token) -> str:
    """Return the lemma in lower case; the model keeps the plural of a noun it takes for a name ("Friends of X")."""
    lemma: str = head.lemma_.lower()
    return lemma.removesuffix("s") if head.tag_ == "NNPS" else lemma


_BODIES = frozenset({"group", "service", "organisation", "organization", "firm", "site", "centre", "center"})

_NOUNS: tuple[tuple[SourceKind, tuple[str, ...]], ...] = (
    ("spokesperson", ("spokesperson",)),
    ("unnamed-official", ("unnamed-official",)),
    ("scholar", ("unnamed-scholar",)),
    ("unnamed-person", ("unnamed-person",)),
    ("document", ("document",)),
    ("outlet", ("reports", "outlet")),
    ("organisation", ("unnamed-organisation", "body")),
)


def _of_name(group: Sequence[Candidate], words: set[str]) -> SourceKind:
    """Return the kind of a name that no entity stands for, by what the model takes it for."""
    head = next(c.head for c in group if c.head is not None)
    lists = groups("sources")
    if head.ent_type_ == "PERSON":
        return _of_person(words)
    if head.lemma_.lower() in lists["official"]:
        return "official"
    if words & lists["outlet"] or any(c.shape == "told" for c in group):
        return "outlet"
    return "official" if words & lists["state"] or head.ent_type_ == "GPE" else "organisation"


def _words(group: Sequence[Candidate], entity: Entity | None) -> set[str]:
    made: set[str] = set()
    for candidate in group:
        if candidate.head is not None:
            made.update(t.lower_.strip(".") for t in _beside(candidate.head))
            made.update(t.lemma_.lower().strip(".") for t in _beside(candidate.head))
    if entity is not None:
        made.update(fold(entity.name).split())
        for role in entity.roles:
            made.update(fold(role.text).split())
    return made


def _beside(head: Token) -> list[Token]:
    """Return the head with what modifies or renames it, either way, and the verbs of its relative clauses."""
    found = [head]
    anchor = head.head if head.dep_ in {"appos", "compound"} else None
    for start in (head, anchor):
        if start is None:
            continue
        found.append(start)
        for child in start.children:
            if child.dep_ in _BESIDE:
                found.append(child)
                found.extend(c for c in child.children if c.dep_ in _BESIDE | {"relcl"})
            elif child.dep_ in {"relcl", "acl"}:
                found.append(child)
    return found
