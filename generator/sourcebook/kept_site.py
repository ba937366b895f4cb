"""Finished pages: what MkDocs wrote for a page at the last build stays where nothing that goes into it has changed.

Around a page's own HTML the theme puts the navigation and the settings of the site. So the finished file of a page is
known by its path, its Markdown and one digest of the rest. Those files of the last build whose bytes are what was noted
are taken into the next one, and MkDocs is not asked to build them: by a second name where the site is made in a folder
beside the last one (`staged.py`); where the site is served they stay where they are (`served_site.py`). Where a plugin,
a hook or a template of somebody's own takes part in a build, all pages go through MkDocs, for these may look at
anything.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from sourcebook.digests import Digests
from sourcebook.errors import StoreError
from sourcebook.kept_keys import digest
from sourcebook.kept_pages import Keeper, KeptPage
from sourcebook.kept_search import KeptIndex
from sourcebook.kept_theme import around, hashed, knows_all
from sourcebook.records import Record
from sourcebook.served_site import Served
from sourcebook.store import Shelf

_BUILT = frozenset({InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV})


class Finished(Record, frozen=True, kw_only=True):
    """The file that MkDocs wrote for a page.

    ``key`` is a digest of all it was made of, ``html`` one of its bytes, empty where it is served; ``rendered`` is the
    key of its content; ``entries`` are the page's entries in the search index.
    """

    key: str
    html: str
    rendered: str
    entries: list[dict[str, Any]]


class Written(Record, frozen=True, kw_only=True):
    """The finished pages of one build, by the path of their Markdown."""

    pages: dict[str, Finished]


class Listed(Files):
    """The files of a site, of whose pages those that are finished are not listed for MkDocs to build.

    Args:
        files: the files.
        ours: paths of those that the generator wrote, and never writes to again.
        served: what stands in the folder that is served; ``None`` where the site is built.
    """

    def __init__(self, files: Files, ours: Container[str] = (), served: Served | None = None) -> None:
        super().__init__(())
        self._src_uris = cast("dict[str, File]", files.src_uris)
        self._ours = ours
        self._served = served
        self._pages: dict[object, Sequence[File]] | None = None
        self.finished: frozenset[str] = frozenset()

    def complete(self) -> None:
        """Note that no file comes or goes any more, and none is excluded: MkDocs asks for all pages again and again."""
        self._pages = {}

    def copy_static_files(
        self,
        dirty: bool = False,  # noqa: FBT001, FBT002 - as MkDocs has it
        *,
        inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
    ) -> None:
        """Copy the files that are no pages to the site; those that are served and stand there are left.

        Of a file that we wrote the site gets a second name: of 10,000 articles they have 300 MB.
        """
        for file in self:
            if file.is_documentation_page() or not inclusion(file.inclusion):
                continue
            if self._served is not None:
                self._served.copy(file)
            elif file.src_uri in self._ours and file.abs_src_path and not dirty:
                Path(file.abs_dest_path).parent.mkdir(parents=True, exist_ok=True)
                _take(file.abs_src_path, file.abs_dest_path)
            else:
                file.copy_file(dirty)

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Return the pages that are to be built."""
        return [file for file in self.all_pages(inclusion=inclusion) if file.src_uri not in self.finished]

    def all_pages(self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included) -> Sequence[File]:
        """Return all pages, finished or not."""
        if self._pages is None:
            return super().documentation_pages(inclusion=inclusion)
        if inclusion not in self._pages:
            self._pages[inclusion] = super().documentation_pages(inclusion=inclusion)
        return self._pages[inclusion]


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
        digests: those of the files of docs and site.
        served: what stands in the folder that is served; ``None`` where the site is built.
    """

    def __init__(
        self, folder: Path, keeper: Keeper, config: MkDocsConfig, digests: Digests, served: Served | None
    ) -> None:
        self._keeper = keeper
        self._site = Path(config.site_dir)
        self._shelf = Shelf(folder, Written, "site")
        self._place = digest(str(self._site))
        self._digests = digests
        self._served = served
        self._known: dict[str, Finished] = {}
        self._keys: dict[str, str] = {}
        self._files: Listed | None = None
        self._settings = ""
        self._folders: set[str] = set()

    def begin(self, config: MkDocsConfig, *, staged: bool) -> None:
        """Look up what the last build noted, before MkDocs empties the site's folder.

        Args:
            config: the site's settings.
            staged: whether MkDocs fills another folder, so that the files of the last build stay where they are.
        """
        known = knows_all(config)
        if self._served is not None:
            settings = digest(self._keeper.settings, around((), config, served=True)) if known else None
            self._served.begin(config, settings)
            self._known = self._served.pages if self._served.stays else {}
        elif known and staged:
            last = self._shelf.load(self._place)
            self._known = last.pages if last else {}

    def listed(self, files: Files, config: MkDocsConfig) -> Files:
        """Return the site's files such that finished pages can be left out of the build."""
        if self._served is not None:
            self._served.place(files, config)
        self._files = Listed(files, self._keeper.generated, self._served) if knows_all(config) else None
        return self._files or files

    def take(self, nav: Navigation, config: MkDocsConfig) -> None:
        """Take the finished pages into the site, and leave them out of the build."""
        if self._files is None:
            return
        self._settings = digest(self._keeper.settings, around(nav.items, config, served=self._served is not None))
        navigated = {page.file.src_uri: page for page in nav.pages}
        self._files.complete()
        # Of two files with one place in the site the one that MkDocs writes last counts.
        places = Counter(file.dest_uri for file in self._files)
        taken = set()
        for file in self._files.all_pages():
            if not self._may(file) or places[file.dest_uri] > 1:
                continue
            page = navigated.get(file.src_uri)
            if page is not None and not _is_titled(page, config):
                continue
            key = self._keys[file.src_uri] = self._key(file)
            found = self._known.get(file.src_uri)
            if found is not None and found.key == key and self._taken(file, found):
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

    def copy_again(self) -> None:
        """Copy the files that are no pages and were written since, where the site is served."""
        if self._files is not None and self._served is not None:
            self._files.copy_static_files(inclusion=InclusionLevel.is_in_serve)

    def note(self, config: MkDocsConfig) -> None:
        """Note which finished pages stand in the site now, for the next build."""
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
                    html = "" if self._served else hashed(Path(file.abs_dest_path).read_bytes())
                    made[path] = Finished(key=key, html=html, rendered=file.page.alone, entries=entries)
        if self._served is not None:
            self._served.finish(self._files, made, {path: self._files.src_uris[path].dest_uri for path in made})
        elif made != self._known:
            with contextlib.suppress(StoreError):
                self._shelf.save(self._place, Written(pages=made))
        self._shelf.prune(self._shelf.asked)

    def _may(self, file: File) -> bool:
        page = file.page
        return file.inclusion in _BUILT and type(page) is Page and self._keeper.takes(page)

    def _key(self, file: File) -> str:
        # What a plugin gives in place of a file is read from there.
        given = file.abs_src_path is None
        content = hashed(file.content_bytes) if given else self._digests.of(file.abs_src_path or "")
        return digest(self._settings, file.src_uri, file.dest_uri, file.inclusion.name, content)

    def _taken(self, file: File, found: Finished) -> bool:
        """Take a page into the site if its bytes are still what MkDocs wrote; return whether it was."""
        if self._served is not None:
            stands = self._served.stands(file.dest_uri)
        else:
            stands = self._linked(os.path.join(self._site, file.dest_uri), file.abs_dest_path, found)  # noqa: PTH118
        if stands:
            page = cast("FinishedPage", file.page)
            page.__class__ = FinishedPage
            page.keeper, page.rendered = self._keeper, found.rendered
            # Used, if only where the page stands: it is wanted again when the theme around it changes.
            self._keeper.pages.asked.add(found.rendered)
        return stands

    def _linked(self, old: str, place: str, found: Finished) -> bool:
        try:
            if self._digests.of(old) != found.html:
                return False
            folder = os.path.dirname(place)  # noqa: PTH120
            if folder not in self._folders:
                Path(folder).mkdir(parents=True, exist_ok=True)
                self._folders.add(folder)
            _take(old, place)
        except OSError:
            return False
        return True


def _take(old: str, place: str) -> None:
    """Give a file a second name, or copy it where that cannot be; neither of the two is ever written to again."""
    try:
        os.link(old, place, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copyfile(old, place)


def _is_titled(page: Page, config: MkDocsConfig) -> bool:
    """Return whether a page of the navigation is named there, or by itself, so that others can show its title.

    Its front matter is read, which a theme may look at from other pages.
    """
    page.read_source(config)
    return bool(vars(page).get("title") or page.meta.get("title"))


def _index(config: MkDocsConfig) -> KeptIndex | None:
    found = (getattr(plugin, "search_index", None) for plugin in config.plugins.values())
    return next((index for index in found if isinstance(index, KeptIndex)), None)
