"""What every build needs is made ready once in the life of `mkdocs serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.test_kept_site import added, build, made

from sourcebook import compiled, gazetteer, lexicons, store
from sourcebook.annotate import language


def test_a_second_change_reads_and_compiles_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model, word lists, places, templates and our own code are not read again; of findings only packs are."""
    project = made(tmp_path)
    build(project, "serve")
    added(project, 1)
    before = build(project, "serve")
    done: list[str] = []

    def watched(holder: Any, name: str) -> None:
        act = getattr(holder, name)

        def noted(*given: Any, **named: Any) -> Any:
            done.append(name)
            return act(*given, **named)

        monkeypatch.setattr(holder, name, noted)

    for holder, name in (
        (language, "loaded"),
        (lexicons, "read"),
        (gazetteer, "_read"),
        (compiled.Compiled, "dump_bytecode"),
        (store.Store, "load"),
    ):
        watched(holder, name)
    added(project, 3)
    site = build(project, "serve")
    changed = [path for path, data in site.items() if data != before.get(path)]
    assert any(path.startswith("articles/") for path in changed)
    # The one article that is new to it is asked for, to see whether it was here before.
    assert done == ["load"]
    assert store.code_digest.cache_info().misses <= 1
