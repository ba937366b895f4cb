"""Review in the browser while `mkdocs serve` runs: by keyboard, written, shown again, and taken back."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.conftest import ROOT, STORY

from sourcebook import curate

# A rebuild of three articles takes a second or two; a busy machine some more.
PATIENCE = 60_000
READY = "document.documentElement.dataset.review === 'ready'"


@dataclass
class Served:
    """A project that `mkdocs serve` serves."""

    folder: Path
    address: str

    def entries(self) -> list[str]:
        """Return what is in curation.yml: action, kind and quoted words."""
        read = curate.read(self.folder / "seeds")
        assert read.errors == ()
        return [f"{e.do} {e.what} {e.place.at.exact if e.place.at else ''}" for e in read.entries]


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the made-up story with this repository's configuration, until the module's tests are done."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(STORY, project / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", project)
    listed = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    names = listed.split() or [p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*") if p.is_file()]
    for name in names:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", f"127.0.0.1:{port}"]
    with (project / "log").open("wb") as log, subprocess.Popen(command, cwd=project, stdout=log, stderr=log) as server:
        address = f"http://127.0.0.1:{port}/"
        try:
            until = time.monotonic() + 120
            while True:
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    assert server.poll() is None, (project / "log").read_text()
                    assert time.monotonic() < until, "the server does not answer"
                    time.sleep(0.3)
            yield Served(project, address)
        finally:
            server.kill()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of the served site whose reader has given a name, with empty corrections."""
    context = browser.new_context()
    context.add_init_script("localStorage.setItem('sourcebook.by', 'A. Reader')")
    opened = context.new_page()
    yield opened
    context.close()


def open_queue(served: Served, page: Page) -> None:
    """Open the review page and wait until it can be worked with."""
    page.goto(f"{served.address}review/index.html")
    page.wait_for_function(READY, timeout=PATIENCE)


def test_a_finding_is_confirmed_by_keyboard_and_undone(served: Served, page: Page) -> None:
    """J goes to the first, C confirms it: it leaves the queue when the page reloads; U brings it back."""
    open_queue(served, page)
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.dataset.finding")
    assert first
    page.keyboard.press("c")
    page.wait_for_selector(".sb-rv-status:has-text('written')", timeout=PATIENCE)
    assert [e.split()[0] for e in served.entries()] == ["confirm"]
    page.wait_for_function(f"!document.querySelector('[data-finding=\"{first}\"]')", timeout=PATIENCE)
    page.wait_for_function(READY, timeout=PATIENCE)
    page.keyboard.press("u")
    page.wait_for_function(f"document.querySelector('[data-finding=\"{first}\"]')", timeout=PATIENCE)
    assert served.entries() == []


def test_a_margin_note_is_corrected_in_a_dialog(served: Served, page: Page) -> None:
    """The speaker typed in the margin of an article stands there after the reload, marked as corrected."""
    page.goto(f"{served.address}articles/harbour-post.html")
    page.wait_for_function(READY, timeout=PATIENCE)
    note = page.locator("li[data-finding^='quote:']", has_text="Marta Venn").last
    note.evaluate("li => { li.closest('details')?.setAttribute('open', ''); li.focus(); }")
    page.keyboard.press("e")
    page.locator("dialog input[name=speaker]").fill("Olaf Brekke")
    page.locator("dialog input[name=reason]").fill("the sentence before")
    page.keyboard.press("Enter")
    page.wait_for_selector("li[data-finding^='quote:'] .sb-checked-corrected", state="attached", timeout=PATIENCE)
    assert [e.split()[:2] for e in served.entries()] == [["correct", "quote"]]
    page.wait_for_function(READY, timeout=PATIENCE)
    page.keyboard.press("u")
    page.wait_for_function("!document.querySelector('.sb-checked-corrected')", timeout=PATIENCE)


def test_a_finding_is_rejected_by_keyboard_and_gone_after_the_reload(served: Served, page: Page) -> None:
    """X on the note of a number takes it out of the article; U brings it back."""
    page.goto(f"{served.address}articles/harbour-post.html")
    page.wait_for_function(READY, timeout=PATIENCE)
    note = page.locator("li[data-finding^='number:']").first
    finding = note.get_attribute("data-finding")
    note.evaluate("li => { li.closest('details')?.setAttribute('open', ''); li.focus(); }")
    page.keyboard.press("x")
    page.wait_for_function(f"!document.querySelector('[data-finding=\"{finding}\"]')", timeout=PATIENCE)
    assert [e.split()[:2] for e in served.entries()] == [["reject", "number"]]
    page.wait_for_function(READY, timeout=PATIENCE)
    page.keyboard.press("u")
    page.wait_for_function(f"document.querySelector('[data-finding=\"{finding}\"]')", timeout=PATIENCE)
    assert served.entries() == []


def test_two_names_are_merged_by_keyboard(served: Served, page: Page) -> None:
    """M on a quotation asks for the other name of its speaker, and writes that both are one."""
    page.goto(f"{served.address}articles/harbour-post.html")
    page.wait_for_function(READY, timeout=PATIENCE)
    note = page.locator("li[data-finding^='quote:']", has_text="Marta Venn").last
    note.evaluate("li => { li.closest('details')?.setAttribute('open', ''); li.focus(); }")
    page.keyboard.press("m")
    page.locator("dialog input[name=other]").fill("Olaf Brekke")
    page.locator("dialog input[name=reason]").fill("a pen name")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sb-rv-status:has-text('written')", timeout=PATIENCE)
    assert [e.split()[0] for e in served.entries()] == ["merge"]
    page.wait_for_function(READY, timeout=PATIENCE)
    page.keyboard.press("u")
    page.wait_for_selector(".sb-rv-status:has-text('taken back')", timeout=PATIENCE)
    assert served.entries() == []


def test_another_sites_page_can_neither_read_nor_write(served: Served, browser: Browser) -> None:
    """A page of another origin tries what a hostile one would."""
    context = browser.new_context()
    hostile = context.new_page()
    # A file that is no page does not load itself again when the site behind it is built anew.
    hostile.goto(served.address.replace("127.0.0.1", "localhost") + "sourcebook/sourcebook.css")
    attempt = """async (address) => {
      const tries = [
        fetch(address + "__sourcebook/session", { headers: { "X-Sourcebook": "review" } }),
        fetch(address + "__sourcebook/undo", { method: "POST", mode: "no-cors", body: "{}" }),
        fetch(address + "__sourcebook/decide", { method: "POST", mode: "no-cors", body: "{}" }),
      ];
      const done = await Promise.allSettled(tries);
      return done.map(d => d.status === "fulfilled" && d.value.ok);
    }"""
    assert hostile.evaluate(attempt, served.address) == [False, False, False]
    assert served.entries() == []
    context.close()


def test_the_built_site_has_none_of_it(site: object) -> None:
    """Review exists while the site is served, and only then."""
    folder: Path = site.folder  # type: ignore[attr-defined]
    for path in folder.rglob("*.html"):
        assert b"__sourcebook" not in path.read_bytes(), path
