"""Find on a large site: what the page finds by its files is what a look through all sentences finds."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.bench import search
from tests.browser import chromium
from tests.browser.conftest import Site

from sourcebook.pages import terms
from sourcebook.pages.lines import KINDS

REPORTS = 400


@pytest.fixture(scope="module")
def lines(site: Site) -> list[search.Line]:
    """Return the sentences of many made-up reports."""
    return [line for each in search.articles(search.given(site.folder), REPORTS) for line in each]


@pytest.fixture(scope="module")
def address(site: Site, lines: list[search.Line]) -> Iterator[str]:
    """Return the address of a site whose page Find searches them."""
    reports: list[list[search.Line]] = [[] for _ in range(REPORTS)]
    for line in lines:
        reports[line.article].append(line)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site.folder, copy)
        search.put_find(copy, reports)
        form = copy / "find" / "index.html"
        page = form.read_text(encoding="utf-8")
        form.write_text(
            page.replace(
                'name="outlet"><option value="">any',
                'name="outlet"><option>Paper 7</option><option value="" selected>any',
            ),
            encoding="utf-8",
        )
        assert len(list(copy.glob("find/part-*.js"))) > 10
        assert len(list(copy.glob("find/terms-*.js"))) > 2
        with chromium.served(copy) as served:
            yield served


def asked(page: Page, address: str, **query: str) -> tuple[str, list[str]]:
    """Return the count that the page tells, and the sentences that it shows."""
    page.goto(f"{address}find/index.html?" + "&".join(f"{key}={value}" for key, value in query.items()))
    page.wait_for_function("document.querySelector('#find [role=status]').textContent.includes('sentence')")
    page.wait_for_load_state("networkidle")
    status = page.locator("#find [role=status]").inner_text()
    return status, page.locator(".sb-find-results > li > a").all_inner_texts()


def test_a_rare_word_is_found_wherever_it_stands(site: Site, address: str, lines: list[search.Line]) -> None:
    """Words from the beginning, the middle and the end of the index give the very sentences that have them."""
    page = site.browser.new_page()
    counted: dict[str, int] = {}
    for line in lines:
        for word in terms.words(line.text):
            counted[word] = counted.get(word, 0) + 1
    rare = sorted(word for word, n in counted.items() if n <= 60 and len(word) > 5 and word.isalpha())
    for word in (rare[0], rare[len(rare) // 2], rare[-1]):
        having = [line.text for line in lines if re.search(rf"(?<![^\W_]){word}", terms.plain(line.text))]
        status, shown = asked(page, address, words=word)
        assert shown == having[:25], word
        # Its files are not all loaded for a count, but no sentence without the word is counted.
        assert re.findall(r"[0-9]+", status)[0] == str(len(having)), status
    page.close()


def test_filters_meet_what_words_give(site: Site, address: str, lines: list[search.Line]) -> None:
    """A common word, a kind, an outlet and a name together give what has all of them, in the order of the reports."""
    page = site.browser.new_page()
    number = list(KINDS).index("number")
    word, outlet = "said", 7
    having = [
        line.text
        for line in lines
        if line.article % 40 == outlet
        and any(kind == number for kind, _, _ in line.findings)
        and re.search(rf"(?<![^\W_]){word}", terms.plain(f"{line.text} {[says for _, says, _ in line.findings]}"))
    ]
    assert having
    status, shown = asked(page, address, words=word, kind="number", outlet=f"Paper {outlet}")
    assert shown == having[:25]
    name = next(name for line in lines[3000:] for name in line.who)
    concerned = [line.text for line in lines if name in line.who]
    _, shown = asked(page, address, person=name)
    assert shown[:3] == concerned[:3]
    status, shown = asked(page, address, words="nobodywrotethis")
    assert (status.split()[0], shown) == ("0", [])
    page.close()


def test_an_answer_needs_few_files(site: Site, address: str) -> None:
    """A word of one story loads a few files of all; a word that stands everywhere the first part alone."""
    for word, most in (("barge", 8), ("the", 3)):
        page = site.browser.new_page()
        loaded: list[str] = []
        page.on("request", lambda request, into=loaded: into.append(request.url) if "/find/" in request.url else None)
        asked(page, address, words=word)
        assert 2 < len(loaded) <= most + 2, (word, loaded)
        page.close()
