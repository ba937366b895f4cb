"""Articles as BibTeX entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from sourcebook.records import Article

from . import citations, days
from .citations import Name, one_line

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# Each character with a meaning to TeX as a command. Braces as names: BibTeX counts them even behind a backslash.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_AND = re.compile(r"\band\b", re.IGNORECASE)
# What may stand in an address; BibTeX and biblatex take the field as it is, so braces must not.
_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=~-._"
_DAY = 3


def bibtex(article: Article) -> str:
    """Return an article as one BibTeX entry, ending in a line feed.

    A report of an outlet is an ``article`` with the subtype ``newspaper`` (biblatex manual, 2.1.1), any other ``misc``.
    """
    date = days.published(article)
    fields = {
        "title": f"{{{_escaped(citations.title(article))}}}",
        "author": " and ".join(_name(name) for name in citations.authors(article)),
        "journal": _escaped(one_line(article.outlet or "")),
        "entrysubtype": "newspaper" if article.outlet else "",
        "year": f"{date[0]:04}" if date else "",
        "month": _MONTHS[date[1] - 1] if date[1:] else "",
        "day": str(date[2]) if len(date) == _DAY else "",
        "url": _address(article.url),
        "urldate": days.iso(days.retrieved(article)) if article.url else "",
        "language": _escaped(article.language),
        "note": "Date of publication inferred from the text" if days.is_inferred(article) and date else "",
    }
    # The month is one of BibTeX's own abbreviations, which styles translate, and stands without braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    kind = "article" if article.outlet else "misc"
    return "\n".join((f"@{kind}{{{citations.key(article)},", *lines, "}")) + "\n"


def bibliography(entries: Iterable[str]) -> bytes:
    """Return entries as a BibTeX file in UTF-8."""
    return "\n".join(entries).encode("utf-8")


def _escaped(text: str) -> str:
    return text.translate(_TEX)


def _name(name: Name) -> str:
    if name.given and not any("," in part or _AND.search(part) for part in (name.family, name.given)):
        return f"{_escaped(name.family)}, {_escaped(name.given)}"
    # Braces keep a name whole: commas and the word "and" in it mean nothing.
    return f"{{{_escaped(' '.join(part for part in (name.given, name.family) if part))}}}"


def _address(url: str | None) -> str:
    return quote(one_line(url), safe=_IN_ADDRESS) if url else ""
