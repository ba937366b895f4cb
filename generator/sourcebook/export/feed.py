"""The articles as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from sourcebook.export.facts import GENERATOR
from sourcebook.records import Article, Authenticity, Corpus, Quantity, Quote
from sourcebook.spilled import by_id

from . import citations, days, uris
from .options import Options

# What XML 1.0 allows no document to hold, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = 3
_KINDS = (
    ("quotation", "quotations"),
    ("number", "numbers"),
    ("statement on authenticity", "statements on authenticity"),
)


def feed(corpus: Corpus, options: Options, *, path: str) -> bytes | None:
    """Return the newest articles as an Atom feed; ``None`` where no article has a date.

    An entry must say when it was updated: that is when the article was retrieved, else when it was published; of a
    month or year the first instant is given. An article of which neither is known is left out.

    Args:
        corpus: what was found.
        options: choices of the site.
        path: path of the feed below the docs folder.
    """
    dated = [(when, article.id) for article in corpus.articles if (when := _updated(article))]
    if not dated:
        return None
    newest = sorted(dated, reverse=True)[: options.feed]
    articles = by_id(corpus.articles)
    counts = _counts(corpus)
    up = path.count("/")
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", uris.urn(options, "feed")),
        _element("title", options.site_name),
        _element("subtitle", options.site_description),
        _element("updated", newest[0][0]),
        f"<author>{_element('name', options.site_name)}</author>",
        _element("generator", GENERATOR),
        f'<link rel="alternate" type="text/html" href={_attribute(_home(options, up))}/>',
    ]
    if options.site_url:
        parts.append(f'<link rel="self" type="application/atom+xml" href={_attribute(uris.address(options, path))}/>')
    entries = ["\n".join(_entry(articles[name], when, counts, options, up)) for when, name in newest]
    return "\n".join((*parts, *entries, "</feed>", "")).encode("utf-8")


def _home(options: Options, up: int) -> str:
    return uris.address(options, "") if options.site_url else "../" * up + "index.html"


def _updated(article: Article) -> str | None:
    published = article.published.value if article.published else None
    return days.instant(article.retrieved) or days.instant(published)


def _entry(article: Article, when: str, counts: Counter[tuple[str, str]], options: Options, up: int) -> Iterable[str]:
    yield "<entry>"
    yield _element("id", uris.urn(options, "article", article.id))
    yield _element("title", citations.title(article))
    yield _element("updated", when)
    if len(days.published(article)) == _DAY and not days.is_inferred(article):
        yield _element("published", f"{days.iso(days.published(article))}T00:00:00Z")
    for name in citations.authors(article):
        yield f"<author>{_element('name', ' '.join(part for part in (name.given, name.family) if part))}</author>"
    page = options.pages.get(article.id)
    if page:
        href = uris.address(options, page, up=up)
        yield f'<link rel="alternate" type="text/html" href={_attribute(href)}/>'
    if article.url:
        yield f'<link rel="via" href={_attribute(article.url)}/>'
    found = [f"{n} {names[0] if n == 1 else names[1]}" for names in _KINDS if (n := counts[article.id, names[0]])]
    outlet = citations.one_line(article.outlet or "")
    summary = ". ".join(part for part in (outlet, ", ".join(found)) if part)
    # An entry needs a summary or content where it has no page; this program's own words, never the article's.
    yield f'<content type="text">{_text(f"{summary}." if summary else "A report.")}</content>'
    yield "</entry>"


def _counts(corpus: Corpus) -> Counter[tuple[str, str]]:
    made: Counter[tuple[str, str]] = Counter()
    tables: tuple[Sequence[Quote | Quantity | Authenticity], ...] = (
        corpus.quotes,
        corpus.quantities,
        corpus.authenticity,
    )
    for names, found in zip(_KINDS, tables, strict=True):
        made.update((item.article, names[0]) for item in found)
    return made


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
