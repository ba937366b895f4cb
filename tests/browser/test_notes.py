"""The notes of findings: by pointer, finger and keyboard; who else says so; what was left out, back at its place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Site

ARTICLE = "articles/harbour-post.html"
CARD = ".sb-card-note"
# How far the page moved by itself since this was first asked.
WATCH = """window.moved = 0; new PerformanceObserver(l => {
  for (const e of l.getEntries()) if (!e.hadRecentInput) window.moved += e.value;
}).observe({type: "layout-shift"})"""


def settled(page: Page) -> None:
    """Wait until a pointer that rests has opened a note."""
    page.wait_for_timeout(600)


def test_pointing_opens_a_note_and_nothing_moves(site: Site) -> None:
    """The note tells what a finding is and who says otherwise, lies beside its line, and goes when the pointer does."""
    visit = site.visit(ARTICLE)
    page = visit.page
    page.evaluate(WATCH)
    mark = page.locator(".sb-text .sb-m-number", has_text="14-minute").first
    mark.hover()
    settled(page)
    card = page.locator(CARD)
    assert card.is_visible()
    told = card.inner_text()
    assert "NUMBER" in told.upper()
    assert "Coast guard has no reason to doubt ferry tape" in told
    note = card.bounding_box()
    words = mark.bounding_box()
    assert note is not None
    assert words is not None
    assert abs(note["y"] - words["y"]) < 60
    assert card.locator("a[href*='compare/index.html#']").count() >= 1
    page.mouse.move(5, 500)
    settled(page)
    assert not card.is_visible()
    assert page.evaluate("window.moved") < 0.01
    assert visit.errors == []


def test_a_press_keeps_a_note_open_until_escape(site: Site) -> None:
    """Pressed, a note stays while the pointer wanders; Escape and a press elsewhere close it."""
    page = site.visit(ARTICLE).page
    mark = page.locator(".sb-text .sb-m-number").first
    mark.click()
    page.mouse.move(5, 500)
    settled(page)
    assert page.locator(CARD).is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(CARD).is_visible()
    mark.click()
    page.mouse.click(5, 500)
    assert not page.locator(CARD).is_visible()


def test_the_keyboard_goes_from_finding_to_finding(site: Site) -> None:
    """Arrows go on, the focus opens the note and is told its words, Enter goes into it, Escape comes back."""
    page = site.visit(ARTICLE).page
    start = page.locator("[role=group].sb-m").first
    start.focus()
    page.keyboard.press("ArrowRight")
    here = page.evaluate("document.activeElement.className")
    assert here.startswith("sb-m ")
    assert page.locator(CARD).is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "sb-note"
    assert page.evaluate("document.querySelectorAll('.sb-m[role=group]').length") == 1
    while page.evaluate("document.activeElement.tagName") == "A":
        page.keyboard.press("ArrowRight")
    stood = page.evaluate("document.activeElement.dataset.n")
    page.keyboard.press("Enter")
    assert page.evaluate(f"document.activeElement.closest('{CARD}') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.n") == stood
    assert not page.locator(CARD).is_visible()


def test_a_layer_that_is_off_has_no_notes(site: Site) -> None:
    """What is not shown in the text does not open a note either."""
    page = site.visit(ARTICLE).page
    for box in page.locator(".sb-layers input[id^=layer-]").all():
        box.uncheck()
    page.locator(".sb-text .sb-m-number").first.click()
    assert not page.locator(CARD).is_visible()


def test_a_tap_opens_a_sheet_at_the_foot_of_a_phone(site: Site) -> None:
    """The first tap on a name opens its note, whose link leads on; the sheet is as wide as the screen and closes."""
    context = site.browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.address + ARTICLE)
    name = page.locator(".sb-text a.sb-m-person").first
    name.tap()
    card = page.locator(CARD)
    box = card.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)
    assert 700 < box["y"] + box["height"] <= 741
    assert box["height"] < 400
    words = name.bounding_box()
    assert words is not None
    assert words["y"] + words["height"] < box["y"]
    assert page.url.endswith(ARTICLE)
    assert card.locator("a[href*='people/']").count() >= 1
    card.locator(".sb-close").tap()
    assert not card.is_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_what_was_left_out_comes_back_at_its_place(site: Site, width: int) -> None:
    """The switch puts each part where it stood, with its reason; off again, it stands below the text."""
    page = site.visit("articles/island-times.html", width=width).page
    part = page.locator("#left-out [data-place]", has_text="We use cookies")
    assert part.count() == 1
    page.check("#show-left-out")
    back = page.locator("#text .sb-restored", has_text="We use cookies")
    assert back.is_visible()
    assert "consent banner" in back.inner_text().lower()
    last = page.locator("#text > .sb-row").last.bounding_box()
    box = back.bounding_box()
    assert last is not None
    assert box is not None
    assert box["y"] > last["y"]
    byline = page.locator("#text .sb-restored", has_text="Petra Lund").bounding_box()
    assert byline is not None
    assert byline["y"] < last["y"]
    page.uncheck("#show-left-out")
    assert page.locator("#text .sb-restored").count() == 0
    assert part.count() == 1


def test_without_scripts_all_notes_are_in_the_page(site: Site) -> None:
    """The switch is not offered; names with the reports that name them stand below the text."""
    page = site.visit(ARTICLE, scripts=False).page
    assert not page.locator("#show-left-out").is_visible()
    page.locator("#names summary").click()
    assert "Also named in" in page.locator("#names").inner_text()
    assert page.locator(".sb-text .sb-m[title]").count() > 5
