"""Watching folders for changes while the site is served: seldom enough to cost nothing, and never during a build.

MkDocs looks at every file twice a second, also at the thousands of pages that we write ourselves, and while it builds.
Here only what people write is looked at, with one call for each folder and file. What changes during a build is seen
after it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.livereload import LiveReloadServer

# Seconds between two looks; and how many times the time of a look lies between two of them at least.
_PAUSE = 0.1
_SHARE = 10
# A file may be written in several steps: seconds in which nothing more must change, and how often that is waited for.
_STILL = 0.03
_PATIENCE = 20
# Seconds that the server waits in turn, for what others watch; it is told of ours when all is written.
_SERVER_WAITS = 0.02
# Path, time of change in nanoseconds, size in bytes, number of the file.
State = frozenset[tuple[str, int, int, int]]


class Change(NamedTuple):
    """Something changed below a folder; named as the server knows changes."""

    src_path: str
    is_directory: bool = False


class Watch(threading.Thread):
    """Looks at folders, and calls what is to be called when a file in one has changed, come or gone."""

    def __init__(self) -> None:
        super().__init__(name="sourcebook-watch", daemon=True)
        self._folders: list[tuple[Path, Callable[[str], bool], Callable[[Change], None]]] = []
        self._states: list[State] = []
        self._stopped = threading.Event()
        self._free = threading.Event()
        self._free.set()

    def serve(self, server: LiveReloadServer, folder: str, ignored: Callable[[str], bool] | None = None) -> None:
        """Look at a folder for the server of MkDocs, in place of its own watching; parameters as for `add`."""
        server.build_delay = min(server.build_delay, _SERVER_WAITS)
        schedule = server.observer.schedule

        def ours(handler: Any, path: str, **_: Any) -> None:
            self.add(Path(path), handler.on_any_event, ignored)

        server.observer.schedule = ours  # type: ignore[method-assign, assignment]
        try:
            server.watch(folder)
        finally:
            server.observer.schedule = schedule  # type: ignore[method-assign]

    def add(self, folder: Path, act: Callable[[Change], None], ignored: Callable[[str], bool] | None = None) -> None:
        """Look at a folder, too; what is `ignored` directly in it, by its name, does not count."""
        leave = ignored or (lambda _: False)
        self._folders.append((folder, leave, act))
        self._states.append(state(folder, leave))

    def run(self) -> None:
        """Look until told to stop."""
        took = 0.0
        while not self._stopped.wait(max(_PAUSE, took * _SHARE)):
            self._free.wait()
            # What this thread itself costs: beside others that work it may take much longer by the clock.
            began = time.thread_time()
            self.look()
            took = time.thread_time() - began

    def look(self) -> None:
        """Look once, and where something has changed again until nothing more does."""
        changed = self._changed()
        for _ in range(_PATIENCE):
            if not changed or self._stopped.wait(_STILL):
                break
            more = self._changed()
            changed |= more
            if not more:
                break
        for at in sorted(changed):
            folder, _, act = self._folders[at]
            act(Change(str(folder)))

    def _changed(self) -> set[int]:
        """Return the numbers of the folders in which something is not as it was at the last look."""
        changed = set()
        for at, (folder, ignored, _) in enumerate(self._folders):
            found = state(folder, ignored)
            if found != self._states[at]:
                self._states[at] = found
                changed.add(at)
        return changed

    def rest(self, *, resting: bool) -> None:
        """Look no more for the time being, or again."""
        if resting:
            self._free.clear()
        else:
            self._free.set()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._free.set()


def state(folder: Path, ignored: Callable[[str], bool]) -> State:
    """Return the files below a folder as they are, but for what is ignored directly in it."""
    return frozenset(_files(str(folder), ignored, set()))


def _files(
    folder: str, ignored: Callable[[str], bool] | None, seen: set[tuple[int, int]]
) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if ignored is None or not ignored(entry.name):
                    yield from _entry(entry, seen)
    except OSError:
        # Gone while it was looked at; the next look tells.
        return


def _entry(entry: os.DirEntry[str], seen: set[tuple[int, int]]) -> Iterator[tuple[str, int, int, int]]:
    try:
        is_folder = entry.is_dir()
        # On Windows an entry does not tell the number of what it names; a folder's is needed.
        found = os.stat(entry.path) if is_folder else entry.stat()  # noqa: PTH116
    except OSError:
        return
    if not is_folder:
        yield entry.path, found.st_mtime_ns, found.st_size, found.st_ino
    elif (found.st_dev, found.st_ino) not in seen:
        # A link may lead back to where it stands.
        seen.add((found.st_dev, found.st_ino))
        yield from _files(entry.path, None, seen)
