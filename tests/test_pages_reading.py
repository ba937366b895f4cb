"""Reading an article: how it is cited, where a person is named next, what it shares, what a number counts."""

from __future__ import annotations

import html

import pytest
from tests.made_up_three import three_reports
from tests.test_escape import HOSTILE
from tests.test_pages import OUR_ATTRIBUTES, OURS, rendered
from tests.test_pages_compare import built, text_of

from sourcebook import pages
from sourcebook.pages import beside, elsewhere, words
from sourcebook.pages.site import Site
from sourcebook.pages.trails import Trails
from sourcebook.records import Cell, Page, Quantity, Reference, Span


def reference(said: str) -> Reference:
    """Return how an article is cited, the same words in every form."""
    return Reference(formatted={"APA": said}, bibtex=said, ris=said, csl=said, meta=(), jsonld="{}")


def test_an_article_is_cited_in_every_form() -> None:
    """The formatted citation and the three forms for programs stand on the page, line for line."""
    references = {
        "tug": Reference(
            formatted={"APA": "Another tape. (2034)."},
            bibtex="@article{tug,\n  year = {2034},\n}\n",
            ris="TY  - NEWS\r\nER  - \r\n",
            csl='[{"id": "tug"}]',
            meta=(),
            jsonld="{}",
        )
    }
    made = built(references=references)
    content = html.unescape(made["articles/tug.md"])
    assert "Another tape. (2034)." in content
    assert "@article{tug,\n  year = {2034},\n}" in content
    assert "TY  - NEWS\nER  - \n" in content
    assert '[{"id": "tug"}]' in content
    assert 'id="cite"' not in made["articles/fjord-post.md"]


@pytest.mark.parametrize("said", HOSTILE)
def test_a_citation_is_text(said: str) -> None:
    """Whatever a title holds, the citation made of it brings no element of its own."""
    content = built(references={"tug": reference(said)})["articles/tug.md"]
    shown = rendered(Page(path="", content=content))
    assert shown.tags <= OURS
    assert shown.attributes <= OUR_ATTRIBUTES


def test_a_person_leads_to_the_report_before_and_after() -> None:
    """From the first report a name leads on, from the last back, each to the sentence."""
    made = built()
    first, last = made["articles/fjord-post.md"], made["articles/quell-news.md"]
    assert 'rel="next" href="quell-news.html#s-' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev" href="fjord-post.html#s-' in last
    assert 'rel="next"' not in last


def test_a_trail_goes_by_rank() -> None:
    """The report before gives its last mention, the one after its first; an article without any has both sides."""
    corpus = three_reports()
    (person,) = corpus.entities
    trails = Trails({"quell-news": 0, "tug": 1, "fjord-post": 2})
    trails.add(person.id, person.mentions)
    at = {mention.article: mention.start for mention in person.mentions}
    assert trails.around(person.id, "quell-news") == (None, ("fjord-post", at["fjord-post"]))
    assert trails.around(person.id, "tug") == (("quell-news", at["quell-news"]), ("fjord-post", at["fjord-post"]))
    assert trails.around("nobody", "tug") == (None, None)


def test_shared_text_is_a_layer() -> None:
    """A passage is marked in the text, and its note tells where else it stands."""
    content = built()["articles/fjord-post.md"]
    assert 'class="sb-m sb-m-shared"' in content
    assert "20 words also in Quell News: Doubts over film of ferry" in text_of(content).replace(words.NO_BREAK, " ")


def _number(text: str, **more: object) -> Quantity:
    corpus = three_reports()
    article = next(article for article in corpus.articles if article.id == "quell-news")
    start = article.text.index(text)
    made: dict[str, object] = {
        "unit": None,
        "counted": None,
        "dimension": "count",
        "bound": "exact",
        "low": 9,
        "high": 9,
    }
    here = {"id": "n", "article": "quell-news", "start": start, "end": start + len(text), "text": text}
    return Quantity(**here, **(made | more), attributed_to=None, confidence="high")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (_number("nine deckhands", counted="deckhands"), "nine deckhands"),
        (_number("nine", counted="deckhands"), "9 deckhands"),
        (_number("14 minutes", unit="minute", dimension="duration", low=14, high=14), "14 minutes"),
        (_number("nine"), "…the hull of the ferry was noticed by nine deckhands before she left the port of…"),
        (_number("Two"), "Two divers were sent down."),
    ],
)
def test_a_number_says_what_it_counts(found: Quantity, said: str) -> None:
    """In the report's own words where they tell, else in ours, else with the words around it."""
    site = Site(three_reports(), pages.Options())
    assert beside.number(site, "index.md", found)[0] == said


def test_one_of_a_unit_is_not_many() -> None:
    """Less than one kilometre is no kilometres."""
    found = _number("14", unit="kilometre", dimension="distance", low=None, high=1, bound="less-than")
    assert words.amount(found) == "less than 1 kilometre"


def test_a_note_tells_who_else_says_so() -> None:
    """A name's note lists the other reports that name it, linked at the sentence; a row, what they say there."""
    content = built()["articles/fjord-post.md"]
    names = content[content.index('id="names"') :]
    assert "Also named in" in names
    assert 'href="quell-news.html#s-' in names


@pytest.mark.parametrize(
    ("value", "found", "same"),
    [
        ("nearly 32 minutes", "nearly 32 minutes", True),
        ("the estimated 5,000 guards", "5,000 guards", True),
        ("31-minute", "31-minute-long", True),
        ("5,000 guards", "5", False),
        ("1.5 million people", "5 million people", False),
        ("", "5", False),
    ],
)
def test_a_row_belongs_to_the_words_it_rests_on(value: str, found: str, same: bool) -> None:  # noqa: FBT001
    """Of two numbers in a sentence only that which a row sets beside others has the row in its note."""
    cell = Cell(article="a", evidence=Span(0, 9), value=value, source=None)
    assert elsewhere.same_words(cell, found) is same


def test_a_trail_tells_the_other_reports() -> None:
    """The oldest other reports, at most so many, and how many there are in all."""
    corpus = three_reports()
    (person,) = corpus.entities
    trails = Trails({"quell-news": 0, "tug": 1, "fjord-post": 2})
    trails.add(person.id, person.mentions)
    at = {mention.article: mention.start for mention in person.mentions}
    assert trails.elsewhere(person.id, "quell-news", 3) == ([("fjord-post", at["fjord-post"])], 1)
    assert trails.elsewhere(person.id, "tug", 1) == ([("quell-news", at["quell-news"])], 2)
    assert trails.elsewhere("nobody", "tug", 3) == ([], 0)
