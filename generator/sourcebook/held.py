"""What a process that builds a site again and again holds in memory between two builds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sourcebook import pages
from sourcebook.aside import Aside
from sourcebook.digests import Digests
from sourcebook.later import Act, at_once

if TYPE_CHECKING:
    from sourcebook.compare.kept import Trace
    from sourcebook.kept_corpus import Compared
    from sourcebook.records import Corpus


@dataclass
class Held:
    """What is held from one build to the next; nothing is lost without it but time.

    ``units`` are those of the last build, by their place in the cache, and so is the last comparison with how it came
    about (``compared``); ``later`` takes what may wait until the site has been shown, ``hurried`` tells while that is
    done whether the next build waits for it, ``aside`` takes what another process may do.
    """

    digests: Digests = field(default_factory=Digests)
    units: dict[str, pages.Units] = field(default_factory=dict)
    compared: dict[str, tuple[Compared, Corpus, Trace]] = field(default_factory=dict)
    later: Callable[[Act], None] = at_once
    hurried: Callable[[], bool] = lambda: False
    aside: Aside = field(default_factory=lambda: Aside(1))

    def save(self, act: Act) -> None:
        """Let something be kept for the next build when that delays this one least."""
        (self.aside if self.later is at_once else self.later)(act)
