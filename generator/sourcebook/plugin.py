"""The MkDocs plugin: makes the pages before MkDocs reads them, and watches the seeds while it serves."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from sourcebook import analysis, offline, pages, pipeline, policy, rendered_ahead, rings
from sourcebook.aside import Aside
from sourcebook.compiled import Compiled
from sourcebook.digests import Digests
from sourcebook.errors import NOTES, OrphanError, SourcebookError, WriteError
from sourcebook.held import Held
from sourcebook.kept_pages import Keeper, KeptPage, keep_page
from sourcebook.kept_search import keep_search
from sourcebook.kept_site import SiteKeeper
from sourcebook.kept_theme import knows_all
from sourcebook.later import Later, at_once
from sourcebook.plugin_settings import SourcebookConfig, exports, is_generated, options
from sourcebook.review import Desk, guarded
from sourcebook.served_site import Served
from sourcebook.staged import Staged
from sourcebook.watching import Watch
from sourcebook.workers import SCHEDULER, Workers, of_this_machine
from sourcebook.write import read_manifest

# As Material's search partial has it.
_DIALOG = 'data-md-component="search" role="dialog"'

log = logging.getLogger("mkdocs.plugins.sourcebook")


class SourcebookPlugin(BasePlugin[SourcebookConfig]):  # type: ignore[no-untyped-call]
    """Runs the pipeline before each build and watches the seeds under `mkdocs serve`."""

    _keeper: Keeper | None = None
    _finished: SiteKeeper | None = None
    _held: Held | None = None
    _site: Served | None = None
    _watch: Watch | None = None
    _staged: Staged | None = None
    _compiled = Compiled()
    _later = Later()
    _served = False
    _ready = False
    _dirty = False
    _desk: Desk | None = None
    _sweep = rings.Sweep()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether pages are served: the server puts a script of its own into them."""
        rings.seldom(again=command == "serve")
        self._dirty = dirty
        self._served = command == "serve"
        self._site = Served() if self._served else None
        self._held = self._watch = self._desk = None
        self._later, self._ready = Later(), False

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the pages' style sheet and script to a site whose settings do not name them."""
        for path, listed in ((pages.STYLE, config.extra_css), (pages.SCRIPT, config.extra_javascript)):
            if not any(path == str(getattr(item, "path", item)) for item in listed):
                listed.append(path)
        offline.prepare(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make the generated pages in the docs folder.

        Raises:
            PluginError: nothing could be made; the message says why. An error of one article is a warning, which
                ends a strict build.
        """
        root = Path(config.config_file_path or ".").resolve().parent
        docs = Path(config.docs_dir)
        if self._watch is not None:
            self._watch.rest(resting=True)
        self._sweep = rings.Sweep()
        held = self._held_for(root / self.config.cache, docs)
        self._later.settle(hurried=True)
        try:
            chosen = options(
                docs, text=self.config.text, search=self.config.search, directory_urls=config.use_directory_urls
            )
            result, written = pipeline.build(
                Path(self.config.seeds),
                docs,
                cache=root / self.config.cache,
                workers=Workers(
                    processes=self._processes(),
                    scheduler=os.environ.get(SCHEDULER) or self.config.scheduler,
                ),
                options=chosen,
                published=root / self.config.published,
                keep=self.config.keep_pages,
                held=held,
                exports=exports(config, released=self.config.released, licence=self.config.license),
            )
        except SourcebookError as error:
            raise PluginError(str(error)) from error
        if self._served:
            self._desk = self._desk or Desk(Path(self.config.seeds))
            self._desk.show(result.corpus)
        for problem in result.errors:
            log.log(logging.INFO if isinstance(problem, (*NOTES, OrphanError)) else logging.WARNING, str(problem))
        log.info("%d articles, %d files written or removed", len(result.corpus.articles), written)
        self._keep(root / self.config.cache, config, held.digests)

    def _processes(self) -> int:
        return self.config.processes or of_this_machine()

    def _held_for(self, cache: Path, docs: Path) -> Held:
        """Return what is held since the last build; where the site is built, digests alone, and these in the cache."""
        if self._held is None or not self._served:
            kept = None if self._served or not self.config.keep_pages else cache
            later = self._later if self._served else at_once
            hurried = self._later.hurried
            self._held = Held(Digests(kept, str(docs)), later=later, hurried=hurried, aside=Aside(self._processes()))
        return self._held

    def _keep(self, cache: Path, config: MkDocsConfig, digests: Digests) -> None:
        """Begin the site beside the one that is there, and let it take what of that stays."""
        self._keeper = self._finished = self._staged = None
        if self.config.keep_pages:
            generated = read_manifest(Path(config.docs_dir))
            self._keeper = Keeper(cache, generated, config, known=knows_all(config))
            keep_search(config, self._keeper)
            if not self._dirty:
                self._finished = SiteKeeper(cache, self._keeper, config, digests, self._site)
        if not (self._dirty or self._served):
            self._staged = Staged(config)
        staged = self._staged is not None and self._staged.begin()
        if self._finished is not None:
            self._finished.begin(config, staged=staged)

    @event_priority(-100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Let finished pages be left out of the build."""
        return files if self._finished is None else self._finished.listed(files, config)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take the finished pages of the last build into the site; render the others ahead, if they are many."""
        if self._finished is not None:
            self._finished.take(nav, config)
        if self._keeper is not None and not self._dirty:
            rendered_ahead.render(files, config, self._keeper, processes=self._processes(), served=self._served)
        return nav

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's templates be compiled once: for good where it is the known theme alone, else while served."""
        del files
        if self._keeper is not None and knows_all(config):
            self._compiled.begin(env, self._keeper.folder, self._keeper.settings)
        elif self._served:
            self._compiled.begin(env, None)
        return env

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the site map list the finished pages, too."""
        del template_name, config
        if self._finished is not None:
            context["pages"] = self._finished.pages(context["pages"])
        return context

    def on_pre_page(self, page: Page, /, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a generated page take its HTML from the cache."""
        del config, files
        return page if self._keeper is None else keep_page(page, self._keeper)

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Free what rendering left."""
        del page, config, files
        self._sweep()
        return html

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index for pages opened from a file system; put the site, whole now, in its place.

        Raises:
            PluginError: it cannot be put there.
        """
        offline.write_index(config)
        if self._finished is not None:
            self._finished.note(config)
            self._later(self._finished.copy_again)
        self._compiled.finish()
        if self._keeper is not None:
            self._keeper.prune()
        if self._held is not None:
            self._held.digests.save()
        if self._watch is not None:
            self._watch.rest(resting=False)
        self._when_shown()
        try:
            if self._staged is not None:
                self._staged.finish()
        except SourcebookError as error:
            raise PluginError(str(error)) from error

    def _when_shown(self) -> None:
        """Do what was put off, where the site is served; make ready for the next build."""
        if self._served:
            # The files and pages that MkDocs knew in the build before this one hold each other.
            self._later.spare(rings.free)
            if not self._ready:
                self._later.spare(analysis.ready)
            self._ready = True
        self._later.begin()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing of a site that could not be built; say in a line what a disk or a folder did not let MkDocs do.

        Raises:
            PluginError: the disk is full or cannot be written.
        """
        if self._staged is not None:
            self._staged.drop()
        if self._watch is not None:
            self._watch.rest(resting=False)
        if isinstance(error, OSError) and error.strerror:
            place = error.filename2 or error.filename
            wrong = WriteError(
                f"the site cannot be made: {error.strerror}",
                file=None if place is None else str(place),
                remedy="make room, or give the right to read and write there; the site that was there stands",
            )
            raise PluginError(str(wrong)) from error

    def on_shutdown(self) -> None:
        """Finish what was put off, and stop watching."""
        self._later.settle()
        if self._watch is not None:
            self._watch.stop()

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Put what an article's page tells to programs into its head, and its policy; name the theme's search."""
        del config
        self._sweep()
        told = page.meta.get(pages.HEAD) if page.meta.get("generator") == "sourcebook" else None
        # What comes from an article gets no hash: neither the content, nor the title, nor what is told to programs.
        safe = self._with_policy(output, f"{page.title}{page.content}")
        if isinstance(page, KeptPage):
            page.let_go()
        return named(safe.replace("</head>", f"{told}</head>", 1) if isinstance(told, str) else safe)

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """Name the theme's search on pages that have no Markdown, as the one for a wrong address."""
        del config
        return self._with_policy(named(output_content), "") if template_name.endswith(".html") else output_content

    def _with_policy(self, html: str, content: str) -> str:
        return policy.with_policy(html, content) if self.config.content_security_policy and not self._served else html

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch the seeds, and the hand-written pages without those that we write ourselves.

        Review in the browser is open from here on, to this machine alone.
        """
        del builder
        served = server.get_app()
        if self._desk is not None and served is not None:
            server.set_app(guarded(served, self._desk, int(server.server_address[1])))
        self._watch = Watch()
        server.unwatch(config.docs_dir)
        self._watch.serve(server, config.docs_dir, is_generated)
        self._watch.serve(server, self.config.seeds)
        self._watch.start()
        return server


def named(output: str) -> str:
    """Return a page with a name for Material's search dialog, which has none and is then announced as "dialog"."""
    return output.replace(_DIALOG, f'{_DIALOG} aria-label="Search"', 1)
