"""Text helpers that several stages share: length-keeping normalisation, slugs, ids from content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

# Characters the language model was not trained on, each replaced by one character so that offsets stay.
_SAME_LENGTH = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u2032": "'",
    "\u0060": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2033": '"',
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u2010": "-",
    "\u2011": "-",
    "\u0000": " ",
    "\u200b": " ",
    "\ufeff": " ",
}
_SAME_LENGTH_ASCII = {mark: plain for mark, plain in _SAME_LENGTH.items() if mark.isascii()}
_MARKS = re.compile(r"[^\w]+")


def normalise(text: str) -> str:
    """Return `text` with typographic marks in their plain form and the same length.

    Two apostrophes that stand for a double quotation mark become the mark and a space.
    """
    # One pass a mark: most do not stand in a text, and `str.translate` is slower than all these by far.
    for mark, plain in (_SAME_LENGTH_ASCII if text.isascii() else _SAME_LENGTH).items():
        text = text.replace(mark, plain)
    return text.replace("''", '" ')


def fold(text: str) -> str:
    """Return `text` lower-cased, without accents, marks and doubled white space, for comparing."""
    kept = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", normalise(text))
        kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_MARKS.sub(" ", kept.casefold()).split())


def slug(text: str, limit: int = 80) -> str:
    """Return an address-safe form of `text`: ASCII letters, digits and hyphens; a digest where nothing is left."""
    words = fold(text).encode("ascii", "ignore").decode("ascii")
    made = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:limit].strip("-")
    return made or digest(text)


def digest(*parts: str, length: int = 10) -> str:
    """Return a short hexadecimal digest of `parts`; equal parts give equal digests on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


class Ids:
    """Gives ids from content: equal findings of one article are numbered in text order, nothing else counts."""

    def __init__(self, kind: str, article: str) -> None:
        self._kind = kind
        self._article = article
        self._seen: dict[str, int] = {}

    def make(self, parts: Iterable[str]) -> str:
        """Return the id for a finding whose content is `parts`."""
        content = "\x1f".join(parts)
        nth = self._seen[content] = self._seen.get(content, 0) + 1
        return f"{self._kind}-{digest(self._article, content, str(nth))}"
