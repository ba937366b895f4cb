"""Bytes to characters: UTF-8, UTF-16 and UTF-32 by their marks, everything else detected and named."""

from __future__ import annotations

import codecs
import re

from sourcebook.errors import ReadError
from sourcebook.records import Record

# The longer mark first: the UTF-32 mark of little-endian files begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# A file is damaged UTF-8, and not of another encoding, where this many sequences are sound for each broken one.
_SOUND_PER_BROKEN = 4
# Enough for the statistics of a detector; the time it takes grows with what it is given.
_SAMPLE_BYTES = 200_000
_NAMES = {"cp1252": "windows-1252", "cp1251": "windows-1251", "cp1250": "windows-1250", "latin_1": "iso-8859-1"}


class Decoded(Record, frozen=True, kw_only=True):
    """The characters of a file, the encoding they were in, and what a reader should know about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, file: str, declared: str | None = None) -> Decoded:
    """Decode the bytes of a file, character for character; a byte order mark is not part of the text.

    Args:
        data: the whole file.
        file: its name, for errors.
        declared: an encoding the file itself names, tried where it is not UTF-8.

    Returns:
        The text with the name of its encoding, and a note where that was not plain UTF-8.

    Raises:
        ReadError: if no encoding fits.
    """
    marked = _by_mark(data, file)
    decoded = marked or _as_utf8(data) or _as_declared(data, declared) or _as_damaged_utf8(data) or _detected(data)
    if decoded is None:
        raise ReadError(
            "the file is not text in any encoding known here",
            file=file,
            remedy="open it in an editor and save it as UTF-8",
        )
    return decoded


def without_surrogates(text: str) -> str:
    """Return `text` with halves of surrogate pairs, which no file can hold, shown as U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def _by_mark(data: bytes, file: str) -> Decoded | None:
    for mark, name in _MARKS:
        if not data.startswith(mark):
            continue
        try:
            text = data[len(mark) :].decode(name)
        except UnicodeDecodeError as error:
            # A text editor writes no mark by chance, but bytes that only look like UTF-16 may be another encoding.
            if name == "utf-8":
                return None
            raise ReadError(
                f"the file begins as {name} but breaks off at byte {error.start + len(mark)}",
                file=file,
                remedy="open it in an editor and save it as UTF-8",
            ) from error
        notes = () if name == "utf-8" else (f"Read as {name}, as its byte order mark says.",)
        return Decoded(text=text, encoding=name, notes=notes)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
        # Browsers read pages that say Latin-1 or ASCII as its superset, and so must we: the quotation marks differ.
        name = "cp1252" if name in {"iso8859-1", "ascii"} else name
        text = data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    # Some codecs of Python turn bytes into bytes or other texts (rot13); `decode` refuses those with LookupError.
    shown = _shown(name)
    return Decoded(text=without_surrogates(text), encoding=shown, notes=(f"Read as {shown}, as the file says.",))


def _as_damaged_utf8(data: bytes) -> Decoded | None:
    data = data.removeprefix(codecs.BOM_UTF8)
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    if sound < _SOUND_PER_BROKEN * broken:
        return None
    note = f"Read as UTF-8 with {broken} broken character{'s' if broken > 1 else ''}, shown as \ufffd."
    return Decoded(text=text, encoding="utf-8", notes=(note,))


def _detected(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None:
        return None
    # Single-byte encodings are often equally likely; of those the one that English newsrooms used is taken.
    names = ["cp1252"] if "cp1252" in best.could_be_from_charset else []
    for name in (*names, best.encoding):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        shown = _shown(name)
        note = f"Read as {shown}: the file is not UTF-8 and does not say what it is; this encoding fits best."
        return Decoded(text=without_surrogates(text), encoding=shown, notes=(note,))
    return None


def _shown(name: str) -> str:
    return _NAMES.get(name.replace("-", "_"), name.replace("_", "-"))
