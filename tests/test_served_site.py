"""A site that is served and built again and again: what stands in its folder equals a site built from nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from tests.test_kept_site import (
    added,
    came,
    change,
    decided,
    fresh,
    made,
    navigated,
    overridden,
    rendered,
    themed,
    went,
    written,
)

from sourcebook import kept_data, kept_site, later


class Serving:
    """What `mkdocs serve` does: one plugin for all builds, the settings read anew for each, one temporary folder."""

    def __init__(self, project: Path, site: Path) -> None:
        self.project = project
        self.site = site
        self.plugin: Any = None

    def config(self) -> MkDocsConfig:
        """Read the settings."""
        chosen = yaml.safe_load((self.project / "settings.yml").read_text(encoding="utf-8"))
        (self.project / "mkdocs.yml").write_text(yaml.safe_dump(chosen), encoding="utf-8")
        return load_config(str(self.project / "mkdocs.yml"), site_dir=str(self.site))

    def build(self) -> dict[str, bytes]:
        """Build once more and return what is served."""
        config = self.config()
        if self.plugin is None:
            config.plugins.on_startup(command="serve", dirty=False)
            self.plugin = config.plugins["sourcebook"]
        assert config.plugins["sourcebook"] is self.plugin
        mkdocs_build.build(config)
        assert config.site_dir == str(self.site)
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in self.site.rglob("*")
            if path.is_file() and path.suffix != ".gz"
        }

    def anew(self) -> dict[str, bytes]:
        """Build the same site from nothing. MkDocs holds one object of each plugin: what it knows is put back."""
        known = dict(vars(self.plugin))
        try:
            return fresh(self.project)
        finally:
            vars(self.plugin).clear()
            vars(self.plugin).update(known)

    def stop(self) -> None:
        """Stop the server: nothing is written any more."""
        if self.plugin is not None:
            self.plugin.on_shutdown()


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Return a server's builds of a small project."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as site:
        server = Serving(made(Path(folder)), Path(site))
        yield server
        server.stop()


STEPS = st.lists(
    st.tuples(
        st.sampled_from((added, added, came, went, navigated, themed, overridden, written, decided)), st.integers(0, 11)
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_after_any_changes_the_site_that_is_served_equals_one_built_from_nothing(
    steps: list[tuple[Callable[[Path, int], None], int]],
) -> None:
    """Whatever was changed in between, no page that stands is another than it would be, and none is left over."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as site:
        serving = Serving(made(Path(folder)), Path(site))
        assert serving.build() == serving.anew()
        for act, number in steps:
            act(serving.project, number)
            assert serving.build() == serving.anew(), (act.__name__, number)
        serving.stop()


def test_an_article_that_changes_goes_and_comes(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands is not touched, what changed is built, what is gone is removed with its empty folder."""
    serving.build()
    page = serving.site / "articles" / "island-times" / "index.html"
    style = serving.site / "sourcebook" / "sourcebook.css"
    scores = serving.site / "data" / "scores" / "index.html"
    before = [path.stat().st_mtime_ns for path in (scores, style)]
    seen = rendered(monkeypatch)
    for number in range(3):
        added(serving.project, 2 * number)
        found = serving.build()
        assert {"data/scores.md", "numbers/index.md"} - set(seen)
        assert len(seen) < len([path for path in found if path.endswith(".html")])
        assert found == serving.anew()
        seen.clear()
    assert [path.stat().st_mtime_ns for path in (scores, style)] == before
    text = (serving.project / "articles" / "island-times.txt").read_text(encoding="utf-8")
    (serving.project / "articles" / "island-times.txt").unlink()
    assert serving.build() == serving.anew()
    assert not page.parent.exists()
    (serving.project / "articles" / "island-times.txt").write_text(text, encoding="utf-8")
    assert serving.build() == serving.anew()


def test_what_others_did_to_the_folder_is_put_right(serving: Serving) -> None:
    """A page and a file that were changed or removed where they are served are made again."""
    whole = serving.build()
    (serving.site / "articles" / "island-times" / "index.html").write_text("not what was built", encoding="utf-8")
    (serving.site / "articles" / "harbour-post" / "index.html").unlink()
    (serving.site / "sourcebook" / "sourcebook.js").write_text("not what was copied", encoding="utf-8")
    assert serving.build() == whole


def test_after_a_build_that_failed_all_is_made_anew(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of a build that failed half-way are not left over."""
    whole = serving.build()
    came(serving.project, 7)
    with monkeypatch.context() as patched:
        patched.setattr(kept_site.SiteKeeper, "note", _failing)
        with pytest.raises(RuntimeError):
            serving.build()
    went(serving.project, 7)
    assert serving.build() == whole


def test_a_page_and_a_file_with_one_place_are_never_taken_for_each_other(serving: Serving) -> None:
    """Where a file lies in the way of a page, what MkDocs writes last is served, build after build."""
    change(serving.project, use_directory_urls=False)
    docs = serving.project / "docs"
    serving.build()
    (docs / "articles" / "island-times.html").write_text("<p>in the way</p>", encoding="utf-8")
    for _ in range(2):
        assert serving.build() == serving.anew()


def test_data_files_of_many_articles_are_made_when_the_site_is_shown(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows a change before the data files are made; these stand changed before the next build begins."""
    monkeypatch.setattr(kept_data, "LATER_FROM", 1)
    serving.build()
    serving.plugin._later.settle()
    facts = serving.site / "data" / "facts.json"
    before = facts.read_bytes()
    asked = len(before)
    monkeypatch.setattr(later, "_PAUSE", 60)
    added(serving.project, 3)
    shown = serving.build()
    assert shown["data/facts.json"] == before
    assert shown["articles/island-times/index.html"] == serving.anew()["articles/island-times/index.html"]
    serving.plugin._later.settle()
    assert len(facts.read_bytes()) > asked
    # Sizes on the data page are those of the build before; a further build finds all as it is to be.
    assert serving.build() == serving.anew()
    assert facts.read_bytes() == serving.anew()["data/facts.json"]


def test_data_files_are_given_up_for_the_next_change(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that comes before they are made does not wait for them; behind the last change they are made whole."""
    monkeypatch.setattr(kept_data, "LATER_FROM", 1)
    serving.build()
    serving.plugin._later.settle()
    facts = serving.site / "data" / "facts.json"
    before = facts.read_bytes()
    monkeypatch.setattr(later, "_PAUSE", 60)
    for number in (3, 4):
        added(serving.project, number)
        shown = serving.build()
        assert shown["data/facts.json"] == facts.read_bytes() == before
    assert shown["articles/island-times/index.html"] == serving.anew()["articles/island-times/index.html"]
    serving.plugin._later.settle()
    assert facts.read_bytes() == serving.anew()["data/facts.json"] != before
    assert serving.build() == serving.anew()
    assert not list((serving.project / "docs").glob(".sourcebook-*"))


def test_what_was_put_off_is_done_though_the_build_failed(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails in MkDocs, the data files of the findings that were made are whole at the next build."""
    monkeypatch.setattr(kept_data, "LATER_FROM", 1)
    serving.build()
    added(serving.project, 3)
    with monkeypatch.context() as patched:
        patched.setattr(kept_site.SiteKeeper, "note", _failing)
        with pytest.raises(RuntimeError):
            serving.build()
    serving.plugin._later.settle()
    assert serving.build() == serving.anew()


def _failing(*_: Any) -> None:
    raise RuntimeError("made to fail")
