"""Where articles are analysed: in this process, in several on this machine, or on a Dask cluster; with equal results.

Analysing is a function of one article alone, so neither the order nor the place matters; results come back in the order
of the jobs, however they were handed out.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

from sourcebook import rings
from sourcebook.errors import ClusterError
from sourcebook.store import code_digest

J = TypeVar("J")
R = TypeVar("R")

# A process takes more than a second to load the language model and the word lists; below so many characters one process
# is as fast.
POOL_FROM = 400_000
# Articles that travel together: enough that handing them over costs nothing beside the work.
TOGETHER = 4
# Windows cannot wait for more processes.
MOST = 61
# Pieces of work that a worker has waiting, so that it never idles and no memory fills.
AHEAD = 4
# How often a piece is tried again after its worker was lost or failed.
_RETRIES = 3
_CONNECT_SECONDS = 20
# The command line tells the plugin through the environment, for MkDocs has no options of ours.
SCHEDULER = "SOURCEBOOK_SCHEDULER"


@dataclass(frozen=True)
class Workers:
    """Where the work is done.

    Attributes:
        processes: how many processes of this machine may be used.
        scheduler: address of a Dask scheduler, whose workers are used instead.
        least: characters of text from which on more than one process is worth its start.
    """

    processes: int = 1
    scheduler: str | None = None
    least: int = POOL_FROM

    def run(self, act: Callable[[J], R], jobs: Sequence[J], *, size: int) -> Iterator[R]:
        """Yield what `act` makes of each job, in the order of the jobs.

        Args:
            act: a function of a module, so that another process can import it.
            jobs: what it is called with, one after the other.
            size: characters of text in all jobs.

        Raises:
            ClusterError: the scheduler cannot be reached, or its workers run another version.
        """
        if self.scheduler is not None and jobs:
            return _on_cluster(act, jobs, self.scheduler)
        if self.processes > 1 and len(jobs) > 1 and size >= self.least:
            return _in_pool(act, jobs, min(self.processes, len(jobs), MOST))
        return rings.swept(act, jobs)


def of_this_machine() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_pool(act: Callable[[J], R], jobs: Sequence[J], processes: int) -> Iterator[R]:
    # Forking a process in which servers and watchers run is not safe.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)
    done = 0
    try:
        # Not all at once: jobs hold the texts of articles.
        waiting: deque[Future[list[R]]] = deque()
        for piece in _in_pieces(jobs):
            waiting.append(pool.submit(_each, act, piece))
            if len(waiting) > AHEAD * processes:
                for result in waiting.popleft().result():
                    done += 1
                    yield result
        for future in waiting:
            for result in future.result():
                done += 1
                yield result
    except BrokenProcessPool:
        # A process was killed, most likely for want of memory: one alone needs least.
        yield from rings.swept(act, jobs[done:])
    finally:
        pool.shutdown(cancel_futures=True)


def _in_pieces(jobs: Sequence[J]) -> Iterator[list[J]]:
    """Yield jobs, those together that are handed over together."""
    return (list(jobs[start : start + TOGETHER]) for start in range(0, len(jobs), TOGETHER))


def _each(act: Callable[[J], R], jobs: Sequence[J]) -> list[R]:
    return [act(job) for job in jobs]


def _begin() -> None:
    leave_interrupts()
    rings.now_and_then()


def leave_interrupts() -> None:
    """Leave Ctrl-C to the main process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _on_cluster(act: Callable[[J], R], jobs: Sequence[J], address: str) -> Iterator[R]:
    """Hand pieces of work to a cluster, a few ahead of its workers; a lost worker's pieces go to another."""
    client = _client(address)
    waiting: deque[Any] = deque()
    try:
        for piece in _in_pieces(jobs):
            waiting.append(client.submit(_piece, act, code_digest(), piece, pure=False, retries=_RETRIES))
            if len(waiting) > AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"])):
                yield from _result(waiting.popleft())
        while waiting:
            yield from _result(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "working on a cluster needs Dask", remedy="install it: pip install 'sourcebook[cluster]'"
        ) from error
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            "no Dask scheduler answers", text=address, remedy="give its address as host:port; start one: dask scheduler"
        ) from error


def _result(future: Any) -> list[Any]:
    from distributed import KilledWorker

    try:
        found: list[Any] = future.result()
    except KilledWorker as error:
        raise ClusterError(
            "several workers were lost over the same articles", remedy="give the workers more memory"
        ) from error
    return found


def _piece(act: Callable[[J], R], version: str, jobs: Sequence[J]) -> list[R]:
    """Do a piece of work on a worker.

    Raises:
        ClusterError: the worker has another version of this package, whose findings would be others.
    """
    if code_digest() != version:
        raise ClusterError("a worker of the cluster runs another version", remedy="install the same version everywhere")
    return _each(act, jobs)
