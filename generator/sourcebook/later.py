"""Work that nobody waits for: done beside the server when a site has been shown, and over before the next build begins.

Where thousands of files are offered and kept, writing them takes longer than showing the page that somebody is looking
at. A process that builds once does all at once; one that serves leaves this for when the site stands.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sourcebook.errors import SourcebookError

# Seconds after a build in which the browser is left to load the page.
_PAUSE = 0.5

Act = Callable[[], None]

log = logging.getLogger("mkdocs.plugins.sourcebook")


def at_once(act: Act) -> None:
    """Do something now: what is called where nothing is put off."""
    act()


class Later:
    """What is to be done when the site has been shown, in the order in which it was asked for."""

    def __init__(self) -> None:
        self._acts: list[Act] = []
        self._spare: list[Act] = []
        self._thread: threading.Thread | None = None
        self._hurry = threading.Event()
        self._waited_for = threading.Event()

    def __call__(self, act: Act) -> None:
        """Put something off."""
        self._acts.append(act)

    def spare(self, act: Act) -> None:
        """Put off what is done after the rest, and not at all where the next build begins before."""
        self._spare.append(act)

    def begin(self) -> None:
        """Begin with what was put off, in a thread of its own."""
        acts, self._acts = self._acts, []
        spare, self._spare = self._spare, []
        if acts or spare:
            self._hurry.clear()
            told = (acts, spare)
            self._thread = threading.Thread(target=self._run, args=told, name="sourcebook-later", daemon=True)
            self._thread.start()

    def hurried(self) -> bool:
        """Return whether somebody waits for the end of what is done."""
        return self._waited_for.is_set()

    def settle(self, *, hurried: bool = False) -> None:
        """Wait until all is done; what a build that failed had put off is done here.

        Args:
            hurried: whether what is long may be given up.
        """
        self._hurry.set()
        if hurried:
            self._waited_for.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._waited_for.clear()
        acts, self._acts = self._acts, []
        _do(acts)

    def _run(self, acts: list[Act], spare: list[Act]) -> None:
        self._hurry.wait(_PAUSE)
        _do(acts)
        for act in spare:
            if not self._hurry.is_set():
                _do([act])


def _do(acts: list[Act]) -> None:
    for act in acts:
        try:
            act()
        except (SourcebookError, OSError) as error:
            # The next build tries again, and says so where it is the build's to say.
            log.warning(str(error))
