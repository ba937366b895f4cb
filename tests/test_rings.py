"""Rings are freed where they come to be, and a site that is served holds no more after many changes than after few."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest
from mkdocs.config.defaults import MkDocsConfig

from sourcebook import rings
from sourcebook.later import Later
from sourcebook.plugin import SourcebookPlugin


class Ring:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    """Leave Python's own looking for rings as it was."""
    was = gc.get_threshold()
    yield
    gc.set_threshold(*was)


def test_of_many_parses_some_dozens_wait_to_be_freed() -> None:
    """However many articles are parsed one after the other, memory holds the last few."""
    rings.seldom()
    made: list[weakref.ref[Ring]] = []

    def parse(_: int) -> int:
        ring = Ring()
        made.append(weakref.ref(ring))
        return len(made)

    most = 0
    for _ in rings.swept(parse, range(500)):
        most = max(most, sum(ring() is not None for ring in made))
    assert most <= 40
    assert sum(ring() is not None for ring in made) < 40


def test_pages_that_are_rendered_leave_nothing() -> None:
    """MkDocs tells the plugin of each page that it renders and writes."""
    rings.seldom()
    plugin = SourcebookPlugin()
    made: list[weakref.ref[Ring]] = []
    for _ in range(1000):
        ring = Ring()
        made.append(weakref.ref(ring))
        del ring
        plugin.on_page_content("", page=None, config=MkDocsConfig(), files=None)  # type: ignore[arg-type]
    assert sum(ring() is not None for ring in made) <= 300


def test_where_nothing_is_looked_for_nothing_is_swept() -> None:
    """Who switched it off for a while is not disturbed."""
    sweep = rings.Sweep()
    ring = weakref.ref(Ring())
    gc.disable()
    try:
        for _ in range(1000):
            sweep()
        assert ring() is not None
    finally:
        gc.enable()


def test_what_a_build_left_is_freed_when_its_site_has_been_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the work that was put off, and not where the next build waits for it."""
    monkeypatch.setattr("sourcebook.later._PAUSE", 0)
    rings.seldom()
    later = Later()
    ring = weakref.ref(Ring())
    order: list[bool] = []
    later(lambda: order.append(ring() is not None))
    later.spare(rings.free)
    later.begin()
    assert later._thread is not None
    later._thread.join(timeout=60)
    assert order == [True]
    assert ring() is None


def test_what_is_spare_is_left_where_the_next_build_waits() -> None:
    """Only what was put off is done then."""
    later = Later()
    done: list[str] = []
    later.spare(lambda: done.append("spare"))
    later(lambda: done.append("needed"))
    later.begin()
    later.settle()
    assert done == ["needed"]


def test_who_waits_tells_whether_what_is_long_may_be_given_up() -> None:
    """The next build says so, the end of the server does not; nobody waits for what is begun afterwards."""
    later = Later()
    told: list[bool] = []
    for hurried in (True, False, True):
        later(lambda: told.append(later.hurried()))
        later.begin()
        later.settle(hurried=hurried)
    later(lambda: told.append(later.hurried()))
    later.settle(hurried=True)
    assert told == [True, False, True, False]


def test_what_is_there_when_a_process_ends_is_not_gone_over() -> None:
    """Its memory is given back as it is; without us Python would free the ring."""
    ring = "class Ring:\n  def __del__(self): print('freed')\nring = Ring(); ring.own = ring; del ring\n"
    for first, told in (("", "freed"), ("from sourcebook import rings; rings.seldom(); rings.seldom()\n", "")):
        done = subprocess.run([sys.executable, "-c", first + ring], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == told
