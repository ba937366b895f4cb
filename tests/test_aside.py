"""Work that a copy of the process does: the result is the same, whoever does it and whatever becomes of the copy."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.conftest import STORY
from tests.test_faults import KILL, Project

from sourcebook import aside
from sourcebook.aside import Aside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process copies itself on Linux alone")

ME = os.getpid()


def who() -> bytes:
    """Return the number of the process that is asked."""
    return str(os.getpid()).encode()


def test_a_copy_does_the_work() -> None:
    """What it makes comes back whole, however much it is; the copy is gone then, and another may begin."""
    with Aside(2) as other:
        for size in (0, 1, 10_000_000):
            assert other.begin(lambda size=size: who() + b" " * size)  # type: ignore[misc]
            found = other.result()
            assert len(found) > size
            assert int(found) != os.getpid()
    with pytest.raises(ChildProcessError):
        os.waitpid(int(found), 0)


def test_what_has_no_result_is_done_first_and_once(tmp_path: Path) -> None:
    """By the copy where there is one, else at the end; outside of the context at once."""
    done = tmp_path / "done"

    def act() -> None:
        with done.open("ab") as file:
            file.write(who() + b"\n")

    with Aside(2) as other:
        other(act)
        assert not done.exists()
        assert other.begin(done.read_bytes)
        assert int(other.result()) != os.getpid()
    with Aside(1) as alone:
        alone(act)
        assert not alone.begin(who)
        assert len(done.read_text().split()) == 1
    alone(act)
    assert done.read_text().split()[1:] == [str(os.getpid())] * 2


def _killed() -> bytes:
    if os.getpid() != ME:
        os.kill(os.getpid(), signal.SIGKILL)
    return who()


def _failing() -> bytes:
    if os.getpid() != ME:
        raise MemoryError
    return who()


def _leaving() -> bytes:
    if os.getpid() != ME:
        sys.exit(0)
    return who()


@pytest.mark.parametrize("make", [_killed, _failing, _leaving])
def test_what_a_lost_copy_was_to_do_is_done_here(make: object) -> None:
    """Killed, out of memory or gone: the work is done, and so is what was to be done before."""
    done = []
    with Aside(2) as other:
        other(lambda: done.append(os.getpid()))
        assert other.begin(make)  # type: ignore[arg-type]
        assert int(other.result()) == os.getpid()
    assert done == [os.getpid()]


def test_what_was_put_off_is_done_when_asked_for_unless_a_copy_does_it() -> None:
    """What it holds is let go of early, and nothing is done twice."""
    done: list[int] = []
    with Aside(1) as aside:
        aside(lambda: done.append(1))
        assert done == []
        aside.settle()
        assert done == [1]
    with Aside(2) as aside:
        aside(lambda: done.append(2))
        assert aside.begin(lambda: b"made")
        aside.settle()
        assert aside.result() == b"made"
    assert done == [1]


def test_an_error_of_the_work_is_raised_here() -> None:
    """It is the same as if the work had been done here."""
    with Aside(2) as other:
        assert other.begin(lambda: Path("/nowhere/at/all").read_bytes())
        with pytest.raises(FileNotFoundError):
            other.result()


def test_no_copy_is_left_when_something_else_fails() -> None:
    """It is ended, and what was to be kept is kept."""
    done = []

    def begun_and_failed() -> None:
        with Aside(2) as other:
            other(lambda: done.append(os.getpid()))
            assert other.begin(lambda: time.sleep(60) or b"")  # type: ignore[func-returns-value]
            raise RuntimeError("made to fail")

    began = time.monotonic()
    with pytest.raises(RuntimeError, match="made to fail"):
        begun_and_failed()
    assert time.monotonic() - began < 30
    assert done == [os.getpid()]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_nothing_is_begun_where_it_is_not_safe_or_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one process, beside another thread, with too little memory, outside of the context."""
    with Aside(1) as alone:
        assert not alone.begin(who)
    assert not Aside(2).begin(who)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    with Aside(2) as other:
        assert not other.begin(who)
        stop.set()
        thread.join()
        monkeypatch.setattr(aside, "_ROOM", 1e9)
        assert not other.begin(who)
        monkeypatch.undo()
        assert other.begin(who)


# Few articles are many here, and each build has a second process; it tells how often it copied itself.
WITH_COPIES = """
from sourcebook import aside, kept_data
kept_data.LATER_FROM = 1
begin = aside.Aside.__init__
aside.Aside.__init__ = lambda self, processes: begin(self, 2)
fork = os.fork
def telling():
    print("copied", flush=True)
    return fork()
os.fork = telling
MAIN = os.getpid()
"""
KILLED_COPY = KILL.replace("== {nth}:", "== {nth} and os.getpid() {who} MAIN:")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the pages of the changed seeds as built from nothing."""
    project = Project(tmp_path_factory.mktemp("changed"))
    shutil.copytree(STORY, project.seeds)
    project.change()
    assert project.build().returncode == 0
    return project.pages()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a built project whose seeds have changed since."""
    made = Project(tmp_path)
    shutil.copytree(STORY, made.seeds)
    assert made.build().returncode == 0
    made.change()
    return made


def test_a_build_with_copies_gives_what_one_alone_gives(project: Project, changed: dict[str, bytes]) -> None:
    """New articles and the data files are made by copies; with nothing changed there is none."""
    done = project.build(WITH_COPIES)
    assert (done.returncode, done.stdout.count("copied")) == (0, 2), done.stderr
    assert project.pages() == changed
    again = project.build(WITH_COPIES)
    assert (again.returncode, again.stdout) == (0, "")
    assert project.pages() == changed
    assert list(project.docs.glob(".*-*")) == []


@pytest.mark.parametrize(
    ("owner", "name", "nth"),
    [
        ("analysis", "analyse_one", 1),
        ("store", "_write_checked", 1),
        ("kept_data.export", "make", 1),
        ("Path", "write_bytes", 1),
        ("Path", "write_bytes", 3),
    ],
)
def test_a_killed_copy_changes_nothing(
    project: Project, changed: dict[str, bytes], owner: str, name: str, nth: int
) -> None:
    """Wherever it was, the build goes on without it."""
    killed = KILLED_COPY.format(owner=owner, name=name, nth=nth, who="!=")
    done = project.build(WITH_COPIES + killed)
    assert done.returncode == 0, done.stderr
    assert project.pages() == changed
    assert list(project.docs.glob(".*-*")) == []
    assert project.build().returncode == 0
    assert project.pages() == changed


@pytest.mark.parametrize(("owner", "name"), [("pipeline.link", "link"), ("pages", "each"), ("Path", "replace")])
def test_the_build_after_one_that_was_killed_beside_its_copy_is_right(
    project: Project, changed: dict[str, bytes], owner: str, name: str
) -> None:
    """A copy that is left to itself does no harm."""
    killed = project.build(WITH_COPIES + KILLED_COPY.format(owner=owner, name=name, nth=1, who="=="))
    assert killed.returncode == 9, killed.stderr
    assert project.build(WITH_COPIES).returncode == 0
    assert project.pages() == changed


def test_a_full_disk_is_told_in_one_line(project: Project, changed: dict[str, bytes]) -> None:
    """What the copy cannot write, this process cannot either, and says so; all stays as it was."""
    before = project.pages()
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))"
    full = project.build(WITH_COPIES + limit)
    assert full.returncode == 3
    assert full.stderr.startswith("WriteError")
    assert len(full.stderr.splitlines()) == 1
    assert project.pages() == before
    assert list(project.docs.glob(".*-*")) == []
    assert project.build(WITH_COPIES).returncode == 0
    assert project.pages() == changed
