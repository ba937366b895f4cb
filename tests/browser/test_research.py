"""Research without a server: filters that lead to sentences, and tables that are sorted, filtered and saved."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Site


def results(page: Page) -> list[str]:
    """Return the results that are shown, once the search has ended."""
    page.wait_for_timeout(300)
    page.wait_for_function("document.querySelector('#find [role=status]').textContent.includes('sentence')")
    return page.locator(".sb-find-results li").all_inner_texts()


@pytest.mark.parametrize("served", [True, False], ids=["served", "file"])
def test_filters_lead_to_a_marked_sentence(site: Site, served: bool) -> None:  # noqa: FBT001
    """By kind, stance, person, outlet and words; the result opens at its sentence, which is marked; offline, too."""
    root = site.address if served else site.folder.as_uri() + "/"
    page = site.browser.new_page()
    page.goto(root + "find/index.html")
    everything = results(page)
    page.select_option("[name=kind]", "quote")
    quoted = results(page)
    assert 0 < len(quoted) < len(everything)
    assert all("QUOTATION" in each.upper() for each in quoted)
    assert not any("NUMBER" in each.upper() for each in quoted)
    page.fill("[name=person]", "venn")
    by_venn = results(page)
    assert 0 < len(by_venn) < len(quoted)
    page.select_option("[name=kind]", "")
    page.fill("[name=person]", "")
    page.select_option("[name=stance]", "unverifiable")
    stances = results(page)
    assert stances
    assert all("cannot be verified" in each for each in stances)
    page.select_option("[name=stance]", "")
    page.fill("[name=words]", "nobody says this anywhere")
    assert results(page) == []
    page.fill("[name=words]", '"saw never"')
    assert results(page) == []
    page.fill("[name=words]", "NEVER saw")
    assert results(page)
    assert page.locator(".sb-find-results mark").all_inner_texts()[:2] == ["never", "saw"]
    page.locator(".sb-find-results a").first.click()
    page.wait_for_url("**/articles/*#s-*")
    target = page.locator(".sb-s:target")
    assert "never saw the barge" in target.inner_text()
    assert target.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    box = target.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 720
    page.close()


def test_a_question_has_an_address(site: Site) -> None:
    """What was asked stands in the address and is asked again by it."""
    page = site.browser.new_page()
    page.goto(site.address + "find/index.html?kind=number&words=people")
    asked = results(page)
    assert asked
    assert page.input_value("[name=kind]") == "number"
    page.fill("[name=words]", "minutes")
    results(page)
    assert "words=minutes" in page.url
    page.close()


def test_find_tells_where_else_to_look_without_scripts(site: Site) -> None:
    """Without scripts there is no dead form."""
    page = site.visit("find/index.html", scripts=False).page
    assert not page.locator("#find form").is_visible()
    assert "needs JavaScript" in page.locator("#find").inner_text()


def test_a_table_is_sorted_filtered_and_saved_as_it_is_shown(site: Site, tmp_path: Path) -> None:
    """By keyboard: headings sort and tell so, the filter counts, the download has the rows that are shown."""
    page = site.visit("people/index.html").page
    table = page.locator("table.sb-people")
    names = table.locator("tbody tr:visible th")
    before = names.all_inner_texts()
    head = table.locator("thead th").first
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert names.all_inner_texts() == sorted(before, key=str.lower)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert names.all_inner_texts() == sorted(before, key=str.lower, reverse=True)
    page.locator(".sb-tools input").fill("venn")
    assert names.count() < len(before)
    assert page.locator(".sb-tools [role=status]").inner_text() == f"{names.count()} of {len(before)} rows"
    with page.expect_download() as saved:
        page.locator(".sb-save").click()
    saved.value.save_as(tmp_path / "people.csv")
    assert saved.value.suggested_filename == "people.csv"
    rows = list(csv.reader(io.StringIO((tmp_path / "people.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0][0] == "Name"
    assert [row[0] for row in rows[1:]] == names.all_inner_texts()
    assert rows[1][-1].startswith(site.address + "people/")


def test_numbers_are_sorted_by_their_value(site: Site) -> None:
    """A thousand comes after twenty, whatever stands before it."""
    page = site.visit("people/index.html").page
    head = page.locator("table.sb-people thead th", has_text="Mentions")
    head.locator("button").click()
    column = page.locator("table.sb-people tbody td[data-label=Mentions]").all_inner_texts()
    assert [int(cell) for cell in column] == sorted((int(cell) for cell in column), reverse=True)
    assert len(set(column)) > 1


def test_on_a_phone_the_column_is_chosen_from_a_list(site: Site) -> None:
    """Where the headings are not seen there is a list of them."""
    page = site.visit("people/index.html", width=360).page
    page.select_option(".sb-order select", label="Name")
    names = page.locator("table.sb-people tbody th").all_inner_texts()
    assert names == sorted(names, key=str.lower)


def test_a_table_is_read_without_scripts(site: Site) -> None:
    """Without scripts the table is whole and offers nothing that does not work."""
    page = site.visit("people/index.html", scripts=False).page
    assert page.locator("table.sb-people tbody tr").count() > 3
    assert page.locator("table.sb-people button, .sb-tools input").count() == 0


def test_the_search_of_the_theme_works_from_a_file_system(site: Site) -> None:
    """Without a server the search in the head of a page finds, and opens what it found; nothing is logged."""
    page = site.browser.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.goto(site.folder.as_uri() + "/index.html")
    page.click(".md-search__input")
    page.keyboard.type("barge")
    page.wait_for_selector(".md-search-result__item a")
    page.click(".md-search-result__item a[href*='articles/']")
    page.wait_for_url("**/articles/*")
    page.wait_for_selector(".sb-s mark[data-md-highlight]")
    assert wrong == []
    page.close()


def test_the_search_of_the_theme_leads_to_every_sentence(site: Site) -> None:
    """What was typed is asked of Find, by a link; by Enter where the theme has no result, as on a large site."""
    page = site.visit("people/index.html").page
    page.click(".md-search__input")
    page.keyboard.type("deckchairs")
    link = page.locator(".sb-search-all")
    assert "“deckchairs”" in link.inner_text()
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('No matching')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/index.html?words=deckchairs")
    assert page.input_value("[name=words]") == "deckchairs"
    assert results(page) == []
