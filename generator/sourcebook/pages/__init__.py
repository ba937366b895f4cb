"""Findings to Markdown pages. Pure: no file is read or written but the package's own templates."""

from .compose import build, each
from .find import Before
from .head import KEY as HEAD
from .indexed import Blocks, Index, Stretch
from .kept import Kept, templates
from .lines import Lines
from .looked import Looked
from .options import DOWNLOADS, SEARCH, Download, Options
from .render import environment
from .site import OFFLINE, SCRIPT, STYLE
from .units import Units

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

__all__ = [
    "DOWNLOADS",
    "FOLDERS",
    "HEAD",
    "OFFLINE",
    "SCRIPT",
    "SEARCH",
    "STYLE",
    "Before",
    "Blocks",
    "Download",
    "Index",
    "Kept",
    "Lines",
    "Looked",
    "Options",
    "Stretch",
    "Units",
    "build",
    "each",
    "environment",
    "templates",
]
