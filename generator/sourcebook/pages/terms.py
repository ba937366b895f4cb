"""An index of words for the page Find: where each word stands, in files that are small however large the site is.

Words and facets (a kind, a stance, an outlet, a name) are terms alike; a facet's term begins with a sign that no word
holds. Each term has the number of its sentence, or those of several as differences. What stands in many sentences has
no list: whoever searches looks through the sentences themselves and soon finds one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from operator import sub
from typing import Final

# The signs before facets; a word has letters and digits alone.
KIND: Final = "#"
STANCE: Final = "!"
OUTLET: Final = "~"
NAME: Final = "@"
# Sentence numbers a file holds: some 40 kB, a third of it when compressed.
WEIGHT: Final = 12_000
# A term that stands in every so many sentences, and in so many at least, has no list.
_EVERY: Final = 12
_LEAST: Final = 1_000
# The number of one sentence, or a list.
Listed = int | list[int]
_WORD: Final = re.compile(r"[^\W_]+")
_LAST_OF_ONE: Final = "\uffff"
_FIRST_MARK, _LAST_MARK = "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING LATIN SMALL LETTER X}"


def plain(text: str) -> str:
    """Return a text in lower case without accents, as the script of the page makes it, too."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not _FIRST_MARK <= c <= _LAST_MARK).lower()


def words(text: str) -> set[str]:
    """Return the words of a text; single letters tell nothing and are left out."""
    return {word for word in _WORD.findall(plain(text)) if len(word) > 1 or word.isdigit()}


def index(terms: Iterable[Iterable[str]]) -> list[dict[str, Listed]]:
    """Return files of terms in their order, each term with the numbers of its sentences.

    Args:
        terms: the terms of each sentence, in the order of the sentences' numbers.

    Returns:
        Mappings from a term to the number of its sentence, if there is one alone, as of most; else to a list: the first
        sentence's number, then by how much each further one is higher. The list is empty where the term stands in so
        many sentences that they have to be looked through.
    """
    found, total = _numbers(terms)
    most = max(_LEAST, total // _EVERY)
    files: list[dict[str, Listed]] = [{}]
    current, weight = files[0], 0
    for term in _sorted(found):
        listed, size = found[term], 1
        if not isinstance(listed, int):
            listed = _differences(listed) if len(listed) <= most else []
            size = len(listed)
        if current and weight + size > WEIGHT:
            current, weight = {}, 0
            files.append(current)
        current[term] = listed
        weight += size + 3
    return files


def _numbers(terms: Iterable[Iterable[str]]) -> tuple[dict[str, Listed], int]:
    """Return the number of each term's sentence, or the numbers of several, and how many sentences there are."""
    found: dict[str, Listed] = {}
    total = 0
    for total, each in enumerate(terms, start=1):
        number = total - 1
        for term in each:
            known = found.get(term)
            if known is None:
                found[term] = number
            elif isinstance(known, int):
                found[term] = [known, number]
            else:
                known.append(number)
    return found, total


def _sorted(found: Iterable[str]) -> list[str]:
    """Return terms in the order of their code units, as the script compares them."""
    given = list(found)
    letters = "".join(given)
    # Python's own order differs only where there are characters that need two units.
    return sorted(given, key=None if letters.isascii() or max(letters) <= _LAST_OF_ONE else _units)


def _units(term: str) -> bytes:
    return term.encode("utf-16-be", "surrogatepass")


def _differences(numbers: Sequence[int]) -> list[int]:
    return [numbers[0], *map(sub, numbers[1:], numbers)]
