"""Checks written values against the fragments of the vocabulary, and makes numbers and flags of them."""

from __future__ import annotations

import math
import re
from typing import Any

from sourcebook.curate.nodes import Written
from sourcebook.curate.vocabulary import Fragment

_FLAGS = {"true": True, "false": False}
_TYPES = {"string": "text", "number": "a number such as 1200", "boolean": "true or false", "array": "a list of texts"}


class WrongValueError(Exception):
    """A value is not what its key takes; the message says what it takes."""


def checked(value: Any, fragment: Fragment) -> Any:
    """Return a written value as what the fragment describes.

    Args:
        value: a string, ``None``, or a list of written values.
        fragment: type, and what narrows it.

    Raises:
        WrongValueError: it is something else; the message is what to write.
    """
    types = fragment["type"] if isinstance(fragment["type"], list) else [fragment["type"]]
    if value is None:
        if "null" in types:
            return None
        raise WrongValueError(_wanted(fragment))
    if "array" in types:
        items = value if isinstance(value, list) else [Written(value, 0)]
        return tuple(checked(item.value, fragment["items"]) for item in items)
    if not isinstance(value, str):
        raise WrongValueError(_wanted(fragment))
    made = _made(value, types[0], fragment)
    if "enum" in fragment and made not in fragment["enum"]:
        raise WrongValueError(_wanted(fragment))
    return made


def _made(value: str, kind: str, fragment: Fragment) -> str | int | float | bool:
    if kind == "boolean":
        if value.lower() not in _FLAGS:
            raise WrongValueError(_wanted(fragment))
        return _FLAGS[value.lower()]
    if kind in {"number", "integer"}:
        return _number(value, kind, fragment)
    if not fragment.get("minLength", 0) <= len(value.strip()) or len(value) > fragment.get("maxLength", len(value)):
        raise WrongValueError(_wanted(fragment))
    if "pattern" in fragment and not re.search(fragment["pattern"], value):
        raise WrongValueError(_wanted(fragment))
    return value


def _number(value: str, kind: str, fragment: Fragment) -> int | float:
    try:
        number = int(value) if re.fullmatch(r"[+-]?\d{1,300}", value) else float(value)
    except ValueError as error:
        raise WrongValueError(_wanted(fragment)) from error
    if not math.isfinite(number) or (kind == "integer" and not isinstance(number, int)):
        raise WrongValueError(_wanted(fragment))
    return number


def _wanted(fragment: Fragment) -> str:
    if "enum" in fragment:
        return f"one of {', '.join(map(str, fragment['enum']))}"
    if "description" in fragment:
        return str(fragment["description"])
    kind = str(fragment["type"][0] if isinstance(fragment["type"], list) else fragment["type"])
    shape = f" of the form {fragment['pattern']}" if "pattern" in fragment else ""
    return _TYPES.get(kind, kind) + shape
