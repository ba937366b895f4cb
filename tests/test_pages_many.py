"""Pages of very many reports: what would be endless is cut, what is left out is counted, and every link holds."""

from __future__ import annotations

import msgspec
from tests.made_up import Builder
from tests.test_pages import EMPTY, check_links
from tests.test_pages_compare import text_of

from sourcebook import pages
from sourcebook.pages import rows, words
from sourcebook.records import Cell, Comparison, Corpus, Event, Origin, QuoteVariant, Span, VariantMember

REPORTS = 400
# Bytes above which no page may grow, however many reports there are.
MOST = 400_000


def many() -> Corpus:
    """Return reports of which all have part in one row, one text and one utterance, and each pair in an event."""
    names = [f"r{n:04}" for n in range(REPORTS)]
    texts = [f"The ferry was lost by day {n}." for n in range(REPORTS)]
    articles = [Builder(name, text).article() for name, text in zip(names, texts, strict=True)]

    def cell(n: int, value: str) -> Cell:
        return Cell(article=names[n], evidence=Span(0, 9), value=value, source=None)

    # Half say one thing, a quarter another, each of the others something of its own.
    said = ["one" if n % 2 else "two" if n % 4 else f"only {n}" for n in range(REPORTS)]
    comparisons = [
        Comparison(
            id="whole",
            topic="what it is called",
            kind="name",
            status="differ",
            independent=2,
            cells=tuple(cell(n, said[n]) for n in range(REPORTS)),
        )
    ]
    found = []
    for n in range(0, REPORTS, 2):
        found.append(Event(id=f"e{n:04}", label=f"Event {n}", articles=(names[n], names[n + 1])))
        cells = (cell(n, "lost"), cell(n + 1, "lost"))
        comparisons.append(
            Comparison(
                id=f"c{n:04}",
                topic=f"loss {n}",
                kind="claim",
                status="agree",
                independent=2,
                cells=cells,
                event=f"e{n:04}",
            )
        )
    origins = (Origin(articles=tuple(names[:100]), why="one wire"),)
    origins += tuple(Origin(articles=(names[n], names[n + 1]), why=f"text {n}") for n in range(100, 300, 2))
    members = tuple(
        VariantMember(quote="", article=name, start=0, end=14 if n < 200 else 29) for n, name in enumerate(names)
    )
    return msgspec.structs.replace(
        EMPTY,
        articles=tuple(articles),
        comparisons=tuple(comparisons),
        events=tuple(found),
        origins=origins,
        quote_variants=(QuoteVariant(id="v", members=members, differs_in="words"),),
    )


def test_pages_of_very_many_reports_are_bounded() -> None:
    """No page grows with the folder, each link leads somewhere, and every list tells how much it left out."""
    made = pages.build(many(), options=pages.Options())
    check_links(made, directory_urls=False)
    by_path = {page.path: page.content for page in made if isinstance(page.content, str)}
    assert max(len(content) for path, content in by_path.items() if path.endswith(".md")) < MOST
    row = by_path[next(path for path in by_path if 'id="whole"' in by_path[path])]
    assert row.count('<th scope="row">') < pages.Options().rows + rows.SHOWN
    shown = row[row.index('id="whole"') :].replace(words.NO_BREAK, " ")
    assert f"{REPORTS - rows.SHOWN} other reports · said most: <q>one</q> in 200 · <q>two</q> in 100 ·" in shown
    assert all(f">{value}<" in shown for value in ("one", "two", "only 0", "only 200"))
    first = by_path["compare/index.md"]
    assert "189 more events" in first.replace(words.NO_BREAK, " ")
    seen, folded = first[first.index('class="sb-events"') :].partition("</nav>")[0].split("<summary>")
    assert (seen.count("</a>"), folded.count("</a>")) == (12, 189)
    shared = text_of(by_path["compare/shared.md"]).replace(words.NO_BREAK, " ")
    assert "and 76 more reports" in shared
    assert "41 more groups, the smallest" in shared
    quoted = text_of(by_path["compare/quotations.md"]).replace(words.NO_BREAK, " ")
    assert "and 176 more reports in these words" in quoted


def test_each_page_of_comparisons_leads_to_its_own_events() -> None:
    """A page that is not the first lists the events on it, and no list of them is folded."""
    made = {page.path: page.content for page in pages.build(many(), options=pages.Options(rows=20))}
    page = made["compare/page-3.md"]
    listed = page[page.index('class="sb-events"') :].partition("</nav>")[0]
    assert listed.count("<li>") == page.count('class="sb-block sb-event"')
    # Two rows an event; a page is filled to three quarters at least.
    assert 8 <= listed.count("<li>") <= 10
    assert "<select" not in listed
    assert "<details" not in listed


def test_the_overview_tells_that_only_words_differ() -> None:
    """Where reports differ in names alone, the overview does not say that they differ in nothing."""
    overview = next(page.content for page in pages.build(many(), options=pages.Options()) if page.path == "index.md")
    assert "Nothing but names, wordings and who vouches for what" in overview
    assert "1 row in which words differ" in text_of(overview).replace(words.NO_BREAK, " ")
    same = msgspec.structs.replace(many(), comparisons=many().comparisons[1:])
    overview = next(page.content for page in pages.build(same, options=pages.Options()) if page.path == "index.md")
    assert "Nothing was found that two reports put differently" in overview
