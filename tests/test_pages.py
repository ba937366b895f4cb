"""The pages made of a corpus: complete, linked, escaped, the same in any order; built by the real MkDocs."""

from __future__ import annotations

import html
import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown
import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_up import FIRST, Builder, story
from tests.test_escape import HOSTILE

from sourcebook import pages
from sourcebook.pages import marks, paths, words
from sourcebook.pages.sentences import Piece, Sentences
from sourcebook.records import (
    Article,
    Block,
    Citation,
    Corpus,
    Entity,
    Form,
    Mention,
    Page,
    Published,
    Quantity,
    Quote,
    Role,
    Source,
    Span,
)

ROOT = Path(__file__).parent.parent
EXTENSIONS = ("attr_list", "admonition", "tables", "toc")
EMPTY = Corpus(articles=(), entities=(), quotes=(), quantities=(), dates=(), sources=(), authenticity=())
VOID = {"input", "br", "img", "hr", "meta", "link", "wbr", "source"}
# What our templates write; anything else in a page came from an article.
_ELEMENTS = """
a article aside b blockquote code dd del details div dl dt fieldset h1 h2 h3 h4 header input ins label legend li mark
nav ol option p pre section select small span summary table tbody td th thead tr ul
figure figcaption datalist form noscript svg title desc defs lineargradient stop text rect line circle path
"""
OURS = set(_ELEMENTS.split())
_ATTRIBUTES = """
aria-current aria-hidden aria-label aria-labelledby autocomplete checked class data-label data-search-exclude
download hidden href id lang name rel role scope tabindex title type value
list
width height x y x1 y1 x2 y2 cx cy r d fill offset overflow transform text-anchor viewbox preserveaspectratio
stroke-width vector-effect
"""
OUR_ATTRIBUTES = {*_ATTRIBUTES.split(), "data-finding", "data-n", "data-place"}


class Html(HTMLParser):
    """Elements, ids, links and text of a page; fails on elements that are not closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id" and value:
                self.ids.append(value)
            if name in {"href", "src"} and value:
                self.links.append(value)
        if tag == "a":
            assert "a" not in self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def rendered(page: Page) -> Html:
    """Return a page as Python-Markdown makes it, without its front matter."""
    body = page.content.split("\n---\n", 1)[1]
    return Html(markdown.markdown(body, extensions=EXTENSIONS))


def markdown_pages(made: tuple[Page, ...]) -> Iterator[Page]:
    """Return the pages among the files."""
    return (page for page in made if page.path.endswith(".md"))


def check_links(made: tuple[Page, ...], *, directory_urls: bool) -> None:
    """Every link of every page leads to a page, file and anchor that exist."""
    parsed = {page.path: rendered(page) for page in markdown_pages(made)}
    by_address = {paths.address(path, directory_urls=directory_urls): shown for path, shown in parsed.items()}
    files = {page.path for page in made} | {download.path for download in pages.DOWNLOADS}
    for path, shown in parsed.items():
        assert len(shown.ids) == len(set(shown.ids)), path
        here = paths.address(path, directory_urls=directory_urls)
        for link in shown.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in {"http", "https"}
                continue
            there = here
            if parts.path:
                base = here if here.endswith("/") else posixpath.dirname(here)
                joined = posixpath.normpath(posixpath.join("/", base, unquote(parts.path)))[1:]
                there = joined + ("/" if parts.path.endswith("/") and joined else "")
            if there in files:
                continue
            assert there in by_address, (path, link)
            if parts.fragment:
                assert unquote(parts.fragment) in by_address[there].ids, (path, link)


@pytest.mark.parametrize("directory_urls", [False, True])
def test_every_link_leads_somewhere(*, directory_urls: bool) -> None:
    """From every page, with both kinds of addresses."""
    options = pages.Options(directory_urls=directory_urls)
    check_links(pages.build(story(), options=options), directory_urls=directory_urls)


def test_the_order_of_the_articles_does_not_matter() -> None:
    """A corpus whose lists are turned round gives the same bytes."""
    corpus = story()
    turned = Corpus(
        **{
            name: value[::-1] if isinstance(value, tuple) else value
            for name, value in msgspec.structs.asdict(corpus).items()
        }
    )
    assert pages.build(corpus, options=pages.Options()) == pages.build(turned, options=pages.Options())


def test_every_finding_stands_on_its_page() -> None:
    """The article shows each finding where it stands, and each finding's own page links back to the sentence."""
    corpus = story()
    made = {page.path: page.content for page in pages.build(corpus, options=pages.Options())}
    article = corpus.articles[0]
    text = rendered(Page(path="", content=made["articles/harbour-post.md"])).text
    for block in article.blocks:
        assert "".join(article.text[block.start : block.end].split()) in "".join(text.split())
    anchor = Sentences(article).at(article.text.index("between 300"))
    assert anchor is not None
    link = f"articles/harbour-post.html#{anchor.anchor}"
    assert link in made["numbers/count.md"]
    assert link in made["people/tom-reyes.md"]
    assert link in made["sources/tom-reyes.md"]
    assert "inferred" in made["articles/harbour-post.md"]
    assert "the text does not tell" in made["articles/late-edition.md"]
    assert "Callowey" in made["people/ines-calloway.md"]
    assert "made up&#58; consent" in made["articles/harbour-post.md"]


def test_an_empty_folder_makes_a_whole_site() -> None:
    """Every page of the navigation is there before the first article is."""
    made = pages.build(EMPTY, options=pages.Options())
    check_links(made, directory_urls=False)
    written = {page.path for page in made}
    assert navigation() - {path.name for path in (ROOT / "docs").glob("*.md")} <= written


def navigation() -> set[str]:
    """Return the pages that mkdocs.yml names in its navigation."""

    def walk(node: object) -> Iterator[str]:
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            for value in node.values():
                yield from walk(value)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value)

    return set(walk(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]))


def test_a_sentence_keeps_its_anchor() -> None:
    """An anchor depends on the article's id and the sentence, not on what stands before it."""
    one = Builder("a", "First one. Second one. Second one.")
    two = Builder("a", "Something new. First one.  Second one. Second one.")
    before = [piece.anchor for piece in Sentences(one.article()).all]
    after = [piece.anchor for piece in Sentences(two.article()).all]
    assert len(set(before)) == 3
    assert after[1:] == before
    other = Builder("b", "First one.")
    assert Sentences(other.article()).all[0].anchor != before[0]


def test_excerpts_show_sentences_with_findings_alone() -> None:
    """Nothing of a withheld sentence stands on the article's page, nor of what was left out."""
    made = {page.path: page.content for page in pages.build(story(), options=pages.Options(text="excerpts"))}
    assert "nothing to hide" in made["articles/harbour-post.md"]
    assert "quiet beaches" not in "".join(made.values())
    corpus = story()
    bare = Corpus(
        articles=corpus.articles, entities=(), quotes=(), quantities=(), dates=(), sources=(), authenticity=()
    )
    made = {page.path: page.content for page in pages.build(bare, options=pages.Options(text="excerpts"))}
    assert "nothing to hide" not in "".join(made.values())


spans = st.tuples(
    st.integers(0, 40), st.integers(0, 40), st.sampled_from(sorted({"quote", "person", "number", "date"}))
)


@settings(deadline=None)
@given(st.lists(spans, max_size=8))
def test_crossing_marks_are_nested(found: list[tuple[int, int, str]]) -> None:
    """Whatever crosses what, elements close in order, no link stands in a link, and the text stays."""
    text = "one *two* <three> four, five & six seven"
    laid = [marks.Mark(start=min(a, b), end=max(a, b), kind=kind, says="x", href=None) for a, b, kind in found]
    linked = [msgspec.structs.replace(mark, href="x.html") for mark in laid]
    shown = Html(str(marks.piece(text, Piece(start=0, end=len(text), anchor="s"), marks.Marks(linked))))
    assert shown.text == text


def hostile_corpus() -> Corpus:
    """Return a corpus whose every string is hostile."""
    made = [_hostile(number, value) for number, value in enumerate(HOSTILE)]
    return Corpus(
        articles=tuple(article for article, *_ in made),
        entities=tuple(entity for _, entity, *_ in made),
        quotes=tuple(quote for *_, quote, _, _ in made),
        quantities=tuple(quantity for *_, quantity, _ in made),
        dates=(),
        sources=tuple(source for *_, source in made),
        authenticity=(),
    )


def _hostile(number: int, value: str) -> tuple[Article, Entity, Quote, Quantity, Source]:
    name, end = f"{number}/{value}", len(value)
    article = Article(
        id=name,
        path=value,
        sha256="",
        title=value,
        outlet=value,
        authors=(value,),
        agencies=(value,),
        dateline=value,
        url=f"javascript:alert('{value}')" if number % 2 else f"https://example.org/{value}",
        language="en",
        words=1,
        published=Published(value=value, precision="day", basis="inferred", reasoning=value, evidence=(Span(0, end),)),
        text=value,
        blocks=(Block(start=0, end=end, kind="body", why=value),)
        if number % 3
        else (Block(start=0, end=end, kind="stray", why=value),),
        sentences=(Span(0, end),),
        notes=(value,),
    )
    here = {"article": name, "start": 0, "end": end}
    entity = Entity(
        id=name,
        type="person" if number % 4 else "organisation",
        name=value,
        aliases=(Form(form=value, articles=(name,), count=1, why=value),),
        roles=(Role(text=value, **here),),
        mentions=(Mention(**here),),
    )
    quote = Quote(
        id=f"q{name}",
        article=name,
        kind="direct",
        content=(Span(0, end),),
        cue=None,
        source=None,
        speaker=name,
        speaker_label=value,
        channel=Span(0, end),
        in_recording=True,
        confidence="high",
    )
    quantity = Quantity(
        id=f"n{name}",
        text=value,
        low=float("nan"),
        high=float("inf"),
        bound="vague",
        unit=value,
        dimension="count",
        counted=value,
        attributed_to=name,
        confidence="low",
        **here,
    )
    citations = (Citation(cited_for=value, quotes=(f"q{name}",), **here),)
    return (
        article,
        entity,
        quote,
        quantity,
        Source(id=name, name=value, entity=name, kind="document", citations=citations),
    )


def test_hostile_texts_stay_texts() -> None:
    """With every string of a corpus hostile: no foreign element or attribute, no script link, every link sound."""
    made = pages.build(hostile_corpus(), options=pages.Options())
    for page in markdown_pages(made):
        assert re.fullmatch(r"[a-z0-9_/.-]+", page.path), page.path
        shown = rendered(page)
        assert shown.tags <= OURS, page.path
        assert shown.attributes <= OUR_ATTRIBUTES, page.path
        head = yaml.safe_load(page.content.split("---\n", 2)[1])
        assert set(head) <= {"title", "generator", "hide", "search"}
    check_links(made, directory_urls=False)


def test_long_indexes_are_split() -> None:
    """More entries than a page holds go on on further pages, and every link still holds."""
    options = pages.Options(rows=2, articles=1)
    made = pages.build(story(), options=options)
    written = {page.path for page in made}
    assert {"articles/page-2.md", "people/page-2.md", "authenticity/page-3.md", "sources/page-3.md"} <= written
    check_links(made, directory_urls=False)


def test_a_list_of_many_pages_links_to_few_of_them_and_reaches_each() -> None:
    """A list of 700 pages links from each to about two dozen, both ends among them; any other is six steps away."""
    assert paths.linked(3, 16) == list(range(1, 17))
    total = 700
    links = {nth: paths.linked(nth, total) for nth in range(1, total + 1)}
    assert all({1, nth, total, max(1, nth - 1), min(total, nth + 1)} <= set(found) for nth, found in links.items())
    assert max(map(len, links.values())) < 25
    reached, steps = {350}, 0
    while len(reached) < total:
        reached |= {number for nth in reached for number in links[nth]}
        steps += 1
    assert steps <= 6


@pytest.mark.parametrize(
    "name", ["index", "README", "page-2", "organisations", "con", "A", "a/b", "é", "x" * 200, "", ".."]
)
def test_no_name_takes_the_place_of_another(name: str) -> None:
    """Names with a meaning to MkDocs or a file system get a digest; an ordinary name is its own."""
    assert re.fullmatch(r"[a-z0-9_-]+--[0-9a-f]{8}", paths.stem(name))
    assert paths.stem("000_cee8307ea-x") == "000_cee8307ea-x"


def site_of(corpus: Corpus, folder: Path, *, directory_urls: bool) -> Path:
    """Return the folder of a site that MkDocs builds strictly from a corpus, with the project's own settings."""
    options = pages.Options(directory_urls=directory_urls)
    for page in pages.build(corpus, options=options):
        file = folder / "docs" / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.content, encoding="utf-8")
    for download in pages.DOWNLOADS:
        (folder / "docs" / download.path).write_text("{}", encoding="utf-8")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"plugins": ["search"], "use_directory_urls": directory_urls}
    for path in (ROOT / "docs").glob("*.md"):
        (folder / "docs" / path.name).write_bytes(path.read_bytes())
    (folder / "docs" / "assets").mkdir()
    for path in (ROOT / "docs" / "assets").iterdir():
        (folder / "docs" / "assets" / path.name).write_bytes(path.read_bytes())
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_mkdocs_builds_it_strictly_and_finds_aliases(tmp_path: Path) -> None:
    """The search index holds each article's words once, and a misspelling leads to the person's page."""
    site = site_of(story(), tmp_path, directory_urls=False)
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]

    def where(words: str) -> list[str]:
        return [entry["location"] for entry in index if words in entry["text"] or words in entry["title"]]

    assert where("Callowey") == ["articles/harbour-post.html", "people/ines-calloway.html"]
    (entry,) = [entry for entry in index if entry["location"] == "articles/harbour-post.html"]
    found = " ".join(re.sub(r"<[^>]+>", " ", entry["text"]).split())
    prose = [block for block in story().articles[0].blocks if block.kind in {"body", "heading"}]
    assert html.unescape(found) == " ".join(" ".join(FIRST[block.start : block.end].split()) for block in prose)
    assert where("posted online") == ["articles/harbour-post.html"]
    assert where("quiet beaches") == []
    assert where("Why it is taken") == []
    assert [entry["title"] for entry in index if entry["location"] == "people/ines-calloway.html"] == ["Ines Calloway"]
    made = (site / "articles" / "harbour-post.html").read_text(encoding="utf-8")
    assert "<title>Mayor heard on leaked harbour tape, aides say - Sourcebook</title>" in made
    assert not [
        link
        for link in Html(made).links
        if urlsplit(link).netloc and "post.example" not in link and "squidfunk" not in link
    ]


def test_mkdocs_executes_nothing_of_a_hostile_corpus(tmp_path: Path) -> None:
    """Titles in the page's head, the header and the search index are text as well."""
    site = site_of(hostile_corpus(), tmp_path, directory_urls=True)
    for file in sorted((site / "articles").rglob("*.html")) + sorted((site / "people").rglob("*.html")):
        made = file.read_text(encoding="utf-8")
        assert "<script>alert" not in made
        assert "<img src=x" not in made
        assert "onclick=alert" not in re.sub(r"&#?\w+;|>[^<]*<", "", made)
        assert not [link for link in Html(made).links if link.lower().startswith("javascript")]
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "<img" not in index


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2016-11-03", "3 November 2016"),
        ("2016-11", "November 2016"),
        ("2016", "2016"),
        ("PT31M", "31 minutes"),
        ("P1M", "1 month"),
        ("P2W", "2 weeks"),
        ("2016-W44", "week 44 of 2016"),
        ("2016-W44-WE", "weekend of week 44 of 2016"),
        ("2016-11-03TMO", "3 November 2016, morning"),
        ("2016-11-03T17:30", "3 November 2016, 17:30"),
        ("2016-Q3", "third quarter of 2016"),
        ("2016-SU", "summer 2016"),
        ("199", "1990s"),
        ("20", "21st century"),
        ("PRESENT_REF", "now"),
        ("2016-13", "2016-13"),
        ("XXXX-10-17", "17 October, year not told"),
        ("XXXX-10", "October, year not told"),
        ("XXXX-13", "XXXX-13"),
        ("XXXX-XX-XXT17:30", "17:30, day not told"),
        ("PXM", "some months"),
        ("PTXM", "some minutes"),
        ("XXXX-WXX-1", "XXXX-WXX-1"),
    ],
)
def test_dates_and_durations_are_said_in_words(value: str, said: str) -> None:
    """What has a plain wording gets it; the rest stays as the standard writes it."""
    assert words.timex(value).replace(words.NO_BREAK, " ") == said


def test_what_waits_is_counted_in_words() -> None:
    """Every kind has a plural that is one."""
    said = [words.reviewed(kind, n).replace(words.NO_BREAK, " ") for kind in ("authenticity", "date") for n in (1, 15)]
    assert said == ["1 statement on authenticity", "15 statements on authenticity", "1 date", "15 dates"]


def test_numbers_are_said_in_words() -> None:
    """Bound, range, unit and the thing counted; a vague number keeps the report's own words."""
    corpus = story()
    said = [words.amount(number).replace(words.NO_BREAK, " ") for number in corpus.quantities]
    assert said == [
        "14 minutes",
        "300–450 people waiting at the gates",
        "more than 2,000 litre",
        "about 6 years",
        "54 years",
        "31 samples",
    ]
    vague = msgspec.structs.replace(corpus.quantities[0], bound="vague", text="dozens of boats")
    assert words.amount(vague) == "“dozens of boats”"
