"""Who is meant by "Mr. Roe" and "Mrs. Roe" where several persons of an article bear the surname."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.names.lexicon import given_names, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.annotate.names.groups import Group
    from sourcebook.parsed import Doc

Gender = Literal["m", "f"]


def called(doc: Doc, mention: Candidate, owners: Sequence[Group]) -> Group | None:
    """Return the one of the `owners` of a surname whom its title can mean, ``None`` where there are several or none.

    Args:
        doc: the parse.
        mention: a surname alone.
        owners: the persons who bear it.
    """
    told = gender_of(doc, mention)
    if told is None:
        return None
    known = [(owner, _gender(doc, owner)) for owner in owners]
    fits = [owner for owner, gender in known if gender == told]
    # Of a couple the other one is meant where the text or the first name tells of one alone.
    fits = fits or [owner for owner, gender in known if gender is None]
    return fits[0] if len(fits) == 1 else None


def gender_of(doc: Doc, mention: Candidate) -> Gender | None:
    """Return the gender that the title before a name tells, ``None`` where none does."""
    if mention.titled is None:
        return None
    titles = {t.lower_.rstrip(".") for t in doc[mention.titled : mention.start]}
    if titles & words("male_courtesies"):
        return "m"
    return "f" if titles & words("female_courtesies") else None


def _gender(doc: Doc, person: Group) -> Gender | None:
    told = {gender for m in person.mentions if (gender := gender_of(doc, m)) is not None}
    if len(told) == 1:
        return told.pop()
    first = person.keys[0][0]
    if first in given_names("male_names"):
        return "m"
    return "f" if first in given_names("female_names") else None
