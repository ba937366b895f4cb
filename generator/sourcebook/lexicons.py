"""The word lists of the package, which are YAML files beside the code that they belong to."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

# The parser written in C, where it is there, reads the same ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(package: str, *path: str) -> Any:
    """Return the content of a YAML file of the package; who asks for it often keeps what was made of it.

    Args:
        package: the package that the file lies in, as ``sourcebook.annotate``.
        path: the folders below it and the file's name.
    """
    # No file of anybody else is read: a safe loader, whichever of the two, makes plain values alone.
    return yaml.load(resources.files(package).joinpath(*path).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
