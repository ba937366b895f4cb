"""Findings that are kept together: whatever changed, what is read back is what would be found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.articles import bare

from sourcebook import analysis, packed, pipeline, read
from sourcebook.records import Analysed, Facts
from sourcebook.store import Store
from sourcebook.text import digest


def made(key: str) -> Analysed:
    """Return findings that tell their key."""
    article = bare(key, key)
    return Analysed(article=article, facts=Facts(article=key))


def taken(cache: Path, keys: list[str], folder: Path) -> list[bool]:
    """Build once: read what is kept, make the rest, keep all; return which were kept."""
    packs = packed.Packs(cache, Store(None, model="m"), folder)
    kept = dict(packs.load(keys))
    assert all(msgspec.msgpack.decode(one, type=Analysed) == made(key) for key, one in kept.items())
    packs.save({key: made(key) for key in keys})
    return [key in kept for key in keys]


@pytest.mark.parametrize("seed", range(5))
def test_after_any_change_what_is_kept_is_right(tmp_path: Path, seed: int) -> None:
    """Articles come, go and change, files are damaged and lost: nothing wrong is read, and what is new is kept."""
    dice = random.Random(seed)  # noqa: S311 - the same numbers each time
    keys = [digest(str(n), length=64) for n in range(dice.choice((1, 30, 70, 300)))]
    for build in range(12):
        kept = taken(tmp_path, keys, tmp_path / "seeds")
        assert all(kept) == (build > 0)
        files = [path for path in sorted(tmp_path.rglob("*.pack")) if path.stat().st_size]
        assert all(taken(tmp_path, keys, tmp_path / "seeds"))
        for file in dice.sample(files, min(2, len(files))):
            data = file.read_bytes()
            at = dice.randrange(len(data))
            file.write_bytes(dice.choice((data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], b"")))
        taken(tmp_path, keys, tmp_path / "seeds")
        new = [digest(f"{build} {n}", length=64) for n in range(dice.randrange(40))]
        keys = [*dice.sample(keys, max(0, len(keys) - dice.randrange(3))), *new]
        kept = taken(tmp_path, keys, tmp_path / "seeds")
        assert not any(kept[len(keys) - len(new) :])


def test_few_files_are_read_and_fewer_written(tmp_path: Path) -> None:
    """A thousand articles stand in some forty files, of which one changed article rewrites two at most."""
    keys = [digest(str(n), length=64) for n in range(1000)]
    taken(tmp_path, keys, tmp_path)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.pack")}
    assert 16 <= len(files) <= 64
    assert taken(tmp_path, [*keys[1:], digest("new", length=64)], tmp_path) == [True] * 999 + [False]
    assert sum(path.stat().st_mtime_ns != time for path, time in files.items()) <= 2
    assert set(tmp_path.rglob("*.pack")) == set(files)


def test_each_folder_has_its_own(tmp_path: Path) -> None:
    """Two sites with one cache do not take each other's place."""
    keys = [digest(str(n), length=64) for n in range(40)]
    taken(tmp_path, keys[:20], tmp_path / "one")
    taken(tmp_path, keys[20:], tmp_path / "other")
    assert all(taken(tmp_path, keys[:20], tmp_path / "one"))
    assert all(taken(tmp_path, keys[20:], tmp_path / "other"))


@pytest.mark.parametrize("lost", ["pack", "facts", "compared"])
def test_a_build_is_right_whichever_files_are_lost(story: Path, tmp_path: Path, lost: str) -> None:
    """Packs stand in for single files and these for packs; without a change neither is read."""
    cache = tmp_path / "cache"
    alone = pipeline.analyse_folder(story).corpus
    assert pipeline.analyse_folder(story, cache=cache).corpus == alone
    for file in cache.rglob(f"*.{lost}"):
        file.unlink()
    assert pipeline.analyse_folder(story, cache=cache).corpus == alone
    (story / "late-edition.txt").write_text("A harbour\n\nDivers found 7 boxes on Monday.\n", encoding="utf-8")
    assert pipeline.analyse_folder(story, cache=cache).corpus == pipeline.analyse_folder(story).corpus != alone


def test_without_a_change_no_findings_are_read(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the comparison was made of is known by the articles; a changed one is analysed, the others are read."""
    first = pipeline.analyse_folder(story, cache=tmp_path).corpus
    asked: list[int] = []
    load = packed.Packs.load

    def noted(packs: packed.Packs, keys: list[str]) -> Iterator[tuple[str, msgspec.Raw]]:
        found = list(load(packs, keys))
        asked.append(len(keys) - len(found))
        return iter(found)

    monkeypatch.setattr(packed.Packs, "load", noted)
    monkeypatch.setattr(Store, "load", lambda _store, _key: None)
    assert pipeline.analyse_folder(story, cache=tmp_path).corpus == first
    assert asked == []
    article = story / "late-edition.txt"
    article.write_text(article.read_text(encoding="utf-8") + "\n\nDivers found 7 boxes.\n", encoding="utf-8")
    pipeline.analyse_folder(story, cache=tmp_path)
    assert asked == [1]
    # Back to what it was: the comparison is that of another text now, the findings must be looked for.
    seeds, _ = read.read_folder(story)
    assert analysis.Analysis(seeds).key != analysis.Analysis(seeds[1:]).key
