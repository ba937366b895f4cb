"""The cache of rendered pages: a site built with it equals one built without, whatever has changed in between."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from tests import test_kept_site
from tests.conftest import STORY

from sourcebook.kept_pages import KeptPage, Rendered
from sourcebook.plugin import SourcebookPlugin
from sourcebook.store import Shelf

CONFIG = """\
site_name: My site
theme: material
use_directory_urls: {urls}
plugins:
  - search
  - sourcebook:
      seeds: articles
      cache: {cache}
      keep_pages: {keep}
markdown_extensions:
  - attr_list
  - tables
  - toc:
      permalink: "#"
"""
CHANGE = "\nOne more sentence was added on Friday.\n"


def site(project: Path, *, keep: bool, urls: bool = True, cache: str = "cache") -> dict[str, bytes]:
    """Build a project anew and return the bytes of every file of its site, the sitemap's packed copy aside."""
    # Finished pages would stay as they are, and nothing would be looked up.
    shutil.rmtree(project / "site", ignore_errors=True)
    settings = CONFIG.format(urls=str(urls).lower(), keep=str(keep).lower(), cache=cache)
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = {p.relative_to(project / "site").as_posix(): p for p in sorted((project / "site").rglob("*"))}
    # Its bytes tell the second in which it was packed.
    return {path: file.read_bytes() for path, file in made.items() if file.is_file() and path != "sitemap.xml.gz"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small MkDocs project with a page by hand that links to a generated one."""
    shutil.copytree(STORY, tmp_path / "articles")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mine.md").write_text("# Mine\n\n[a report](articles/harbour-post.md)\n", encoding="utf-8")
    return tmp_path


def test_a_site_from_the_cache_equals_one_without(project: Path) -> None:
    """Cold, warm, after a change, after an article went and after a setting changed, every file has the same bytes."""
    assert site(project, keep=True) == site(project, keep=False)
    assert site(project, keep=True) == site(project, keep=False)
    article = project / "articles" / "late-edition.txt"
    article.write_text(article.read_text(encoding="utf-8") + CHANGE, encoding="utf-8")
    changed = site(project, keep=True)
    assert b"One more sentence" in changed["articles/late-edition/index.html"]
    assert changed == site(project, keep=False)
    (project / "articles" / "island-times.txt").unlink()
    assert site(project, keep=True) == site(project, keep=False)
    assert site(project, keep=True, urls=False) == site(project, keep=False, urls=False)


def test_unchanged_pages_are_taken_from_the_cache_and_damaged_entries_are_not(project: Path) -> None:
    """What stands in the cache is what is shown; an entry whose bytes were changed is rendered anew."""
    whole = site(project, keep=True)
    entries = sorted((project / "cache").rglob("*.page"))
    assert entries
    shelf = Shelf(project / "cache", Rendered, "page")
    for path in entries:
        kept = shelf.load(path.stem)
        assert kept is not None
        shelf.save(path.stem, msgspec.structs.replace(kept, content=kept.content + "<p>FROM THE CACHE</p>"))
    marked = [path for path, data in site(project, keep=True).items() if b"FROM THE CACHE" in data]
    assert "articles/harbour-post/index.html" in marked
    assert "mine/index.html" not in marked
    for path in entries:
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
    assert site(project, keep=True) == whole


def test_a_page_is_rendered_anew_when_what_it_links_to_goes(project: Path) -> None:
    """A generated page that looked up a path which is another address now is not taken from the cache."""
    site(project, keep=True)
    shelf = Shelf(project / "cache", Rendered, "page")
    kept_of = {path: kept for path in (project / "cache").rglob("*.page") if (kept := shelf.load(path.stem))}
    path, kept = next((path, kept) for path, kept in kept_of.items() if "14-minute" in kept.content)
    stale = msgspec.structs.replace(kept, content="STALE", asked=(("articles/gone.md", "articles/gone/ INCLUDED"),))
    shelf.save(path.stem, stale)
    assert not [name for name, data in site(project, keep=True).items() if b"STALE" in data]


def test_rendered_pages_let_go_of_their_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is held while others are rendered; where the cache is emptied meanwhile, the site has the same bytes."""
    project = test_kept_site.made(tmp_path)
    between = SourcebookPlugin.on_env
    seen: list[tuple[str, bool]] = []

    def emptied(self: SourcebookPlugin, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        pages = [file.page for file in files.documentation_pages() if isinstance(file.page, KeptPage)]
        seen.extend((page.file.src_uri, bool(vars(page)["content"] or page.markdown)) for page in pages)
        shutil.rmtree(project / "cache")
        return between(self, env, config=config, files=files)

    with monkeypatch.context() as patched:
        patched.setattr(SourcebookPlugin, "on_env", emptied)
        site = test_kept_site.build(project)
    assert "articles/harbour-post.md" in dict(seen)
    assert not [path for path, held in seen if held]
    assert site == test_kept_site.fresh(project)


def test_written_pages_let_go_of_what_plugins_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the site is written no page holds the HTML that the search made of its own; its links are there to check."""
    project = test_kept_site.made(tmp_path)
    noted = SourcebookPlugin.on_post_page
    pages: dict[str, KeptPage] = {}
    made: list[str] = []

    def noting(self: SourcebookPlugin, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        if isinstance(page, KeptPage) and page.alone and page.keeper.known:
            pages[page.file.src_uri] = page
            made.extend([page.file.src_uri] if vars(page)["content"] else [])
        return noted(self, output, page=page, config=config)

    monkeypatch.setattr(SourcebookPlugin, "on_post_page", noting)
    test_kept_site.build(project)
    assert "articles/harbour-post.md" in made
    assert not [path for path, page in pages.items() if vars(page)["content"]]
    assert not [path for path, page in pages.items() if page.links_to_anchors is None]
