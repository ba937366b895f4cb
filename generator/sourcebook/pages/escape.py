"""Turns text of articles into HTML that no Markdown processor changes and no browser executes.

Everything that comes from a seed passes through here, and nowhere else is text made into markup. The pages are raw HTML
blocks inside Markdown files; as a second wall, every character with a meaning in Markdown, in its extensions or in
Jinja is written as a numeric character reference, so that the same fragment is harmless between blocks, too.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

from markupsafe import Markup

# Letters, digits, the plain space, marks without a meaning in HTML, Markdown, its extensions or Jinja, and a hyphen
# within a word stand as they are; every other ASCII character is written by its number, and so are the separators that
# Python and YAML take for line ends. Other letters and marks mean nothing to any of them.
_ACTIVE = re.compile(r"(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])|[\x00-\x1f\x7f!-$&-+.:<->@\[-`{-~\u2028\u2029]")
# Most strings hold nothing to replace; they are told apart in one pass.
_HARMLESS = re.compile("[A-Za-z0-9 ,;?/%]*")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Control characters, surrogates and non-characters have no place in HTML; they are shown as replacement characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WEB = frozenset({"http", "https"})


def shown(text: str) -> str:
    """Return `text` as a browser can show it: carriage returns as spaces, forbidden characters replaced one for one."""
    return _FORBIDDEN.sub(_REPLACEMENT, text.replace("\r", " "))


def text(value: str) -> Markup:
    """Return `value` as HTML text, or as the value of a double-quoted attribute, on one line.

    Args:
        value: any text.

    Returns:
        Markup that reads back as ``shown(value)`` and holds no character that Markdown or Jinja knows.
    """
    return Markup(encoded(value))  # noqa: S704  (this is the place that makes text safe)


def encoded(value: str) -> str:
    """Return what `text` returns as a plain string, for joining many."""
    return value if _HARMLESS.fullmatch(value) else _ACTIVE.sub(_reference, shown(value))


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def one_line(value: str) -> str:
    """Return `value` with every run of white space as one space."""
    return " ".join(shown(value).split())


def shortened(value: str, most: int) -> str:
    """Return `value` on one line, cut at a word where it is longer than `most` characters."""
    line = one_line(value)
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"


def url(value: str | None) -> str | None:
    """Return an address that may stand in a link, else ``None``.

    Only absolute http and https addresses with a host and without user data pass; a seed may hold anything else.
    """
    if value is None:
        return None
    stripped = value.strip()
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _WEB or not parts.hostname or "@" in parts.netloc or port == 0:
        return None
    return quote(stripped.encode("utf-8", "replace"), safe=":/?#[]@!$&'()*+,;=%-._~")


def front_matter_string(value: str) -> str:
    """Return `value` as a double-quoted YAML string whose content is HTML, as MkDocs expects of a page's title."""
    return yaml_string(html.escape(one_line(value), quote=True))


def yaml_string(value: str) -> str:
    """Return `value`, which is HTML of ours already, as a double-quoted YAML string on one line."""
    return '"' + "".join(map(_yaml_char, value)) + '"'


def _yaml_char(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == " " or char.isprintable():
        return char
    return f"\\u{ord(char):04X}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08X}"  # noqa: PLR2004  (size of an escape)
