"""The site for everybody: axe's rules on every kind of page, keyboard alone, paper, no scripts, no network."""

from __future__ import annotations

import importlib.util
import json
import os
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Site
from tests.browser.screenshots import kinds

UNFOLD = "document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true; })"
# Of what has the focus: how it begins, its name, and whether it shows that it has it.
STOP = """(e => {
  const style = getComputedStyle(e);
  const name = e.innerText || e.ariaLabel || e.title || e.labels?.[0]?.innerText || e.placeholder || "";
  return [e.outerHTML.slice(0, 160), name.trim(), style.outlineStyle !== "none" || e.type === "text"];
})(document.activeElement)"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return the script of axe-core; without it the test is skipped, or fails where browser tests are required."""
    if importlib.util.find_spec("axe_playwright_python") is None:
        if os.environ.get("SOURCEBOOK_BROWSER") == "required":
            pytest.fail("axe-playwright-python is not installed: make setup")
        pytest.skip("axe-playwright-python is not installed")
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds wrong on a page with everything on it unfolded."""
    page.evaluate(UNFOLD)
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_every_kind_of_page_is_for_everybody_and_quiet(site: Site, axe: str, scheme: str, width: int) -> None:
    """No rule of axe is broken, nothing is logged or missing, no other host is asked, nothing sticks out."""
    found: dict[str, list[str]] = {}
    visit = site.visit("index.html", width=width, scheme=scheme)
    for path in [*kinds(site.folder), "404.html"]:
        visit.page.goto(site.address + path)
        wide = int(visit.page.evaluate("document.documentElement.scrollWidth"))
        found[path] = violations(visit.page, axe) + ([f"it is {wide} wide"] if wide > width else [])
    assert (visit.foreign, visit.errors, visit.dialogs) == ([], [], [])
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert len(found) > 18


def test_axe_would_find_something(site: Site, axe: str) -> None:
    """The rules are run: a picture without a text is found."""
    page = site.browser.new_page()
    page.goto(site.address + "index.html")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"assets/favicon.svg\">')")
    assert any(wrong.startswith("image-alt") for wrong in violations(page, axe))
    page.close()


def test_the_keyboard_alone_reaches_what_an_article_offers(site: Site) -> None:
    """By Tab and space alone a layer is switched and a note opened, and what has the focus can be seen."""
    page = site.browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site.address + "articles/harbour-post.html")
    page.focus("#layer-number")
    page.keyboard.press("Space")
    assert not page.is_checked("#layer-number")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.sb-notes summary')"):
            break
    else:
        pytest.fail("no note was reached")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('details').open")
    page.close()


def test_every_stop_of_the_keyboard_is_seen_and_named(site: Site) -> None:
    """Whatever Tab reaches shows that it has the focus, and has a name."""
    page = site.browser.new_page(viewport={"width": 1280, "height": 900})
    for path in ("articles/harbour-post.html", "compare/index.html"):
        page.goto(site.address + path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true; })"
        )
        for _ in range(45):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop[0].startswith("<body"):
                break
            assert stop[1], (path, stop[0])
            assert stop[2], (path, stop[0])
    page.close()


def test_an_article_prints_its_text_without_the_frame(site: Site) -> None:
    """Paper has the text, not the navigation, layers or folded notes; and it makes a PDF."""
    page = site.browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page.goto(site.address + "articles/harbour-post.html")
    page.emulate_media(media="print")
    hidden = (".md-header", ".md-tabs", ".sb-layers", ".sb-notes", ".sb-pin", ".md-footer")
    assert [s for s in hidden if page.locator(s).count() and page.locator(s).first.is_visible()] == []
    assert page.locator("#text .sb-s").first.is_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.querySelector('#text .sb-s')).color")
    assert _brightness(paper) > 200
    assert _brightness(ink) < 90
    assert page.pdf().startswith(b"%PDF")
    page.close()


def _brightness(color: str) -> float:
    numbers = [float(part) for part in color[color.index("(") + 1 : -1].split(",")[:4]]
    return 255.0 if len(numbers) == 4 and numbers[3] == 0 else sum(numbers[:3]) / 3


def test_reference_managers_and_search_engines_are_told_of_the_article(site: Site) -> None:
    """The head has what Zotero reads, and JSON-LD with the quotations and claims; never a verdict."""
    page = site.browser.new_page()
    page.goto(site.address + "articles/harbour-post.html")
    names = "document.head.querySelectorAll('meta[name^=citation_]')"
    told = dict(page.evaluate(f"[...{names}].map(m => [m.name, m.content])"))
    assert told["citation_title"] == "Ferry captain heard in purported recording after Lindholm collision"
    assert told["citation_language"] == "en"
    data = json.loads(page.locator("head script[type='application/ld+json']").text_content() or "")
    types = {node["@type"] for node in data["@graph"]}
    assert {"NewsArticle", "Quotation", "Claim"} <= types
    assert "ClaimReview" not in types
    page.close()


@pytest.mark.parametrize("path", ["index.html", "compare/index.html", "authenticity/index.html"])
def test_pages_print_whole(site: Site, path: str) -> None:
    """On A4 nothing is cut off at the side, the frame and what needs a pointer stay off, and it makes a PDF."""
    page = site.browser.new_page(viewport={"width": 688, "height": 1000}, color_scheme="dark")
    page.goto(site.address + path)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    wide = page.evaluate("""[...document.querySelectorAll('article *')].filter(e => {
      const box = e.getBoundingClientRect();
      return box.width && box.right > 690 && !e.closest('.sb-sr, svg, thead.sb-sr');
    }).map(e => e.outerHTML.slice(0, 80))""")
    assert wide == []
    for hidden in (
        ".md-header",
        ".md-tabs",
        ".sb-also",
        ".sb-statuses",
        ".sb-tools",
        ".sb-figure details",
        ".sb-card-note",
    ):
        assert not any(each.is_visible() for each in page.locator(hidden).all()), hidden
    links = page.eval_on_selector_all("article a[href]", "links => links.map(link => link.href)")
    assert links
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()
