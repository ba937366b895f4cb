"""An article as a bibliographic entry: CSL-JSON, and citations formatted in the styles most asked for.

Dates of publication that were worked out from the text are marked as such: ``circa`` in CSL-JSON, square brackets in
the formatted styles (The Chicago Manual of Style, 17th edition, 14.44). Only what is known is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from sourcebook.records import Article, Record
from sourcebook.text import digest, slug

from . import days

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# The MLA Handbook abbreviates all months but these.
_SHORT_MONTHS = frozenset({"May", "June", "July"})
# A byline with one of these words names a desk or a firm, not a person.
_BODIES = frozenset(
    {
        *("agence", "agencies", "agency", "bureau", "correspondent", "correspondents", "desk", "editor", "editorial"),
        *("editors", "media", "news", "newspaper", "office", "online", "press", "radio", "reporter", "reporters"),
        *("service", "services", "staff", "team", "the", "times", "tv", "wire", "writer", "writers", "and"),
    }
)
_NAME_PART = re.compile(r"[^\W\d_][\w.'’-]*")
_MOST_NAME_PARTS = 5
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# APA names all of up to twenty authors, MLA two, Chicago ten; a byline of a report hardly ever has more.
_MLA_AUTHORS, _DAY = 2, 3


class Name(Record, frozen=True, kw_only=True):
    """An author: a person with family name and given names, or a body with its name alone."""

    family: str
    given: str = ""


def key(article: Article) -> str:
    """Return the citation key: made of the article's id alone, so that it survives new articles."""
    if _KEY.fullmatch(article.id):
        return article.id
    return f"{slug(article.id, 60)}-{digest(article.id, length=8)}"


def title(article: Article) -> str:
    """Return the title on one line; the id where there is none."""
    return one_line(article.title or article.id)


def one_line(text: str) -> str:
    """Return `text` with each run of white space and control characters as one space."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(" " if c.isspace() or not c.isprintable() else c for c in text).split())


def authors(article: Article) -> tuple[Name, ...]:
    """Return who wrote an article: its authors, or the agencies it credits where no author is named."""
    names = article.authors or article.agencies
    return tuple(name(plain) for plain in (one_line(n) for n in names) if plain)


def name(plain: str) -> Name:
    """Return a name as written in a byline cut into family name and given names; in doubt it stays whole."""
    if plain.count(",") == 1:
        family, given = (part.strip() for part in plain.split(","))
        if family and given and not _is_body(given.split()):
            return Name(family=family, given=given)
        return Name(family=plain)
    words = plain.split()
    if not 1 < len(words) <= _MOST_NAME_PARTS or _is_body(words):
        return Name(family=plain)
    cut = next((nth for nth, word in enumerate(words[:-1]) if nth and word[0].islower()), len(words) - 1)
    return Name(family=" ".join(words[cut:]), given=" ".join(words[:cut]))


def _is_body(words: list[str]) -> bool:
    return any(not _NAME_PART.fullmatch(word) or word.casefold() in _BODIES for word in words)


def csl(article: Article) -> dict[str, Any]:
    """Return an article as an item of CSL-JSON (schema 1.0.2 of the Citation Style Language)."""
    item: dict[str, Any] = {
        "id": key(article),
        "type": "article-newspaper",
        "title": title(article),
        "author": [
            {"family": n.family, "given": n.given} if n.given else {"literal": n.family} for n in authors(article)
        ],
        "container-title": one_line(article.outlet or ""),
        "issued": _csl_date(days.published(article), inferred=days.is_inferred(article)),
        "accessed": _csl_date(days.retrieved(article)),
        "URL": article.url,
        "language": article.language,
    }
    return {field: value for field, value in item.items() if value}


def _csl_date(date: tuple[int, ...], *, inferred: bool = False) -> dict[str, Any]:
    if not date:
        return {}
    return {"date-parts": [list(date)], **({"circa": True} if inferred else {})}


def csl_json(items: Sequence[Mapping[str, Any]]) -> str:
    """Return items of CSL-JSON as one array, ending in a line feed."""
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode("utf-8") + "\n"


def bibliography(arrays: Iterable[str]) -> bytes:
    """Return the items of arrays, of one item each, as one array in UTF-8."""
    bare = [array.removeprefix("[\n").removesuffix("\n]\n") for array in arrays]
    return ("[\n" + ",\n".join(bare) + "\n]\n" if bare else csl_json(())).encode("utf-8")


def formatted(article: Article) -> dict[str, str]:
    """Return an article's citation as plain text, by the name of its style."""
    return {"APA": _apa(article), "Chicago": _chicago(article), "MLA": _mla(article)}


def _apa(article: Article) -> str:
    names = [f"{n.family}, {_initials(n.given)}" if n.given else n.family for n in authors(article)]
    by = _joined(names, ", & ")
    date = days.published(article)
    when = str(date[0]) if date else "n.d."
    if date[1:]:
        when += f", {_month(date)}" + (f" {date[2]}" if len(date) == _DAY else "")
    when = f"[{when}]." if days.is_inferred(article) and date else f"({when})."
    head = [_ended(by), when, _ended(title(article))] if by else [_ended(title(article)), when]
    return _sentence(*head, _ended(one_line(article.outlet or "")), article.url or "")


def _chicago(article: Article) -> str:
    date = days.published(article)
    when = "" if not date else str(date[0]) if len(date) == 1 else f"{_month(date)} {date[0]}"
    if len(date) == _DAY:
        when = f"{_month(date)} {date[2]}, {date[0]}"
    when = f"[{when}]" if when and days.is_inferred(article) else when
    outlet = ", ".join(part for part in (one_line(article.outlet or ""), when) if part)
    seen = days.retrieved(article)
    accessed = f"Accessed {_month(seen)} {seen[2]}, {seen[0]}." if len(seen) == _DAY else ""
    return _sentence(_ended(_by(article)), _quoted(article), _ended(outlet), accessed, _ended(article.url or ""))


def _mla(article: Article) -> str:
    parts = (one_line(article.outlet or ""), _mla_day(days.published(article)), article.url or "")
    outlet = ", ".join(
        f"[{part}]" if nth == 1 and days.is_inferred(article) else part for nth, part in enumerate(parts) if part
    )
    seen = _mla_day(days.retrieved(article))
    accessed = f"Accessed {seen}." if seen else ""
    return _sentence(_ended(_by(article, _MLA_AUTHORS)), _quoted(article), _ended(outlet), accessed)


def _by(article: Article, most: int | None = None) -> str:
    """Return the authors with the first one's family name in front, as Chicago and MLA write them."""
    found = authors(article)
    names = [f"{n.given} {n.family}" if n.given and nth else _inverted(n) for nth, n in enumerate(found)]
    if most and len(names) > most:
        return f"{names[0]}, et al."
    # A comma stands before "and" even between two: it ends the inverted name.
    return _joined(names, ", and ")


def _inverted(author: Name) -> str:
    return f"{author.family}, {author.given}" if author.given else author.family


def _joined(names: list[str], last: str) -> str:
    return last.join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _initials(given: str) -> str:
    return " ".join("-".join(f"{p[0]}." for p in part.split("-") if p) for part in given.replace(".", " ").split())


def _month(date: tuple[int, ...]) -> str:
    return _MONTHS[date[1] - 1]


def _mla_day(date: tuple[int, ...]) -> str:
    if not date:
        return ""
    months = [m if m in _SHORT_MONTHS else f"{m[:4] if m == 'September' else m[:3]}." for m in _MONTHS]
    named = (months[date[1] - 1],) if date[1:] else ()
    return " ".join((*(str(day) for day in date[2:]), *named, str(date[0])))


def _quoted(article: Article) -> str:
    made = title(article)
    return f"“{made}”" if made.endswith((".", "?", "!")) else f"“{made}.”"


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _sentence(*parts: str) -> str:
    return " ".join(part for part in parts if part)
