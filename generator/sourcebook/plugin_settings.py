"""What mkdocs.yml tells the plugin, and what follows from it for the pages and the exported files."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from msgspec.structs import replace

from sourcebook import export, pages
from sourcebook.write import MANIFEST


class SourcebookConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in mkdocs.yml; folders are relative to that file."""

    seeds = c.Dir(exists=True, default="seeds")
    cache = c.Type(str, default=".cache/sourcebook")
    # Whether the HTML of unchanged pages is taken from the cache; without it each build renders all.
    keep_pages = c.Type(bool, default=True)
    # Processes at most, to analyse, render and make data files, 0 for one a processor; or a Dask scheduler's address.
    processes = c.Type(int, default=0)
    scheduler = c.Optional(c.Type(str))
    text = c.Choice(("full", "excerpts"), default="full")
    # Articles up to which the theme's search knows every page; above, the page Find alone searches articles and people.
    search = c.Type(int, default=pages.SEARCH)
    # The day on which the data set is published (YYYY-MM-DD) and the address of its licence, for its descriptors.
    released = c.Optional(c.Type(str))
    # facts.json of the last published build; the overview tells what changed since, if it is there.
    published = c.Type(str, default=".cache/published.json")
    license = c.Optional(c.Type(str))
    # Pages forbid the browser all that theme and plugin do not need; for sites that load nothing from other hosts.
    content_security_policy = c.Type(bool, default=False)


def options(docs: Path, *, text: str, directory_urls: bool, search: int = pages.SEARCH) -> pages.Options:
    """Return what the pages are to show: the hand-written home text, how much of an article, how pages are linked."""
    home = docs / "_home.md"
    return pages.Options(
        home=home.read_text(encoding="utf-8") if home.is_file() else "",
        text="excerpts" if text == "excerpts" else "full",
        search=search,
        directory_urls=directory_urls,
    )


def exports(config: MkDocsConfig, *, released: str | None, licence: str | None) -> export.Options:
    """Return what the exported files are to say of the site."""
    made = export.Options(
        site_name=config.site_name, site_url=config.site_url or None, released=released, license=licence
    )
    return replace(made, site_description=config.site_description) if config.site_description else made


def is_generated(name: str) -> bool:
    """Return whether what has this name in the folder of pages is written by the generator."""
    return name.startswith((MANIFEST, ".sourcebook-", ".writing-")) or name in pages.FOLDERS
