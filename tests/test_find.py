"""The files that Find searches: every sentence with its findings, nothing hostile in them, the same in any order."""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from tests.made_up import story
from tests.test_pages import EMPTY, hostile_corpus

from sourcebook import pages
from sourcebook.pages import indexed, laid, portions, postings, terms
from sourcebook.pages.lines import Line, Lines, packed
from sourcebook.pages.sentences import Sentences
from sourcebook.records import Corpus, Page

START = "(self.sourcebookFind=self.sourcebookFind||[]).push("


def scripts(corpus: Corpus) -> Iterator[tuple[str, int, Any]]:
    """Yield what the files hand to the script of the page."""
    for page in pages.build(corpus, options=pages.Options()):
        if _is_part(page):
            assert page.content.startswith(START)
            assert page.content.endswith(");\n")
            name, number, value = json.loads(page.content.removeprefix(START).removesuffix(");\n"))
            yield name, number, value


def loaded(corpus: Corpus) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what the page knows from the start, and the sentences of all files with all that is told of them."""
    about, rows = numbered(corpus)
    return about, list(rows.values())


def numbered(corpus: Corpus) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """Return the same with the sentences by their numbers."""
    about: dict[str, Any] = {}
    rows: dict[int, dict[int, dict[str, Any]]] = {}
    for name, number, value in scripts(corpus):
        if name == "index":
            about = value
        elif name == "part":
            rows[number] = {at: _row(value, row) for at, row in enumerate(value["rows"]) if row}
    return about, {(number - 1) * laid.SIZE + at: row for number in sorted(rows) for at, row in rows[number].items()}


def _row(part: dict[str, Any], row: list[Any]) -> dict[str, Any]:
    article, anchor, text, findings, who = row
    return {
        "article": part["articles"][article],
        "anchor": anchor,
        "text": text,
        "findings": findings,
        "who": {part["people"][at] for at in who},
    }


def _is_part(page: Page) -> bool:
    return page.path.startswith("find/") and page.path.endswith(".js")


def test_every_finding_can_be_found_at_its_sentence() -> None:
    """Quotations, numbers, statements, citations, people and dates are there, each with the anchor it stands at."""
    corpus = story()
    about, rows = loaded(corpus)
    kinds = list(about["kinds"])
    anchors = {article.id: {piece.anchor for piece in Sentences(article).all} for article in corpus.articles}
    for row in rows:
        assert row["anchor"] in anchors[row["article"][3].removeprefix("articles/").removesuffix(".html")]
    counted = {kind: sum(each[0] == at for row in rows for each in row["findings"]) for at, kind in enumerate(kinds)}
    assert counted["quote"] >= len(corpus.quotes)
    assert counted["number"] == len(corpus.quantities)
    assert counted["authenticity"] >= len(corpus.authenticity)
    assert counted["source"] >= sum(len(source.citations) for source in corpus.sources)
    assert counted["date"] == len(corpus.dates)
    assert counted["person"] >= 4
    assert len(rows) <= len(about["days"]) * about["size"]


def test_a_finding_concerns_who_says_it_and_who_is_named_beside_it() -> None:
    """A quotation is found by its speaker, a number by whoever the sentence names."""
    _, rows = loaded(story())

    def who(says: str) -> set[str]:
        return {name for row in rows if says in row["text"] for name in row["who"]}

    assert who("I never said those words") == {"Ines Calloway"}
    assert "Tom Reyes" in who("The mayor has nothing to hide")


def test_each_word_leads_to_its_sentences() -> None:
    """By a word, a name, a kind and an outlet exactly those sentences are found that have it."""
    corpus = story()
    about, rows = numbered(corpus)
    index = {term: steps for name, _, value in scripts(corpus) if name == "terms" for term, steps in value.items()}
    found = {term: [n] if isinstance(n, int) else list(itertools.accumulate(n)) for term, n in index.items()}
    for word in ("calloway", "never", "the", "54"):
        having = [at for at, row in rows.items() if word in terms.words(f"{row['text']} {row['findings']}")]
        assert found[word] == having, word
    assert found["@calloway"] == [at for at, row in rows.items() if "Ines Calloway" in row["who"]]
    number = list(about["kinds"]).index("number")
    assert found[f"#{number}"] == [at for at, row in rows.items() if any(f[0] == number for f in row["findings"])]
    outlet = next(row["article"][1] for row in rows.values() if row["article"][1])
    assert found[f"~{outlet}"] == [at for at, row in rows.items() if row["article"][1] == outlet]
    assert "" not in found


def test_what_stands_everywhere_has_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files stay small: a term in too many sentences is named without them, and many terms go into several files."""
    monkeypatch.setattr(postings, "_LEAST", 3)
    monkeypatch.setattr(postings, "WEIGHT", 9)
    sentences = [{"all", f"own{number}"} | ({"few"} if number < 3 else set()) for number in range(30)]
    files = index([sentences])
    whole = {term: steps for each in files for term, steps in each.items()}
    assert whole["all"] == []
    assert whole["few"] == [0, 1, 1]
    assert whole["own17"] == 17
    assert len(files) > 5
    assert [term for each in files for term in each] == sorted(whole)


def told(articles: list[list[set[str]]]) -> list[indexed.Sentences]:
    """Return articles with the terms of their sentences as they are indexed, some room behind each."""
    made, start = [], 0
    for sentences in articles:
        key = repr([sorted(each) for each in sentences]).encode()
        made.append(indexed.Sentences(key, start, len(sentences), lambda s=sentences: s))
        start += len(sentences) + len(key) % 3
    return made


def index(articles: list[list[set[str]]]) -> list[dict[str, int | list[int]]]:
    """Return the files of the index of articles."""
    return list(postings.files(postings.index(told(articles))))


def plain_index(sentences: list[set[str]], total: int | None = None) -> list[dict[str, int | list[int]]]:
    """Return what `index` does, term by term; `total` are the sentences where there is room between them."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(sentences):
        for term in each:
            found[term].append(number)
    made: list[tuple[str, list[int]]] = []
    for term in sorted(found, key=lambda term: term.encode("utf-16-be", "surrogatepass")):
        numbers = found[term]
        steps = [numbers[0], *(after - before for before, after in itertools.pairwise(numbers))]
        listed = (
            steps if len(numbers) <= max(postings._LEAST, (len(sentences) if total is None else total) // 12) else []
        )
        made.append((term, listed))
    files = portions.portions(made, postings.WEIGHT, lambda each: each[0], lambda each: len(each[1]) + 3)
    return [{term: listed[0] if len(listed) == 1 else listed for term, listed in each} for each in files]


def test_the_index_is_what_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over random sentences, limits and letters, some of two code units: each file and its order as made plainly."""
    chance = random.Random(7)  # noqa: S311 - nothing secret
    for _ in range(300):
        monkeypatch.setattr(postings, "_LEAST", chance.choice((1, 2, 10)))
        monkeypatch.setattr(postings, "WEIGHT", chance.choice((1, 4, 9, 50)))
        letters = chance.choice(("abc", "aé\ue000\U00010000\uffff"))
        sentences = [
            {"".join(chance.choices(letters, k=chance.randint(1, 3))) for _ in range(chance.randint(0, 6))}
            for _ in range(chance.randint(0, 30))
        ]
        found, wanted = index([sentences]), plain_index(sentences)
        assert found == wanted
        assert [list(file) for file in found] == [list(file) for file in wanted]


def test_an_index_made_of_another_is_the_one_made_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """After articles came, went, changed and moved, few of them or many, one time after the other."""
    monkeypatch.setattr(postings, "_LEAST", 3)
    monkeypatch.setattr(postings, "WEIGHT", 20)
    chance = random.Random(11)  # noqa: S311 - nothing secret
    for letters in ("abc", "ab\ue000\U00010000\uffff"):
        before, articles = None, [_sentences(chance, letters, nth) for nth in range(20)]
        for step in range(120):
            if step % 20 == 7:
                chance.shuffle(articles)
            for _ in range(chance.choice((0, 1, 1, 2, 15))):
                at = chance.randrange(len(articles) + 1)
                articles[at : at + chance.randint(0, 2)] = [_sentences(chance, letters, step)] * chance.randint(0, 1)
            if step % 30 == 29:
                articles = []
            made = postings.index(told(articles), before)
            assert made == postings.index(told(articles))
            before = made


def _sentences(chance: random.Random, letters: str, nth: int) -> list[set[str]]:
    """Return the terms of the sentences of an article, one of them its own."""
    drawn = [
        {"".join(chance.choices(letters, k=chance.randint(1, 3))) for _ in range(chance.randint(0, 6))}
        for _ in range(chance.randint(0, 5))
    ]
    return [{f"own{nth}x{chance.random()}"}, *drawn]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Al-Ándalus’s 5,000 “men”", {"al", "andalus", "5", "000", "men"}),
        ("a I 7", {"7"}),
        ("ﬁne Ⅻ", {"fine", "xii"}),
        ("", set()),
    ],
)
def test_words_are_told_apart_as_the_page_does_it(text: str, found: set[str]) -> None:
    """Accents and case do not count, single letters are left out."""
    assert terms.words(text) == found


def test_nothing_in_the_files_ends_a_script() -> None:
    """With every string hostile the files are valid, and no character closes or opens an element."""
    _, rows = loaded(hostile_corpus())
    assert len({row["article"][3] for row in rows}) > 1
    for page in pages.build(hostile_corpus(), options=pages.Options()):
        if _is_part(page):
            assert "<" not in page.content
            assert "\u2028" not in page.content
            assert "\n" not in page.content[:-1]


def test_many_sentences_go_into_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file holds so many numbers; the page knows how many, and the first day of each."""
    _, whole = loaded(story())
    monkeypatch.setattr(laid, "SIZE", 16)
    monkeypatch.setattr(laid, "_MOST", 16)
    about, parts = loaded(story())
    assert parts == whole
    assert about["size"] == 16
    assert len(about["days"]) >= -(-len(whole) // 16)


def lines_of(number: int) -> Lines:
    """Return the sentences of a made-up article."""
    return packed(
        tuple(Line(anchor=f"s{at}", text=f"Sentence {at} of {number}.", findings=(), who=()) for at in range(number))
    )


def test_sentences_lie_in_their_order_and_leave_room() -> None:
    """No two have one number, none is in two files, and no file has more numbers than it may."""
    articles = [(f"report-{n}", bytes([n]), lines_of(n * 7 % 150)) for n in range(60)]
    parts = laid.parts([each[:2] for each in articles], [lines for _, _, lines in articles])
    placed = list(laid.numbered(parts))
    lines = [line for _, _, each in articles for line in each.all()]
    assert [line for _, block in placed for line in block.lines()] == lines
    for (start, block), (after, _) in itertools.pairwise(placed):
        assert block.total == len(block.lines())
        assert start + block.total <= after
        assert start // laid.SIZE == (start + block.total - 1) // laid.SIZE
    assert len({block.key for _, block in placed}) == len(placed)
    assert [start // laid.SIZE for start, _ in placed] == [nth for nth, part in enumerate(parts) for _ in part]


def test_a_sentence_or_an_article_more_moves_few() -> None:
    """A sentence more moves those of its file at most; behind an article more most keep their numbers."""
    articles = [(f"report-{n}", b"", lines_of(13)) for n in range(2000)]

    def numbers(of: list[tuple[str, bytes, Lines]]) -> dict[str, int]:
        parts = laid.parts([each[:2] for each in of], [lines for _, _, lines in of])
        return {block.name: start for start, block in laid.numbered(parts)}

    before = numbers(articles)
    for at in range(0, 2000, 97):
        grown = [*articles[:at], (articles[at][0], b"", lines_of(14)), *articles[at + 1 :]]
        assert numbers(grown) == before
    moved = []
    for at in range(0, 2000, 97):
        after = numbers([*articles[:at], ("another", b"", lines_of(13)), *articles[at:]])
        moved.append(sum(after[name] != start for name, start in before.items()))
    assert sorted(moved)[len(moved) // 2] < laid.SIZE


def test_an_empty_folder_has_a_page_to_search() -> None:
    """Before the first article the files are there and empty."""
    assert loaded(EMPTY)[1] == []


def test_of_withheld_articles_only_evidence_is_searched() -> None:
    """What is found in excerpts is what rests on a finding; a bare text gives nothing."""
    bare = msgspec.structs.replace(EMPTY, articles=story().articles)
    made = pages.build(bare, options=pages.Options(text="excerpts"))
    assert not [page.path for page in made if _is_part(page) and "nothing to hide" in page.content]


def test_a_large_site_leaves_its_articles_to_find() -> None:
    """Above the configured size articles, people and sources stay out of the theme's index; below it they are in."""
    for most, excluded in ((1, True), (300, False)):
        made = {page.path: page.content for page in pages.build(story(), options=pages.Options(search=most))}
        chosen = [path for path in made if path.startswith(("articles/", "people/")) and not path.endswith("index.md")]
        assert len(chosen) > 4
        for path in chosen:
            assert ("exclude: true" in made[path].split("---\n")[1]) is excluded, path
