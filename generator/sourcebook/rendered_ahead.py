"""Pages rendered by several processes before MkDocs comes to them.

MkDocs renders one page after the other in one process. Where many generated pages are not in the cache of rendered
pages, processes of this machine render them and save them there, and MkDocs finds them. Each runs the same code over
the same Markdown, and a page is taken only where what it looked up is still found: so the bytes are the same, and what
could not be rendered there (a killed process, a page that is remarked on) MkDocs renders itself.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import multiprocessing
import pickle
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, NamedTuple, cast

from material.plugins.search.plugin import SearchIndex
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from sourcebook.kept_pages import Keeper, keep_page
from sourcebook.kept_search import KeptIndex
from sourcebook.workers import MOST, leave_interrupts

# A process takes about a second to load MkDocs; fewer pages are rendered here in the time.
POOL_FROM = 200
# Pages whose Markdown is read to tell how many are not in the cache: reading all would cost what the pool saves.
_SAMPLE = 40
# Pages that travel together.
_TOGETHER = 16
# Where somebody else's plugin or hook has a say in these, a page's Markdown is not known before MkDocs comes to it.
_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content")
_PLAIN = (str, int, float, bool, type(None))


class Address(NamedTuple):
    """Where a file of the site is found: all that another page depends on."""

    url: str
    inclusion: str


class Job(NamedTuple):
    """A page to be rendered: its path below the docs folder, where its Markdown stands, its title in the navigation."""

    path: str
    file: str
    title: str | None


class Settings(NamedTuple):
    """What a process is told once.

    Attributes:
        folder: the cache.
        digest: the part of each key that stands for all settings.
        markdown: the settings of the site that rendering reads, by name.
        search: those of the search plugin, where there is one.
        files: the addresses of the site's files, by their paths below the docs folder.
    """

    folder: Path
    digest: str
    markdown: dict[str, Any]
    search: dict[str, Any] | None
    files: dict[str, Address]


def render(files: Files, config: MkDocsConfig, keeper: Keeper, *, processes: int, served: bool) -> None:
    """Render the generated pages that are to be built and are not in the cache, if they are many.

    Args:
        files: the site's files, all with their addresses.
        config: the site's settings, after all plugins have seen them.
        keeper: keeps the pages.
        processes: how many may be used; with one, nothing is done.
        served: whether drafts are built, too.
    """
    if processes <= 1 or not _may(config):
        return
    inclusion = InclusionLevel.is_in_serve if served else InclusionLevel.is_included
    pages = [file for file in files.documentation_pages(inclusion=inclusion) if _is_ours(file, keeper)]
    if len(pages) < POOL_FROM or _missing(pages, keeper) < POOL_FROM:
        return
    jobs = [Job(file.src_uri, str(file.abs_src_path), _title(file)) for file in pages]
    _in_pool(jobs, pickle.dumps(_settings(files, config, keeper)), min(processes, len(jobs), MOST))


def _may(config: MkDocsConfig) -> bool:
    """Return whether rendering is ours and MkDocs' alone, with settings that another process can be told."""
    methods = [method for event in _EVENTS for method in config.plugins.events[event]]
    foreign = [method for method in methods if getattr(method, "__module__", "") != "sourcebook.plugin"]
    return not foreign and _tellable(config.markdown_extensions) and _tellable(config.mdx_configs)


def _tellable(value: object) -> bool:
    """Return whether settings hold plain values and functions of modules alone; another object may hold anything."""
    if isinstance(value, Mapping):
        return all(_tellable(name) and _tellable(each) for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return all(_tellable(each) for each in value)
    if callable(value):
        try:
            return bool(pickle.loads(pickle.dumps(value)) is value)  # noqa: S301 - our own bytes
        except (pickle.PicklingError, AttributeError, TypeError):
            return False
    return type(value) in _PLAIN


def _is_ours(file: File, keeper: Keeper) -> bool:
    return file.abs_src_path is not None and file.page is not None and keeper.takes(file.page)


def _missing(pages: Sequence[File], keeper: Keeper) -> int:
    """Return how many pages are not in the cache, judged by some of them, evenly chosen."""
    step = max(1, len(pages) // _SAMPLE)
    chosen = pages[::step]
    missing = 0
    for file in chosen:
        try:
            markdown, _ = meta.get_data(file.content_string)
        except (OSError, ValueError):
            # MkDocs tells what is wrong with it.
            continue
        missing += not keeper.pages.holds(keeper.key_of(file, markdown))
    return missing * len(pages) // len(chosen)


def _title(file: File) -> str | None:
    """Return the title that the navigation gives a page; without one it is found in the page."""
    title = vars(file.page).get("title") if file.page else None
    return None if title is None else str(title)


def _settings(files: Files, config: MkDocsConfig, keeper: Keeper) -> Settings:
    index = next((i for p in config.plugins.values() if (i := getattr(p, "search_index", None)) is not None), None)
    return Settings(
        folder=keeper.folder,
        digest=keeper.settings,
        markdown={
            "markdown_extensions": list(config.markdown_extensions),
            "mdx_configs": dict(config.mdx_configs),
            "use_directory_urls": config.use_directory_urls,
            "validation": config.validation,
        },
        search=dict(index.config) if isinstance(index, KeptIndex) else None,
        files={path: Address(file.url, file.inclusion.name) for path, file in files.src_uris.items()},
    )


def _in_pool(jobs: Sequence[Job], told: bytes, processes: int) -> None:
    # Forking a process in which servers and watchers run is not safe.
    context = multiprocessing.get_context("spawn")
    pieces = [jobs[start : start + _TOGETHER] for start in range(0, len(jobs), _TOGETHER)]
    # A process was killed or none can be started: MkDocs renders what is left.
    with (
        contextlib.suppress(BrokenProcessPool, OSError),
        ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(told,)) as pool,
    ):
        try:
            # Where nothing of a piece could be kept, as on a full disk, the rest would be rendered for nothing.
            all(pool.map(_piece, pieces))
        finally:
            pool.shutdown(cancel_futures=True)


class _Told:
    """What this process was told, as bytes: they are read with the first piece of work, where errors are seen."""

    settings = b""


def _begin(told: bytes) -> None:
    leave_interrupts()
    _Told.settings = told
    # A page that MkDocs remarks on is not kept: it is heard here, and told by MkDocs when it renders the page itself.
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    log.addHandler(logging.NullHandler())
    log.propagate = False


def _piece(jobs: Sequence[Job]) -> bool:
    """Render some pages and save them; return whether any was saved."""
    # Each of them, not up to the first that was saved.
    return sum(map(_saved, jobs)) > 0


def _saved(job: Job) -> bool:
    try:
        return _renderer().render(job)
    except Exception:  # noqa: BLE001 - whatever an extension or a disk does wrong, MkDocs meets and reports it itself
        return False


@functools.cache
def _renderer() -> Renderer:
    return Renderer(cast("Settings", pickle.loads(_Told.settings)))  # noqa: S301 - from the process that started us


class Renderer:
    """Renders pages as MkDocs does, knowing of the site's other files where they are found."""

    def __init__(self, told: Settings) -> None:
        self._config = MkDocsConfig()
        self._config.plugins = PluginCollection()
        for name, value in told.markdown.items():
            self._config[name] = value
        self._files = Files(())
        self._files._src_uris = Addressed(told.files, self._config)  # noqa: SLF001 - as a plain dictionary is
        self.keeper = Keeper(told.folder, told.files, self._config, told.digest)
        self._index: KeptIndex | None = None
        if told.search is not None:
            self._index = SearchIndex(**told.search)
            self._index.__class__ = KeptIndex
            self._index.keeper, self._index.of_page, self._index.order = self.keeper, {}, ()

    def render(self, job: Job) -> bool:
        """Render a page and save it with its search entries; return whether it was saved."""
        file = self._files.src_uris[job.path]
        file.abs_src_path = job.file
        page = keep_page(Page(job.title, file, self._config), self.keeper)
        page.read_source(self._config)
        page.render(self._config, self._files)
        saved = self.keeper.pages.holds(self.keeper.key(page))
        if saved and self._index is not None:
            self._index.add_entry_from_context(page)
            self._index.entries.clear()
            self._index.of_page.clear()
        file.page = None
        return saved


class Addressed(dict[str, File]):
    """The files of a site by their paths; a file is made when it is asked for, for a page asks for few."""

    def __init__(self, addresses: Mapping[str, Address], config: MkDocsConfig) -> None:
        super().__init__()
        self._addresses = addresses
        self._urls = bool(config.use_directory_urls)

    def __missing__(self, path: str) -> File:
        """Make the file at `path`."""
        address = self._addresses[path]
        file = File(path, None, "", self._urls, inclusion=InclusionLevel[address.inclusion])
        file.url = address.url
        self[path] = file
        return file

    def get(self, path: str, default: Any = None) -> Any:
        """Return the file at `path`."""
        return self[path] if path in self._addresses else default
