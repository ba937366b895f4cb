"""What the theme puts around the pages, as far as a finished page depends on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchPlugin
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import meta

from sourcebook.kept_keys import digest, plain

# Plugins' settings are told by themselves; where the site is made is no part of a page.
_ELSEWHERE = frozenset({"plugins", "site_dir"})


def knows_all(config: MkDocsConfig) -> bool:
    """Return whether all that takes part in a build is known: Material without templates of one's own, no other plugin.

    A template of somebody's own may list all pages, a plugin or a hook look at anything.
    """
    own = config.theme.custom_dir
    templates = bool(own) and any(path.suffix == ".html" for path in _below(Path(own or "")))
    plugins = all(_is_known(plugin) for plugin in config.plugins.values())
    return config.theme.name == "material" and not templates and plugins


def _is_known(plugin: object) -> bool:
    return type(plugin) is SearchPlugin or type(plugin).__module__ == "sourcebook.plugin"


def around(nav: Iterable[StructureItem], config: MkDocsConfig, *, served: bool) -> str:
    """Return a digest of what stands around each page: the items of the navigation, and all settings."""
    own = config.theme.custom_dir
    icons = [(path.as_posix(), hashed(path.read_bytes())) for path in _below(Path(own))] if own else []
    settings = {name: _shown(value) for name, value in dict(config).items() if name not in _ELSEWHERE}
    plugins = {name: _shown(getattr(plugin, "config", None)) for name, plugin in config.plugins.items()}
    return digest(plain(settings), plain(plugins), plain(icons), plain(_items(nav)), str(served))


def _items(items: Iterable[StructureItem]) -> list[Any]:
    """Return what the theme can show of the navigation: titles, addresses, and the front matter of its pages."""
    made: list[Any] = []
    for item in items:
        if isinstance(item, Page):
            source = item.file.content_string
            given = meta.get_data(source)[1]
            titled = "" if given.get("title") or item.title else digest(source)
            made.append(("page", item.title, item.url, given, titled))
        else:
            made.append(
                (
                    type(item).__name__,
                    item.title,
                    getattr(item, "url", ""),
                    _items(getattr(item, "children", None) or ()),
                )
            )
    return made


def _shown(value: object) -> Any:
    if isinstance(value, Config):
        return {name: _shown(each) for name, each in dict(value).items()}
    if isinstance(value, Theme):
        return [value.name, value.dirs, sorted(value.static_templates), {name: _shown(value[name]) for name in value}]
    patterns = getattr(value, "patterns", None)
    return value if patterns is None else [str(getattr(each, "pattern", each)) for each in patterns]


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def hashed(data: bytes) -> str:
    """Return the SHA-256 digest of bytes."""
    return hashlib.sha256(data).hexdigest()
