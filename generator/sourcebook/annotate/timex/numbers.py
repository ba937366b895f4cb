"""Numbers in words and digits, as they stand before units of time."""

from __future__ import annotations

import re

from sourcebook.annotate.timex.lexicon import words

_FRACTIONS = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75}
_THOUSAND = 1000
_TENS = 20


def number(text: str) -> float | None:
    """Return the number that `text` writes ("31", "1,000", "two and a half", "2 1/2", "twenty-four"), else `None`."""
    plain = " ".join(text.lower().replace("-", " ").split())
    plain = re.sub(r"^(?:a|the) (?=couple|pair|dozen|hundred|thousand)", "", plain)
    plain = re.sub(r"^(?:couple|pair)(?: of)?$", "two", plain)
    plain = re.sub(r"^half an?$", "half", plain)
    half = plain.endswith(" and a half")
    total, found = 0.0, False
    for word in plain.removesuffix(" and a half").split():
        value = _value(word)
        if word in {"and", "of"}:
            continue
        if value is None:
            return None
        total = (total or 1) * value if value in {100, _THOUSAND} and not word[0].isdigit() else total + value
        found = True
    return total + (0.5 if half else 0) if found else None


def _value(word: str) -> float | None:
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", word):
        return float(word.replace(",", ""))
    return _FRACTIONS.get(word, words().numbers.get(word))


def year_in_words(text: str) -> int | None:
    """Return the year that `text` spells ("nineteen ninety-six", "two thousand and one"), else `None`."""
    parts = text.lower().replace("-", " ").split()
    if parts[:2] == ["two", "thousand"]:
        rest = number(" ".join(parts[2:])) if len(parts) > 2 else 0  # noqa: PLR2004
        return None if rest is None else 2000 + int(rest)
    century, rest = words().numbers.get(parts[0], 0), number(" ".join(parts[1:]))
    if rest is None or not 1 <= rest < 100 or not 15 <= century <= _TENS:  # noqa: PLR2004
        return None
    return int(century) * 100 + int(rest)
