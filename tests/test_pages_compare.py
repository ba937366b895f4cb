"""The pages of the comparison: rows by event, pairs, shared text, quotations, timeline, ledger, overview."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest
from tests.made_up_three import three_reports, withheld
from tests.test_pages import EMPTY, check_links, rendered

from sourcebook import pages
from sourcebook.pages import background, differing, events, prose, words
from sourcebook.pages.site import Site
from sourcebook.records import Corpus, DateMention, Event, Origin, Page

PAIR = "compare/fjord-post--quell-news.md"


def built(corpus: Corpus | None = None, **options: object) -> dict[str, str]:
    """Return the pages made of a corpus, by path."""
    chosen = pages.Options(**options)  # type: ignore[arg-type]
    return {page.path: page.content for page in pages.build(corpus or three_reports(), options=chosen)}


def text_of(content: str) -> str:
    """Return what a reader sees of a page, on one line."""
    return " ".join(rendered(Page(path="", content=content)).text.split())


def test_doubtful_rows_stand_on_a_page_of_their_own() -> None:
    """The possible page has the doubtful row and nothing else; no other page names it."""
    made = built()
    assert "Doubtful" in text_of(made["compare/possible.md"])
    assert "length" not in made["compare/possible.md"].split("sb-event", 1)[1]
    named = {path for path, content in made.items() if 'id="c-doubtful"' in content or "#c-doubtful" in content}
    assert named == {"compare/possible.md"}


def test_rows_stand_by_event_the_grave_ones_first() -> None:
    """An event's rows are together; conflicts come before differences and these before agreement."""
    content = built()["compare/index.md"]
    order = [content.index(f'id="c-{name}"') for name in ("length", "day", "genuine", "crew", "tape")]
    assert order == sorted(order)
    assert content.index('id="event-e-ferry"') < order[0] < content.index('id="event-e-tug"') < order[-1]
    said = text_of(content)
    assert "cannot both hold two reports, one origin · made up" in said.replace(words.NO_BREAK, " ")


def test_reports_of_the_event_that_say_nothing_are_told_as_silent() -> None:
    """Few are named, of many the number is told; who has a cell or is of another event is not silent."""
    corpus = three_reports()
    ferry, tug = corpus.events
    assert "Silent" not in text_of(built(corpus)["compare/index.md"])
    some = msgspec.structs.replace(ferry, articles=(*ferry.articles, *tug.articles))
    row = text_of(built(msgspec.structs.replace(corpus, events=(some, tug)))["compare/index.md"])
    assert row.count("Silent Another tape of another ship") == 4
    late = [msgspec.structs.replace(corpus.articles[2], id=f"late-{n}") for n in range(5)]
    many = msgspec.structs.replace(ferry, articles=(*ferry.articles, *(article.id for article in late), "unknown"))
    corpus = msgspec.structs.replace(corpus, articles=(*corpus.articles, *late), events=(many, tug))
    said = text_of(built(corpus)["compare/index.md"]).replace(words.NO_BREAK, " ")
    assert said.count("Silent 5 other reports") == 4


def test_an_event_of_one_report_is_called_after_it() -> None:
    """Its made-up label says less than the report's title."""
    said = text_of(built()["compare/index.md"])
    assert "Another tape of another ship 1 differ" in said
    assert "Pelican 1 differ" not in said


def test_a_pair_has_a_page_where_it_shares_text_alone() -> None:
    """Two of the three pairs share nothing and have no page; the one that has tells who has it from whom."""
    made = built()
    of_pairs = {path for path in made if path.startswith("compare/") and "--" in path}
    assert of_pairs == {PAIR}
    said = text_of(made[PAIR]).replace(words.NO_BREAK, " ")
    assert "“Quell News: Doubts over film of ferry” has it from “The Fjord Post: Ferry film shows crack" in said
    assert "the second came later" in said
    assert "Length" in said
    assert "doubtful" not in said


def test_differences_are_marked_by_elements() -> None:
    """What only the one has is in del, what only the other has in ins; the words around are in neither."""
    content = built()[PAIR]
    passage = content.split('id="r-crack"')[1]
    assert re.findall(r"<del>(.*?)</del>", passage) == ["seen", "harbour"]
    assert re.findall(r"<ins>(.*?)</ins>", passage) == ["noticed", "port"]


def test_a_withheld_text_is_in_no_passage() -> None:
    """A passage of a report in excerpts is not shown, and the other side's is."""
    content = text_of(built(withheld(three_reports(), "quell-news"))[PAIR])
    assert "noticed by nine" not in content
    assert "the text of this report is not shown" in content
    assert "seen by nine deckhands" in content


def test_a_row_leads_to_its_sentence_in_excerpts() -> None:
    """Sentences that a row rests on are shown on the page of a report in excerpts, so that the link holds."""
    corpus = withheld(msgspec.structs.replace(three_reports(), quantities=(), dates=()), "quell-news")
    made = pages.build(corpus, options=pages.Options())
    check_links(made, directory_urls=False)
    (article,) = [page.content for page in made if page.path == "articles/quell-news.md"]
    assert "noticed by nine deckhands" in text_of(article)
    assert "Two divers" not in text_of(article)


def test_shared_text_counts_origins() -> None:
    """Three reports, two of which share a text, stand on two; each one's share of prose is told."""
    said = text_of(built()["compare/shared.md"]).replace(words.NO_BREAK, " ")
    assert "Three reports, two origins." in said
    assert "“The Fjord Post: Ferry film shows crack, union says” and “Quell News:" in said
    site = Site(three_reports(), pages.Options())
    shared = site.prose.shared("fjord-post", site.reuse["fjord-post"])
    assert (shared, site.prose.words("fjord-post")) == (20, 62)
    assert site.prose.share("fjord-post", site.reuse["fjord-post"]) == f"{round(100 * 20 / 62)} %"
    assert events.origins(site, ["fjord-post", "tug"]) == 2
    assert events.origins(site, ["fjord-post", "quell-news"]) == 1


def test_words_in_two_passages_count_once() -> None:
    """Passages that overlap do not make a report's shared prose longer."""
    corpus = three_reports()
    counted = prose.Prose({article.id: article for article in corpus.articles})
    assert counted.shared("fjord-post", [*corpus.reuse, *corpus.reuse]) == counted.shared("fjord-post", corpus.reuse)


def test_renderings_of_one_utterance_are_aligned() -> None:
    """Each rendering marks the words that are its own and names its mediator."""
    content = built()["compare/quotations.md"].split('id="v-sail"')[1]
    assert re.findall(r"<(del|ins)>(.*?)</", content) == [("del", "Nobody will"), ("ins", "No one shall")]
    assert "through Fjord Radio" in text_of(
        "---\n---\n<div>" + content.split("</section>")[0].split(">", 1)[1] + "</div>"
    )


def test_the_timeline_tells_who_reports_what_and_how_a_date_was_worked_out() -> None:
    """Dates stand in order, with the reasoning of relative ones and the rows in which dates differ."""
    said = text_of(built()["compare/timeline.md"]).replace(words.NO_BREAK, " ")
    assert said.index("4 May 2031") < said.index("5 May 2031") < said.index("A tape of the tug")
    assert "“Monday”: the Monday before publication" in said
    assert "differ Day" in said
    assert "4 dated statements on 3 dates" in said


def test_the_ledger_keeps_voices_apart() -> None:
    """Own voice before those cited; a bare attribution is called that; the tape of the tug is another object."""
    content = built()["authenticity/index.md"]
    said = text_of(content).replace(words.NO_BREAK, " ")
    own, cited = said.index("The reports in their own voice"), said.index("Those whom they cite")
    assert own < said.index("could not be verified by this newspaper") < cited < said.rindex("Yard of Quell")
    assert "Attributed without a hedge: 1 sentence" in said
    assert content.count('<section class="sb-block sb-thing">') == 2
    assert "disputed Yard of Quell not said before" in said


def test_an_article_tells_what_it_alone_has() -> None:
    """Numbers that stand in a row or a shared passage are not its own; a number says what it counts."""
    said = text_of(built()["articles/quell-news.md"]).replace(words.NO_BREAK, " ")
    alone = said.split("Found in this report alone")[1].split("Cite this")[0]
    assert "2 divers" in alone
    assert "nine" not in alone
    assert "cannot both hold Length here 14 minutes – elsewhere 12-minute" in said
    assert "this one has it from there: the second came later" in said
    glance = said.split("At a glance")[1].split("Show in the text")[0]
    assert "noticed by nine deckhands" in glance


def test_the_overview_answers_the_story() -> None:
    """Reports, origins, stances with their holders, what agrees and what differs stand on the first page."""
    said = text_of(built()["index.md"]).replace(words.NO_BREAK, " ")
    assert "3 reports 2 origins they rest on 2 outlets named" in said
    assert "disputed Yard of Quell" in said
    assert "cannot both hold Length 12-minute · 14 minutes" in said
    assert "Crew nine deckhands · two reports, one origin" in said
    assert "doubtful" not in said


@pytest.mark.parametrize("rows", [1, 2, 300])
def test_long_comparisons_are_split(rows: int) -> None:
    """However few rows a page holds, every link leads somewhere, and each row stands on one page."""
    made = pages.build(three_reports(), options=pages.Options(rows=rows))
    check_links(made, directory_urls=False)
    places = [page.path for page in made if page.path.endswith(".md") and 'id="c-length"' in page.content]
    assert len(places) == 1


def test_nothing_to_compare_makes_whole_pages() -> None:
    """Without an article, each page of the section says that there is nothing."""
    made = built(EMPTY)
    for name in ("index", "possible", "shared", "quotations", "timeline"):
        assert "sb-none" in made[f"compare/{name}.md"]


def test_wordings_too_long_to_align_are_left_unmarked() -> None:
    """Alignment takes quadratic time at worst, so it is bounded."""
    long = "word " * (differing.MOST_WORDS + 1)
    assert differing.stretches(long, "word") == ((), ())
    assert differing.stretches("a red boat", "a blue boat") != ((), ())


def test_pages_of_pairs_are_bounded() -> None:
    """Beyond the limit a pair has no page; what it shares is told on the articles' own pages."""
    made = pages.build(three_reports(), options=pages.Options(pairs=0))
    check_links(made, directory_urls=False)
    by_path = {page.path: page.content for page in made}
    assert PAIR not in by_path
    assert "listed are the 0 that share most words" in text_of(by_path["compare/shared.md"])
    assert "20 words in 1 passage" in text_of(by_path["articles/quell-news.md"]).replace(words.NO_BREAK, " ")


def test_an_id_that_begins_another_is_not_taken_for_it() -> None:
    """In the reason of an origin each id becomes its own report's name."""
    corpus = three_reports()
    renamed = msgspec.structs.replace(corpus.articles[1], id="fjord-post-2")
    origin = Origin(articles=("fjord-post", "fjord-post-2"), why="fjord-post and fjord-post-2 share words")
    bare = msgspec.structs.replace(EMPTY, articles=(corpus.articles[0], renamed), origins=(origin,))
    said = text_of(built(bare)["compare/shared.md"])
    assert (
        "“The Fjord Post: Ferry film shows crack, union says” and “Quell News: Doubts over film of ferry” share" in said
    )


def test_dates_far_from_the_event_are_folded_below() -> None:
    """A founding year is background; a far date that a third of the reports tell is not, nor is the day itself."""
    corpus = three_reports()
    site = Site(corpus, pages.Options())
    one, *others = corpus.events[0].articles

    def date(value: str, article: str = one) -> DateMention:
        return DateMention(article=article, start=0, end=5, text=value, value=value, type="DATE")

    far = background.values(site, [date("1931"), date("2031-05-04"), date("2031"), date("2029-08"), date("1999")])
    assert far == {"1931", "2029-08", "1999"}
    many = msgspec.structs.replace(corpus, events=(Event(id="e", label="", articles=tuple(site.articles)),))
    told = [date(value, name) for name in site.articles for value in ("2029-08", "1999")]
    assert background.values(Site(many, pages.Options()), told) == {"1999"}
    assert others
    dates = (*corpus.dates, date("1931"))
    said = text_of(built(msgspec.structs.replace(corpus, dates=dates))["compare/timeline.md"])
    assert said.index("A tape of the tug") < said.index("Background") < said.index("1931")


def test_the_stretch_of_a_date() -> None:
    """Years, months, weeks and days have a first and a last day; what is no date has none."""
    assert background.stretch("2031") == (dt.date(2031, 1, 1), dt.date(2032, 1, 1))
    assert background.stretch("2031-05-04TMO") == (dt.date(2031, 5, 4), dt.date(2031, 5, 4))
    assert background.stretch("2031-W01") == (dt.date(2030, 12, 30), dt.date(2031, 1, 5))
    assert background.stretch("2031-13-01") is None
    assert background.stretch("PAST_REF") is None
