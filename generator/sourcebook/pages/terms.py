"""An index of words for the page Find: where each word stands, in files that are small however large the site is.

Words and facets (a kind, a stance, an outlet, a name) are terms alike; a facet's term begins with a sign that no word
holds. Each term has the number of its sentence, or those of several as differences. What stands in many sentences has
no list: whoever searches looks through the sentences themselves and soon finds one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

# The signs before facets; a word has letters and digits alone.
KIND: Final = "#"
STANCE: Final = "!"
OUTLET: Final = "~"
NAME: Final = "@"
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


def in_order(found: Iterable[str]) -> list[str]:
    """Return terms in the order of their code units, as the script compares them."""
    given = list(found)
    return sorted(given, key=units if needs_units(given) else None)


def needs_units(found: Iterable[str]) -> bool:
    """Return whether Python would order terms in another way: there are characters of two code units."""
    letters = "".join(found)
    return not letters.isascii() and len(units(letters)) > _UNIT * len(letters)


def units(term: str) -> bytes:
    """Return the code units of a term, as bytes that are ordered as they are."""
    return term.encode("utf-16-be", "surrogatepass")
