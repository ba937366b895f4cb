"""The most memory that a process has held, in MB."""

from __future__ import annotations

import resource
from contextlib import suppress
from pathlib import Path


def most() -> float:
    """Return the most memory this process held, in MB, since the last `reset`, if there was one.

    In `getrusage` what its parent held counts, too.
    """
    with suppress(OSError):
        told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
        return int(told["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def reset() -> None:
    """Let `most` tell of what is held from now on; where the system cannot, it tells of all (proc(5), clear_refs)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
