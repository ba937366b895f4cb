"""The plugin in an MkDocs project of somebody's own: builds, strict mode, live reload."""

from __future__ import annotations

import html
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import STORY

CONFIG = """\
site_name: My site
theme: material
plugins:
  - search
  - sourcebook:
      seeds: articles
"""
# Longest wait for a server on a busy machine, in seconds.
PATIENCE = 120
# How long no second reload may follow a first, in seconds; MkDocs looks for changes twice a second.
QUIET = 4


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small MkDocs project that uses the plugin as its documentation says."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(STORY, tmp_path / "articles")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mine.md").write_text("# Mine\n\nBy hand.\n", encoding="utf-8")
    return tmp_path


def mkdocs(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a project."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def shown(page: Path) -> str:
    """Return a page's text without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))


def test_a_project_of_ones_own_builds(project: Path) -> None:
    """Hand-written pages stay, the articles get theirs, and links hold."""
    done = mkdocs("build", "--strict", cwd=project)
    assert done.returncode == 0, done.stderr
    site = project / "site"
    assert (site / "mine" / "index.html").is_file()
    assert "14-minute-long recording" in shown(site / "articles" / "harbour-post" / "index.html")
    assert (site / "data" / "facts.json").is_file()
    article = (site / "articles" / "harbour-post" / "index.html").read_text(encoding="utf-8")
    assert article.count("sourcebook/sourcebook.css") == 1
    assert article.count("sourcebook/sourcebook.js") == 1
    assert (site / "sourcebook" / "sourcebook.css").is_file()


def test_a_bad_article_fails_a_strict_build_only(project: Path) -> None:
    """One line names the file; the others are built."""
    (project / "articles" / "empty.txt").write_bytes(b"")
    strict = mkdocs("build", "--strict", cwd=project)
    assert strict.returncode != 0
    assert len([line for line in strict.stderr.splitlines() if "empty.txt" in line]) == 1
    assert mkdocs("build", cwd=project).returncode == 0
    assert (project / "site" / "articles" / "harbour-post" / "index.html").is_file()


def test_a_hand_written_page_in_the_way_is_named(project: Path) -> None:
    """A file of the user's is never overwritten; the build says which one is in the way."""
    (project / "docs" / "index.md").write_text("# My own home\n", encoding="utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0
    assert "index.md: a hand-written file" in done.stderr
    assert (project / "docs" / "index.md").read_text(encoding="utf-8") == "# My own home\n"


class Server:
    """`mkdocs serve` with the means to ask for its pages and to wait for its reloads."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for("/", "")

    def get(self, path: str) -> str:
        """Return a page's HTML; empty where it is not served."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=90) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            return ""

    def wait_for(self, path: str, text: str) -> str:
        """Wait until a page is served and holds `text`."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            page = self.get(path)
            if page and text in html.unescape(re.sub(r"<[^>]+>", "", page)):
                return page
            time.sleep(0.2)
        pytest.fail(f"{path} never held {text!r}")

    def epoch(self) -> int:
        """Return the version of the site that the server shows, as the reloading script in its pages knows it."""
        found = re.search(r"livereload\((\d+),", self.get("/"))
        assert found
        return int(found[1])


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    """Return a running server of the project."""
    running = Server(project)
    yield running
    running.process.terminate()
    running.process.wait(timeout=30)


def test_serve_reloads_once_for_each_change_of_the_seeds(server: Server, project: Path) -> None:
    """A changed, a new and a removed article each make the browser reload exactly once."""
    article = project / "articles" / "late-edition.txt"

    def change() -> None:
        article.write_text(article.read_text(encoding="utf-8") + "\nA new sentence was added.\n", encoding="utf-8")

    def add() -> None:
        (project / "articles" / "fourth.txt").write_text(
            "Divers search for the barge\n\nDivers searched on Friday for what is left of the barge.\n",
            encoding="utf-8",
        )

    def remove() -> None:
        (project / "articles" / "island-times.txt").unlink()

    steps = (
        (change, "/articles/late-edition/", "A new sentence was added"),
        (add, "/articles/fourth/", "Divers"),
        (remove, "/articles/", "Divers"),
    )
    for act, path, text in steps:
        before = server.epoch()
        act()
        until = time.monotonic() + PATIENCE
        while server.epoch() == before and time.monotonic() < until:
            time.sleep(0.1)
        after = server.epoch()
        assert after != before
        server.wait_for(path, text)
        time.sleep(QUIET)
        assert server.epoch() == after, "the browser reloaded twice"
    assert server.get("/articles/island-times/") == ""
