"""Values of stretches of time."""

from __future__ import annotations

from sourcebook.annotate.timex.lexicon import words


def length(number: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a stretch of time, X for an unknown number."""
    code = words().units[unit]
    factor = int(code[1:]) if code[1:].isdigit() else 1
    timed = code.startswith("T")
    letter = code[1] if timed else code[0]
    if number is None:
        letter = {"decade": "E", "century": "C"}.get(unit, letter)
        return f"P{'T' if timed else ''}X{letter}"
    number *= factor
    whole, part = int(number), number - int(number)
    if part and (smaller := {"Y": ("M", 12), "H": ("M", 60), "M": ("S", 60) if timed else ("D", 30)}.get(letter)):
        rest = f"{round(part * smaller[1])}{smaller[0]}"
        return f"P{'T' if timed else ''}{f'{whole}{letter}' if whole else ''}{rest}"
    shown = f"{number:g}" if part else str(whole)
    return f"P{'T' if timed else ''}{shown}{letter}"


def unit_name(text: str | None) -> str:
    """Return the singular of a unit of time."""
    plain = (text or "").lower()
    return words().unit_forms.get(plain) or words().unit_forms.get(plain.rstrip("s")) or plain.rstrip("s")
