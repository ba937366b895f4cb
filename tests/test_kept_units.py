"""Pages that are not made again: whatever changed, those that stand and those that are made are the whole site."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.made_up_three import three_reports, withheld

from sourcebook import pages, spilled, standing
from sourcebook.pages import looked
from sourcebook.pages.kept import Kept, digest
from sourcebook.pages.lookups import Lookups
from sourcebook.pages.options import Options
from sourcebook.pages.site import Site
from sourcebook.pages.units import Unit, Units
from sourcebook.pages.view import View
from sourcebook.records import Corpus, Page, Reference
from sourcebook.spilled import rooms

# Changes that lead to findings which no extractor makes (a place in no article, say) are left aside.
IMPOSSIBLE = (KeyError, IndexError, ValueError, TypeError, AttributeError)


class Folder:
    """The pages of the builds before, as they stand in the docs folder.

    Args:
        told: whether the articles' shares of the findings are known while pages are made.
        room: where the findings lie.
    """

    def __init__(self, *, told: bool = True, room: spilled.Room | None = None) -> None:
        self.told = told
        self._room = room
        self.files: dict[str, str] = {}
        self.kept = pages.Units()

    def build(self, corpus: Corpus, options: Options) -> set[str]:
        """Make the pages that do not stand, and return their paths."""
        held = corpus
        corpus = self._room.corpus(corpus) if self._room else corpus
        kept = Kept(
            self.kept,
            lambda path, made: path in self.files and _digest(self.files[path]) == made,
            told=standing.told(held) if self.told else None,
            made_of=standing.digest((held, options)),
            findings=standing.digest(held) if self.told else b"",
        )
        made = {page.path: page.content for page in pages.build(corpus, options=options, kept=kept)}
        assert not kept.standing & made.keys()
        self.files = {path: text for path, text in self.files.items() if path in kept.standing} | made
        self.kept = kept.units()
        return set(made)

    def units(self) -> list[Unit]:
        """Return what is kept of pages that are made together."""
        return [msgspec.msgpack.decode(written, type=Unit) for written in self.kept.units.values()]

    def paths(self) -> set[str]:
        """Return the paths of these pages."""
        return {path for unit in self.units() for path in unit.pages}


def resolved(kept: Units) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return of each unit what was read for it, and what was found there; in whatever sections that stands."""
    rows: dict[int, tuple[str, str]] = {}
    found: dict[str, Any] = {}
    for kind, sections in kept.sections.items():
        for name, written in sections.items():
            for table, column in msgspec.msgpack.decode(written).items():
                for key, number, value in zip(column["keys"], column["numbers"], column["found"], strict=True):
                    rows[number] = (table, repr(key))
                    assert found.setdefault(repr((kind, name.partition("\0")[0], table, key)), value) == value
    units = {name: msgspec.msgpack.decode(written, type=Unit) for name, written in kept.units.items()}
    read = {name: sorted({rows[n] for n in msgspec.msgpack.decode(unit.read)}) for name, unit in units.items()}
    return {name: (read[name], unit.told, unit.pages) for name, unit in units.items()}, found


def _digest(text: str) -> str:
    return digest(Page(path="", content=text))


def fresh(corpus: Corpus, options: Options) -> dict[str, str]:
    """Return all pages by path."""
    return {page.path: page.content for page in pages.build(corpus, options=options)}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where something can be changed in plain data."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(each, (*path, key))
    if isinstance(value, list) and value:
        yield (*path, "drop")
    if isinstance(value, str | int | bool):
        yield path


def changed(corpus: Corpus, number: int) -> Corpus:
    """Return the corpus with one value changed, or one thing left out.

    Raises:
        ValueError: no such value can stand there.
    """
    data = msgspec.to_builtins(corpus)
    chance = random.Random(number)  # noqa: S311 - nothing secret
    part = chance.choice([name for name in data if data[name]])
    *way, last = chance.choice([(part, *path) for path in places(data[part])])
    inside = data
    for key in way:
        inside = inside[key]
    if last == "drop":
        del inside[chance.randrange(len(inside))]
    else:
        inside[last] = _other(inside[last], chance)
    return msgspec.convert(data, Corpus)


def _other(value: Any, chance: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return max(0, value + chance.choice((-1, 1)))
    return f"{value} {chance.choice(('too', 'anew'))}"


def options(number: int) -> Options:
    """Return choices of the site."""
    name = sorted(article.id for article in three_reports().articles)[number % 3]
    reference = Reference(formatted={"APA": f"No. {number}"}, bibtex="", ris="", csl="", meta=(), jsonld="")
    chosen = (
        Options(),
        Options(directory_urls=True),
        Options(rows=2),
        Options(text="excerpts"),
        Options(references={name: reference}),
        Options(model="another"),
    )
    return chosen[number % len(chosen)]


STEPS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 17)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, told=st.integers(0, 4), large=st.booleans())
def test_after_any_changes_the_pages_equal_those_made_from_nothing(
    steps: list[tuple[int, int]], told: int, *, large: bool
) -> None:
    """Any value of any finding, anything left out, any choice of the site: no page stands that would be another."""
    folder, corpus = Folder(room=spilled.Room(rooms.LARGE) if large else None), three_reports()
    folder.build(corpus, options(0))
    for nth, (number, choice) in enumerate(steps):
        folder.told = nth != told
        try:
            next_ = changed(corpus, number)
            wanted = fresh(next_, options(choice))
        except IMPOSSIBLE:
            next_ = corpus
            wanted = fresh(corpus, options(choice))
        corpus = next_
        folder.build(corpus, options(choice))
        assert folder.files == wanted


def test_pages_stand_where_nothing_changed_and_are_made_where_their_file_changed() -> None:
    """A second build makes no page; one whose file was changed is made."""
    folder, corpus = Folder(), three_reports()
    folder.build(corpus, options(0))
    known = folder.kept
    second = folder.build(corpus, options(0))
    units = folder.paths()
    assert {path.split("/")[0] for path in second} == {"sourcebook"}
    assert {path for path in folder.files if path.endswith(".md")} <= units
    assert folder.kept is known
    changed_file = "articles/index.md"
    folder.files[changed_file] += "changed by hand"
    assert folder.build(corpus, options(0)) == second | {changed_file}


def test_an_article_that_goes_and_comes_back_leaves_no_trace() -> None:
    """Whatever was looked up in an article that is no longer there counts as changed."""
    folder, corpus = Folder(), three_reports()
    for gone in [None, *(article.id for article in corpus.articles), None]:
        names = {article.id for article in corpus.articles} - {gone}
        entities = [replace(e, mentions=tuple(m for m in e.mentions if m.article in names)) for e in corpus.entities]
        left = replace(
            corpus,
            articles=tuple(each for each in corpus.articles if each.id in names),
            entities=tuple(entity for entity in entities if entity.mentions),
            quotes=tuple(each for each in corpus.quotes if each.article in names),
            quantities=tuple(each for each in corpus.quantities if each.article in names),
            dates=tuple(each for each in corpus.dates if each.article in names),
            sources=(),
            comparisons=(),
            reuse=(),
            quote_variants=(),
            authenticity=(),
        )
        folder.build(left, options(0))
        assert folder.files == fresh(left, options(0))


def test_only_pages_that_name_somebody_are_made_when_the_name_changes() -> None:
    """A person who gets another name is shown with it on each page that names her, and other pages stand."""
    folder, corpus = Folder(), three_reports()
    folder.build(corpus, options(0))
    before = dict(folder.files)
    person = next(entity for entity in corpus.entities if entity.type == "person")
    renamed = replace(person, name="Another Name")
    corpus = replace(corpus, entities=tuple(renamed if e is person else e for e in corpus.entities))
    made = folder.build(corpus, options(0))
    assert folder.files == fresh(corpus, options(0))
    units = folder.paths()
    assert made & units
    assert units - made
    # Find is made whole or not at all.
    made_again = {path for path in made & units if before.get(path) == folder.files[path]}
    assert {path for path in made_again if not path.startswith("find/")} == set()


def test_what_rests_on_articles_that_did_not_change_is_not_looked_up_again() -> None:
    """Where one article changes, what was looked up in the others stays written out as it was."""
    folder, corpus = Folder(), three_reports()
    folder.build(corpus, options(0))
    last = folder.kept.sections
    first, *others = corpus.articles
    changed_one = replace(first, title=f"{first.title} anew")
    corpus = replace(corpus, articles=(changed_one, *others))
    folder.build(corpus, options(0))
    assert folder.files == fresh(corpus, options(0))
    now = folder.kept.sections
    assert now["share"][first.id] != last["share"][first.id]
    assert all(now["share"][each.id] is last["share"][each.id] for each in others)
    assert all(now["trails"][name] is last["trails"][name] for name in last["trails"])


def test_words_that_two_reports_share_are_counted_anew_where_either_text_changed() -> None:
    """What was counted in articles and passages that did not change is taken over, and nothing else."""
    folder, corpus = Folder(), three_reports()
    folder.build(corpus, options(0))
    counted = msgspec.msgpack.decode(folder.kept.shared)
    assert any(words for others in counted.values() for words in others.values())
    first = corpus.articles[0]
    for blocks in ((), first.blocks[1:], first.blocks):
        less = replace(corpus, articles=(replace(first, blocks=blocks), *corpus.articles[1:]))
        try:
            wanted = fresh(less, options(0))
        except IMPOSSIBLE:
            continue
        folder.build(less, options(0))
        assert folder.files == wanted
        fewer = replace(less, reuse=less.reuse[1:])
        folder.build(fewer, options(0))
        assert folder.files == fresh(fewer, options(0))


@pytest.mark.parametrize("room", [None, spilled.Room(rooms.LARGE)], ids=["held", "in files"])
def test_what_no_page_reads_any_more_is_left_out_in_time(room: spilled.Room | None) -> None:
    """However often pages change, no more than a quarter of what is kept of lookups is needless."""
    folder, corpus = Folder(room=room), three_reports()
    for number in range(12):
        folder.build(corpus, options(number % 3))
        looked = folder.kept.looked
        kept = [n for kind in folder.kept.sections.values() for each in kind.values() for n in _numbers(each)]
        assert len(kept) == len(set(kept)) == looked.size <= 1.25 * looked.needed
        read = {n for unit in folder.units() for n in msgspec.msgpack.decode(unit.read)}
        assert read <= set(kept)
        assert folder.files == fresh(corpus, options(number % 3))


def _numbers(section: msgspec.Raw) -> list[int]:
    return [n for column in msgspec.msgpack.decode(section).values() for n in column["numbers"]]


@pytest.mark.parametrize("room", [None, spilled.Room(rooms.LARGE)], ids=["held", "in files"])
def test_what_was_looked_up_is_the_same_however_much_of_it_is_open_at_once(
    room: spilled.Room | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sections that were written out meanwhile are added to, and what stands in them keeps its number."""
    corpus = three_reports()
    another = replace(corpus, articles=(replace(corpus.articles[0], outlet="Another Post"), *corpus.articles[1:]))
    many = Folder()
    for each in (corpus, another, corpus):
        many.build(each, options(0))
    for limit in ("_MOST_OPEN", "_MOST_OPEN_LARGE"):
        monkeypatch.setattr(looked, limit, 1)
    monkeypatch.setattr(looked, "_MOST_ROWS", 5)
    few = Folder(room=room)
    for each in (corpus, another, corpus):
        few.build(each, options(0))
    assert few.kept.looked.size > 100
    assert resolved(few.kept) == resolved(many.kept)
    if room is None:
        assert few.kept == many.kept
    assert few.files == many.files == fresh(corpus, options(0))


def test_a_view_that_is_read_in_an_unknown_way_makes_a_page_depend_on_everything() -> None:
    """Whoever goes over a whole table, or reads what is no table, gets a page that is made at each build."""
    corpus = withheld(three_reports(), "one")
    for read in (lambda v: list(v.articles), lambda v: v.corpus, lambda v: v.by_date(), lambda v: v.of_type("person")):
        view = View(Site(corpus, Options()))
        view.start(())
        read(view)
        assert view.whole
    view.start(())
    assert len(view.articles) == len(corpus.articles)
    assert view.options.rows == Options().rows
    assert list(view.read) == [("#", "articles"), ("option", "rows")]
    assert not view.whole
    with pytest.raises(AttributeError):
        _ = view.nothing


def test_what_rests_on_a_withheld_article_is_looked_up_each_time() -> None:
    """Which of its sentences stand on its page depends on more than its own findings."""
    name = three_reports().articles[0].id
    corpus = withheld(three_reports(), name)
    known = standing.told(corpus)
    shares = Lookups(Site(corpus, Options()), known).grounds["share"]
    assert shares == {other: told.digest for other, told in known.items() if other != name}
