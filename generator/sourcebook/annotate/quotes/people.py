"""Whether an entity may stand behind a pronoun: what its names, titles and roles tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.quotes.words import among
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.records import Entity

Gender = Literal["m", "f"]
_PRONOUNS: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


def pronoun_gender(word: str) -> Gender | None:
    """Return the gender a personal pronoun of the third person tells, ``None`` for any other word."""
    return _PRONOUNS.get(word)


def of_words(words: Iterable[str]) -> Gender | None:
    """Return the gender that one of the lower-case `words` tells."""
    found = set(words)
    if any(among("male", word) for word in found):
        return "m"
    return "f" if any(among("female", word) for word in found) else None


def gender(entity: Entity) -> Gender | None:
    """Return the gender that an entity's roles, titles or first name tell, ``None`` where they are silent."""
    words = {w for role in entity.roles for w in role.text.lower().split()}
    forms = [entity.name, *(form.form for form in entity.aliases)]
    words.update(w for form in forms for w in fold(form).split()[:1])
    told = of_words(words)
    if told is not None:
        return told
    firsts = {fold(form).split()[0] for form in forms if len(fold(form).split()) > 1}
    if any(among("male_names", first) for first in firsts):
        return "m"
    if any(among("female_names", first) for first in firsts):
        return "f"
    return None


def is_person_noun(word: str) -> bool:
    """Return whether a lower-case common noun stands for one person."""
    return any(among(group, word) for group in ("male", "female", "persons"))
