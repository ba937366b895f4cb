"""The entries of generated pages in Material's search index, taken from the cache where a page has not changed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from material.plugins.search.plugin import SearchIndex
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from sourcebook.errors import StoreError
from sourcebook.kept_pages import Entries, Keeper


class KeptIndex(SearchIndex):  # type: ignore[misc]
    """Material's search index, taking the entries of unchanged pages from the cache."""

    keeper: Keeper
    # The entries of each page, by the path of its Markdown; the entries of finished pages, and the order of all.
    of_page: dict[str, list[dict[str, Any]]]
    order: Sequence[str]

    def finish(self, order: Sequence[str], finished: Mapping[str, list[dict[str, Any]]]) -> None:
        """Take the entries of pages that are not built; `order` is the one in which MkDocs would build all."""
        self.order = order
        self.of_page.update(finished)

    def generate_search_index(self, prev: SearchIndex | None) -> str:
        """Return the index of all pages, those included that were not built."""
        if self.order:
            self.entries = [entry for path in self.order for entry in self.of_page.get(path, ())]
        return str(super().generate_search_index(prev))

    def add_entry_from_context(self, page: Page) -> None:
        """Add the entries of a page."""
        before = len(self.entries)
        self._add(page)
        self.of_page[page.file.src_uri] = self.entries[before:]

    def _add(self, page: Page) -> None:
        # A dictionary for Chinese may change without any setting that changes.
        if not self.keeper.takes(page) or "jieba" in sys.modules:
            super().add_entry_from_context(page)
            return
        key = self.keeper.entries_key(page, dict(self.config))
        kept = self.keeper.entries.load(key)
        if kept is not None:
            self.entries.extend(kept.entries)
            return
        before = len(self.entries)
        super().add_entry_from_context(page)
        with suppress(StoreError):
            self.keeper.entries.save(key, Entries(entries=self.entries[before:]))


def keep_search(config: MkDocsConfig, keeper: Keeper) -> None:
    """Make Material's search plugin, where it is used, take entries from the cache."""
    for plugin in config.plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        if type(index) is SearchIndex:
            index.__class__ = KeptIndex
            index.keeper = keeper
            index.of_page, index.order = {}, ()
