"""Pages of a folder whose records lie in files: the bytes, and what they rest on, are those of records in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from tests.made_up import story
from tests.made_up_three import three_reports, withheld
from tests.test_kept_units import resolved
from tests.test_pages import hostile_corpus
from tests.test_pages_many import many

from sourcebook import pages, spilled, standing
from sourcebook.pages import looked
from sourcebook.pages.kept import Kept
from sourcebook.pages.options import Options
from sourcebook.pages.placed import Places
from sourcebook.pages.sentences import OfEach
from sourcebook.pages.site import Site
from sourcebook.pages.units import Units
from sourcebook.pages.view import View
from sourcebook.pipeline import Result
from sourcebook.records import Corpus, Span
from sourcebook.spilled import rooms


def _whole(corpus: Corpus) -> Corpus:
    """Return a corpus without halves of characters, which no reader of articles lets through."""

    def plain(value: Any) -> Any:
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode("utf-8")
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        return [plain(each) for each in value] if isinstance(value, list | tuple) else value

    return msgspec.convert(plain(msgspec.to_builtins(corpus, builtin_types=(bytes,))), Corpus)


CORPORA: dict[str, Callable[[], Corpus]] = {
    "two": story,
    "three": three_reports,
    "withheld": lambda: withheld(three_reports(), "tug"),
    "hostile": lambda: _whole(hostile_corpus()),
    "many": many,
}
OPTIONS = (Options(), Options(rows=2, articles=1, pairs=1, search=1), Options(text="excerpts", directory_urls=True))


def aside(corpus: Corpus, folder: Path) -> Corpus:
    """Return a corpus whose records lie in files."""
    return spilled.Room(rooms.LARGE, folder).corpus(corpus)


def built(corpus: Corpus, options: Options) -> list[tuple[str, str]]:
    """Return all pages in the order in which they are made."""
    return [(p.path, p.content) for p in pages.each(corpus, options=options, downloads=lambda: pages.DOWNLOADS)]


def kept_pages(
    corpus: Corpus, held: Corpus, options: Options, known: Units, *, stand: bool
) -> tuple[dict[str, str], object, Units]:
    """Return the pages that do not stand, and what is kept of all: wherever it stands, and as it is."""
    told, findings = standing.told(held), standing.digest(held)
    kept = Kept(known, lambda *_: stand, told=told, made_of=findings, findings=findings)
    made = {page.path: page.content for page in pages.build(corpus, options=options, kept=kept)}
    units = kept.units()
    return made, (units.made_of, bytes(units.shared), units.looked.grounds, resolved(units)), units


@pytest.mark.parametrize("options", OPTIONS, ids=("default", "short", "excerpts"))
@pytest.mark.parametrize("name", CORPORA)
def test_pages_are_the_same(name: str, options: Options, tmp_path: Path) -> None:
    """Every page, in its order, is made of records in files as it is of those in memory."""
    corpus = CORPORA[name]()
    assert built(aside(corpus, tmp_path), options) == built(corpus, options)


def test_pages_of_a_story_are_the_same(made: Result, tmp_path: Path) -> None:
    """So are those of what the extractors find, in whatever order it comes."""
    corpus = made.corpus
    turned = replace(corpus, **{name: tuple(reversed(getattr(corpus, name))) for name in spilled.KINDS})
    options = Options(rows=3)
    assert built(aside(turned, tmp_path), options) == built(corpus, options)


@pytest.mark.parametrize("name", CORPORA)
def test_what_pages_rest_on_is_the_same(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is noted of each page, so that a folder that grows large keeps what it has."""
    corpus = CORPORA[name]()
    first = kept_pages(corpus, corpus, Options(), Units(), stand=False)
    for limit in ("_MOST_OPEN_LARGE", "_MOST_ROWS"):
        monkeypatch.setattr(looked, limit, 100)
    again = kept_pages(aside(corpus, tmp_path), corpus, Options(), Units(), stand=False)
    assert again[:2] == first[:2]
    assert {type(written) for written in again[2].sections.values()} == {spilled.Keyed}


@pytest.mark.parametrize("name", ["three", "withheld", "many"])
def test_a_build_after_a_change_gives_what_one_from_nothing_gives(name: str, tmp_path: Path) -> None:
    """Pages that are made again are those that differ, and they are as they would be made from nothing."""
    corpus = CORPORA[name]()
    before, _, units = kept_pages(aside(corpus, tmp_path), corpus, Options(), Units(), stand=False)
    one, *others = corpus.articles
    changed = replace(corpus, articles=(replace(one, title="Another title", outlet="Another outlet"), *others))
    again, _, _ = kept_pages(aside(changed, tmp_path), changed, Options(), units, stand=True)
    assert before | again == dict(built(changed, Options()))
    assert again.keys() < before.keys()


def test_one_who_is_named_often_is_not_read_for_a_name(tmp_path: Path) -> None:
    """What most pages show of somebody is held; asking for more notes that all of it counts."""
    corpus = three_reports()
    site = Site(aside(corpus, tmp_path), Options())
    view = View(site)
    view.start(())
    (person,) = corpus.entities
    shown = view.entities[person.id]
    assert (shown.name, shown.status) == (person.name, person.status)
    assert ("whole", ("Entity", person.id)) not in view.read
    assert shown.mentions == person.mentions
    assert ("whole", ("Entity", person.id)) in view.read


def test_sentences_are_found_in_columns(tmp_path: Path) -> None:
    """What stands at an offset, in a block or over a stretch is what the cut article has there."""
    corpus = three_reports()
    held = OfEach({article.id: article for article in corpus.articles})
    columns = OfEach(spilled.by_id(aside(corpus, tmp_path).articles))
    for article in corpus.articles:
        one, other = held[article.id], columns[article.id]
        offsets = range(len(article.text) + 2)
        assert [one.at(offset) for offset in offsets] == [other.at(offset) for offset in offsets]
        assert one.all == other.all
        assert [one.of(block) for block in article.blocks] == [other.of(block) for block in article.blocks]
        assert one.over(Span(10, 300)) == other.over(Span(10, 300))


def test_places_of_many_are_those_of_few() -> None:
    """The page and the anchor of a finding are found though its name is not held; what has none has none."""
    few, many_of = Places(), Places(are_many=True)
    names = [f"n{number}" if number % 2 else f"n {number}" for number in range(1_000)]
    for places in (few, many_of):
        places["article", "n1"] = ("articles/n1.md", None)
        for at in range(0, 1_000, 100):
            places.put("number", names[at : at + 100], f"numbers/page-{at}.md")
        assert ("number", "n1") in places
        places.put("quote", ["n1"], "people/somebody.md")
    keys = [("article", "n1"), ("quote", "n1"), ("quote", "n2"), *(("number", name) for name in names)]
    assert [few.get(key) for key in keys] == [many_of.get(key) for key in keys]
    assert many_of["quote", "n1"] == ("people/somebody.md", "n1")
    assert len(few) == len(many_of)
    with pytest.raises(KeyError):
        many_of["quote", "n2"]
