"""The numbers that the words of a date stand for."""

from __future__ import annotations

import re

from sourcebook.annotate.timex import numbers
from sourcebook.annotate.timex.lexicon import words


def month_number(name: str | None) -> int:
    """Return the number of a month's name, 0 for none."""
    return words().months.get((name or "").lower().rstrip("."), 0)


def day_number(text: str | None) -> int:
    """Return the day of the month that digits or an ordinal word name, 0 for none."""
    plain = (text or "").lower()
    digits = re.match(r"\d+", plain)
    return int(digits.group()) if digits else words().ordinals.get(plain, 0)


def year_number(text: str | None) -> int:
    """Return the year in digits or words, 0 for none."""
    plain = (text or "").lower()
    return int(plain) if plain.isdigit() else (numbers.year_in_words(plain) or 0) if plain else 0
