"""A line of the table of benchmarks, and how time is taken."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from sourcebook.records import Record

T = TypeVar("T")


class Spent(NamedTuple):
    """What other programs took: seconds of the processor, of all their processes, and seconds of the clock."""

    processor: float
    clock: float


class Row(Record, frozen=True, kw_only=False):
    """What something costs against something else, both in `unit`."""

    what: str
    on: str
    base: float
    value: float
    unit: str

    def ratio(self) -> float:
        """Return how many times the other it costs."""
        return self.value / self.base if self.base else 0.0


def paired(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the median seconds of processor of two things run in turn: what else the machine does counts less."""
    clock = time.process_time
    times = [(seconds(one, clock), seconds(other, clock)) for _ in range(runs)]
    return statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def seconds(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long something takes by `clock`, in seconds of wall time where none is given."""
    start = clock()
    act()
    return clock() - start


def spent(act: Callable[[], T]) -> tuple[T, Spent]:
    """Return what `act` returns, and what the programs took that it ran to their end.

    What else the machine does changes what they take by the clock; what several processes share counts for each.
    """
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    made = act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return made, Spent(processor, time.monotonic() - start)


def medians(runs: Sequence[Spent]) -> Spent:
    """Return the medians of what several runs took."""
    return Spent(statistics.median(s.processor for s in runs), statistics.median(s.clock for s in runs))


def machine() -> str:
    """Return the kind of machine, without anything that names this one."""
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors"
