"""Whether a gathered name is what it is taken for, or a phrase, an office, a people, a scrap of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.names import evidence, gazetteer
from sourcebook.annotate.names.lexicon import given_names, words
from sourcebook.name_forms import is_article, is_particle, key

if TYPE_CHECKING:
    from sourcebook.annotate.names.groups import Group, Key
    from sourcebook.parsed import Doc

# Where one of these stands inside, two names or a phrase were run together.
_VERBS = ("is", "are", "was", "not", "Is", "Are", "Was", "Not")
_SMALL_WORDS = ("at", "of", "in", "on", "for", "and", "the", "to", "with", "from", "by", "as", "or", "a")
_NO_NAME_WORDS = frozenset((*_VERBS, *_SMALL_WORDS))
# "We're", "It's": no name.
_CONTRACTED = re.compile(r"'(?:re|ll|ve|m|d|t)$")
# Capitals that do stand in a person's name.
_NUMERALS = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "XVI", "JR", "SR"})


def is_sound(doc: Doc, group: Group) -> bool:
    """Say whether a group is what it is taken for on more than the model's word, where the model's word is weak.

    A person of one bare name, never called by a full one, needs a title, a role, an age or the like beside it.
    """
    name = group.name()
    if not name.isupper() and _is_office(key(name)):
        return False
    if group.type == "group":
        return name.endswith(("s", "ese", "men"))
    return group.type != "person" or _is_person(doc, group, name)


def _is_person(doc: Doc, group: Group, name: str) -> bool:
    known_place = gazetteer.weight(name) > evidence.CLEAR and not any(m.titled for m in group.mentions)
    if known_place or not _reads_like_a_person(name) or _is_described(doc, group):
        return False
    said = evidence.context(doc, group.mentions).get("person", 0.0)
    tied = " " not in name and "-" in name and not is_article(name.split("-", maxsplit=1)[0])
    if said >= evidence.CLEAR or (any(len(k) > 1 for k in group.keys) and not tied):
        return True
    if tied or all(doc[m.end - 1].tag_ in {"NNPS", "NNS"} for m in group.mentions):
        return False
    acts = said > 0 or _is_subject(doc, group)
    return acts and all(m.guess == "person" for m in group.mentions) and not _has_article(doc, group)


def _is_described(doc: Doc, group: Group) -> bool:
    """Say whether the name begins with an adjective or holds a verb wherever it stands: "Classic Roe", "Roe Joins"."""
    if all(any(t.tag_ in {"VBZ", "VBD"} for t in doc[m.start + 1 : m.end]) for m in group.mentions):
        return True
    firsts = [doc[m.start] for m in group.mentions if m.end - m.start > 1]
    return bool(firsts) and all(t.tag_ in {"JJ", "JJR", "JJS"} and t.lower_ not in given_names() for t in firsts)


def _is_office(folded: Key) -> bool:
    """Say whether a name is no more than a title or an office: "Senator", "Minister of Transport"."""
    offices = words("titles", "roles")
    return (
        folded[0] in offices and (len(folded) == 1 or folded[1] == "of") and folded[0] not in words("roles_as_surnames")
    )


def _has_article(doc: Doc, group: Group) -> bool:
    """Say whether "the" stands before the bare name somewhere, and the name modifies nothing there: "the Smith"."""
    return any(
        m.start and doc[m.start - 1].lower_ == "the" and doc[m.end - 1].dep_ not in {"compound", "nmod", "poss", "amod"}
        for m in group.mentions
    )


def _reads_like_a_person(name: str) -> bool:
    """Say whether no digit, no word of a phrase and no acronym stands in `name`."""
    said = name.split()
    if said[-1].lower() in words("things") - words("noun_surnames") and len(said) > 1:
        return False
    capitals = [w for w in said if w.isupper() and w.isalpha() and len(w) > 1 and w not in _NUMERALS]
    odd = any(c.isdigit() or c == "&" for c in name) or (len(said) == 1 and (name[1:2] == "-" or name[-1] == "."))
    odd = odd or bool(_CONTRACTED.search(name))
    odd = odd or any(w.islower() and w.isalpha() and not is_particle(w) for w in said)
    return not odd and _NO_NAME_WORDS.isdisjoint(said) and (not capitals or name.isupper())


def _is_subject(doc: Doc, group: Group) -> bool:
    """Say whether the bare name, no "Al ..." of an outlet or a town, is subject of a clause or owner of something."""
    return not is_article(group.name().split()[0]) and any(
        doc[m.end - 1].dep_ in {"nsubj", "poss"} for m in group.mentions
    )
