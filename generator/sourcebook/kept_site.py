"""Finished pages: what MkDocs wrote for a page at the last build stays where nothing that goes into it has changed.

Around a page's own HTML the theme puts the navigation and the settings of the site, the same for all pages that are
not in the navigation themselves. So the finished file of such a page is known by its Markdown and by one digest of the
rest. Those files of the last build whose bytes are what was noted are taken into the next one, and MkDocs is not asked
to build them: by a second name where the site is made in a folder beside the last one (`staged.py`); else they are put
aside before MkDocs empties the site's folder and moved back. Where a plugin, a hook or a template of somebody's own
takes part in a build, all pages go through MkDocs, for these may look at anything.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from sourcebook.errors import StoreError
from sourcebook.kept_pages import Keeper, KeptIndex, KeptPage, digest
from sourcebook.kept_theme import around, hashed, knows_all
from sourcebook.records import Record
from sourcebook.store import Shelf

# MkDocs leaves what is hidden when it empties the site's folder.
_ASIDE = ".sourcebook-aside"
_BUILT = frozenset({InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV})


class Finished(Record, frozen=True, kw_only=True):
    """The file that MkDocs wrote for a page.

    ``key`` is a digest of all it was made of, ``html`` one of its bytes, ``rendered`` the key of its content;
    ``entries`` are the page's entries in the search index.
    """

    key: str
    html: str
    rendered: str
    entries: list[dict[str, Any]]


class Written(Record, frozen=True, kw_only=True):
    """The finished pages of one build, by the path of their Markdown."""

    pages: dict[str, Finished]


class Listed(Files):
    """The files of a site, of whose pages those that are finished are not listed for MkDocs to build."""

    def __init__(self, files: Files) -> None:
        super().__init__(())
        self._src_uris = cast("dict[str, File]", files.src_uris)
        self.finished: frozenset[str] = frozenset()

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Return the pages that are to be built."""
        return [file for file in self.all_pages(inclusion=inclusion) if file.src_uri not in self.finished]

    def all_pages(self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included) -> Sequence[File]:
        """Return all pages, finished or not."""
        return super().documentation_pages(inclusion=inclusion)


class FinishedPage(KeptPage):
    """A page that stands finished in the site; its anchors are looked up when another page links to one."""

    rendered: str
    _anchors: set[str] | None = None

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """The anchors that can be linked to; unknown where the page's HTML is no longer kept."""
        if self._anchors is None and (kept := self.keeper.pages.load(self.rendered)) is not None:
            self._anchors = set(kept.anchors)
        return self._anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, value: set[str] | None) -> None:
        self._anchors = value


class SiteKeeper:
    """Keeps the finished pages of a site from one build to the next.

    Args:
        folder: the cache.
        keeper: keeps the pages' HTML for this build.
        config: the site's settings.
        served: whether the site is served, not built.
    """

    def __init__(self, folder: Path, keeper: Keeper, config: MkDocsConfig, *, served: bool) -> None:
        self._keeper = keeper
        self._site = Path(config.site_dir)
        self._aside = self._site / _ASIDE
        self._last = self._aside
        self._shelf = Shelf(folder, Written, "site")
        self._place = digest(str(self._site), str(served))
        self._served = served
        self._known: dict[str, Finished] = {}
        self._keys: dict[str, str] = {}
        self._files: Listed | None = None
        self._settings = ""

    def put_aside(self, config: MkDocsConfig, *, staged: bool) -> None:
        """Put the site's files aside, before MkDocs empties its folder.

        Args:
            config: the site's settings.
            staged: whether MkDocs fills another folder, so that the files stay where they are.
        """
        self.forget_aside()
        known = self._shelf.load(self._place) if knows_all(config) else None
        if known is None or not self._site.is_dir():
            return
        self._known = known.pages
        if staged:
            self._last = self._site
            return
        # A folder that cannot be written or renamed in is emptied and filled as always.
        with contextlib.suppress(OSError):
            self._aside.mkdir()
            for entry in list(self._site.iterdir()):
                if not entry.name.startswith("."):
                    entry.rename(self._aside / entry.name)

    def listed(self, files: Files, config: MkDocsConfig) -> Files:
        """Return the site's files such that finished pages can be left out of the build."""
        self._files = Listed(files) if knows_all(config) else None
        return self._files or files

    def take(self, nav: Navigation, config: MkDocsConfig) -> None:
        """Move the finished pages back into the site, and leave them out of the build."""
        if self._files is None:
            return
        navigated = {page.file.src_uri for page in nav.pages}
        self._settings = digest(self._keeper.settings, around(nav, config, served=self._served))
        taken = set()
        for file in self._files.all_pages():
            if not self._may(file, navigated):
                continue
            key = self._keys[file.src_uri] = self._key(file)
            found = self._known.get(file.src_uri)
            if found is not None and found.key == key and self._moved(file, found):
                taken.add(file.src_uri)
        self._files.finished = frozenset(taken)
        self._tell_index(self._files, config)

    def _tell_index(self, files: Listed, config: MkDocsConfig) -> None:
        """Tell the search index which entries the finished pages have, and the order of all pages."""
        order = [file.src_uri for file in files.all_pages(inclusion=InclusionLevel.is_in_serve)]
        index = _index(config)
        if index is not None:
            index.finish(order, {path: self._known[path].entries for path in files.finished})

    def pages(self, listed: Sequence[File]) -> Sequence[File]:
        """Return the pages that a template of the theme is to list: all, where it would list those that are built."""
        return listed if self._files is None else self._files.all_pages()

    def note(self, config: MkDocsConfig) -> None:
        """Note which finished pages stand in the site now, for the next build."""
        self.forget_aside()
        if self._files is None:
            return
        index = _index(config)
        made: dict[str, Finished] = {}
        for path, key in self._keys.items():
            file = self._files.src_uris[path]
            if path in self._files.finished:
                made[path] = self._known[path]
            elif isinstance(file.page, KeptPage) and file.page.alone:
                with contextlib.suppress(OSError):
                    entries = index.of_page.get(path, []) if index else []
                    html = hashed(Path(file.abs_dest_path).read_bytes())
                    made[path] = Finished(key=key, html=html, rendered=file.page.alone, entries=entries)
        if made != self._known:
            with contextlib.suppress(StoreError):
                self._shelf.save(self._place, Written(pages=made))
        self._shelf.prune(self._shelf.asked)

    def forget_aside(self) -> None:
        """Remove what was put aside, by this build or by one that was killed."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def _may(self, file: File, navigated: set[str]) -> bool:
        page = file.page
        if page is None or file.src_uri in navigated or file.inclusion not in _BUILT:
            return False
        return type(page) is Page and self._keeper.takes(page)

    def _key(self, file: File) -> str:
        return digest(self._settings, file.src_uri, file.dest_uri, file.inclusion.name, hashed(file.content_bytes))

    def _moved(self, file: File, found: Finished) -> bool:
        """Move a page back if its bytes are still what MkDocs wrote; return whether it was."""
        old, place = self._last / file.dest_uri, Path(file.abs_dest_path)
        try:
            if hashed(old.read_bytes()) != found.html:
                return False
            place.parent.mkdir(parents=True, exist_ok=True)
            _take(old, place) if self._last == self._site else old.rename(place)
        except OSError:
            return False
        page = cast("FinishedPage", file.page)
        page.__class__ = FinishedPage
        page.keeper, page.rendered = self._keeper, found.rendered
        # Used, if only where the page stands: it is wanted again when the theme around it changes.
        self._keeper.pages.asked.add(found.rendered)
        return True


def _take(old: Path, place: Path) -> None:
    """Give a file a second name, or copy it where that cannot be; neither of the two is ever written to again."""
    try:
        os.link(old, place, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copyfile(old, place)


def _index(config: MkDocsConfig) -> KeptIndex | None:
    found = (getattr(plugin, "search_index", None) for plugin in config.plugins.values())
    return next((index for index in found if isinstance(index, KeptIndex)), None)
