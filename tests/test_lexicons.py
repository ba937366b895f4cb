"""The package's word lists."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import sourcebook
from sourcebook import lexicons

_ROOT = Path(sourcebook.__file__).parent
_FILES = sorted(_ROOT.rglob("*.yml"))


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_a_word_list_is_read_as_the_parser_in_python_reads_it(path: Path) -> None:
    """The parser in C, where it is there, makes the same of every file, in the same order."""
    package = ".".join(("sourcebook", *path.parent.relative_to(_ROOT).parts)).removesuffix(".lexicon")
    below = (path.name,) if package == "sourcebook" else ("lexicon", path.name)
    plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert repr(lexicons.read(package, *below)) == repr(plain)


def test_one_module_alone_reads_word_lists() -> None:
    """No other module parses YAML of the package with the slow parser."""
    slow = [path for path in _ROOT.rglob("*.py") if "safe_load" in path.read_text(encoding="utf-8")]
    assert slow == []
