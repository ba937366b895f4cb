"""The comparison of the last build, taken where no finding has changed; never where something has."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sourcebook import compare, pipeline
from sourcebook.records import Corpus

CURATION = """\
corrections:
  - do: reject
    what: number
    article: harbour-post
    at: "14-minute"
    by: Ada
    date: 2026-01-01
    reason: seen
"""


def _bytes(corpus: Corpus) -> bytes:
    return msgspec.msgpack.encode(corpus)


def test_a_comparison_is_made_again_only_when_a_finding_changes(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing changed the corpus is taken from the cache; after a change, and with corrections, it is made."""
    runs: list[int] = []
    made = compare.compare
    monkeypatch.setattr(compare, "compare", lambda *given, **named: (runs.append(1), made(*given, **named))[1])

    def analysed() -> Corpus:
        return pipeline.analyse_folder(story, cache=tmp_path / "cache").corpus

    def alone() -> bytes:
        return _bytes(pipeline.analyse_folder(story).corpus)

    first = analysed()
    assert _bytes(analysed()) == _bytes(first)
    assert len(runs) == 1
    article = story / "late-edition.txt"
    article.write_text(article.read_text(encoding="utf-8") + "\n\nDivers found 7 boxes.\n", encoding="utf-8")
    assert _bytes(analysed()) == alone() != _bytes(first)
    (story / "island-times.txt").unlink()
    assert _bytes(analysed()) == alone()
    before = len(runs)
    (story / "curation.yml").write_text(CURATION, encoding="utf-8")
    assert analysed().curation.entries
    assert analysed().curation == pipeline.analyse_folder(story).corpus.curation
    assert len(runs) == before + 3
