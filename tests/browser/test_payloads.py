"""Published injection payloads as text, titles, file names, sidecars and corrections, on every kind of page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests import payloads
from tests.browser.conftest import Site, build_site, serve
from tests.browser.screenshots import kinds

from sourcebook.pages import escape
from sourcebook.read import values


@pytest.fixture(scope="module")
def hostile(browser: Browser) -> Iterator[Site]:
    """Return the served site of articles made of payloads."""
    with tempfile.TemporaryDirectory() as name:
        seeds = Path(name) / "payloads"
        seeds.mkdir()
        payloads.write(seeds)
        project = Path(name) / "project"
        project.mkdir()
        yield from serve(build_site(project, seeds), browser)


def test_no_payload_runs_or_changes_a_page(hostile: Site) -> None:
    """On every page of the site: nothing runs, nothing is asked of another host, no element comes of a payload."""
    visit = hostile.visit("index.html")
    harmed = {}
    for path in hostile.pages():
        visit.page.goto(hostile.address + path)
        visit.page.evaluate("new Promise(done => setTimeout(done, 30))")
        harmed[path] = visit.harmed()
    assert {path: found for path, found in harmed.items() if found} == {}
    assert len(harmed) > 100


def test_every_payload_is_shown_as_it_stands(hostile: Site) -> None:
    """The text, the corrections' values and the titles are on the pages, letter for letter."""
    page = hostile.visit("articles/payloads.html").page
    shown = _plain(str(page.locator("article").text_content()))
    assert [
        p for p in payloads.PAYLOADS if any(_plain(escape.shown(line)) not in shown for line in p.splitlines())
    ] == []
    names = _plain(" ".join(hostile.visit(f"people/{p}.html").page.inner_text("article") for p in ("index", "places")))
    assert "<script>window.hit=21</script>" in names
    titles = _plain(hostile.visit("articles/index.html").page.inner_text("article"))
    given = [payloads.PAYLOADS[(n + 2) % len(payloads.PAYLOADS)] for n in range(0, len(payloads.PAYLOADS), 5)]
    # Titles in the files beside articles come with the character references of web pages, which are read as such.
    read = [escape.shown(values.line(title) or "") for title in given]
    assert [title for title in read if _plain(title) not in titles] == []


def _plain(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split())


OFFLINE = "search/search_index.js"
INJECTED = {
    "a script": "<script>window.hit=1</script>",
    "a handler": "<img src='data:,' onerror='window.hit=2'>",
    "an address": "<script src='data:text/javascript,window.hit=3'></script>",
    "another host": "<script src='http://127.0.0.2:9/x.js'></script>",
    "a frame": "<iframe srcdoc='<script>parent.hit=4</script>'></iframe>",
    "a style": "<style>article { display: none }</style>",
    "a base": "<base href='http://127.0.0.2:9/'>",
}


@pytest.mark.parametrize("what", INJECTED)
def test_the_policy_stops_what_gets_past_the_escaping(hostile: Site, what: str) -> None:
    """Put into a page's content as it is, no script, handler, style or address has an effect; the browser says why."""
    path = hostile.folder / "articles" / "injected.html"
    whole = (hostile.folder / "articles" / "keepers.html").read_text(encoding="utf-8")
    path.write_text(whole.replace('<section class="sb-glance"', INJECTED[what] + '<section class="sb-glance"', 1))
    try:
        visit = hostile.visit("articles/injected.html")
        assert visit.page.evaluate("window.hit") is None
        assert visit.page.locator("article").is_visible()
        assert visit.page.evaluate("document.baseURI").startswith(hostile.address)
        assert any("Content Security Policy" in error for error in visit.errors)
    finally:
        path.unlink()


def test_every_page_has_its_policy_before_any_script(hostile: Site) -> None:
    """The policy stands on all pages, ahead of what it is to hold for, and allows nothing inline at large."""
    for path in hostile.pages():
        html = (hostile.folder / path).read_text(encoding="utf-8")
        before, _, after = html.partition('<meta http-equiv="Content-Security-Policy" content="')
        assert after, path
        assert "<script" not in before
        assert "unsafe" not in after.partition(">")[0]


def test_the_policy_holds_on_a_file_system(site: Site) -> None:
    """Opened as files, every kind of page loads its own style, script and pictures without a complaint."""
    page = site.browser.new_page()
    wrong: list[str] = []
    # The theme looks for an index of another of its plugins, when it is opened as a file.
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" and OFFLINE not in str(m.location) else None)
    page.on("pageerror", lambda e: None if OFFLINE in str(e) else wrong.append(str(e)))
    for path in kinds(site.folder):
        page.goto((site.folder / path).as_uri())
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--md-primary-fg-color')"), path
    assert wrong == []
    page.close()
