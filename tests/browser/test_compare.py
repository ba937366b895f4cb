"""The comparison in a real browser: one event at a time, kinds of rows switched off, from a name to the next report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser import chromium
from tests.made_up_three import three_reports
from tests.test_pages import site_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the site of three made-up reports."""
    folder: Path = site_of(three_reports(), tmp_path_factory.mktemp("three"), directory_urls=False)
    with chromium.served(folder) as address:
        yield address


def test_one_event_at_a_time(browser: Browser, site: str) -> None:
    """Choosing an event hides the others; a link to a row of a hidden event shows it again."""
    page = browser.new_page()
    page.goto(site + "compare/index.html")
    tug, ferry = page.locator("#event-e-tug"), page.locator("#event-e-ferry")
    page.select_option("#event-filter", "#event-e-tug")
    assert tug.is_visible()
    assert not ferry.is_visible()
    page.evaluate("location.hash = '#c-length'")
    ferry.wait_for(state="visible")
    assert tug.is_visible()
    page.close()


def test_kinds_of_rows_are_switched_without_scripts(browser: Browser, site: str) -> None:
    """Rows that agree go at a press, the others stay; the choice of an event, which needs a script, is not offered."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "compare/index.html")
    assert page.locator("#c-crew").is_visible()
    page.uncheck("#status-agree")
    assert not page.locator("#c-crew").is_visible()
    assert page.locator("#c-length").is_visible()
    assert not page.locator("#event-filter").is_visible()
    context.close()


def test_a_name_leads_to_the_next_report_by_key(browser: Browser, site: str) -> None:
    """On a name, the closing bracket goes on to the report after, at its sentence; on other things it does nothing."""
    page = browser.new_page()
    page.goto(site + "articles/fjord-post.html")
    page.keyboard.press("]")
    assert page.url.endswith("fjord-post.html")
    page.locator(".sb-text a.sb-m-person").last.focus()
    page.keyboard.press("]")
    page.wait_for_url("**/articles/quell-news.html#s-*")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "compare/index.html",
        "compare/fjord-post--quell-news.html",
        "compare/shared.html",
        "compare/timeline.html",
        "compare/quotations.html",
        "authenticity/index.html",
    ],
)
def test_no_page_is_wider_than_a_phone(browser: Browser, site: str, path: str, scheme: str) -> None:
    """At 360 pixels nothing sticks out sideways."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
