"""Builds that are killed, starved, locked out or disturbed: the pages stay whole, and the next build is right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import STORY

from sourcebook import read

# A build in a process of its own; `FAULT` is run before it and may break what it likes.
BUILD = """
import os, sys
from pathlib import Path
from sourcebook import analysis, pipeline, pages, store, write, link, compare
{fault}
try:
    pipeline.build(Path(sys.argv[1]), Path(sys.argv[2]), cache=Path(sys.argv[3]))
except Exception as error:
    print(type(error).__name__, error, file=sys.stderr)
    sys.exit(3)
"""
# Ends the process, as a kill does, at the nth call of a function.
KILL = """
import itertools
count = itertools.count(1)
def killed(real):
    def call(*given, **named):
        if next(count) == {nth}:
            os._exit(9)
        return real(*given, **named)
    return call
{owner}.{name} = killed({owner}.{name})
"""
# Where a build is killed: reading, annotating, saving, linking, comparing, making pages, writing each of them.
STAGES = (
    ("pipeline.read", "read_folder", 1),
    ("analysis", "analyse_one", 1),
    ("store", "_write_checked", 1),
    ("pipeline.compare", "compare", 1),
    ("pages", "each", 1),
    ("Path", "write_bytes", 1),
    ("Path", "write_bytes", 12),
    ("Path", "replace", 15),
    ("write", "_save_manifest", 1),
    ("write", "_remove", 1),
)
# A superuser may write everywhere: all modules are loaded by a build elsewhere, then the right is given up.
AS_NOBODY = """
pipeline.build(Path(sys.argv[1]), Path(sys.argv[2] + "-2"), cache=Path(sys.argv[3]))
os.geteuid() or os.seteuid(65534)
"""
# The largest file that a build on a full disk may write, in bytes.
FILES = 4_000


class Project:
    """A folder of seeds with its pages and its cache, and what two builds of it must give."""

    def __init__(self, root: Path) -> None:
        self.seeds, self.docs, self.cache = root / "seeds", root / "docs", root / "cache"

    def build(self, fault: str = "", **more: object) -> subprocess.CompletedProcess[str]:
        """Build in a process of its own."""
        command = [sys.executable, "-c", BUILD.replace("{fault}", fault), self.seeds, self.docs, self.cache]
        return subprocess.run(command, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload,no-any-return]

    def change(self) -> None:
        """Change the seeds: an article goes, another's name changes, the rest stay."""
        (self.seeds / "island-times.txt").unlink()
        (self.seeds / "late-edition.txt").rename(self.seeds / "later.txt")
        (self.seeds / "late-edition.yml").unlink(missing_ok=True)

    def pages(self) -> dict[str, bytes]:
        """Return all files of the pages' folder but the list of them."""
        files = {p.relative_to(self.docs).as_posix(): p for p in self.docs.rglob("*") if p.is_file()}
        return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """Return a built project, its pages, and its pages after the change."""
    root = tmp_path_factory.mktemp("whole")
    project = Project(root / "one")
    shutil.copytree(STORY, project.seeds)
    assert project.build().returncode == 0
    other = Project(root / "two")
    shutil.copytree(root / "one", root / "two")
    other.change()
    assert other.build().returncode == 0
    # The cache that comes with the project knows the changed articles, too: a killed build is about its own stage.
    shutil.copytree(other.cache, project.cache, dirs_exist_ok=True)
    return project.seeds.parent, project.pages(), other.pages()


@pytest.fixture
def project(whole: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path) -> Project:
    """Return a copy of the built project, with its seeds changed."""
    shutil.copytree(whole[0], tmp_path / "project")
    made = Project(tmp_path / "project")
    made.change()
    return made


@pytest.mark.parametrize(("owner", "name", "nth"), STAGES)
def test_a_killed_build_leaves_every_page_whole(
    project: Project, whole: tuple[Path, dict[str, bytes], dict[str, bytes]], owner: str, name: str, nth: int
) -> None:
    """Each page is that of before or of after, never half of one; the next build gives what a first build gives."""
    _, before, after = whole
    if name in {"analyse_one", "_write_checked"}:
        shutil.rmtree(project.cache)
    killed = project.build(KILL.format(owner=owner, name=name, nth=nth))
    assert killed.returncode == 9, killed.stderr
    for path, data in project.pages().items():
        assert data in {before.get(path), after.get(path)}, path
    for left in project.docs.glob(".*-*"):
        os.utime(left, (0, 0))
    assert project.build().returncode == 0
    assert project.pages() == after
    assert list(project.docs.glob(".*-*")) == []


def test_a_killed_first_build_is_known_for_ours(
    project: Project, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    """Files without a mark of ours, as tables, do not stand in the way of the next build, though the seeds changed."""
    shutil.rmtree(project.docs)
    shutil.copytree(STORY, project.seeds, dirs_exist_ok=True)
    (project.seeds / "later.txt").unlink()
    assert project.build(KILL.format(owner="Path", name="replace", nth=len(whole[1]))).returncode == 9
    project.change()
    assert project.build().returncode == 0
    assert project.pages() == whole[2]


def test_a_full_disk_changes_nothing(project: Project, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]) -> None:
    """Where a file cannot be written whole, one line says so and every page stays; with room again all is right."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({FILES}, {FILES}))"
    full = project.build(limit)
    assert full.returncode == 3
    assert full.stderr.startswith("WriteError")
    assert len(full.stderr.splitlines()) == 1
    assert project.pages() == whole[1]
    assert project.build().returncode == 0
    assert project.pages() == whole[2]


def test_a_folder_that_may_not_be_written_is_one_line(
    project: Project, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    """Neither the pages' folder nor the cache may be written: the pages stay and the reason is told."""
    for path in (project.docs, *project.docs.rglob("*"), project.cache, *project.cache.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    project.seeds.parent.chmod(0o755)
    for folder in [f for f in project.seeds.parents if "pytest-of" in str(f)]:
        folder.chmod(folder.stat().st_mode | 0o055)
    done = project.build(AS_NOBODY)
    for path in (project.docs, *project.docs.rglob("*"), project.cache, *project.cache.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("WriteError")
    assert project.pages() == whole[1]


def test_two_builds_at_once_give_what_one_gives(
    project: Project, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    """Neither stops the other, and the pages are those of one build."""
    command = [sys.executable, "-c", BUILD.replace("{fault}", ""), project.seeds, project.docs, project.cache]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [each.communicate()[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], errors
    assert project.pages() == whole[2]


def test_a_damaged_cache_changes_nothing(
    project: Project, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    """Whatever stands in the cache, cut off, flipped, of another version, a folder, the pages are the same."""
    kept = sorted(path for path in project.cache.rglob("*") if path.is_file())
    assert len(kept) > 4
    for nth, path in enumerate(kept):
        data = path.read_bytes()
        path.unlink()
        damaged = (data[:-9], data[:-1] + bytes([data[-1] ^ 1]), b"sourcebook 0.0.1" + data, None)[nth % 4]
        if damaged is None:
            path.mkdir()
        else:
            path.write_bytes(damaged)
    assert project.build().returncode == 0
    assert project.pages() == whole[2]


@pytest.mark.parametrize("clock", [0.0, 4e9])
def test_a_wrong_clock_changes_nothing(
    project: Project, whole: tuple[Path, dict[str, bytes], dict[str, bytes]], clock: float
) -> None:
    """Neither 1970 nor 2096 is on any page."""
    assert project.build(f"import time; time.time = lambda: {clock}").returncode == 0
    assert project.pages() == whole[2]


@pytest.fixture
def restless(tmp_path: Path) -> Iterator[Path]:
    """Return a folder whose files come, change and go all the time."""
    folder = Path(shutil.copytree(STORY, tmp_path / "restless"))
    stop = threading.Event()

    def disturb() -> None:
        nth = 0
        while not stop.is_set():
            nth += 1
            path = folder / "sub" / f"a{nth % 3}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"The bridge, part {nth}\n\nIt was safe, she said.\n" * (nth % 7), encoding="utf-8")
            path.with_suffix(".yml").write_text("outlet: The Post\n", encoding="utf-8")
            if nth % 2:
                path.unlink()
            if nth % 5 == 0:
                shutil.rmtree(path.parent)

    thread = threading.Thread(target=disturb)
    thread.start()
    yield folder
    stop.set()
    thread.join()


def test_files_that_vanish_or_change_while_read_stop_nothing(restless: Path) -> None:
    """What is gone is reported or left out; the articles that stayed are read each time."""
    there = {seed.id for seed in read.read_folder(STORY)[0]}
    end = time.monotonic() + 3
    rounds = 0
    while time.monotonic() < end:
        assert there <= {seed.id for seed in read.read_folder(restless)[0]}
        rounds += 1
    assert rounds > 10
