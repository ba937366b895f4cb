"""Work for other processes to do in tests."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def doubled(number: int) -> int:
    """Return twice the number, the smaller ones later, so that results are ready out of order."""
    time.sleep(max(0, 8 - number) / 100)
    return 2 * number


def killed_once(job: tuple[str, int]) -> int:
    """Return twice the number; the first process that gets to it is killed, as for want of memory."""
    flag, number = job
    if number == 9 and not Path(flag).exists():
        Path(flag).write_text("killed", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def lost(pages: object) -> bool:
    """Be killed over some pages, as for want of memory."""
    del pages
    os.kill(os.getpid(), signal.SIGKILL)
    return False
