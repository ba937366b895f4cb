"""What a build spends its time on, and what it holds: seconds and megabytes, stage by stage.

`python -m tests.bench.stages PROJECT [SETTINGS]` builds the site of a folder with an mkdocs.yml in this process and
prints a line a stage. Remove the project's cache first for a cold build. A stage within another counts for itself
alone. The processor's seconds hold those of the processes that a stage starts; what other programs do to the clock they
do to this one. Memory is the most that this process held while the stage ran, in MB, not what others held.
"""

from __future__ import annotations

import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchIndex
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from rich.console import Console
from rich.table import Table
from tests.bench import memory

from sourcebook import analysis, compare, kept_data, link, read, rendered_ahead, write

# Where a stage begins and ends: the object that holds a function, the function's name, the stage's.
PLACES: tuple[tuple[Any, str, str], ...] = (
    (read, "read_folder", "reading articles"),
    (analysis.Analysis, "_found", "extraction"),
    (link, "link", "linking"),
    (compare, "compare", "comparison"),
    (kept_data.DataKeeper, "make", "data files"),
    # Made while they are written.
    (write, "write_pages", "pages: Markdown, written"),
    (rendered_ahead, "render", "pages: HTML"),
    (mkdocs_build, "_populate_page", "pages: HTML"),
    (mkdocs_build, "_build_page", "pages: theme"),
    (SearchIndex, "add_entry_from_context", "the theme's search"),
    (SearchIndex, "generate_search_index", "the theme's search"),
)
REST = "MkDocs and all else"


def _now() -> tuple[float, float]:
    """Return the clock and the seconds of processor of this process and of those it has ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), time.process_time() + ended.ru_utime + ended.ru_stime


@dataclass
class Spent:
    """By stage: seconds of the clock and of the processor, and the most memory that was held, in MB."""

    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    most: dict[str, float] = field(default_factory=dict)
    _within: list[str] = field(default_factory=lambda: [REST])
    _since: tuple[float, float] = field(default_factory=_now)

    def turn(self) -> None:
        """Count what was since the last turn for the stage that is running."""
        now = _now()
        self.most[self._within[-1]] = max(self.most.get(self._within[-1], 0.0), memory.most())
        memory.reset()
        clock, processor = self.seconds.get(self._within[-1], (0.0, 0.0))
        self.seconds[self._within[-1]] = (clock + now[0] - self._since[0], processor + now[1] - self._since[1])
        self._since = now

    def counted(self, act: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """Return `act` such that its time is counted for `stage`."""

        def counting(*given: Any, **named: Any) -> Any:
            self.turn()
            self._within.append(stage)
            try:
                return act(*given, **named)
            finally:
                self.turn()
                self._within.pop()

        return counting


def measure(settings: Path, places: tuple[tuple[Any, str, str], ...] = PLACES) -> Spent:
    """Build a site; return what each stage took and held."""
    spent = Spent()
    held = [(holder, name, getattr(holder, name)) for holder, name, _ in places]
    for holder, name, stage in places:
        setattr(holder, name, spent.counted(getattr(holder, name), stage))
    try:
        config = load_config(str(settings))
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
    finally:
        for holder, name, act in held:
            setattr(holder, name, act)
    spent.turn()
    return spent


def show(spent: Spent) -> None:
    """Print a line a stage, in their order, and the whole."""
    table = Table(title=f"{os.cpu_count()} processors")
    for heading in ("stage", "clock", "processor", "share", "most held"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    whole = sum(processor for _, processor in spent.seconds.values())
    for stage in (*dict.fromkeys(stage for _, _, stage in PLACES), REST):
        clock, processor = spent.seconds.get(stage, (0.0, 0.0))
        held = spent.most.get(stage, 0.0)
        table.add_row(stage, f"{clock:.1f} s", f"{processor:.1f} s", f"{processor / whole:.0%}", f"{held:,.0f} MB")
    clock, held = sum(clock for clock, _ in spent.seconds.values()), max(spent.most.values())
    table.add_row("the whole", f"{clock:.1f} s", f"{whole:.1f} s", "", f"{held:,.0f} MB")
    Console(width=100).print(table)


if __name__ == "__main__":
    project = Path(sys.argv[1]).resolve()
    os.chdir(project)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    show(measure(project / (sys.argv[2] if len(sys.argv) > 2 else "mkdocs.yml")))
