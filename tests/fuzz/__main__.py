"""A long run over all targets in turn: `python -m tests.fuzz --minutes 120`, or `make fuzz`.

Prints how many inputs each target was tried on and what failed, and ends with exit code 1 if anything did. `--record
NAME` keeps the counts in `tests/fuzz/results`, written anew after each turn.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from tests.fuzz.targets import TARGETS, timed

RESULTS = Path(__file__).parent / "results"
# Inputs tried before the next target has its turn.
_TURN = {"reader": 400, "folder": 200, "cleaning": 400, "article": 40, "pages": 40}
# The end of a traceback, in lines: where it went wrong, and the input.
_LINES = 30


@dataclass
class Tried:
    """How often one target was tried, the seconds of the clock that took, and the failures' tracebacks."""

    inputs: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


def turn(name: str, tried: Tried) -> Callable[[], None]:
    """Return a run of one target on so many new inputs as its turn has."""

    @settings(
        max_examples=_TURN[name],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(TARGETS[name][0])
    def run(value: Any) -> None:
        tried.inputs += 1
        timed(name, value)

    return run


def take(name: str, tried: Tried) -> None:
    """Give a target its turn; what goes wrong is kept and printed."""
    start = time.monotonic()
    try:
        turn(name, tried)()
    except Exception:  # noqa: BLE001 - whatever goes wrong is what is looked for
        told = traceback.format_exc()
        print(told, flush=True)
        tried.failures.append("\n".join(told.splitlines()[-_LINES:]))
    tried.seconds = round(tried.seconds + time.monotonic() - start, 1)


def record(name: str, tried: dict[str, Tried], began: datetime) -> None:
    """Keep the counts, with the day and the kind of machine."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    made = {
        "date": str(began.date()),
        "machine": f"Python {platform.python_version()}, {platform.machine()}",
        "minutes": round((now - began).total_seconds() / 60, 1),
        "inputs": sum(each.inputs for each in tried.values()),
        "failed turns": sum(len(each.failures) for each in tried.values()),
        "targets": {target: asdict(each) for target, each in tried.items()},
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Run until the time is up; return how many turns failed."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--record", help="name under which the counts are kept")
    arguments = parser.parse_args()
    began = datetime.now(UTC)
    end = time.monotonic() + 60 * arguments.minutes
    tried = {name: Tried() for name in arguments.target or TARGETS}
    while time.monotonic() < end:
        for name, each in tried.items():
            if time.monotonic() < end:
                take(name, each)
            if arguments.record:
                record(arguments.record, tried, began)
        counts = {name: each.inputs for name, each in tried.items()}
        failed = sum(len(each.failures) for each in tried.values())
        print(f"{max(0, int(end - time.monotonic()))} s left, {failed} failed turns, tried {counts}", flush=True)
    return sum(len(each.failures) for each in tried.values())


if __name__ == "__main__":
    raise SystemExit(min(1, main()))
