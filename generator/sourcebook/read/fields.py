"""Keys that people and programs use for the same thing, and the metadata they give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from sourcebook.read import values
from sourcebook.records import Metadata

# Keys without case, hyphens, underscores and marks (datePublished, date_published, Date-Published are one), the
# surest first. From schema.org/NewsArticle, JSON Feed, news-please, NewsAPI, Hugo, Jekyll, Pandoc and plain habit.
KEYS = {
    "title": ("headline", "title", "name"),
    "text": (
        "articlebody",
        "text",
        "body",
        "content",
        "maintext",
        "contenttext",
        "bodytext",
        "fulltext",
        "contenthtml",
    ),
    "published": (
        "datepublished",
        "published",
        "publishedat",
        "publishdate",
        "datepublish",
        "publicationdate",
        "pubdate",
        "date",
    ),
    "authors": ("author", "authors", "byline", "creator"),
    "outlet": ("outlet", "publisher", "source", "sitename", "sourcedomain", "newspaper"),
    "url": ("url", "link", "mainentityofpage", "canonicalurl", "sourceurl"),
    "language": ("inlanguage", "language", "lang"),
    "rights": ("rights",),
    "retrieved": ("retrieved", "retrievedat", "datedownload"),
    "id": ("id", "slug", "identifier", "uuid", "guid"),
}
_NO_LETTER = re.compile(r"[^a-z]+")


def folded(mapping: Mapping[Any, Any]) -> dict[str, Any]:
    """Return `mapping` with keys in the form of `KEYS`; the first of equal keys that holds a value is kept."""
    made: dict[str, Any] = {}
    for key, value in mapping.items():
        plain = _NO_LETTER.sub("", str(key).lower())
        if made.get(plain) in (None, "", [], {}):
            made[plain] = value
    return made


def values_of(mapping: Mapping[str, Any], field: str) -> list[Any]:
    """Return what the folded `mapping` holds under the keys of `field`, the surest first."""
    return [mapping[key] for key in KEYS[field] if mapping.get(key) not in (None, "", [], {})]


def metadata(mapping: Mapping[str, Any]) -> tuple[Metadata, tuple[str, ...]]:
    """Return the metadata in a folded `mapping`, and a note for each value that was not understood."""
    notes: list[str] = []
    made = Metadata(
        title=_first(mapping, "title", values.label),
        outlet=_first(mapping, "outlet", values.label),
        authors=next((names for value in values_of(mapping, "authors") if (names := values.authors(value))), ()),
        published=_first(mapping, "published", values.published, notes),
        url=_first(mapping, "url", values.url, notes),
        language=_first(mapping, "language", values.language, notes),
        rights=_rights(mapping, notes),
        retrieved=_first(mapping, "retrieved", values.label),
    )
    return made, tuple(notes)


def _rights(mapping: Mapping[str, Any], notes: list[str]) -> Literal["full", "excerpts"] | None:
    written = _first(mapping, "rights", values.label)
    if written == "full":
        return "full"
    if written == "excerpts":
        return "excerpts"
    if written is not None:
        notes.append(f"The rights given ({written[:60]!r}) are neither 'full' nor 'excerpts' and were left out.")
    return None


def _first(mapping: Mapping[str, Any], field: str, read: Any, notes: list[str] | None = None) -> str | None:
    given = values_of(mapping, field)
    made: str | None = next((value for value in map(read, given) if value), None)
    if made is None and given and notes is not None:
        shown = values.label(given[0]) or type(given[0]).__name__
        notes.append(f"The {field} given ({shown[:60]!r}) was not understood and was left out.")
    return made
