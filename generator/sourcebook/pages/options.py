"""What the pages need to know beside the findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sourcebook.records import Changes, Record, Reference


class Download(Record, frozen=True, kw_only=True):
    """A file offered on the data page: path below the docs folder, what it is, its size in bytes where known."""

    path: str
    label: str
    note: str = ""
    size: int | None = None


# What is offered where nobody tells.
DOWNLOADS = (
    Download(path="data/facts.json", label="facts.json", note="All findings of all articles, with the articles’ text."),
    Download(path="data/facts.schema.json", label="facts.schema.json", note="The JSON Schema of facts.json."),
)


# Measured (docs/performance.md): the theme's index is as light as Find's files up to here.
SEARCH = 300


class Options(Record, frozen=True, kw_only=True):
    """Choices of the site that the pages are made for.

    Args:
        home: hand-written Markdown that opens the overview.
        scores: rows of recorded measurements, each a mapping from column title to what stands there.
        directory_urls: whether MkDocs gives each page a folder of its own (``use_directory_urls``).
        rows: entries a page holds before an index goes on on a further page.
        articles: entries a page of the article index holds.
        pairs: pages of two articles that share text; where there are more, those that share most words have one.
        references: by article id, how an article is cited and what its page tells to programs.
        text: show whole articles, or the sentences that carry findings alone (an article may ask for that itself).
        search: articles up to which the theme's search index holds every page; above it, Find searches them alone.
        changes: what changed since the last published build; ``None`` where that is not known.
        generator: name and version of this program.
        model: name and version of the language model.
    """

    home: str = ""
    scores: tuple[Mapping[str, str], ...] = ()
    directory_urls: bool = False
    references: Mapping[str, Reference] = {}
    rows: int = 300
    articles: int = 200
    pairs: int = 1_000
    text: Literal["full", "excerpts"] = "full"
    search: int = SEARCH
    changes: Changes | None = None
    generator: str = "sourcebook"
    model: str = ""
