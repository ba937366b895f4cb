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
_ZEROS_OF_UTF16 = 0.7
# The most bytes beyond ASCII in the languages of Western Europe, and how many more of them must make sense than not.
_WESTERN_SHARE = 0.2
_SENSIBLE = 0.5
_LAST_ASCII = 0x7F
# In the order in which English texts are likely to be found in them.
_WESTERN = ("cp1252", "mac_roman", "cp850")
_MARKS_OF_PRINT = frozenset("‘’“”–—…•\xa0£€°§½«»\xad™®©·")
# Encodings of punched cards, which no article is in but which fit almost any bytes.
_MAINFRAMES = ["cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"]
_NAMES = {
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "cp1250": "windows-1250",
    "mac_roman": "macintosh",
    "latin_1": "iso-8859-1",
}


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
    marked = _by_mark(data, file) or _by_zeros(data)
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


def _by_zeros(data: bytes) -> Decoded | None:
    # English in UTF-16 has a zero beside almost every letter, and UTF-8 would take it for text with NULs.
    if b"\0" not in data:
        return None
    half = len(data) // 2
    for zeros, others, name in ((data[1::2], data[::2], "utf-16-le"), (data[::2], data[1::2], "utf-16-be")):
        if half and not len(data) % 2 and zeros.count(0) > _ZEROS_OF_UTF16 * half and not others.count(0):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                return None
            return Decoded(text=text, encoding=name, notes=(f"Read as {name}: every other byte is zero.",))
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
    name = _western(data)
    if name is None:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE_BYTES], cp_exclusion=_MAINFRAMES).best()
        name = None if best is None else best.encoding
    if name is None:
        return None
    text = data.decode(name, "replace")
    shown = _shown(name)
    note = f"Read as {shown}: the file is not UTF-8 and does not say what it is; this encoding fits best."
    return Decoded(text=without_surrogates(text), encoding=shown, notes=(note,))


def _western(data: bytes) -> str | None:
    """Return the encoding in which the few characters beyond ASCII make the most sense, ``None`` where none does.

    A statistical detector has too little to go by in an English text: a dozen quotation marks and a name.
    """
    scores = {name: _sense_of(data.decode(name, "replace")) for name in _WESTERN}
    best = max(scores, key=scores.__getitem__)
    beyond_ascii = sum(1 for byte in data if byte > _LAST_ASCII)
    fits = beyond_ascii < _WESTERN_SHARE * len(data) and scores[best] >= _SENSIBLE * beyond_ascii
    return best if fits else None


def _sense_of(text: str) -> int:
    return sum(
        _sense(text[place - 1 : place], character, text[place + 1 : place + 2])
        for place, character in enumerate(text)
        if not character.isascii()
    )


def _sense(before: str, character: str, after: str) -> int:
    if character in _MARKS_OF_PRINT:
        return 1
    # Letters are where words are, and capitals where words begin.
    in_word = character.islower() and (before.isalpha() or after.isalpha())
    return 1 if in_word or (character.isupper() and not before.isalpha() and after.isalpha()) else -1


def _shown(name: str) -> str:
    return _NAMES.get(name.replace("-", "_"), name.replace("_", "-"))
