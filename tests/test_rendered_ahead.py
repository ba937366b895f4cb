"""Pages rendered by several processes: the site has the bytes that MkDocs alone gives it, whatever goes wrong."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.structure.pages import Page
from tests import acts
from tests.test_kept_site import added, build, change, fresh, made

from sourcebook import rendered_ahead

# A hand-written text on the overview, a generated page, links to a page and to a section of it; the last leads nowhere.
HOME = "Read [one](articles/harbour-post.md), [its source](articles/harbour-post.md#cite), [none](articles/gone.md).\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small project, for which processes are started all the same."""
    monkeypatch.setattr(rendered_ahead, "POOL_FROM", 1)
    project = made(tmp_path)
    change(project, plugins=_plugins())
    return project


def _plugins(**settings: object) -> list[Any]:
    return ["search", {"sourcebook": {"seeds": "articles", "cache": "cache", "processes": 2} | settings}]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that notes the pages rendered in this process."""
    seen: list[str] = []
    render = Page.render

    def noted(page: Page, config: Any, files: Any) -> None:
        seen.append(page.file.src_uri)
        render(page, config, files)

    monkeypatch.setattr(Page, "render", noted)
    return seen


def test_a_site_rendered_by_several_processes_equals_one_rendered_here(project: Path, here: list[str]) -> None:
    """All generated pages are rendered elsewhere, search entries included, and no byte of any file differs."""
    whole = build(project)
    assert here == ["mine.md"]
    assert list((project / "cache").rglob("*.search"))
    assert whole == fresh(project)
    assert "articles/harbour-post.md" in here
    shutil.rmtree(project / "cache")
    assert build(project, "serve", use_directory_urls=False)["articles/harbour-post.html"]
    assert build(project, use_directory_urls=False) == fresh_with(project, use_directory_urls=False)


def fresh_with(project: Path, **settings: Any) -> dict[str, bytes]:
    """Build from nothing with other settings."""
    change(project, **settings)
    return fresh(project)


def test_what_mkdocs_remarks_on_is_rendered_and_told_here(
    project: Path, here: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A link that leads nowhere is told as ever; the other links of the page lead where they should."""
    (project / "docs" / "_home.md").write_text(HOME, encoding="utf-8")
    change(project, exclude_docs="_*.md")
    with caplog.at_level(logging.WARNING):
        whole = build(project)
    assert "'articles/gone.md', but the target is not found" in caplog.text
    assert sorted(here) == ["index.md", "mine.md"]
    assert b'href="articles/harbour-post/#cite"' in whole["index.html"]
    assert whole == fresh(project)


def test_a_page_that_links_to_others_is_rendered_elsewhere(project: Path, here: list[str]) -> None:
    """The addresses of other files are known to the processes, whatever the navigation calls them."""
    (project / "docs" / "_home.md").write_text(HOME.replace("[none](articles/gone.md)", "[mine](mine.md)"), "utf-8")
    change(project, exclude_docs="_*.md", nav=[{"Start": "index.md"}, {"All": [{"Reports": "articles/index.md"}]}])
    whole = build(project)
    assert here == ["mine.md"]
    assert b'href="mine/"' in whole["index.html"]
    assert whole == fresh(project)


@pytest.mark.parametrize("lost", ["killed", "cache", "settings"])
def test_what_goes_wrong_there_is_made_good_here(
    project: Path, here: list[str], monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """A killed process, a cache that cannot be written, settings that cannot be read: MkDocs renders the pages."""
    if lost == "killed":
        monkeypatch.setattr(rendered_ahead, "_piece", acts.lost)
    elif lost == "cache":
        (project / "cache").write_text("no folder", encoding="utf-8")
    else:
        monkeypatch.setattr(rendered_ahead, "_settings", lambda *_: "nothing that is understood")
    whole = build(project)
    assert "articles/harbour-post.md" in here
    assert whole == fresh(project)


@pytest.mark.parametrize(
    "settings",
    [
        {"plugins": _plugins(processes=1)},
        {"plugins": _plugins(keep_pages=False)},
        {"hooks": ["hook.py"]},
    ],
)
def test_no_process_is_started_where_it_would_be_for_nothing(
    project: Path, here: list[str], monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any]
) -> None:
    """One process is wished for, nothing may be kept, or a hook may change each page's Markdown."""
    monkeypatch.setattr(rendered_ahead, "ProcessPoolExecutor", None)
    (project / "hook.py").write_text("def on_page_markdown(markdown, **_):\n    return markdown + '!'\n", "utf-8")
    assert build(project, **settings)
    assert "articles/harbour-post.md" in here


def test_no_process_is_started_for_few_pages_or_kept_ones(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages in the cache are not counted, though the theme around all of them changed."""
    build(project)
    added(project, 1)
    monkeypatch.setattr(rendered_ahead, "ProcessPoolExecutor", None)
    monkeypatch.setattr(rendered_ahead, "POOL_FROM", 30)
    assert build(project, site_name="Another") == fresh_with(project, site_name="Another")


def test_settings_that_hold_objects_are_not_sent() -> None:
    """Plain values and functions of modules can be told to another process; what a place in memory makes cannot."""
    assert rendered_ahead._tellable({"toc": {"slugify": shutil.copy, "levels": (1, "2", None)}})
    assert not rendered_ahead._tellable({"toc": {"slugify": lambda text: text}})
    assert not rendered_ahead._tellable([Path("a")])
