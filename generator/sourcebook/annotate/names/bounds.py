"""The true bounds of a name around the model's guess at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.names import evidence, gazetteer
from sourcebook.annotate.names.lexicon import given_names, words
from sourcebook.annotate.names.runs import LONGEST_NAME, ends_compound, is_capitalised, is_title, run_end
from sourcebook.name_forms import initials, is_article, is_particle

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token

# "J." and "C.J." before a surname.
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}$")
# A surname with a hyphen is so many tokens.
_HYPHENATED = 3
# "van den", "von der".
_FIRST_PARTICLES = frozenset({"van", "von", "in", "op", "uit"})
_SECOND_PARTICLES = frozenset({"de", "den", "der", "ter", "ten", "het", "'t"})
# Words with which a phrase begins and no name.
_OPENING = frozenset({"ADP", "SCONJ", "CCONJ", "PRON", "AUX"})


def trim(doc: Doc, start: int, end: int, *, titles: bool) -> tuple[int, int]:
    """Return the bounds without determiners, marks and lower-case words at either end, with particles.

    Titles are left off where `titles` says so: of "Justice Department" the first word is none.
    """
    line = next((i for i in range(start, end) if "\n" in doc[i].text), end)
    end = min(end, line)
    while start < end and not _may_begin(doc[start], titles=titles):
        start += 1
    while end > start and not _may_end(doc, end - 1):
        end -= 1
    if end > start and end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        end += 2 if not doc[end].whitespace_ and ends_compound(doc[end + 1]) and _is_name(doc, end + 1) else 0
    while start > 0 and end > start and belongs_before(doc, start):
        start -= 1
    while start > 0 and end > start and _is_initials(doc[start - 1]) and not doc[start].is_sent_start:
        start -= 1
    return start, end


def _may_begin(token: Token, *, titles: bool) -> bool:
    if token.lower_ in {"the", "a", "an"} or (
        titles and is_title(token) and token.lower_ not in {"saint", "major", "general"}
    ):
        return False
    return bool(token.text[0].isupper() or token.text[0].isdigit() or is_particle(token.text))


def _is_name(doc: Doc, at: int) -> bool:
    """Say whether the model sees a proper noun in the word after a hyphen."""
    return bool(doc[at].pos_ == "PROPN")


def _may_end(doc: Doc, at: int) -> bool:
    text = doc[at].text
    after_hyphen = at > 0 and doc[at - 1].text == "-" and ends_compound(doc[at])
    return bool(text[0].isupper() or text[0].isdigit() or text == "." or after_hyphen)


def belongs_before(doc: Doc, start: int) -> bool:
    """Say whether the token before `start` is a particle of the name ("al-", "bin", "van") or the hyphen after one."""
    before = doc[start - 1]
    if before.text == "-" and start > 1 and not before.whitespace_:
        return is_article(doc[start - 2].text) and not doc[start - 2].whitespace_
    if doc[start].text == "-":
        return is_article(before.text)
    if before.lower_ in _SECOND_PARTICLES and start > 1:
        return doc[start - 2].lower_ in _FIRST_PARTICLES
    return before.lower_ in words("free_articles") | {"bin", "ibn", "van", "von", "bint"}


def surname(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of one word that the model takes for a body or a town, its first name taken in if it has one.

    "envoy to Arden Jane | Roe": where the model has not met a name, it calls the surname by what stands around it.
    """
    bare = end - start == 1 and doc[start].text.istitle() and not gazetteer.weight(doc[start].text)
    if bare and doc[start].lower_ not in words("organisation_words", "place_words"):
        return _widen(doc, start, end)
    return start, end


def person(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of a person's name around the model's guess at it.

    What is run on is left off, and initials, particles and a first name that the model left out are taken in.
    """
    return _widen(doc, *_bare(doc, start, end))


def _widen(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds with what belongs to the name: "C.J. | Roe", "Jan van | den Berg", "Guido | Roe-Doe"."""
    while end < len(doc) and is_particle(doc[end].text) and doc[end].text.islower() and run_end(doc, start) > end:
        end = run_end(doc, start)
    if start > 1 and _ties(doc, start - 1) and _is_first_name(doc[start - 2]):
        start -= 2
    elif end - start in {1, _HYPHENATED} and start > 0 and not doc[start].is_sent_start:
        start -= _is_first_name(doc[start - 1])
    return start, end


def _is_initials(token: Token) -> bool:
    return bool(_INITIALS.match(token.text) and token.lower_ not in words("short_places") and token.whitespace_)


def _ties(doc: Doc, at: int) -> bool:
    """Say whether a small particle of surnames stands at token `at`: "van", "de"."""
    return is_particle(doc[at].text) and doc[at].text.islower() and not is_article(doc[at].text)


def _is_first_name(token: Token) -> bool:
    """Say whether a capitalised word that the model takes for no name modifies the surname right after it."""
    listed = words("titles", "roles", "demonyms", "organisation_words", "not_names")
    return bool(
        token.tag_ == "NNP"
        and token.dep_ == "compound"
        and not token.ent_type_
        and is_capitalised(token)
        and not token.text.isupper()
        and token.lower_.rstrip(".") not in listed
        and (not token.is_sent_start or token.lower_ in given_names())
        and not gazetteer.weight(token.text)
    )


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without a place, a people or an office run on: "Briton John Doe", "Jane Roe Deputy"."""
    first = doc[start]
    if end - start > 2 and (first.lower_ in words("demonyms") or gazetteer.weight(first.text) > evidence.CLEAR):  # noqa: PLR2004 - a full name is left
        start += 1
    if end - start > 1 and (first.tag_.startswith("VB") or first.pos_ in _OPENING) and _is_opening(first):
        start += 1
    if end - start > 1 and (doc[end - 1].pos_ == "ADJ" or doc[end - 1].lower_ in words("demonyms")):
        end -= 1
    while end - start > 1 and _is_rank_of_next(doc, end - 1):
        end -= 1
    while end - start > 2 and doc[end - 1].lower_ in words("roles") - words("roles_as_surnames"):  # noqa: PLR2004 - as above
        end -= 1
    return start, end


def _is_opening(token: Token) -> bool:
    return bool(token.is_sent_start) and token.lower_ not in given_names() and not is_particle(token.text)


def _is_rank_of_next(doc: Doc, at: int) -> bool:
    """Say whether a short rank stands at token `at`, before the name that bears it: "Navy Capt. | Jane Roe"."""
    after = doc[at + 1].text if at + 1 < len(doc) else ""
    return doc[at].lower_.rstrip(".") in words("short_ranks") and (after == "." or after[:1].isupper())


def spelled_out(doc: Doc, start: int, end: int, short: frozenset[str]) -> int:
    """Return the end of an organisation's name that an acronym of the text spells in full: "X of Y | and Z" for XYZ."""
    for stop in range(end + 1, min(end + LONGEST_NAME, len(doc)) + 1):
        token = doc[stop - 1]
        if not is_capitalised(token) and token.lower_ not in {"of", "in", "and", "the", "for", "&"}:
            break
        if is_capitalised(token) and initials(doc[start:stop].text) in short:
            return stop
    return end
