"""What a web page says about itself: JSON-LD, meta tags, its time element and canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sourcebook.read import fields, jsonld, values
from sourcebook.records import Metadata
from sourcebook.text import fold

# Names of meta tags (property, name or itemprop, lower-cased), the surest first.
_META = {
    "title": ("og:title", "headline", "dc.title", "dcterms.title", "citation_title", "parsely-title", "twitter:title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher"),
    "authors": (
        "author",
        "article:author",
        "parsely-author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
    ),
    "published": (
        "article:published_time",
        "datepublished",
        "og:published_time",
        "parsely-pub-date",
        "dcterms.issued",
        "dc.date.issued",
        "dc.date",
        "pubdate",
        "publishdate",
        "date",
    ),
    "url": ("og:url",),
    "language": ("og:locale", "dc.language", "content-language"),
}
_READERS: dict[str, Any] = {
    "title": values.label,
    "outlet": values.label,
    "published": values.published,
    "url": values.url,
    "language": values.language,
}
_URL_DATE = re.compile(r"/((?:19|20)\d\d)/(?:(0?[1-9]|1[0-2])|([a-z]{3}))/(0?[1-9]|[12]\d|3[01])(?:/|$)")
_BETWEEN_TITLE_AND_SITE = re.compile(r"\s+[-–—|·:»]\s+")
_TIMES = (
    ".//time[@itemprop='datePublished'][@datetime]",
    ".//time[@pubdate][@datetime]",
    # Teasers of other articles have their own times, and no main heading.
    ".//*[self::article or self::header][.//h1]//time[@datetime][not(contains(@class, 'updat'))]",
)


def metadata(tree: Any) -> tuple[Metadata, tuple[str, ...]]:
    """Return what a page states about its article; nothing is guessed from the page's running text.

    Args:
        tree: the page, parsed by lxml.

    Returns:
        The metadata and notes on what was not understood.
    """
    linked, notes = fields.metadata(_linked_data(tree))
    meta = _meta_tags(tree)
    first = {field: _first(meta, field) for field in _READERS}
    url = linked.url or _canonical(tree) or first["url"]
    outlet = linked.outlet or first["outlet"] or _host(url)
    title = linked.title or _heading(tree, first["title"] or _title_element(tree), outlet)
    made = Metadata(
        title=_without_site(title, outlet),
        outlet=outlet,
        authors=_people(linked.authors or _meta_authors(meta), outlet),
        published=linked.published or first["published"] or _time_element(tree) or _date_in(url),
        url=url,
        language=values.language(tree.get("lang")) or linked.language or first["language"],
    )
    return made, notes


def _linked_data(tree: Any) -> dict[str, Any]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            parsed = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for found in jsonld.articles(parsed if isinstance(parsed, list) else [parsed]):
            folded = fields.folded(found)
            # Only full and excerpts are ours to read here; a page's own words on rights are not a setting.
            return {key: value for key, value in folded.items() if key != "rights"}
    return {}


def _meta_tags(tree: Any) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = tag.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = tag.get(attribute)
            if name and content and content.strip():
                made.setdefault(name.strip().lower(), []).append(content)
    return made


def _first(meta: Mapping[str, list[str]], field: str) -> str | None:
    given = (content for name in _META[field] for content in meta.get(name, ()))
    return next((value for value in map(_READERS[field], given) if value), None)


def _meta_authors(meta: Mapping[str, list[str]]) -> tuple[str, ...]:
    return next((names for key in _META["authors"] if (names := values.authors(meta.get(key, [])))), ())


def _people(names: tuple[str, ...], outlet: str | None) -> tuple[str, ...]:
    # Sites put their own name, an account or an address where the author should be.
    own = {(outlet or "").lower(), ""}
    return tuple(name for name in names if name.lower() not in own and not name.startswith("@") and "/" not in name)


def _canonical(tree: Any) -> str | None:
    found = (values.url(link.get("href")) for link in tree.iterfind(".//link[@rel='canonical']"))
    return next((url for url in found if url), None)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def _heading(tree: Any, stated: str | None, outlet: str | None) -> str | None:
    """Return the page's main heading where it is the article's title; else the title that the head states."""
    found = [heading for element in tree.iter("h1") if (heading := values.line(element.text_content()))]
    headings = [heading for heading in found if fold(heading) != fold(outlet or "")]
    if stated is None:
        return headings[0] if len(headings) == 1 else None
    # A heading may also name the site or a section; the article's shares its words with the title.
    words = set(fold(stated).split())
    near = [heading for heading in headings if 2 * len(words & set(fold(heading).split())) > len(fold(heading).split())]
    return near[0] if len(near) == 1 else stated


def _title_element(tree: Any) -> str | None:
    found = tree.find(".//head//title")
    return None if found is None else values.line(found.text_content())


def _without_site(title: str | None, outlet: str | None) -> str | None:
    pieces = _BETWEEN_TITLE_AND_SITE.split(title or "")
    if title is None or len(pieces) == 1 or outlet is None or pieces[-1].lower() != outlet.lower():
        return title
    return title[: -len(pieces[-1])].rstrip(" -–—|·:»\t")


def _time_element(tree: Any) -> str | None:
    for path in _TIMES:
        made = values.published(tree.xpath(f"string({path}/@datetime)"))
        if made:
            return made
    return None


def _date_in(url: str | None) -> str | None:
    try:
        path = urlsplit(url or "").path.lower()
    except ValueError:
        return None
    found = _URL_DATE.search(path)
    if found is None:
        return None
    year, number, name, day = found.groups()
    return values.published(f"{day} {name} {year}" if name else f"{year}-{number}-{day}")
