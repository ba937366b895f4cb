"""Whether an entity may stand behind a pronoun: what its names, titles and roles tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.quotes.words import among
from sourcebook.text import fold

if TYPE_CHECKING:
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


def gender(entity: Entity) -> Gender | None:
    """Return the gender that an entity's roles, titles or first name tell, ``None`` where they are silent."""
    words = {w for role in entity.roles for w in role.text.lower().split()}
    forms = [entity.name, *(form.form for form in entity.aliases)]
    words.update(w for form in forms for w in fold(form).split()[:1])
    for kind, group in (("m", "male"), ("f", "female")):
        if any(among(group, word) for word in words):
            return "m" if kind == "m" else "f"
    firsts = {fold(form).split()[0] for form in forms if len(fold(form).split()) > 1}
    if any(among("male_names", first) for first in firsts):
        return "m"
    if any(among("female_names", first) for first in firsts):
        return "f"
    return None
