"""The theme's files are listed without its icons.

For each build MkDocs lists all that stands in the theme's folders, and drops what is hidden there. Of Material's 14,500
files 14,300 are icons in a hidden folder: it need not be gone into.
"""

from __future__ import annotations

import os

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from sourcebook.kept_theme import knows_all


class Visible(jinja2.FileSystemLoader):
    """Finds any template, and lists those in folders that are not hidden at the top."""

    def list_templates(self) -> list[str]:
        """Return the names of the templates, as the loader of Jinja gives them."""
        names: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top, followlinks=self.followlinks):
                if folder == top:
                    folders[:] = [name for name in folders if not name.startswith(".")]
                here = os.path.relpath(folder, top)
                below = "" if here == os.curdir else here.replace(os.sep, "/") + "/"
                names.update(below + name for name in files)
        return sorted(names)


class VisibleTheme(Theme):
    """A theme whose hidden files are not listed."""

    def get_env(self) -> jinja2.Environment:
        """Return the environment of the theme's templates."""
        env = super().get_env()
        if type(env.loader) is jinja2.FileSystemLoader:
            env.loader.__class__ = Visible
        return env


def hasten(config: MkDocsConfig) -> None:
    """Let the theme's files be listed so, where nobody else may ask for those that are hidden."""
    if type(config.theme) is Theme and knows_all(config):
        config.theme.__class__ = VisibleTheme
