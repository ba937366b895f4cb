"""Findings to Markdown pages. Pure: no file is read or written but the package's own templates."""

from .compose import build
from .options import Download, Options

# What the generator owns below the docs folder.
FOLDERS = ("articles", "authenticity", "compare", "data", "index.md", "numbers", "people", "sourcebook", "sources")

__all__ = ["FOLDERS", "Download", "Options", "build"]
