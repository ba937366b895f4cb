"""The keys of what is kept for MkDocs: digests of all that a page is made of."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sourcebook.store import code_digest


def settings_of(config: MkDocsConfig) -> str:
    """Return a digest of all that every page depends on: the settings of Markdown, everything installed."""
    installed = sorted(
        path.name for folder in sys.path if Path(folder or ".").is_dir() for path in Path(folder or ".").glob("*-info")
    )
    settings = {
        "extensions": config.markdown_extensions,
        "options": config.mdx_configs,
        "directory_urls": config.use_directory_urls,
        "validation": {name: dict(value) for name, value in config.validation.items() if isinstance(value, dict)},
        "validated": {name: value for name, value in config.validation.items() if not isinstance(value, dict)},
    }
    return digest(sys.version, code_digest(), *installed, plain(settings))


def plain(value: object) -> str:
    """Return `value` as text; a function by its name, for its place in memory differs from run to run."""
    return json.dumps(value, sort_keys=True, default=lambda v: getattr(v, "__qualname__", None) or repr(v))


def digest(*parts: str) -> str:
    """Return the digest that is the key of what is made of `parts`."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
