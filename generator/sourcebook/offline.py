"""Search on pages that are opened from a file system, where a browser neither reads files nor starts workers.

The theme looks there for its index in a script (as Material's own offline plugin writes it; that plugin takes the
substitute for workers from another host, ours ships with the site).
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sourcebook import pages

_INDEX = Path("search", "search_index.json")


def prepare(config: MkDocsConfig) -> None:
    """Let each page load what stands for a worker, if pages can be opened from a file system at all."""
    if config.use_directory_urls:
        return
    listed = config.extra.setdefault("polyfills", [])
    if pages.OFFLINE not in listed:
        listed.append(pages.OFFLINE)


def write_index(config: MkDocsConfig) -> None:
    """Write the theme's search index as a script beside it."""
    index = Path(config.site_dir) / _INDEX
    if not config.use_directory_urls and index.is_file():
        index.with_suffix(".js").write_text(f"var __index = {index.read_text(encoding='utf-8')}", encoding="utf-8")
