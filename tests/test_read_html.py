"""Web pages: the article's text and what the page says about itself, and nothing of its machinery."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.errors import ReadError
from sourcebook.read import html
from sourcebook.read.draft import Draft

PAGES = Path(__file__).parent / "reading"


def page(name: str) -> Draft:
    """Return what is read of a made-up page."""
    drafts, errors = html.read((PAGES / name).read_bytes(), name)
    assert not errors
    return drafts[0]


def test_paragraphs_are_separated_by_blank_lines_in_the_page_s_order() -> None:
    """Segmenting rests on blank lines; headings and list items are paragraphs of their own."""
    paragraphs = page("linked_data.html").text.split("\n\n")
    assert [text.split()[0] for text in paragraphs][-5:] == ["“We", "Repairs", "Repairs", "Closed:", "Open:"]
    assert paragraphs[-5].endswith("daily.\nBuses will run over the upper bridge from Tuesday.")


def test_rows_of_data_are_lines_and_tables_of_layout_are_paragraphs() -> None:
    """Old pages place their paragraphs with tables."""
    words = "The flood reached the market on Friday and stood a metre high in the shops there, the mayor said later. "
    data = "<table><tr><td>Houses</td><td>31</td></tr><tr><td>Farms</td><td>7</td></tr></table>"
    layout = f"<table><tr><td><p>{words}</p><p>{words * 2}</p></td><td>{words}</td></tr></table>"
    drafts, _ = html.read(f"<html><body><article><p>{words * 3}</p>{data}{layout}</article></body>".encode(), "x.html")
    assert "Houses | 31\n\nFarms | 7\n\nThe flood" in drafts[0].text
    assert " | The" not in drafts[0].text


@pytest.mark.parametrize("name", ["linked_data.html", "graph.html", "meta_only.html"])
@pytest.mark.parametrize(
    "machinery",
    [
        "analytics-payload",
        "script-in-article",
        "color: red",
        "tracking-pixel",
        "reader-comment",
        "Accept all cookies",
        "BreadcrumbList",
        "schema.org",
        "<",
        "All rights reserved",
    ],
)
def test_nothing_of_scripts_styles_banners_and_comments_is_text(name: str, machinery: str) -> None:
    """Only the article is read."""
    assert machinery not in page(name).text


def test_linked_data_comes_before_meta_tags() -> None:
    """JSON-LD is the surest; its character references are read; the day is the one written, whatever its zone."""
    found = page("linked_data.html").metadata
    assert found.title == "Harbour bridge closed after inspectors find ‘deep cracks’"
    assert found.outlet == "The Norvale Courier"
    assert found.authors == ("Edda Morwen", "Tam Birkett")
    assert found.published == "2019-03-04"
    assert found.url == "https://www.norvale-courier.example/2019/03/05/harbour-bridge-closed"
    assert found.language == "en"
    assert found.rights is None


def test_references_within_a_graph_are_followed() -> None:
    """Author and publisher may be given by the address of another object."""
    found = page("graph.html").metadata
    assert found.authors == ("Mira Solheim",)
    assert (found.outlet, found.published, found.language) == ("Isles Post", "2021-07-18", "en")


def test_meta_tags_serve_where_there_is_no_linked_data() -> None:
    """The site's name is taken off the title, "By" off the author, and the date from the address."""
    found = page("meta_only.html").metadata
    assert found.title == "Tunnel opens two years late"
    assert found.outlet == "Valley Radio"
    assert found.authors == ("Jorun Petty",)
    assert found.published == "2014-10-09"


@pytest.mark.parametrize(
    ("head", "headings", "title"),
    [
        ("<title>Dam holds after all | Fen Echo</title>", ["Fen Echo"], "Dam holds after all"),
        (
            "<title>Dam holds after all | Fen Echo</title>",
            ["World", "‘Dam holds after all’, say engineers"],
            "‘Dam holds after all’, say engineers",
        ),
        ("<title>Dam holds after all</title>", ["World"], "Dam holds after all"),
        ("", ["Dam holds after all"], "Dam holds after all"),
        ("", ["World", "Dam holds after all"], None),
        ("<title> </title>", [], None),
    ],
)
def test_the_title_is_the_heading_that_is_one(head: str, headings: list[str], title: str | None) -> None:
    """Sites put their own name or a section into the main heading."""
    words = "The dam has held against the flood of this week, the engineers of the water board said on Monday. "
    site = '<meta property="og:site_name" content="Fen Echo">'
    above = "".join(f"<h1>{heading}</h1>" for heading in headings)
    source = f"<html><head>{site}{head}</head><body>{above}<article><p>{words * 4}</p></article></body></html>"
    assert html.read(source.encode(), "x.html")[0][0].metadata.title == title


@pytest.mark.parametrize(
    ("times", "published"),
    [
        ('<article><h2>Other</h2><time datetime="2001-01-01">x</time></article>', None),
        ('<header><h1>Dam</h1><time datetime="2018-02-03T10:00">x</time></header>', "2018-02-03"),
        ('<header><h1>Dam</h1><time class="updated" datetime="2018-02-05">x</time></header>', None),
        ('<time itemprop="datePublished" datetime="2018-02-04">x</time>', "2018-02-04"),
    ],
)
def test_only_the_article_s_own_time_is_its_date(times: str, published: str | None) -> None:
    """Teasers and updates have times too."""
    words = "The dam has held against the flood of this week, the engineers of the water board said on Monday. "
    source = f"<html><body>{times}<div><p>{words * 4}</p></div></body></html>"
    assert html.read(source.encode(), "x.html")[0][0].metadata.published == published


def test_a_page_that_says_nothing_gets_no_metadata() -> None:
    """Nothing is guessed from the running text: no date of a copyright line, no author of a first word."""
    words = "Nobody knows when this was written, and it was not by Anna Example on 3 March 2011 in any case. "
    drafts, _ = html.read(f"<html><body><p>{words * 5}</p><p>© 2012 Somebody</p></body></html>".encode(), "x.html")
    found = drafts[0].metadata
    assert (found.published, found.authors, found.outlet, found.url) == (None, (), None, None)


def test_a_page_without_article_is_an_error_with_a_remedy() -> None:
    """A page that is made by a script has no text to read."""
    with pytest.raises(ReadError, match=r"no_article.html: no article text was found in this page; copy"):
        page("no_article.html")


def test_the_encoding_a_page_declares_is_used() -> None:
    """Pages say their encoding in the head; Latin-1 means windows-1252, as in browsers."""
    source = (PAGES / "meta_only.html").read_text(encoding="utf-8").replace("<head>", '<head><meta charset="latin1">')
    drafts, _ = html.read(source.encode("cp1252"), "x.html")
    assert drafts[0].encoding == "windows-1252"
    assert "“It is a good day for the valley,”" in drafts[0].text


def test_an_xml_declaration_is_no_obstacle() -> None:
    """XHTML pages begin with one, and lxml refuses text that has it."""
    source = '<?xml version="1.0" encoding="utf-8"?>\n' + (PAGES / "graph.html").read_text(encoding="utf-8")
    drafts, _ = html.read(source.encode(), "x.html")
    assert drafts[0].text.count("lifeboats") == 1


def test_reading_does_not_depend_on_what_was_read_before() -> None:
    """The same page read five times among others gives the same text: no search for duplicates."""
    first = [page("linked_data.html"), page("graph.html")]
    for _ in range(4):
        assert [page("linked_data.html"), page("graph.html")] == first


@pytest.mark.parametrize(
    "linked",
    [
        '{"@type": "NewsArticle", "author": {"name": {"name": {"name": {"name": {"name": {"name": "x"}}}}}}}',
        '{"@type": "NewsArticle", "headline": ["", null], "author": [[[["A B"]]]], "datePublished": {"@value": 2}}',
        '{"@type": {"x": 1}, "headline": 1e999, "url": "javascript:alert(1)", "inLanguage": []}',
        '{"@graph": {"@graph": {"@graph": {"@graph": {"@graph": {"@graph": {"@graph": []}}}}}}}',
        "[" * 5000,
        '{"@type": "NewsArticle", "headline": "\\ud800"}',
        "null",
        '"text"',
    ],
)
def test_odd_linked_data_never_stops_the_reading(linked: str) -> None:
    """What cannot be understood is left out."""
    words = (
        "The council met on Tuesday and decided nothing that would be worth the reading, people who were there said. "
    )
    source = f'<html><head><script type="application/ld+json">{linked}</script></head><body><p>{words * 4}</p></body>'
    drafts, _ = html.read(source.encode(), "x.html")
    assert drafts[0].text.startswith("The council met")
    assert drafts[0].metadata.url is None


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "<table><tr><td>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<h1>",
    "<a href='x'>",
    "&#0;",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=40)), max_size=30))
def test_any_tags_give_a_text_or_an_error(parts: list[str]) -> None:
    """Broken HTML is read as far as it goes, or refused in one line."""
    with contextlib.suppress(ReadError):
        drafts, _ = html.read("".join(parts).encode("utf-8", "replace"), "x.html")
        assert drafts[0].text.strip()
