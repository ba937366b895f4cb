"""The comparison of the last build, taken where no finding has changed; never where something has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.large import encoded

from sourcebook import compare, kept_corpus, pipeline
from sourcebook.compare import scenes
from sourcebook.held import Held
from sourcebook.later import Act
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


pytestmark = pytest.mark.usefixtures("where_records_lie")


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
        return encoded(pipeline.analyse_folder(story).corpus)

    first = analysed()
    assert encoded(analysed()) == encoded(first)
    assert len(runs) == 1
    article = story / "late-edition.txt"
    article.write_text(article.read_text(encoding="utf-8") + "\n\nDivers found 7 boxes.\n", encoding="utf-8")
    assert encoded(analysed()) == alone() != encoded(first)
    (story / "island-times.txt").unlink()
    assert encoded(analysed()) == alone()
    before = len(runs)
    (story / "curation.yml").write_text(CURATION, encoding="utf-8")
    assert analysed().curation.entries
    assert analysed().curation == pipeline.analyse_folder(story).corpus.curation
    assert len(runs) == before + 3


def test_a_process_that_builds_again_holds_the_last_comparison(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not read from the cache then, and written when there is time; another folder's is not taken for it."""
    cache, other = tmp_path / "cache", tmp_path / "other"
    acts: list[Act] = []
    held = Held(later=acts.append)
    runs: list[int] = []
    compared = scenes.compared
    monkeypatch.setattr(scenes, "compared", lambda scene: (runs.append(1), compared(scene))[1])

    def analysed(folder: Path = story) -> Corpus:
        runs.clear()
        made = pipeline.analyse_folder(folder, cache=cache, held=held).corpus
        acts.clear()
        assert encoded(made) == encoded(pipeline.analyse_folder(folder).corpus)
        return made

    first = analysed()
    assert not list(tmp_path.rglob("*.compared"))
    runs.clear()
    assert pipeline.analyse_folder(story, cache=cache, held=held).corpus.articles is first.articles
    article = story / "late-edition.txt"
    article.write_text(article.read_text(encoding="utf-8") + "\n\nDivers found 7 boxes.\n", encoding="utf-8")
    assert analysed() is not first
    assert len(held.compared) == 1
    shutil.copytree(story, other)
    (other / "late-edition.txt").unlink()
    analysed(other)
    analysed()
    (story / "curation.yml").write_text(CURATION, encoding="utf-8")
    analysed()
    runs.clear()
    pipeline.analyse_folder(story, cache=cache, held=held)
    assert not runs
    monkeypatch.setattr(kept_corpus, "MOST_HELD", 1)
    (story / "curation.yml").unlink()
    analysed()
    assert not held.compared
    monkeypatch.undo()
    pipeline.analyse_folder(story, cache=cache, held=Held())
    assert list(tmp_path.rglob("*.compared"))
