"""Work that a copy of this process does on another processor while this one goes on, which asks for its result last.

Most of a build goes over all findings, which fill a gigabyte where articles are ten thousand. Another process that was
handed them would need as long to read them as to work on them. A copy of this process has them: memory is shared until
one of the two writes to it (fork(2)). It is made where that is safe and there is room; else, and where the copy was
lost, the work is done here, with the same result.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Self

from sourcebook.later import Act

_DONE = b"\x01"
# How often the memory of this process must be free: the copy comes to hold most of it once more, and what it makes.
_ROOM = 1.5


class Aside:
    """Hands work to a copy of this process; used as a context, at whose end no copy is left, and may be used again.

    Args:
        processes: how many processes may be used; with one, all is done here.
    """

    def __init__(self, processes: int) -> None:
        self._may = processes > 1
        self._open = False
        self._first: list[Act] = []
        self._make: Callable[[], bytes] | None = None
        self._child: int | None = None
        self._pipe = -1

    def __enter__(self) -> Self:
        self._open = True
        return self

    def __exit__(self, *_: object) -> None:
        self._open, self._make = False, None
        self._end()
        self.settle()

    def __call__(self, act: Act) -> None:
        """Put off what has no result until a copy begins, which does it first; without one it is done here.

        Outside of the context it is done at once.
        """
        if self._open:
            self._first.append(act)
        else:
            act()

    def begin(self, make: Callable[[], bytes]) -> bool:
        """Begin with `make` in a copy of this process; return whether it was begun, for it may not be safe."""
        if not (self._may and self._open and _is_safe() and _has_room()):
            return False
        self._make = make
        try:
            self._fork()
        except OSError:
            return False
        return True

    def result(self) -> bytes:
        """Return what was made of what was begun, when it is; where the copy failed or was lost it is made here.

        Raises:
            Exception: whatever `make` raises, here as there.
        """
        found = self._received()
        if found is not None:
            return found
        self.settle()
        if self._make is None:
            raise RuntimeError("nothing was begun")
        return self._make()

    def _fork(self) -> None:
        read, write = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            with warnings.catch_warnings():
                # Libraries of numbers have threads, which wait for work and are none of Python's.
                warnings.simplefilter("ignore", DeprecationWarning)
                child = os.fork()
        except OSError:
            os.close(read)
            os.close(write)
            raise
        if child == 0:
            _work(write, self._first, self._make)
        os.close(write)
        self._child, self._pipe = child, read

    def _received(self) -> bytes | None:
        """Return what the copy made; ``None`` where it failed or was lost."""
        if self._child is None:
            return None
        with os.fdopen(self._pipe, "rb") as pipe:
            self._pipe = -1
            found = pipe.read()
        if not self._end() or not found.endswith(_DONE):
            return None
        self._first = []
        return found[: -len(_DONE)]

    def _end(self) -> bool:
        """Leave no copy behind; return whether it came to its end by itself."""
        if self._child is None:
            return False
        child, self._child = self._child, None
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
            os.kill(child, signal.SIGKILL)
        return os.waitpid(child, 0)[1] == 0

    def settle(self) -> None:
        """Do now what was put off, unless a copy does it: whatever it holds need not be held for longer."""
        if self._child is None:
            first, self._first = self._first, []
            for act in first:
                act()


def _work(pipe: int, first: list[Act], make: Callable[[], bytes] | None) -> None:
    """Do the work in the copy; nothing that this process has open or would do at its end is touched."""
    status = 1
    try:
        # Ctrl-C is the other process's to answer, which ends this one.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # To look for rings is to write to all objects, which would no longer be shared.
        gc.disable()
        for act in first:
            act()
        if make is not None:
            with os.fdopen(pipe, "wb", closefd=False) as file:
                file.write(make() + _DONE)
            status = 0
    # Whatever it is, the work is done again where it can be told.
    except BaseException:  # noqa: BLE001, S110
        pass
    finally:
        os._exit(status)


def _is_safe() -> bool:
    """Return whether a copy can work: another thread could hold a lock that nobody in the copy lets go of."""
    return sys.platform == "linux" and threading.active_count() == 1


def _has_room() -> bool:
    """Return whether there is memory for a copy."""
    try:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
        told = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(line.split()[1]) * 1024 for line in told if line.startswith("MemAvailable:"))
    except (OSError, ValueError, StopIteration, IndexError):
        return False
    return free > _ROOM * held
