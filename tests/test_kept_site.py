"""Finished pages that stay from build to build: after any changes the site equals one that was built from nothing."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import jinja2
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from tests.conftest import STORY

from sourcebook import kept_site

CONFIG: dict[str, Any] = {
    "site_name": "My site",
    "site_url": "https://reports.example/",
    "theme": {"name": "material", "features": []},
    "nav": [{"Overview": "index.md"}, {"Reports": "articles/index.md"}, "mine.md"],
    "not_in_nav": "/articles/\n/people/\n/numbers/\n/sources/\n/authenticity/\n/compare/\n/review/\n/find/\n/data/\n",
    "plugins": ["search", {"sourcebook": {"seeds": "articles", "cache": "cache"}}],
    "markdown_extensions": ["attr_list", "tables", {"toc": {"permalink": "#"}}],
}
MINE = "---\ntitle: {title}\n---\n\n# Mine\n\n[a report](articles/harbour-post.md#{anchor})\n"


def build(project: Path, command: Literal["build", "serve"] = "build", **changed: Any) -> dict[str, bytes]:
    """Build a site and return the bytes of each of its files; `changed` are other settings than the project's."""
    config = yaml.safe_load((project / "settings.yml").read_text(encoding="utf-8")) | changed
    (project / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    loaded = load_config(str(project / "mkdocs.yml"))
    loaded.plugins.on_startup(command=command, dirty=False)
    mkdocs_build.build(loaded)
    site = Path(loaded.site_dir)
    files = (path for path in site.rglob("*") if path.is_file())
    # The packed site map tells the second in which it was packed.
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files if path.suffix != ".gz"}


def fresh(project: Path) -> dict[str, bytes]:
    """Build the same site into an empty folder, with nothing kept but what was found in the articles."""
    place = project / "other"
    shutil.rmtree(place, ignore_errors=True)
    plugin = {"seeds": "articles", "cache": "cache", "keep_pages": False}
    try:
        return build(project, site_dir=str(place), plugins=["search", {"sourcebook": plugin}])
    finally:
        shutil.rmtree(place, ignore_errors=True)


def change(project: Path, **settings: Any) -> None:
    """Change settings of the project."""
    path = project / "settings.yml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text(encoding="utf-8")) | settings), encoding="utf-8")


def made(folder: Path) -> Path:
    """Make a project with a hand-written page that links to a sentence of a report."""
    shutil.copytree(STORY, folder / "articles")
    (folder / "docs").mkdir()
    (folder / "docs" / "mine.md").write_text(MINE.format(title="Mine", anchor="cite"), encoding="utf-8")
    (folder / "settings.yml").write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project."""
    return made(tmp_path)


def added(project: Path, number: int) -> None:
    """Add a sentence to a report."""
    path = sorted((project / "articles").glob("*.txt"))[number % 2]
    path.write_text(path.read_text(encoding="utf-8") + f"\n\nDivers found {number} boxes.\n", encoding="utf-8")


def came(project: Path, number: int) -> None:
    """Add a report."""
    text = f"Report {number} from the quay\n\nHarbour master Ines Vega said on Friday that {number} ships had left.\n"
    (project / "articles" / f"quay-{number}.txt").write_text(text, encoding="utf-8")


def went(project: Path, number: int) -> None:
    """Remove a report that was added."""
    for path in sorted((project / "articles").glob("quay-*.txt"))[: number % 2 + 1]:
        path.unlink()


def navigated(project: Path, number: int) -> None:
    """Change the navigation: its titles, its order, what is in it."""
    others: tuple[list[Any], ...] = (
        [{"Reports": "articles/index.md"}],
        [{"All": [{"One": "articles/harbour-post.md"}]}, "find/index.md"],
        [],
    )
    change(project, nav=[{f"Overview {number % 2}": "index.md"}, *others[number % 3], "mine.md"])


def themed(project: Path, number: int) -> None:
    """Change the theme's settings or those of the site."""
    change(project, theme={"name": "material", "features": ["navigation.top", "navigation.tabs"][: number % 3]})
    change(project, site_name=f"Site {number % 2}", use_directory_urls=bool(number % 2))


def overridden(project: Path, number: int) -> None:
    """Lay templates or pictures of one's own over the theme."""
    own = project / f"own-{number % 2}"
    own.mkdir(exist_ok=True)
    if number % 2:
        listed = "{% extends 'base.html' %}{% block announce %}{{ pages | length }} pages{% endblock %}"
        (own / "main.html").write_text(listed, encoding="utf-8")
    (own / ".icons").mkdir(exist_ok=True)
    (own / ".icons" / "mine.svg").write_text(f"<svg><title>{number}</title></svg>", encoding="utf-8")
    change(project, theme={"name": "material", "custom_dir": own.name, "icon": {"logo": "mine"}})


def written(project: Path, number: int) -> None:
    """Change a page by hand: its title, which the navigation shows, and the sentence it links to."""
    text = MINE.format(title=f"Mine {number % 3}", anchor="cite" if number == 1 else f"s{number}")
    (project / "docs" / "mine.md").write_text(text, encoding="utf-8")


def meddled(project: Path, number: int) -> None:
    """Change, remove or empty what the last build left in the site's folder, or what it noted."""
    pages = sorted((project / "site").glob("articles/**/*.html"))
    if pages:
        pages[number % len(pages)].write_text("not what was built", encoding="utf-8")
    if number % 4 == 0:
        shutil.rmtree(project / "site" / "people", ignore_errors=True)
    if number % 4 == 2:
        for noted in (project / "cache").rglob("*.site"):
            noted.write_bytes(noted.read_bytes()[:-1])


def decided(project: Path, number: int) -> None:
    """Correct a finding by hand."""
    entry = {"do": "confirm" if number % 2 else "reject", "what": "number", "article": "harbour-post"}
    entry |= {"at": "14-minute", "by": "Ada", "date": "2026-01-01", "reason": f"seen {number}"}
    path = project / "articles" / "curation.yml"
    path.write_text(yaml.safe_dump({"corrections": [entry]}), encoding="utf-8")


CHANGES = (added, came, went, navigated, themed, overridden, written, meddled, decided)
STEPS = st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 11)), min_size=2, max_size=5)


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_after_any_changes_the_site_equals_one_built_from_nothing(
    steps: list[tuple[Callable[[Path, int], None], int]],
) -> None:
    """Whatever was changed in between, each build gives the bytes of a build in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        project = made(Path(folder))
        build(project)
        for act, number in steps:
            act(project, number)
            assert build(project) == fresh(project), (act.__name__, number)


def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that notes the pages that MkDocs puts into the theme."""
    seen: list[str] = []
    build_page = mkdocs_build._build_page

    def noted(page: Any, *rest: Any, **more: Any) -> None:
        seen.append(page.file.src_uri)
        build_page(page, *rest, **more)

    monkeypatch.setattr(mkdocs_build, "_build_page", noted)
    return seen


def test_only_pages_with_a_change_and_those_written_by_hand_are_built(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build without a change builds hand-written pages alone; one after a change those, too, that differ."""
    whole = build(project)
    seen = rendered(monkeypatch)
    assert build(project) == whole
    assert seen == ["mine.md"]
    seen.clear()
    came(project, 1)
    changed = {path for path, data in build(project).items() if path.endswith(".html") and whole.get(path) != data}
    built = {path.removesuffix("index.md") + "index.html" for path in seen if path.endswith("index.md")}
    built |= {path.removesuffix(".md") + "/index.html" for path in seen if not path.endswith("index.md")}
    assert "articles/quay-1/index.html" in built
    assert built - changed <= {"mine/index.html"}
    assert changed - built <= {"404.html"}
    seen.clear()
    change(project, site_name="Another")
    assert len(build(project)) > len(seen) > len([path for path in whole if path.endswith("index.html")]) // 2


def test_templates_are_compiled_once_while_the_site_is_served(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build of the server compiles no template of a page, and gives the same pages; a changed one is anew."""
    names: list[str | None] = []
    compiled = jinja2.Environment.compile

    def noted(env: Any, source: Any, name: str | None = None, *rest: Any, **more: Any) -> Any:
        names.append(name)
        return compiled(env, source, name, *rest, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    whole = build(project, "serve")
    assert "partials/header.html" in names
    names.clear()
    assert build(project, "serve") == whole
    assert "partials/header.html" not in names
    overridden(project, 1)
    assert b"pages" in build(project, "serve")["index.html"]


@pytest.mark.parametrize("what", ["version", "template"])
def test_another_version_of_anything_builds_all_pages(
    project: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Nothing is taken from a build of another version of this package, nor where a template may look at all pages."""
    build(project)
    seen = rendered(monkeypatch)
    if what == "version":
        monkeypatch.setattr("sourcebook.kept_keys.code_digest", lambda: "another")
    else:
        overridden(project, 1)
    build(project)
    assert "articles/island-times.md" in seen


def test_another_plugin_builds_all_pages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a hook takes part, which may look at anything, no page is left out."""
    build(project)
    seen = rendered(monkeypatch)
    (project / "hook.py").write_text("def on_page_content(html, **_):\n    return html + '<hr>'\n", encoding="utf-8")
    assert b"<hr>" in build(project, hooks=["hook.py"])["articles/island-times/index.html"]
    assert "articles/island-times.md" in seen


def test_a_link_to_a_missing_sentence_of_a_finished_page_is_remarked_on(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Links are checked against the anchors of pages that were not built."""
    change(project, validation={"links": {"anchors": "warn"}})
    build(project)
    written(project, 999)
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        build(project)
    assert "does not contain an anchor '#s999'" in caplog.text
    written(project, 1)
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        build(project)
    assert "does not contain an anchor" not in caplog.text


def test_after_a_build_that_failed_the_next_is_right(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error leaves no hidden folder in the site, and the next build gives the site as it was."""
    whole = build(project)

    def failing(*_: Any, **__: Any) -> None:
        raise RuntimeError("made to fail")

    with monkeypatch.context() as patched:
        patched.setattr(kept_site.SiteKeeper, "take", failing)
        with pytest.raises(RuntimeError):
            build(project)
    assert [path.name for path in (project / "site").iterdir() if path.name.startswith(".")] == []
    assert build(project) == whole


def test_a_file_that_we_wrote_is_not_copied_and_one_by_hand_is(project: Path) -> None:
    """What is done to the site's files by hand is undone in both places by the next build."""
    (project / "docs" / "mine.txt").write_text("by hand", encoding="utf-8")
    site = build(project)
    pairs = {path: (project / "docs" / path, project / "site" / path) for path in ("data/facts.json", "mine.txt")}
    assert {path: one.samefile(other) for path, (one, other) in pairs.items()} == {
        "data/facts.json": True,
        "mine.txt": False,
    }
    for _, other in pairs.values():
        other.write_text("not what was built", encoding="utf-8")
    assert build(project) == site == fresh(project)
    assert (project / "docs" / "mine.txt").read_text(encoding="utf-8") == "by hand"
