"""Work done elsewhere gives what it gives here: in other processes, on a cluster, with processes that are lost."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import overload

import pytest
from msgspec.structs import replace
from tests import acts

from sourcebook import analysis, read
from sourcebook.errors import ClusterError
from sourcebook.records import Seed
from sourcebook.workers import AHEAD, MOST, TOGETHER, Workers

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None and os.environ.get("SOURCEBOOK_CLUSTER") != "required",
    reason="the extra 'cluster' is not installed; make cluster",
)
PATIENCE = 60


def many(folder: Path, copies: int) -> list[Seed]:
    """Return the seeds of a folder several times over, under names of their own."""
    seeds, _ = read.read_folder(folder)
    return [replace(seed, id=f"{seed.id}-{n}", key=f"{seed.key}{n}") for n in range(copies) for seed in seeds]


def test_results_come_in_the_order_of_the_jobs() -> None:
    """Whoever is done first: the results stand in the order in which the work was given."""
    jobs = list(range(20))
    assert list(Workers(processes=2, least=0).run(acts.doubled, jobs, size=1)) == [2 * n for n in jobs]


def test_little_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the least size no process is started."""
    monkeypatch.setattr("sourcebook.workers.ProcessPoolExecutor", None)
    assert list(Workers(processes=2, least=100).run(acts.doubled, [7, 8], size=99)) == [14, 16]


def test_no_more_processes_are_started_than_windows_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of very many processors gets as many as any system bears."""
    asked: list[int] = []

    def pool(processes: int, **_: object) -> None:
        asked.append(processes)
        raise BrokenProcessPool

    monkeypatch.setattr("sourcebook.workers.ProcessPoolExecutor", pool)
    with pytest.raises(BrokenProcessPool):
        list(Workers(processes=200, least=0).run(acts.doubled, list(range(300)), size=1))
    assert asked == [MOST]


def test_a_killed_process_loses_no_work(tmp_path: Path) -> None:
    """What was not done when a process was killed is done by the one that asked."""
    jobs = [(str(tmp_path / "flag"), number) for number in range(20)]
    found = list(Workers(processes=2, least=0).run(acts.killed_once, jobs, size=1))
    assert (tmp_path / "flag").exists()
    assert found == [2 * n for n in range(20)]


def test_findings_of_several_processes_equal_those_of_one(story: Path) -> None:
    """The language model computes the same in a process of its own."""
    seeds = many(story, 2)
    there, errors = analysis.analyse(seeds, workers=Workers(processes=2, least=0))
    assert not errors
    assert there == analysis.analyse(seeds)[0]


class Counted(Sequence[int]):
    """Jobs that note how far they were asked for."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked = 0

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(self.total))]
        if at >= self.total:
            raise IndexError(at)
        self.asked = max(self.asked, at + 1)
        return at


@pytest.mark.parametrize("processes", [1, 2])
def test_jobs_are_asked_for_as_work_goes_on(processes: int) -> None:
    """They hold the texts of articles, and those of a large folder do not stand in memory together."""
    jobs = Counted(400)
    found = Workers(processes=processes, least=0).run(acts.doubled, jobs, size=1)
    for number in range(jobs.total):
        assert next(found) == 2 * number
        assert jobs.asked <= number + 1 + (2 + AHEAD * processes) * TOGETHER
    assert next(found, None) is None


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Return the address of a scheduler on this machine and its two workers, each a process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    def start(*command: str) -> subprocess.Popen[bytes]:
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, "-m", "dask", *command], env=environment, cwd=tmp_path, **silent)

    processes = [start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    processes += [start("worker", address, *options) for _ in range(2)]
    yield address, processes[1:]
    for process in processes:
        process.kill()
        process.wait()


@needs_dask
def test_findings_of_a_cluster_equal_those_of_one_process_though_a_worker_is_killed(
    story: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    """A worker killed half-way loses nothing: its articles go to the other, and every finding is the same."""
    address, workers = cluster
    _wait_for(address, 2)
    seeds = many(story, 12)
    done: list[int] = []

    def progress(_: str, number: int, total: int) -> None:
        done.append(number)
        if number == total // 3:
            workers[0].send_signal(signal.SIGKILL)

    there, errors = analysis.analyse(seeds, workers=Workers(scheduler=address), progress=progress)
    assert not errors
    assert workers[0].wait(PATIENCE) == -signal.SIGKILL
    assert workers[1].poll() is None
    assert done == list(range(1, len(seeds) + 1))
    assert there == analysis.analyse(seeds)[0]


@needs_dask
def test_a_scheduler_that_does_not_answer_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address and how a scheduler is started are in the message."""
    monkeypatch.setattr("sourcebook.workers._CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers.*127\.0\.0\.1:9.*dask scheduler"):
        list(Workers(scheduler="127.0.0.1:9").run(acts.doubled, [1], size=1))


def test_without_dask_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster cannot be used without the extra."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'sourcebook\[cluster\]'"):
        list(Workers(scheduler="127.0.0.1:9").run(acts.doubled, [1], size=1))


def test_a_worker_of_another_version_is_refused() -> None:
    """Findings of two versions are never mixed."""
    from sourcebook.workers import _piece

    with pytest.raises(ClusterError, match="another version"):
        _piece(acts.doubled, "another", [1])


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    until = time.monotonic() + PATIENCE
    with Client(address, timeout=PATIENCE, set_as_default=False) as client:
        while len(client.scheduler_info()["workers"]) < workers and time.monotonic() < until:
            time.sleep(0.2)
        assert len(client.scheduler_info()["workers"]) == workers
