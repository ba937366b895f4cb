"""How a name may be spelled: parts, surnames, transliterations, initials; for the stages that compare names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from sourcebook import lexicons
from sourcebook.text import fold, normalise

_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_POSSESSIVE = re.compile(r"'s?$")
# A surname shorter than this is not compared letter by letter: too many different short names are one edit apart.
SHORTEST_MISSPELT = 6
# Beside the same first name, in one report, a shorter surname may be.
SHORTEST_IN_FULL_NAME = 5
# What follows a full name and is no part of the surname.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "obe", "mbe", "cbe", "mp", "qc"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FULL_WITH_SUFFIX = 2
# Least and most letters of an acronym.
_ACRONYM = (2, 6)


@functools.cache
def _data() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = lexicons.read("sourcebook", "name_forms.yml")
    return data


@functools.cache
def _countries() -> dict[tuple[str, ...], tuple[str, ...]]:
    data = _data()
    groups = [group.split("|") for group in data["countries"]["groups"]]
    return {tuple(spelling.casefold().split()): tuple(group[0].split()) for group in groups for spelling in group}


@functools.cache
def _nicknames() -> dict[str, str]:
    data = _data()
    return {name: group.split()[0] for group in data["nicknames"]["groups"] for name in group.split()}


@functools.cache
def _lexicon() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    data = _data()
    spellings = {
        spelling: group.split()[0]
        for kind in ("transliterations", "spellings")
        for group in data[kind]["groups"]
        for spelling in group.split()
    }
    return frozenset(data["articles"]["words"].split()), frozenset(data["particles"]["words"].split()), spellings


def is_particle(word: str) -> bool:
    """Say whether `word` is a lower-case part of surnames ("al", "bin", "van")."""
    articles, particles, _ = _lexicon()
    return word.casefold() in articles or word.casefold() in particles


def is_article(word: str) -> bool:
    """Say whether `word` is an Arabic article ("al", "el") as it stands in names."""
    return word.casefold() in _lexicon()[0]


@functools.lru_cache(maxsize=65_536)
def tidy(name: str) -> str:
    """Return `name` on one line, with plain marks, single spaces and no possessive ending."""
    plain = " ".join(normalise(name).split()).strip("\"',;: -")
    return _POSSESSIVE.sub("", plain).strip()


@functools.lru_cache(maxsize=65_536)
def parts(name: str) -> tuple[str, ...]:
    """Return the folded words of `name`, without Arabic articles, "the" and full stops in abbreviations."""
    plain = _DOTTED.sub(lambda m: m.group().replace(".", ""), tidy(name))
    words = fold(plain).split()
    articles = _lexicon()[0]
    if len(words) > _FULL_WITH_SUFFIX and words[-1] in _SUFFIXES:
        words.pop()
    kept = [w for w in words[:-1] if w not in articles and w != "the"]
    return (*kept, *words[-1:])


@functools.lru_cache(maxsize=65_536)
def key(name: str) -> tuple[str, ...]:
    """Return the parts of `name` with variants of transliteration brought to one spelling."""
    spellings = _lexicon()[2]
    folded = parts(name)
    if is_acronym(name) or len(folded) > 1:
        folded = _countries().get(folded, folded)
    return tuple(spellings.get(part, part) for part in folded)


@functools.lru_cache(maxsize=65_536)
def generation(name: str) -> str:
    """Return what tells a full name from that of a father or a son, "jr" or "iii"; nothing where the name lacks it."""
    words = fold(tidy(name)).split()
    return words[-1] if len(words) > _FULL_WITH_SUFFIX and words[-1] in _GENERATIONS else ""


def same_given(one: str, other: str) -> bool:
    """Say whether two folded first names may be one: equal, an initial of the other, or a short form of it."""
    if one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return nickname_of(one) == nickname_of(other)


def nickname_of(given: str) -> str:
    """Return the given name that the folded name `given` is a short form of; itself where it is none."""
    return _nicknames().get(given, given)


def nicknames() -> frozenset[str]:
    """Return the folded given names that have short forms, and those."""
    return frozenset(_nicknames())


def initials(name: str) -> str:
    """Return the first letters of the capitalised words of `name`, upper-case."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_][\w'-]*", normalise(name)) if w[0].isupper()).upper()


@functools.lru_cache(maxsize=65_536)
def is_acronym(name: str) -> bool:
    """Say whether `name` is two to six capital letters, dots and a plural or possessive ending aside."""
    plain = tidy(name).replace(".", "")
    return _ACRONYM[0] <= len(plain) <= _ACRONYM[1] and plain.isupper() and plain.isalpha()


def holes(word: str) -> Iterator[str]:
    """Yield a word, and it without each of its letters but the first.

    Two words of which `misspelt` holds have one of these in common, so that they meet without being compared with all
    others; T. Bocek, E. Hunt, B. Stiller, Fast similarity search in large dictionaries, 2007.
    """
    if word:
        yield word
    for cut in range(1, len(word)):
        yield word[:cut] + word[cut + 1 :]


def one_edit(one: str, other: str) -> bool:
    """Say whether the two words differ by one letter put in, left out, replaced or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) == len(longer):
        swapped = longer[:same] + longer[same : same + 2][::-1] + longer[same + 2 :]
        return shorter[same + 1 :] == longer[same + 1 :] or swapped == shorter
    return shorter[same:] == longer[same + 1 :]


def misspelt(one: str, other: str, *, shortest: int = SHORTEST_MISSPELT) -> bool:
    """Say whether one of two long enough words is the other with one letter wrong, the first letter being right."""
    return min(len(one), len(other)) >= shortest and one[0] == other[0] and one_edit(one, other)
