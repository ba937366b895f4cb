"""An index of words for the page Find: where each word stands, in files that are small however large the site is.

Words and facets (a kind, a stance, an outlet, a name) are terms alike; a facet's term begins with a sign that no word
holds. Each term has the number of its sentence, or those of several as differences. What stands in many sentences has
no list: whoever searches looks through the sentences themselves and soon finds one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
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
# What a term weighs in a file beside its sentences.
_OWN: Final = 3
# The number of one sentence, or a list.
Listed = int | list[int]
_WORD: Final = re.compile(r"[^\W_]+")
# Bytes of a code unit.
_UNIT: Final = 2
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
    order = _sorted(found)
    listed: list[Listed] = [
        numbers if isinstance(numbers, int) else _differences(numbers) if len(numbers) <= most else []
        for numbers in map(found.__getitem__, order)
    ]
    ends = list(accumulate(_OWN + (1 if isinstance(numbers, int) else len(numbers)) for numbers in listed))
    files = []
    first = before = 0
    while first < len(order):
        # A term's own weight counts for those after it alone; a file holds one at least.
        end = max(first + 1, bisect_right(ends, before + WEIGHT + _OWN))
        files.append(dict(zip(order[first:end], listed[first:end], strict=True)))
        first, before = end, ends[end - 1]
    return files or [{}]


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
    if letters.isascii() or len(_units(letters)) == _UNIT * len(letters):
        return sorted(given)
    return sorted(given, key=_units)


def _units(term: str) -> bytes:
    return term.encode("utf-16-be", "surrogatepass")


def _differences(numbers: Sequence[int]) -> list[int]:
    return [numbers[0], *map(sub, numbers[1:], numbers)]
