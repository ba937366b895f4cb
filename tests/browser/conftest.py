"""Debian's chromium, sites built by the real MkDocs, and a server that only this machine sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import chromium
from tests.conftest import ROOT, STORY

# What no page of ours holds but the questions of the page Find, and what an injection would leave.
HARMFUL = (
    *(f"[on{event}]" for event in ("click", "error", "load", "focus", "mouseover", "toggle", "begin", "submit")),
    *(f"[{name}^='javascript:' i]" for name in ("href", "src", "action")),
    *(f"[{name}^='data:text' i]" for name in ("href", "src", "data")),
    *("iframe", "object", "embed", "base", "math", "video"),
    *("meta[http-equiv='refresh' i]", "article form:not(#find > form)"),
    *(f"[{name}*='evil.example']" for name in ("href", "src", "action")),
    "article script:not([type='application/json'])",
)
HARM = "harmful => [window.hit, harmful.filter(one => document.querySelector(one))]"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as needing the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running chromium; without one the tests are skipped, or fail where the browser is required."""
    if chromium.program() is None:
        reason = "browser tests need chromium: apt-get install chromium"
        if os.environ.get("SOURCEBOOK_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium.browser() as running:
        yield running


def build_site(project: Path, seeds: Path) -> Path:
    """Build the site of `seeds` with this repository's configuration and hand-written pages; return its folder."""
    shutil.copytree(seeds, project / "seeds", symlinks=True)
    ignored = subprocess.run(
        ["git", "ls-files", "docs", "mkdocs.yml"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    files = ignored or [p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*") if p.is_file()]
    for name in {*files, "mkdocs.yml"}:
        if (ROOT / name).is_file():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, project / name)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return project / "site"


@dataclass
class Visit:
    """What a page did while it was open."""

    page: Page
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Open an address in the same window and wait until nothing more is loaded."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    def harmed(self) -> list[str]:
        """Return what an injection did or could do on the open page; nothing on a sound one."""
        ran, elements = self.page.evaluate(HARM, list(HARMFUL))
        return [*self.dialogs, *self.foreign, *self.errors, *([f"ran: {ran}"] if ran else []), *elements]


@dataclass
class Site:
    """A built site, served on this machine."""

    folder: Path
    address: str
    browser: Browser

    def visit(self, path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Visit:
        """Open a page and note dialogs, console errors and requests to other hosts."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        page = context.new_page()
        visit = Visit(page)

        def dialog(opened: object) -> None:
            visit.dialogs.append(opened.message)  # type: ignore[attr-defined]
            opened.dismiss()  # type: ignore[attr-defined]

        page.on("dialog", dialog)
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("console", lambda m: visit.errors.append(m.text) if m.type == "error" else None)
        page.on(
            "request",
            lambda r: None if r.url.startswith((self.address, "data:", "blob:")) else visit.foreign.append(r.url),
        )
        visit.open(self.address + path)
        return visit

    def pages(self) -> list[str]:
        """Return the paths of all its pages."""
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))


def serve(folder: Path, browser: Browser) -> Iterator[Site]:
    """Serve a folder on a free port of this machine until the generator is closed."""
    with chromium.served(folder) as address:
        yield Site(folder, address, browser)


@pytest.fixture(scope="session")
def site(browser: Browser) -> Iterator[Site]:
    """Return the served site of the made-up story."""
    with tempfile.TemporaryDirectory() as project:
        yield from serve(build_site(Path(project), STORY), browser)
