"""The pictures: well-formed, named, bounded, the same every time, and no text of an article is more than text."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_up import Builder, story
from tests.test_escape import HOSTILE
from tests.test_pages import EMPTY, Html, hostile_corpus

from sourcebook.pages import charts, compose, render
from sourcebook.pages.charts import Picture, days, intervals, links, matrices
from sourcebook.pages.options import Options
from sourcebook.pages.site import Site
from sourcebook.records import (
    Article,
    ArticleSpan,
    Authenticity,
    Cell,
    Citation,
    Comparison,
    Corpus,
    DateMention,
    Entity,
    Mention,
    Published,
    Quantity,
    Reuse,
    Source,
    Span,
)

PAGE = "index.md"
DRAWN: tuple[Callable[[Site, str], Picture | None], ...] = (
    charts.timeline,
    charts.stances,
    charts.people,
    charts.shared,
    charts.flow,
)
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = ("svg", "title", "desc", "defs", "linearGradient", "stop", "text", "rect", "line", "circle", "path")


def site_of(corpus: Corpus) -> Site:
    """Return the findings with the place of each."""
    site = Site(corpus, Options())
    compose._place(site)
    return site


def parsed(picture: Picture) -> ET.Element:
    """Return a drawing as a strict XML parser reads it."""
    return ET.fromstring(str(picture.svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def texts(picture: Picture) -> list[str]:
    """Return the texts that a drawing shows."""
    return ["".join(node.itertext()) for node in parsed(picture).iter(f"{SVG}text")]


def pictures(corpus: Corpus) -> list[Picture]:
    """Return every picture of a corpus."""
    site = site_of(corpus)
    made = [draw(site, PAGE) for draw in DRAWN]
    made += [charts.interval(site, PAGE, comparison) for comparison in corpus.comparisons]
    return [picture for picture in made if picture is not None]


def lengths(*stated: tuple[str, str, float | None, float | None, str, str]) -> Corpus:
    """Return reports that give a figure each: (id, words, low, high, bound, unit), and their comparison."""
    articles, quantities, cells = [], [], []
    for name, said, low, high, bound, unit in stated:
        builder = Builder(name, f"The tape is {said} long.")
        span = builder.at(said)
        articles.append(builder.article(outlet=name.title()))
        quantities.append(
            Quantity(
                id=f"n-{name}",
                article=name,
                start=span.start,
                end=span.end,
                text=said,
                low=low,
                high=high,
                bound=bound,  # type: ignore[arg-type]
                unit=unit,
                dimension="duration",
                counted=None,
                attributed_to=None,
                confidence="high",
            )
        )
        cells.append(Cell(article=name, evidence=Span(0, len(builder.text)), value=said, source=None))
    comparison = Comparison(
        id="c-9", topic="length of the tape", kind="quantity", status="differ", independent=2, cells=tuple(cells)
    )
    return msgspec.structs.replace(
        EMPTY, articles=tuple(articles), quantities=tuple(quantities), comparisons=(comparison,)
    )


def large(number: int) -> Corpus:
    """Return many reports, each with its own people, sources, statements and dates, all sharing text."""
    articles, entities, sources, statements, dates, reuse = [], [], [], [], [], []
    for n in range(number):
        name, text = f"r{n:04}", f"Person {n} said the recording {n} was real on day {n}."
        builder = Builder(name, text)
        day = f"{1900 + n % 120:04}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        published = Published(value=day, precision="day", basis="stated")
        articles.append(builder.article(outlet=f"Outlet {n}", published=published))
        here = {"article": name, "start": 0, "end": 9}
        entity = Entity(
            id=f"p{n}", type="person", name=f"Person {n}", aliases=(), roles=(), mentions=(Mention(**here),)
        )
        entities.append(entity)
        cited = Citation(**here, cited_for=None)
        sources.append(Source(id=f"s{n}", name=f"Person {n}", entity=None, kind="official", citations=(cited,)))
        statements.append(
            Authenticity(
                id=f"a{n}",
                **here,
                cue=Span(0, 3),
                object="recording",
                object_span=None,
                stance="confirmed",
                holder=None,
                confidence="high",
            )
        )
        dates.append(DateMention(**here, text="day", value=day, type="DATE"))
        if n:
            before = ArticleSpan(article=f"r{n - 1:04}", start=0, end=9)
            span = ArticleSpan(**here)
            reuse.append(Reuse(id=f"u{n}", a=before, b=span, words=n, similarity=1.0, kind="verbatim"))
    return msgspec.structs.replace(
        EMPTY,
        articles=tuple(articles),
        entities=tuple(entities),
        sources=tuple(sources),
        authenticity=tuple(statements),
        dates=tuple(dates),
        reuse=tuple(reuse),
    )


@pytest.mark.parametrize("corpus", [story(), large(40), hostile_corpus()], ids=["story", "many", "hostile"])
def test_a_picture_is_well_formed_named_and_has_its_table(corpus: Corpus) -> None:
    """A strict parser reads it; it says what it shows; every row of the table has all columns; ids are its own."""
    made = pictures(corpus)
    assert made
    for picture in made:
        root = parsed(picture)
        ids = {node.get("id"): "".join(node.itertext()) for node in root.iter() if node.get("id")}
        named = root.get("aria-labelledby", "").split()
        assert [ids[name] for name in named] == [picture.title, picture.about]
        assert root.get("role") == "img"
        assert picture.rows
        assert {len(row) for row in picture.rows} == {len(picture.head)}
    every = [match for picture in made for match in re.findall(r' id="([^"]+)"', picture.svg)]
    assert len(every) == len(set(every))


def test_hostile_texts_are_only_texts() -> None:
    """Whatever a title or a name holds, the drawing has our elements alone and the text reads as it stands."""
    ours = {
        f"{SVG}{name}"
        for name in ["svg", "title", "desc", "defs", "linearGradient", "stop", "text", "rect", "line", "circle", "path"]
    }
    for picture in pictures(hostile_corpus()):
        assert {node.tag for node in parsed(picture).iter()} <= ours
        for node in parsed(picture).iter():
            assert not [name for name in node.attrib if name.startswith("on") or "href" in name]
    shown = "".join("".join(texts(picture)) for picture in pictures(hostile_corpus()))
    assert any(len(value) > 3 and value.strip()[:10] in shown for value in HOSTILE)


def test_a_picture_and_its_table_stand_on_a_page_as_they_are() -> None:
    """The template shows the drawing, names what was left out, and links from the table."""
    picture = charts.stances(site_of(large(40)), PAGE)
    assert picture is not None
    template = '{% import "picture.jinja" as p %}{{ p.picture(x) }}'
    shown = render.environment().from_string(template).render(x=picture)
    assert "svg" in Html(shown).tags
    assert f"Drawn are {matrices.REPORTS} of 40 reports" in shown
    assert 'href="authenticity/index.html#a0"' in shown


def test_what_is_drawn_is_bounded() -> None:
    """However many reports there are, a picture stays small and says what it left out."""
    small, big = large(40), large(240)
    for draw in DRAWN:
        one, many = draw(site_of(small), PAGE), draw(site_of(big), PAGE)
        assert one is not None
        assert many is not None
        assert len(many.svg) < 1.5 * len(one.svg)
        assert len(many.rows) <= max(days.COLUMNS, links.REPORTS**2, matrices.REPORTS)
    for draw in (charts.people, charts.shared, charts.flow, charts.stances):
        picture = draw(site_of(big), PAGE)
        assert picture is not None
        assert "240" in picture.note


def test_the_order_of_the_findings_does_not_matter() -> None:
    """A corpus whose lists are turned round gives the same drawings."""
    for corpus in (story(), large(40)):
        fields = msgspec.structs.asdict(corpus).items()
        turned = Corpus(**{name: value[::-1] if isinstance(value, tuple) else value for name, value in fields})
        assert {picture.id: picture for picture in pictures(corpus)} == {p.id: p for p in pictures(turned)}


def test_no_picture_of_nothing() -> None:
    """Where nothing was found there is no empty frame."""
    assert pictures(EMPTY) == []


def test_figures_are_set_on_one_scale() -> None:
    """Units of time share a scale; an open bound has an arrow, a range a bar, an approximate value a ring."""
    corpus = lengths(
        ("one", "30 minutes", 30, 30, "exact", "minute"),
        ("two", "more than half an hour", 0.5, None, "more-than", "hour"),
        ("three", "between 32 and 36 minutes", 32, 36, "range", "minute"),
        ("four", "about 31 minutes", 31, 31, "about", "minute"),
        ("five", "a mile", 1, 1, "exact", "mile"),
    )
    picture = charts.interval(site_of(corpus), PAGE, corpus.comparisons[0])
    assert picture is not None
    kinds = [node.get("class") for node in parsed(picture).iter() if node.get("class")]
    assert kinds.count("sb-c-open") == 1
    assert kinds.count("sb-c-range") == 1
    assert kinds.count("sb-c-about") == 1
    circles = {node.get("cx") for node in parsed(picture).iter(f"{SVG}circle")}
    assert len(circles) == 2
    assert "30" in texts(picture)
    assert "36 minutes" in texts(picture)
    assert len(picture.rows) == 4
    assert "1\N{NO-BREAK SPACE}figure" in picture.note


def test_figures_without_a_common_scale_are_not_drawn() -> None:
    """One value alone, equal values, and other units give no picture, nor do comparisons of words."""
    same = lengths(("one", "30 minutes", 30, 30, "exact", "minute"), ("two", "30 minutes", 30, 30, "exact", "minute"))
    units = lengths(("one", "30 minutes", 30, 30, "exact", "minute"), ("two", "a mile", 1, 1, "exact", "mile"))
    endless = lengths(
        ("one", "30 minutes", 30, 30, "exact", "minute"), ("two", "no end", 1, float("inf"), "exact", "minute")
    )
    for corpus in (same, units, endless):
        assert charts.interval(site_of(corpus), PAGE, corpus.comparisons[0]) is None
    assert charts.interval(site_of(story()), PAGE, story().comparisons[0]) is None


def dated(*values: str) -> Corpus:
    """Return reports that each name one date."""
    articles: list[Article] = []
    dates: list[DateMention] = []
    for number, value in enumerate(values):
        builder = Builder(f"r{number}", "It was then.")
        articles.append(builder.article())
        dates.append(DateMention(article=f"r{number}", start=7, end=11, text="then", value=value, type="DATE"))
    return msgspec.structs.replace(EMPTY, articles=tuple(articles), dates=tuple(dates))


def test_the_timeline_is_as_fine_as_most_dates() -> None:
    """Days where most are days, else months, else years; what is coarser or far away is counted, not drawn."""
    fine = ("2031-05-06", "2031-05-06", "2031-05-06", "2031-05-07")
    narrow = charts.timeline(site_of(dated(*fine, "2031-05", "1990-01-01")), PAGE)
    months = charts.timeline(site_of(dated("2031-05-06", "2031-05", "2031-06", "2030")), PAGE)
    years = charts.timeline(site_of(dated("2031", "2030", "2031-05-06", "XXXX-10-01", "2031-02-31", "PAST_REF")), PAGE)
    assert narrow is not None
    assert months is not None
    assert years is not None
    assert [row[0].text for row in narrow.rows] == ["6\xa0May\xa02031", "7\xa0May\xa02031"]
    assert "1 earlier" in narrow.note
    assert "1 without a day" in narrow.note
    assert [row[0].text for row in months.rows] == ["May\xa02031", "June\xa02031"]
    assert [row[0].text for row in years.rows] == ["2030", "2031"]
    assert charts.timeline(site_of(dated("XXXX-10-01", "2031-02-31")), PAGE) is None


@settings(deadline=None, max_examples=40)
@given(st.lists(st.dates().map(lambda day: day.isoformat()), min_size=1, max_size=40))
def test_any_dates_make_a_timeline(values: list[str]) -> None:
    """Whatever the dates, at most so many columns are drawn, within the frame, and each count is of reports."""
    picture = charts.timeline(site_of(dated(*values)), PAGE)
    assert picture is not None
    assert len(picture.rows) <= days.COLUMNS
    assert sum(int(row[1].text) for row in picture.rows) >= days._HELD * len(values)
    for node in parsed(picture).iter(f"{SVG}rect"):
        assert float(node.get("x", "0%")[:-1]) + float(node.get("width", "0%")[:-1]) <= 100


def test_people_who_are_quoted_are_ringed() -> None:
    """The ring tells that a report quotes somebody, the table says it in words."""
    picture = charts.people(site_of(story()), PAGE)
    assert picture is not None
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in picture.rows}
    assert rows["Tom Reyes"][-1] == "named 1, quoted 3" or rows["Tom Reyes"][0] == "named 1, quoted 3"
    quoted = sum("quoted" in cell for cells in rows.values() for cell in cells)
    assert sum(node.get("class") == "sb-c-ring" for node in parsed(picture).iter()) == quoted


def test_an_interval_row_leads_to_its_sentence() -> None:
    """Each figure of the table links to the sentence it rests on."""
    corpus = lengths(("one", "30 minutes", 30, 30, "exact", "minute"), ("two", "31 minutes", 31, 31, "exact", "minute"))
    picture = charts.interval(site_of(corpus), PAGE, corpus.comparisons[0])
    assert picture is not None
    assert [re.fullmatch(r"articles/(one|two)\.html#s-\w+", row[0].href or "") is not None for row in picture.rows] == [
        True,
        True,
    ]
    assert len(picture.rows) <= intervals.ROWS
