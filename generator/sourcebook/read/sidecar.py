"""The sidecar NAME.yml beside an article: it supplies or overrides what the article says about itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any

import msgspec

from sourcebook.errors import ReadError
from sourcebook.read import values, yamltext
from sourcebook.read.encoding import decode
from sourcebook.records import Metadata, Record

KEYS = ("title", "outlet", "authors", "published", "url", "language", "rights", "retrieved", "sha256")
_MEANT = {
    "author": "authors",
    "byline": "authors",
    "date": "published",
    "headline": "title",
    "lang": "language",
    "link": "url",
    "publisher": "outlet",
    "site": "outlet",
    "source": "outlet",
}
_FORMS = {
    "title": "one line of text",
    "outlet": "one line of text",
    "authors": "a name or a list of names",
    "published": "a date: YYYY-MM-DD, YYYY-MM or YYYY",
    "url": "an address that begins with http:// or https://",
    "language": "a language code such as en",
    "rights": "full or excerpts",
    "retrieved": "a time such as 2020-01-31T12:00:00Z",
    "sha256": "64 hexadecimal digits",
}
_OF_ONE_ARTICLE = ("title", "authors", "published", "url", "sha256")
_SHA256 = re.compile("[0-9a-f]{64}")


class Sidecar(Record, frozen=True, kw_only=True):
    """The values of a sidecar that can be used, the lines they stand on, and what is wrong with the others."""

    file: str
    values: dict[str, Any]
    lines: dict[str, int]
    errors: tuple[ReadError, ...] = ()


def read(data: bytes, path: str) -> Sidecar:
    """Read a sidecar; each value that cannot be used is an error, and the others count.

    Args:
        data: the sidecar's bytes.
        path: its name, for errors.

    Returns:
        The checked values with the errors found.
    """
    try:
        parsed = yamltext.mapping(decode(data, file=path).text, file=path)
    except ReadError as error:
        return Sidecar(file=path, values={}, lines={}, errors=(error,))
    if parsed is None:
        wrong = ReadError("a sidecar holds 'key: value' lines", file=path, line=1, remedy=f"keys: {', '.join(KEYS)}")
        return Sidecar(file=path, values={}, lines={}, errors=(wrong,))
    written, lines = parsed
    kept: dict[str, Any] = {}
    errors: list[ReadError] = []
    for key, value in written.items():
        if key not in KEYS:
            errors.append(_unknown(key, path, lines.get(key)))
        elif not _is_empty(value):
            made = _checked(key, value)
            if made is None:
                remedy = f"write {_FORMS[key]}"
                shown = value if isinstance(value, str) else None
                errors.append(ReadError(f"{key} is wrong", file=path, line=lines.get(key), text=shown, remedy=remedy))
            else:
                kept[key] = made
    return Sidecar(file=path, values=kept, lines=lines, errors=tuple(errors))


def apply(sidecar: Sidecar, metadata: Metadata) -> Metadata:
    """Return `metadata` with what the sidecar says in place of what it said."""
    known = {key: value for key, value in sidecar.values.items() if key != "sha256"}
    return msgspec.structs.replace(metadata, **known)


def for_many(sidecar: Sidecar) -> Sidecar:
    """Return the sidecar of a file of several articles: what can only be true of one of them is an error."""
    wrong = [key for key in sidecar.values if key in _OF_ONE_ARTICLE]
    errors = (
        ReadError(
            f"{key} cannot be given for a file of several articles",
            file=sidecar.file,
            line=sidecar.lines.get(key),
            remedy="put it into the articles themselves",
        )
        for key in wrong
    )
    kept = {key: value for key, value in sidecar.values.items() if key not in wrong}
    return Sidecar(file=sidecar.file, values=kept, lines=sidecar.lines, errors=(*sidecar.errors, *errors))


def _is_empty(value: Any) -> bool:
    return value in ([], {}) or (isinstance(value, str) and value.strip().lower() in {"", "~", "null"})


def _unknown(key: str, path: str, line: int | None) -> ReadError:
    near = _MEANT.get(key.lower()) or next(iter(difflib.get_close_matches(key.lower(), KEYS, n=1)), None)
    remedy = f"did you mean '{near}'?" if near else f"the keys are {', '.join(KEYS)}"
    return ReadError(f"unknown key '{key}'", file=path, line=line, remedy=remedy)


def _checked(key: str, value: Any) -> str | tuple[str, ...] | None:
    if key == "authors":
        listed = value if isinstance(value, list) else [value]
        plain = all(isinstance(name, str) for name in listed)
        return (values.authors(value) or None) if plain else None
    return _CHECKS[key](value) if isinstance(value, str) else None


def _rights(value: str) -> str | None:
    return value.strip() if value.strip() in {"full", "excerpts"} else None


def _sha256(value: str) -> str | None:
    return value.strip().lower() if _SHA256.fullmatch(value.strip().lower()) else None


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "title": values.line,
    "outlet": values.line,
    "published": values.published,
    "url": values.url,
    "language": values.language,
    "rights": _rights,
    "retrieved": values.line,
    "sha256": _sha256,
}
