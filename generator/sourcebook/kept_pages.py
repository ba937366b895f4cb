"""A cache for MkDocs: the HTML, table of contents and search entries of generated pages, by all that they are made of.

Only pages that the generator wrote are kept: they read no other file while they are rendered. What is kept equals what
MkDocs would make, byte for byte; where that is not certain (a page with a warning, verbose logging), nothing is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any, Self, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from sourcebook.errors import StoreError
from sourcebook.kept_keys import digest, plain, settings_of
from sourcebook.records import Record
from sourcebook.store import Shelf

_LOG = logging.getLogger("mkdocs")


class Heading(Record, frozen=True, kw_only=True):
    """An entry of a page's table of contents."""

    name: str
    id: str
    level: int
    children: tuple[Heading, ...]


class Rendered(Record, frozen=True, kw_only=True):
    """What MkDocs made of a page.

    ``links`` are the pages linked to, by path, with anchor and link as written; ``asked`` the paths that were looked up
    and the addresses found there: where one of those has changed, the page must be rendered anew.
    """

    content: str
    toc: tuple[Heading, ...]
    title: str | None
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]
    asked: tuple[tuple[str, str | None], ...]


class Entries(Record, frozen=True, kw_only=True):
    """A page's entries in the search index."""

    entries: list[dict[str, Any]]


class Keeper:
    """Keeps pages for one build.

    Args:
        folder: where the files stand.
        generated: paths of the pages that may be kept, below the docs folder.
        config: the site's settings, after all plugins have seen them.
        settings: the digest of those, where another process has made it.
        known: whether nobody else looks at pages, so that one may let go of its text while others are made.
    """

    def __init__(
        self,
        folder: Path,
        generated: Iterable[str],
        config: MkDocsConfig,
        settings: str | None = None,
        *,
        known: bool = False,
    ) -> None:
        self.folder = folder
        self.known = known
        self.generated = frozenset(generated)
        self.pages = Shelf(folder, Rendered, "page")
        self.entries = Shelf(folder, Entries, "search")
        self.settings = settings or settings_of(config)
        self._asking: Asking | None = None
        self._last = ("", "")

    def takes(self, page: Page) -> bool:
        """Return whether a page may be kept."""
        return page.file.src_uri in self.generated and _LOG.getEffectiveLevel() > logging.DEBUG

    def key(self, page: Page) -> str:
        """Return the key of a page before it is rendered."""
        return self.key_of(page.file, page.markdown or "")

    def key_of(self, file: File, markdown: str) -> str:
        """Return the key of the page of a file, whose front matter is left out of `markdown`."""
        return digest(self.settings, file.src_uri, file.url, file.inclusion.name, markdown)

    def entries_key(self, page: Page, settings: object) -> str:
        """Return the key of a page's search entries; `settings` are the search plugin's."""
        meta = {name: page.meta.get(name) for name in ("title", "tags", "search")}
        made_of = (page.url, str(page.title), repr(_headings(page.toc)), plain(meta), plain(settings))
        return digest(self.settings, *made_of, page.content or "")

    def content(self, key: str) -> str | None:
        """Return the HTML that is kept under a key: that of one page is at hand, for it is asked for several times."""
        if self._last[0] != key:
            kept = self.pages.load(key)
            if kept is None:
                return None
            self.hold(key, kept.content)
        return self._last[1]

    def hold(self, key: str, content: str) -> None:
        """Have the HTML that is kept under a key at hand."""
        self._last = key, content

    def asking(self, files: Files) -> Asking:
        """Return `files` such that it notes what is looked up, with nothing noted yet."""
        if self._asking is None or self._asking.of is not files:
            self._asking = Asking(files)
        self._asking.asked.clear()
        return self._asking

    def prune(self) -> None:
        """Remove what has not been asked for in a long time."""
        self.pages.prune(self.pages.asked)
        self.entries.prune(self.entries.asked)


class Asking(Files):
    """The files of a site, noting which were looked up."""

    def __init__(self, files: Files) -> None:
        super().__init__(())
        # The same mapping, not a copy: a copy for each build of 10,000 pages would be cheap, one for each page not.
        self._src_uris = cast("dict[str, File]", files.src_uris)
        self.of = files
        self.asked: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at `path` and note that it was asked for."""
        found = super().get_file_from_path(path)
        self.asked[PurePath(path).as_posix()] = _address(found)
        return found


class KeptPage(Page):
    """A page that takes its HTML from the cache where nothing that goes into it has changed.

    MkDocs renders all pages before it puts the first into the theme. So a page that is kept lets go of its text and
    links where nobody else looks at them, and reads them again when it is its turn.
    """

    keeper: Keeper
    # The key under which the page is kept, where it is and depends on no other file; a finished page is told by it.
    alone: str | None = None
    _links: dict[File, dict[str, str]] | None = None
    # The key of what the page let go of, and what it would be rendered with if that is gone.
    _let_go: tuple[str, MkDocsConfig, Files] | None = None

    @property
    def content(self) -> str | None:
        """The rendered Markdown as HTML."""
        if self._let_go is None or vars(self)["content"] is not None:
            return cast("str | None", vars(self)["content"])
        key, config, files = self._let_go
        kept = self.keeper.content(key)
        if kept is not None:
            return kept
        # Somebody has emptied the cache meanwhile.
        self._let_go = None
        self.read_source(config)
        super().render(config, files)
        return cast("str | None", vars(self)["content"])

    @content.setter
    def content(self, value: str | None) -> None:
        kept = None if self._let_go is None else self.keeper.content(self._let_go[0])
        vars(self)["content"] = None if value == kept else value

    def let_go(self) -> None:
        """Let go of what a plugin made of the HTML for the theme, where nobody looks at it once the page is written."""
        if self._let_go is not None:
            vars(self)["content"] = None

    @property
    def links_to_anchors(self) -> dict[File, dict[str, str]] | None:
        """The places in other pages that it links to; MkDocs goes through them once all pages are written."""
        if self._let_go is None:
            return self._links
        key, _, files = self._let_go
        kept = self.keeper.pages.load(key)
        return None if kept is None else _linked(kept, files)

    @links_to_anchors.setter
    def links_to_anchors(self, value: dict[File, dict[str, str]] | None) -> None:
        self._links = value

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the page, or take what was kept of it."""
        self._let_go = None
        key = self.keeper.key(self)
        self._render(key, config, files)
        if self.alone is not None and self.keeper.known:
            self.keeper.hold(key, self.content or "")
            # Without Markdown a page has no title but its own.
            self.title = self.title
            self.markdown = vars(self)["content"] = self._links = None
            self._let_go = key, config, files

    def _render(self, key: str, config: MkDocsConfig, files: Files) -> None:
        kept = self.keeper.pages.load(key)
        if kept is not None and all(_address(files.get_file_from_path(path)) == at for path, at in kept.asked):
            self._take(kept, files)
            self.alone = None if kept.asked else key
            return
        asking = self.keeper.asking(files)
        with _Listening() as heard:
            super().render(config, asking)
        if not heard.something:
            # A cache that cannot be written has been reported by the stage that writes to it first.
            with suppress(StoreError):
                self.keeper.pages.save(key, self._rendered(asking))
                self.alone = None if asking.asked else key

    def _take(self, kept: Rendered, files: Files) -> None:
        self.content = kept.content
        self.toc = get_toc([_token(heading) for heading in kept.toc])
        self._title_from_render = kept.title
        self.present_anchor_ids = set(kept.anchors)
        self.links_to_anchors = _linked(kept, files)

    def _rendered(self, asking: Asking) -> Rendered:
        links = (self.links_to_anchors or {}).items()
        return Rendered(
            content=self.content or "",
            toc=_headings(self.toc),
            title=self._title_from_render,
            anchors=tuple(sorted(self.present_anchor_ids or ())),
            links=tuple((to.src_uri, anchor, link) for to, found in links for anchor, link in found.items()),
            asked=tuple(asking.asked.items()),
        )


class _Listening(logging.Handler):
    """Hears whether MkDocs remarks on anything: a page with a remark is rendered at each build, to be remarked on."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.something = False

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.something = True

    def __enter__(self) -> Self:
        _LOG.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        _LOG.removeHandler(self)


def keep_page(page: Page, keeper: Keeper) -> Page:
    """Return the page such that it takes its HTML from the cache; the navigation holds the same object."""
    if type(page) is Page and keeper.takes(page):
        page.__class__ = KeptPage
        cast("KeptPage", page).keeper = keeper
    return page


def _linked(kept: Rendered, files: Files) -> dict[File, dict[str, str]]:
    """Return the places that a page links to, by their files."""
    made: dict[File, dict[str, str]] = {}
    for path, anchor, link in kept.links:
        target = files.get_file_from_path(path)
        if target is not None:
            made.setdefault(target, {})[anchor] = link
    return made


def _headings(toc: Iterable[Any]) -> tuple[Heading, ...]:
    return tuple(Heading(name=h.title, id=h.id, level=h.level, children=_headings(h.children)) for h in toc)


def _token(heading: Heading) -> Any:
    children = [_token(child) for child in heading.children]
    return {"name": heading.name, "id": heading.id, "level": heading.level, "children": children}


def _address(file: File | None) -> str | None:
    return None if file is None else f"{file.url} {file.inclusion.name}"
