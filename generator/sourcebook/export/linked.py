"""What an article's page tells to programs: schema.org JSON-LD, and the meta elements that reference managers read.

The page is a page about the report. Quotations are what somebody said, claims are what somebody stated; neither is
rated: no ``ClaimReview`` and no rating is ever made, because the site gives no verdict of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from sourcebook.records import Article, Authenticity, Quote, Status
from sourcebook.standing import Held, Named, Share

from . import citations, days

# Inside a script element these would end it or open a comment; JSON allows them as escapes.
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_HARMFUL = re.compile(f"[{''.join(_IN_SCRIPT)}]")
_TYPES = {"person": "Person", "organisation": "Organization", "group": "Organization", "place": "Place"}
_PEOPLE = frozenset({"named-person", "official", "spokesperson", "unnamed-official", "unnamed-person", "scholar"})
_BODIES = frozenset({"organisation", "agency", "outlet", "party-media", "monitor", "ngo"})


def jsonld(share: Share) -> dict[str, Any]:
    """Return an article with its quotations and the claims in it as schema.org JSON-LD.

    Indirect quotations become claims of their speakers, statements on authenticity claims of their holders.

    Args:
        share: the article with what stands in it, its text masked already if it is withheld.
    """
    article = share.article
    here = article.url or "#article"
    said = [_said(article, quote, share.entities, here) for quote in share.quotes]
    claimed = [_claim(article, statement, share.sources, here) for statement in share.authenticity]
    return {"@context": "https://schema.org", "@graph": [_article(article, here), *said, *claimed]}


def script(made: Mapping[str, Any]) -> str:
    """Return JSON-LD as text that may stand in a script element as it is."""
    text = msgspec.json.encode(made).decode("utf-8")
    return _HARMFUL.sub(lambda found: _IN_SCRIPT[found[0]], text)


def meta(article: Article) -> tuple[tuple[str, str], ...]:
    """Return the ``citation_*`` elements, names and contents, that Zotero and others read from a page's head.

    A date that was only inferred is left out: the elements cannot say that it was.
    """
    date = () if days.is_inferred(article) else days.published(article)
    made = (
        ("citation_title", citations.title(article)),
        *(("citation_author", _plain(name)) for name in citations.authors(article)),
        ("citation_publication_date", days.iso(date).replace("-", "/")),
        ("citation_journal_title", citations.one_line(article.outlet or "")),
        ("citation_public_url", article.url or ""),
        ("citation_language", article.language),
    )
    return tuple((name, content) for name, content in made if content)


def _plain(name: citations.Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _article(article: Article, here: str) -> dict[str, Any]:
    published = "" if days.is_inferred(article) else days.iso(days.published(article))
    made = {
        "@type": "NewsArticle",
        "@id": here,
        "headline": citations.title(article),
        "author": [
            {"@type": "Person", "name": f"{n.given} {n.family}"}
            if n.given
            else {"@type": "Organization", "name": n.family}
            for n in citations.authors(article)
        ],
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "datePublished": published,
        "inLanguage": article.language,
        "wordCount": article.words,
        "url": article.url,
    }
    return {name: value for name, value in made.items() if value}


def _said(article: Article, quote: Quote, entities: Mapping[str, Named], here: str) -> dict[str, Any]:
    text = " […] ".join(citations.one_line(article.text[s.start : s.end]) for s in quote.content)
    speaker = entities.get(quote.speaker or "")
    by: dict[str, Any] | None = None
    if speaker is not None:
        by = {"@type": _TYPES[speaker.type], "name": speaker.name}
    elif quote.speaker_label:
        # One person or several, the label does not tell: a node without a type.
        by = {"name": quote.speaker_label}
    if quote.kind == "indirect":
        made = {"@type": "Claim", "@id": f"#{quote.id}", "text": text, "creator": by, "appearance": {"@id": here}}
    else:
        made = {"@type": "Quotation", "@id": f"#{quote.id}", "text": text, "creator": by, "isPartOf": {"@id": here}}
    return _told(made, quote.status)


def _told(made: Mapping[str, Any], status: Status) -> dict[str, Any]:
    """Return what is known of a node, and whether people have confirmed or corrected it."""
    checked = {} if status == "machine" else {"creativeWorkStatus": status}
    return {name: value for name, value in made.items() if value} | checked


def _claim(article: Article, statement: Authenticity, sources: Mapping[str, Held], here: str) -> dict[str, Any]:
    holder = sources.get(statement.holder or "")
    by: dict[str, Any] | None = None
    if holder is not None:
        kind = "Person" if holder.kind in _PEOPLE else "Organization" if holder.kind in _BODIES else "CreativeWork"
        by = {"@type": kind, "name": holder.name}
    made = {
        "@type": "Claim",
        "@id": f"#{statement.id}",
        "text": citations.one_line(article.text[statement.start : statement.end]),
        "about": {"@type": "Thing", "name": statement.object},
        # Where the article speaks itself, the claim is its publisher's, and that stands with the article.
        "creator": by,
        "appearance": {"@id": here},
    }
    return _told(made, statement.status)
