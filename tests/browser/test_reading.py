"""Reading an article in a real browser: from a search to the sentence, layers and margin notes without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import chromium
from tests.made_up import story
from tests.test_pages import site_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the made-up story."""
    return site_of(story(), tmp_path_factory.mktemp("story"), directory_urls=False)


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """Return the address of the site of the made-up story."""
    with chromium.served(folder) as address:
        yield address


class Watch:
    """What went wrong on a page: script errors, dialogs, requests to other hosts, files that are missing."""

    def __init__(self, page: Page) -> None:
        self.wrong: list[str] = []
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("dialog", lambda d: (self.wrong.append(d.message), d.dismiss()))
        page.on("response", lambda r: self.wrong.append(r.url) if r.status >= 400 else None)
        page.on("request", lambda r: None if _is_ours(r.url) else self.wrong.append(r.url))


def _is_ours(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "file:", "data:", "blob:"))


def test_search_finds_a_misspelling_and_opens_at_the_sentence(browser: Browser, site: str) -> None:
    """The person's page comes up for a misspelling; a result of an article opens at the sentence."""
    page = browser.new_page(viewport={"width": 1280, "height": 500})
    watch = Watch(page)
    page.goto(site + "index.html")
    page.click(".md-search__input")
    page.keyboard.type("Callowey")
    page.wait_for_selector(".md-search-result__item a")
    found = page.eval_on_selector_all(".md-search-result__item > a", "links => links.map(l => l.getAttribute('href'))")
    assert any("people/ines-calloway.html" in link for link in found)
    # The theme's search waits for keys, which filling in does not press.
    page.fill(".md-search__input", "")
    page.keyboard.type("litres fuel")
    # The result of what was typed before may still stand there.
    page.click(".md-search-result__item a[href*='articles/harbour-post'][href*='litres']")
    page.wait_for_function("document.querySelector('.sb-s mark[data-md-highlight]')")
    page.wait_for_timeout(300)
    box = page.locator(".sb-s", has_text="litres of fuel").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 500
    assert watch.wrong == []
    page.close()


def test_an_article_reads_without_scripts(browser: Browser, site: str) -> None:
    """Layers switch, margin notes open and a sentence's address works without a script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site + "articles/harbour-post.html")
    mark = page.locator(".sb-m-number").first
    border = "border-top-width"
    script = f"e => getComputedStyle(e).getPropertyValue('{border}')"
    assert mark.evaluate(script) != "0px"
    page.uncheck("#layer-number")
    assert mark.evaluate(script) == "0px"
    note = page.locator(".sb-notes details").first
    assert not note.locator("li").first.is_visible()
    note.locator("summary").click()
    assert note.locator("li").first.is_visible()
    context.close()
