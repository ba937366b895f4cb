"""The theme's files are the same, however they are listed."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from sourcebook.theme_files import Visible, hasten


def config(folder: Path, **settings: object) -> MkDocsConfig:
    """Return a site's settings."""
    (folder / "docs").mkdir(exist_ok=True)
    chosen = {"theme": {"name": "material"}, "plugins": ["search"]} | settings
    return load_config(None, site_name="Mine", docs_dir=str(folder / "docs"), site_dir=str(folder / "site"), **chosen)


def listed(config: MkDocsConfig) -> list[tuple[str, str | None]]:
    """Return the files that MkDocs takes from the theme, in its order, each with the place it comes from."""
    files = Files(())
    files.add_files_from_theme(config.theme.get_env(), config)
    return [(file.src_uri, file.abs_src_path) for file in files]


@pytest.mark.parametrize("own", [False, True])
def test_mkdocs_takes_the_same_files_from_the_theme(tmp_path: Path, own: bool) -> None:  # noqa: FBT001 - a case
    """Those of a folder of one's own, too, hidden or not, at any depth."""
    theme: dict[str, object] = {"name": "material"}
    if own:
        for name in ("mine.txt", "deep/er/two.css", ".hidden/three.css", "deep/.hidden/four.css", "assets/five.js"):
            path = tmp_path / "theme" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("mine", encoding="utf-8")
        theme["custom_dir"] = str(tmp_path / "theme")
    slow, quick = config(tmp_path, theme=theme), config(tmp_path, theme=theme)
    hasten(quick)
    assert type(quick.theme.get_env().loader) is Visible
    assert listed(quick) == listed(slow)
    assert not own or any(path.endswith("deep/er/two.css") for path, _ in listed(quick))


def test_names_are_those_of_jinja_where_nothing_is_hidden(tmp_path: Path) -> None:
    """Sorted, below any of several folders, each once."""
    for name in ("one/a.txt", "one/b/c.txt", "two/a.txt", "two/b/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    folders = [tmp_path / "one", tmp_path / "two"]
    assert Visible(folders).list_templates() == jinja2.FileSystemLoader(folders).list_templates()


def test_a_theme_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """Its templates may list what they like."""
    other = config(tmp_path, theme={"name": "mkdocs"})
    hasten(other)
    assert type(other.theme) is Theme
