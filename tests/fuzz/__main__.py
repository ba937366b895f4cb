"""A long run over all targets in turn: `python -m tests.fuzz --minutes 120`, or `make fuzz`.

Prints how many inputs each target was tried on and what failed, and ends with exit code 1 if anything did.
"""

from __future__ import annotations

import argparse
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from tests.fuzz.targets import TARGETS, timed

# Inputs tried before the next target has its turn.
_TURN = {"reader": 400, "folder": 200, "cleaning": 400, "article": 40}


def turn(name: str, tried: Counter[str]) -> Callable[[], None]:
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
        tried[name] += 1
        timed(name, value)

    return run


def main() -> int:
    """Run until the time is up; return how many turns failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    arguments = parser.parse_args()
    end = time.monotonic() + 60 * arguments.minutes
    tried: Counter[str] = Counter()
    failed = 0
    while time.monotonic() < end:
        for name in arguments.target or TARGETS:
            try:
                turn(name, tried)()
            except Exception:  # noqa: BLE001 - whatever goes wrong is what is looked for
                failed += 1
                traceback.print_exc()
        print(f"{int(end - time.monotonic())} s left, {failed} failed, tried {dict(tried)}", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(min(1, main()))
