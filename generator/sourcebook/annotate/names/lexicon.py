"""The word lists that tell what a name stands for."""

from __future__ import annotations

import functools
from importlib import resources

import yaml


@functools.cache
def words(group: str) -> frozenset[str]:
    """Return the lower-case words of a `group` of the lexicon of names."""
    return frozenset(_data()[group]["words"].split())


@functools.cache
def _data() -> dict[str, dict[str, str]]:
    folder = resources.files("sourcebook.annotate").joinpath("lexicon")
    data: dict[str, dict[str, str]] = yaml.safe_load(folder.joinpath("names.yml").read_text(encoding="utf-8"))
    return data
