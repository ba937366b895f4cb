"""How often Python looks for rings: objects that hold nothing but each other, which it cannot free at once.

By itself it goes over all objects each time that some hundred more have come to be than gone: a sixth of a build, which
makes hundreds of thousands that stay. Rings come to be where an article is parsed, for words know their sentence, and
where a page is rendered. There the youngest objects are gone over after some dozens; elsewhere it is hardly ever done.
When it ends Python goes over all objects once more, though all its memory is given back then: after a build of 10,000
articles that takes two seconds, so they are left as they are.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")

# As of `gc.set_threshold`: objects more than before, and how often the younger ones are gone over before the older. Of
# the twelve million that a build of 10,000 articles makes eleven thousand are in rings; a server builds many times.
_HARDLY = (10_000_000, 20, 20)
_SELDOM = (1_000_000, 20, 20)
# The same where nothing goes over the youngest by itself.
_ALONE = (50_000, 20, 20)
# Parses of which rings may wait, and pages, that are smaller and are told of twice: some ten megabytes. A build in
# which little has changed makes fewer, and its objects are not gone over at all.
_PARSES = 32
_PAGES = 256


def seldom(*, again: bool = False) -> None:
    """Let this process look for rings seldom, for its long loops do so themselves.

    Args:
        again: whether it builds more than once.
    """
    gc.set_threshold(*(_SELDOM if again else _HARDLY))
    # Once, however often this is called.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def now_and_then() -> None:
    """Let this process look for rings more seldom than by itself, with no loop that does so."""
    gc.set_threshold(*_ALONE)


def swept(act: Callable[[J], R], jobs: Sequence[J]) -> Iterator[R]:
    """Yield what `act` makes of each job, and free the rings that it leaves."""
    sweep = Sweep(_PARSES)
    for job in jobs:
        yield act(job)
        sweep()


class Sweep:
    """Frees the rings of one build, called after each step that leaves some.

    Args:
        together: steps of which rings may wait.
    """

    def __init__(self, together: int = _PAGES) -> None:
        self._together = together
        self._done = 0

    def __call__(self) -> None:
        """Count a step; after so many go over what came to be since, if this is done at all."""
        self._done += 1
        if self._done % self._together == 0 and gc.isenabled():
            gc.collect(0)


def free() -> None:
    """Free all rings: for a moment in which nobody waits, for it goes over all objects."""
    gc.collect()
