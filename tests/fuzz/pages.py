"""A story whose every text is replaced, and what its pages must hold then."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml
from tests.made_up import story
from tests.test_pages import OUR_ATTRIBUTES, OURS, check_links, markdown_pages, rendered

from sourcebook import pages
from sourcebook.pages import escape
from sourcebook.records import Corpus, Curation, Event, Note, QuoteVariant, VariantMember

# Fields that hold what an article, a file beside it or a person wrote; the others are lists of words, ids and figures.
_WRITTEN = {
    "Article": ("path", "title", "outlet", "authors", "agencies", "dateline", "url", "retrieved", "encoding", "notes"),
    "Block": ("why",),
    "Published": ("reasoning",),
    "Entity": ("name", "description"),
    "Form": ("form", "why"),
    "Role": ("text",),
    "Quote": ("speaker_label", "rule"),
    "Quantity": ("text", "unit", "counted", "rule"),
    "DateMention": ("text", "reasoning"),
    "Citation": ("cited_for",),
    "Source": ("name",),
    "Authenticity": ("object", "rule", "method"),
    "Reuse": ("direction_why",),
    "Origin": ("why",),
    "Event": ("label", "why"),
    "Cell": ("value", "hedge", "said_by"),
    "Comparison": ("topic", "why"),
    "VariantMember": ("mediator",),
    "QuoteVariant": ("differs_in",),
    "Note": ("text", "by", "date"),
}
# What our templates write, but what runs, loads or styles anything.
_WRITES = "\n".join(path.read_text(encoding="utf-8") for path in Path(pages.__file__).parent.glob("templates/*.jinja"))
_ACTIVE = {"script", "style", "img", "iframe", "object", "embed", "base", "meta", "link", "template"}
_ELEMENTS = OURS | set(re.findall(r"<([a-z][a-z0-9]*)", _WRITES)) - _ACTIVE
_ATTRIBUTES = OUR_ATTRIBUTES | {name for name in re.findall(r'\s([a-z][a-z-]+)="', _WRITES) if name[:2] != "on"}
_HEAD = {"title", "generator", "hide", "search"}


def whole() -> Corpus:
    """Return a made-up story that has findings of every kind."""
    base = story()
    first, second = base.articles[0].id, base.articles[1].id
    members = tuple(VariantMember(quote=q.id, article=q.article) for q in base.quotes[2:4])
    note = Note(article=first, start=0, end=5, target=None, what="article", text="", by="", date="")
    return msgspec.structs.replace(
        base,
        events=(Event(id="e-1", label="the tape", articles=(first, second), why="both name it"),),
        quote_variants=(QuoteVariant(id="v-1", members=members, differs_in="translation"),),
        curation=Curation(applied=1, orphaned=("line 3: gone",), notes=(note,)),
    )


_BASE = whole()


def overlaid(texts: Sequence[str]) -> Corpus:
    """Return the story with `texts`, in turn, in place of every text of it; articles' texts keep their length."""
    found: Corpus = _overlaid(_BASE, itertools.cycle(texts))
    return found


def _overlaid(value: Any, texts: Iterator[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_overlaid(each, texts) for each in value)
    if not isinstance(value, msgspec.Struct):
        return value
    written = _WRITTEN.get(type(value).__name__, ())
    made = {
        name: ((next(texts),) if isinstance(old, tuple) else next(texts)) if name in written else _overlaid(old, texts)
        for name, old in msgspec.structs.asdict(value).items()
    }
    if type(value).__name__ == "Article":
        length = len(made["text"])
        made["text"] = (next(texts).replace("\n", " ") * length)[:length].ljust(length, "x")
    return type(value)(**made)


def check(texts: Sequence[str]) -> None:
    """Make the pages of the story with other texts: elements of ours alone, sound links, and every sentence readable.

    Raises:
        AssertionError: a text became markup, a link leads nowhere, or a text does not read back as it was.
    """
    corpus = overlaid(texts)
    made = pages.build(corpus, options=pages.Options())
    shown = {}
    for page in markdown_pages(made):
        shown[page.path] = parsed = rendered(page)
        assert parsed.tags <= _ELEMENTS, (page.path, parsed.tags - _ELEMENTS)
        assert parsed.attributes <= _ATTRIBUTES, (page.path, parsed.attributes - _ATTRIBUTES)
        assert set(yaml.safe_load(page.content.split("---\n", 2)[1])) <= _HEAD, page.path
    check_links(made, directory_urls=False)
    for article in corpus.articles:
        text = "".join(shown[f"articles/{article.id}.md"].text.split())
        for span in article.sentences:
            # Information separators are white space to Python, and white space at a sentence's ends is not shown.
            said = escape.one_line(article.text[span.start : span.end].strip())
            assert "".join(said.split()) in text, said
    everything = " ".join(" ".join(parsed.text.split()) for parsed in shown.values())
    for each in (*corpus.entities, *corpus.sources):
        assert escape.one_line(each.name) in everything, each.name
