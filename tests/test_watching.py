"""Watching while the site is served."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from sourcebook.watching import Watch


class Seen(list[str]):
    """The folders in which something changed."""

    def act(self, event: Any) -> None:
        """Note one."""
        assert not event.is_directory
        self.append(str(event.src_path))


def test_a_file_that_changes_comes_or_goes_is_seen_once(tmp_path: Path) -> None:
    """Also below folders that are new; nothing is told twice, and nothing where nothing changed."""
    seen, watch = Seen(), Watch()
    (tmp_path / "one.txt").write_text("one", encoding="utf-8")
    watch.add(tmp_path, seen.act)
    watch.look()
    assert seen == []
    steps = (
        lambda: (tmp_path / "one.txt").write_text("another", encoding="utf-8"),
        lambda: (tmp_path / "new").mkdir() or (tmp_path / "new" / "two.txt").write_text("two", encoding="utf-8"),
        lambda: (tmp_path / "new" / "two.txt").rename(tmp_path / "new" / "three.txt"),
        (tmp_path / "one.txt").unlink,
    )
    for number, step in enumerate(steps, start=1):
        step()
        watch.look()
        watch.look()
        assert seen == [str(tmp_path)] * number


def test_a_file_that_is_written_in_steps_is_told_of_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked at again until nothing more changes, though not for ever."""
    seen, watch = Seen(), Watch()
    watch.add(tmp_path, seen.act)
    steps: list[int] = []

    def wait(_: float) -> bool:
        steps.append(len(steps))
        if len(steps) < most:
            (tmp_path / "one.txt").write_text("x" * len(steps), encoding="utf-8")
        return False

    monkeypatch.setattr(watch._stopped, "wait", wait)
    for most, waited in ((4, 4), (1000, 20)):
        steps.clear()
        seen.clear()
        (tmp_path / "one.txt").write_text(f"begun {most}", encoding="utf-8")
        watch.look()
        assert seen == [str(tmp_path)]
        assert len(steps) == waited


def test_what_is_ignored_is_ignored_at_the_top_alone(tmp_path: Path) -> None:
    """Names of folders that we write count in the folder itself and not deeper."""
    seen, watch = Seen(), Watch()
    (tmp_path / "articles").mkdir()
    (tmp_path / "mine" / "articles").mkdir(parents=True)
    watch.add(tmp_path, seen.act, lambda name: name == "articles")
    (tmp_path / "articles" / "one.md").write_text("one", encoding="utf-8")
    watch.look()
    assert seen == []
    (tmp_path / "mine" / "articles" / "one.md").write_text("one", encoding="utf-8")
    watch.look()
    assert seen == [str(tmp_path)]


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    """A link to the folder it stands in is followed once; a folder that is gone has no files."""
    seen, watch = Seen(), Watch()
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere").symlink_to(tmp_path / "missing")
    watch.add(tmp_path, seen.act)
    watch.add(tmp_path / "missing", seen.act)
    (tmp_path / "one.txt").write_text("one", encoding="utf-8")
    watch.look()
    assert seen == [str(tmp_path)]


def test_nothing_is_looked_at_during_a_build(tmp_path: Path) -> None:
    """What changes while it rests is seen afterwards."""
    seen, watch = Seen(), Watch()
    watch.add(tmp_path, seen.act)
    watch.rest(resting=True)
    watch.start()
    try:
        (tmp_path / "one.txt").write_text("one", encoding="utf-8")
        time.sleep(0.8)
        assert seen == []
        watch.rest(resting=False)
        until = time.monotonic() + 20
        while not seen and time.monotonic() < until:
            time.sleep(0.05)
        assert seen == [str(tmp_path)]
    finally:
        watch.stop()
        watch.join(timeout=20)
    assert not watch.is_alive()
