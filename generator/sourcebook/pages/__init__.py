"""Findings to Markdown pages. Pure: no file is read or written but the package's own templates."""

from .compose import build
from .head import KEY as HEAD
from .options import Download, Options
from .site import SCRIPT, STYLE

# What the generator owns below the docs folder.
FOLDERS = (
    "articles",
    "authenticity",
    "compare",
    "data",
    "find",
    "index.md",
    "numbers",
    "people",
    "review",
    "sourcebook",
    "sources",
)

__all__ = ["FOLDERS", "HEAD", "SCRIPT", "STYLE", "Download", "Options", "build"]
