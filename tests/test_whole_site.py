"""The site that is there stays whole whatever happens to the next build of it: MkDocs in processes of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.conftest import STORY
from tests.test_faults import KILL

from sourcebook.errors import WriteError
from sourcebook.staged import Staged

CONFIG = {
    "site_name": "My site",
    "theme": {"name": "material", "font": False},
    "plugins": ["search", {"sourcebook": {"seeds": "seeds", "cache": "cache"}}],
    "not_in_nav": "/articles/\n/people/\n/numbers/\n/sources/\n/authenticity/\n/compare/\n/review/\n/find/\n/data/\n",
    "nav": [{"Overview": "index.md"}],
}
BUILD = """
import os, sys, mkdocs.utils, mkdocs.commands.build as commands
from pathlib import Path
import sourcebook.staged as staged
{fault}
from mkdocs.__main__ import cli
cli(["build", "--quiet"])
"""
# Where a build is killed: between pages, between other files, before the site is moved to its place and while it is.
KILLS = (
    ("mkdocs.utils", "write_file", 20),
    ("mkdocs.utils", "copy_file", 3),
    ("staged.Staged", "finish", 1),
    ("staged", "_exchange", 1),
)


def build(project: Path, fault: str = "") -> subprocess.CompletedProcess[str]:
    """Build the site in a process of its own."""
    command = [sys.executable, "-c", BUILD.replace("{fault}", fault)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def files(site: Path) -> dict[str, bytes]:
    """Return what a reader of the site can be given; the packed site map tells when it was packed."""
    found = (path for path in site.rglob("*") if path.is_file())
    named = {path.relative_to(site).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in named.items() if name[0] != "." and path.suffix != ".gz"}


def change(project: Path) -> None:
    """Change the articles: one goes, another says more."""
    (project / "seeds" / "island-times.txt").unlink()
    with (project / "seeds" / "harbour-post.txt").open("a", encoding="utf-8") as file:
        file.write("\n\nAnother bridge was closed on Friday, she said.\n")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """Return a project whose site is built, its files, and what they are after the change."""
    root = tmp_path_factory.mktemp("whole")
    first, second = root / "one", root / "two"
    first.mkdir()
    shutil.copytree(STORY, first / "seeds")
    (first / "docs").mkdir()
    (first / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    done = build(first)
    assert done.returncode == 0, done.stderr
    shutil.copytree(first, second)
    change(second)
    assert build(second).returncode == 0
    # Killed builds know the changed articles already: what is tried is the making of the site.
    shutil.copytree(second / "cache", first / "cache", dirs_exist_ok=True)
    return first, files(first / "site"), files(second / "site")


@pytest.fixture
def project(whole: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path) -> Path:
    """Return a copy of the project with its articles changed."""
    made = Path(shutil.copytree(whole[0], tmp_path / "project"))
    change(made)
    return made


@pytest.mark.parametrize(("owner", "name", "nth"), KILLS)
def test_a_killed_build_leaves_the_site_that_was_there(
    project: Path, whole: tuple[Path, dict[str, bytes], dict[str, bytes]], owner: str, name: str, nth: int
) -> None:
    """Every file of it, with the same bytes; the next build is right, and nothing is left over."""
    _, before, after = whole
    killed = build(project, KILL.format(owner=owner, name=name, nth=nth))
    assert killed.returncode == 9, killed.stderr
    assert files(project / "site") == before
    for left in (project / "site").glob(".sourcebook-*"):
        os.utime(left, (0, 0))
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert files(project / "site") == after
    assert list((project / "site").glob(".*")) == []


@pytest.mark.parametrize("limit", [4_000, 60_000])
def test_a_full_disk_leaves_the_site_that_was_there(
    project: Path, whole: tuple[Path, dict[str, bytes], dict[str, bytes]], limit: int
) -> None:
    """Neither where no page can be written nor where the larger files of the site cannot."""
    full = build(project, f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))")
    assert full.returncode != 0
    assert files(project / "site") == whole[1]
    assert build(project).returncode == 0
    assert files(project / "site") == whole[2]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return an empty disk of its own, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no disk can be mounted here")
def test_a_disk_without_room_leaves_the_site_that_was_there(
    whole: tuple[Path, dict[str, bytes], dict[str, bytes]], disk: Path
) -> None:
    """With no room at all, and with room for a part of what is to be written, as long as that does not suffice."""
    _, before, after = whole
    failed = 0
    for nth, room in enumerate((0, 100_000, 400_000, 1_000_000, 2_000_000)):
        project = Path(shutil.copytree(whole[0], disk / f"project-{nth}"))
        change(project)
        filler = disk / "filler"
        free = shutil.disk_usage(disk).free
        with filler.open("wb") as file:
            file.write(bytes(free - room))
        full = build(project)
        assert "Traceback" not in full.stderr, full.stderr
        if full.returncode:
            failed += 1
            # The database has words of its own for it.
            assert re.search("(No space left on device|disk is full); make room", full.stderr), full.stderr
            assert files(project / "site") == before, room
        else:
            assert files(project / "site") == after, room
        filler.unlink()
        done = build(project)
        assert done.returncode == 0, done.stderr
        assert files(project / "site") == after, room
        shutil.rmtree(project)
    assert failed > 1


def test_articles_that_come_and_go_while_the_site_is_built(
    project: Path, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    """The build ends, with a whole site; when they rest, the next one is right."""
    stop = threading.Event()

    def disturb() -> None:
        nth = 0
        while not stop.is_set():
            nth += 1
            path = project / "seeds" / f"restless-{nth % 3}.txt"
            path.write_text(f"The bridge, part {nth}\n\nIt was safe, she said.\n" * (1 + nth % 5), encoding="utf-8")
            time.sleep(0.005)
            path.unlink()

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        done = build(project)
    finally:
        stop.set()
        thread.join()
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert set(files(project / "site")) >= {
        "index.html",
        "articles/harbour-post/index.html",
        "search/search_index.json",
    }
    assert build(project).returncode == 0
    assert files(project / "site") == whole[2]


def test_a_cache_of_another_version_changes_nothing(
    project: Path, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    """What another version kept, of articles, pages and the site, is not taken; its own entries are not lost."""
    shutil.rmtree(project / "cache")
    other = "import sourcebook.store as store; store.code_digest = lambda: 'another version'"
    assert build(project, other).returncode == 0
    kept = {path for path in (project / "cache").rglob("*") if path.is_file()}
    assert build(project).returncode == 0
    assert files(project / "site") == whole[2]
    assert kept <= {path for path in (project / "cache").rglob("*") if path.is_file()}


def test_two_builds_at_once_give_a_whole_site(
    project: Path, whole: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    """Neither takes anything from the other."""
    command = [sys.executable, "-c", BUILD.replace("{fault}", "")]
    running = [subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [each.communicate()[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], errors
    assert files(project / "site") == whole[2]


class Settings:
    """What `Staged` needs to know of a site."""

    def __init__(self, site: Path) -> None:
        self.site_dir = str(site)


def test_a_site_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    """What is new is there, what is gone is not, what is hidden stays."""
    site = tmp_path / "site"
    (site / "people").mkdir(parents=True)
    for name in ("index.html", "gone.html", "people/a.html", ".keep"):
        (site / name).write_text("old")
    settings = Settings(site)
    staged = Staged(settings)  # type: ignore[arg-type]
    assert staged.begin()
    made = Path(settings.site_dir)
    assert made != site
    (made / "people").mkdir()
    for name in ("index.html", "people/b.html"):
        (made / name).write_text("new")
    staged.finish()
    assert settings.site_dir == str(site)
    assert {p.relative_to(site).as_posix() for p in site.rglob("*")} == {
        ".keep",
        "index.html",
        "people",
        "people/b.html",
    }
    assert (site / "index.html").read_text() == "new"


def test_a_site_that_cannot_take_its_place_is_one_error(tmp_path: Path) -> None:
    """It names what stands in the way."""
    settings = Settings(tmp_path / "site")
    staged = Staged(settings)  # type: ignore[arg-type]
    staged.begin()
    shutil.rmtree(tmp_path / "site")
    with pytest.raises(WriteError, match="the site cannot be put in its place"):
        staged.finish()


def test_where_no_folder_can_be_made_the_site_is_filled_in_its_place(tmp_path: Path) -> None:
    """As by MkDocs alone."""
    (tmp_path / "file").write_text("no folder")
    settings = Settings(tmp_path / "file" / "site")
    assert not Staged(settings).begin()  # type: ignore[arg-type]
    assert settings.site_dir == str(tmp_path / "file" / "site")
