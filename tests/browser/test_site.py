"""The site of a story as its readers use it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Site

KINDS = (
    "index.html",
    "articles/index.html",
    "articles/harbour-post.html",
    "people/index.html",
    "people/marta-venn.html",
    "numbers/index.html",
    "sources/index.html",
    "authenticity/index.html",
    "data/index.html",
    "method.html",
)
LAYERS = ("person", "place", "quote", "source", "authenticity", "number", "date", "shared")
# What the style sheet draws a mark with.
DRAWN = ["textDecorationLine", "backgroundColor", "boxShadow", "borderTopWidth"]


@pytest.mark.parametrize("path", KINDS)
def test_no_page_asks_another_host_or_logs_an_error(site: Site, path: str) -> None:
    """Every kind of page loads from this site alone and without an error in the console."""
    visit = site.visit(path)
    assert (visit.foreign, visit.errors, visit.dialogs) == ([], [], [])


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(site: Site, path: str, scheme: str) -> None:
    """At a width of 360 nothing sticks out, in either colour scheme."""
    visit = site.visit(path, width=360, scheme=scheme)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_finding_leads_to_its_sentence(site: Site) -> None:
    """From the authenticity page one click opens the sentence, and the sentence is on screen."""
    page = site.visit("authenticity/index.html").page
    link = page.locator("a[href*='harbour-post'][href*='#s-']").first
    anchor = str(link.get_attribute("href")).split("#")[1]
    link.click()
    page.wait_for_url(f"**/articles/harbour-post.html#{anchor}")
    target = page.locator(f"[id='{anchor}']")
    assert target.count() == 1
    assert target.first.is_visible()


def test_the_text_reads_without_javascript(site: Site) -> None:
    """The article, its findings and what was left out are there with scripts turned off."""
    page = site.visit("articles/island-times.html", scripts=False).page
    text = page.locator("article").inner_text()
    assert "no reason to doubt the authenticity of the tape" in text
    assert "We use cookies" in page.locator("article").text_content()  # type: ignore[operator]


def search(site: Site, word: str) -> list[str]:
    """Return the addresses that the site's search offers for a word."""
    page = site.visit("index.html").page
    page.keyboard.press("/")
    page.keyboard.type(word)
    found = page.locator(".md-search-result__item a.md-search-result__link")
    found.first.wait_for(state="attached", timeout=15_000)
    return [str(found.nth(n).get_attribute("href")) for n in range(found.count())]


def test_search_finds_words_of_the_articles(site: Site) -> None:
    """A word that stands in one article only finds that article."""
    assert any("articles/harbour-post" in address for address in search(site, "anchored"))


def test_search_finds_people_by_their_names(site: Site) -> None:
    """A person's page is found by the name."""
    assert any("people/marta-venn" in address for address in search(site, "Venn"))


def test_search_finds_people_by_a_misspelling(site: Site) -> None:
    """A form that one report misspells finds the person's page."""
    assert any("people/" in address and "brekke" in address for address in search(site, "Olav"))


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_can_be_switched_off(site: Site, layer: str) -> None:
    """Switching a layer off takes its marks away and leaves the text and the other layers."""
    page = site.visit("articles/harbour-post.html").page
    text = page.locator(".sb-text").inner_text()
    looks = {kind: _looks(page, kind) for kind in LAYERS}
    page.locator(f"#layer-{layer}").uncheck()
    changed = {kind for kind in LAYERS if _looks(page, kind) != looks[kind]}
    assert changed == {layer}
    assert page.locator(".sb-text").inner_text() == text


def _looks(page: Page, layer: str) -> str:
    """Return how the first mark of a layer is drawn."""
    mark = page.locator(f".sb-text .sb-m-{layer}").first
    return str(mark.evaluate(f"e => {{ const s = getComputedStyle(e); return {DRAWN}.map(p => s[p]).join() }}"))


def test_the_site_opens_from_the_file_system(site: Site) -> None:
    """Links lead to files, so that a downloaded site can be read."""
    page = site.browser.new_page()
    page.goto((site.folder / "index.html").as_uri())
    page.locator("a[href*='articles/harbour-post']").first.click()
    page.wait_for_url("**/articles/harbour-post.html*")
    assert page.locator("h1").count() >= 1
