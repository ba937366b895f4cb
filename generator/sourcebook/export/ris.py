"""Articles as RIS entries, the tagged format that reference managers import."""

from __future__ import annotations

from collections.abc import Iterable

from sourcebook.records import Article

from . import citations, days
from .citations import one_line

_PARTS = 3


def ris(article: Article) -> str:
    """Return an article as one RIS entry; lines end in carriage return and line feed, as the format asks.

    Dates are written year/month/day/other, with nothing between the strokes for what is not known.
    """
    date = days.published(article)
    tagged = [
        ("TY", "NEWS"),
        ("ID", citations.key(article)),
        ("TI", citations.title(article)),
        *(("AU", ", ".join(part for part in (n.family, n.given) if part)) for n in citations.authors(article)),
        ("T2", article.outlet or ""),
        ("PY", f"{date[0]:04}" if date else ""),
        ("DA", _date(date)),
        ("N1", "Date of publication inferred from the text" if date and days.is_inferred(article) else ""),
        ("UR", article.url or ""),
        ("Y2", _date(days.retrieved(article))),
        ("LA", article.language),
    ]
    lines = [f"{tag}  - {plain}" for tag, value in tagged if (plain := one_line(value))]
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - "))


def bibliography(entries: Iterable[str]) -> bytes:
    """Return entries as a RIS file in UTF-8, an empty line between them."""
    return "\r\n".join(entries).encode("utf-8")


def _date(date: tuple[int, ...]) -> str:
    if not date:
        return ""
    written = [f"{part:0{4 if nth == 0 else 2}}" for nth, part in enumerate(date)]
    return "/".join((*written, *[""] * (_PARTS - len(written)), ""))
