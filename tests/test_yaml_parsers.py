"""Sidecars are read by the parser in C where it does what the other does; neither can be led too deep."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import CurationError, ReadError
from sourcebook.read import yamltext

PIECES = (
    *("title", "a", "b c", "é", "- ", "-", ": ", ":", "\n", "\n  ", "\n- ", "\n    ", " ", "'", '"', "''", "\\", "#"),
    *(" #", "&", "? ", "]", "}", ",", "@", "`", "%YAML 1.1\n", "---", "...", "~", "null", "true", "2020-01-01", "<<"),
    *("=", "\r", "\r\n", "\x85", "\u2028", "\ud7ff", "x: y\n", "k: 'v'\n", 'q: "w"\n', "l:\n- 1\n- 2\n", "a/b?c=1&d#e"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


def read(text: str) -> object:
    """Return what is read of a text, or how it is refused."""
    try:
        return yamltext.mapping(text, file="x.yml", offset=2)
    except ReadError as error:
        return str(error)


@given(TEXTS | TEXTS.map("title: {}".format) | st.text(max_size=30))
def test_both_parsers_read_the_same(text: str) -> None:
    """Values, the lines of their keys, and what is said of an error do not depend on the parser."""
    quick = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltext, "_Fast", None)
        assert read(text) == quick


def test_a_plain_sidecar_is_read_by_the_parser_in_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `sourcebook add` writes, and what people write beside it, never meets the slow parser."""
    monkeypatch.setattr(yamltext, "_Loader", None)
    text = "url: 'https://a.example/b?c=1&d=2'\nretrieved: 2026-03-04T10:20:00Z\nauthors:\n- Ada Lund\n- Per Holm\n"
    if yamltext._Fast is None:
        pytest.skip("the parser in C is not there")
    values, lines = yamltext.mapping(text, file="x.yml") or ({}, {})
    assert values == {
        "url": "https://a.example/b?c=1&d=2",
        "retrieved": "2026-03-04T10:20:00Z",
        "authors": ["Ada Lund", "Per Holm"],
    }
    assert lines == {"url": 1, "retrieved": 2, "authors": 3}


@pytest.mark.parametrize(
    "text", ["'- ' * 49_000", "'? ' * 49_000", "'[' * 90_000", "'\\n'.join(' ' * n + 'a:' for n in range(400))"]
)
def test_no_file_leads_a_parser_too_deep(text: str) -> None:
    """Values nested deeper than the process has room for are refused, in a sidecar and in corrections."""
    program = (
        "from sourcebook.errors import SourcebookError\nfrom sourcebook.curate import nodes\n"
        "from sourcebook.read import yamltext\nimport threading\n"
        f"text = {text}\n"
        "def refused(act):\n"
        "    try:\n        act(text, file='x.yml')\n"
        "    except SourcebookError as error:\n        print(type(error).__name__)\n"
        "threading.stack_size(256 * 1024)\n"
        "for act in (yamltext.mapping, nodes.compose):\n"
        "    run = threading.Thread(target=refused, args=(act,))\n    run.start()\n    run.join()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [ReadError.__name__, CurationError.__name__]


def test_the_parser_in_c_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has it, it is the one that is used."""
    assert yamltext._Fast is getattr(yaml, "CBaseLoader", None)
    monkeypatch.setattr(yamltext, "_Fast", None)
    assert yamltext.mapping("a: b", file="x.yml") == ({"a": "b"}, {"a": 1})
