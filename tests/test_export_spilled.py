"""Of findings that lie in files the same is made, to the byte, as of those that are held."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.made_up import story
from tests.made_up_three import three_reports, withheld
from tests.test_kept_data import edited

from sourcebook import changes, evidence, export, gathered, standing, write
from sourcebook.beside import Beside
from sourcebook.digests import Digests
from sourcebook.export import rights, tables
from sourcebook.kept_data import DataKeeper
from sourcebook.records import Corpus
from sourcebook.review.building import Finder
from sourcebook.spilled import KINDS, Room, Spilled
from sourcebook.spilled import beside as room_of
from sourcebook.spilled.rooms import LARGE

CORPORA = (story(), three_reports(), withheld(three_reports(), "tug"), withheld(story(), "harbour-post"))
CHOICES = (
    export.Options(),
    export.Options(text="excerpts", site_url="https://harbour.example/", released="2031-06-01"),
    export.Options(most_annotated=1, feed=1),
)


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take few records at once, so that those of a small folder are cut as those of a large one."""
    for module, name, number in (
        (tables, "_AT_ONCE", 2),
        (tables, "_SORTED_AT_ONCE", 3),
        (tables, "_MERGED_AT_ONCE", 2),
        (tables, "_MOST_HELD", 100),
        (gathered, "_AT_ONCE", 4),
    ):
        monkeypatch.setattr(module, name, number)


def in_files(corpus: Corpus, folder: Path) -> Corpus:
    """Return the corpus with its records in files."""
    spilled = Room(LARGE, folder).corpus(corpus)
    assert all(isinstance(getattr(spilled, name), Spilled) for name in KINDS)
    return spilled


@pytest.mark.parametrize("options", CHOICES)
@pytest.mark.parametrize("corpus", CORPORA)
def test_every_file_has_the_same_bytes(corpus: Corpus, options: export.Options, tmp_path: Path) -> None:
    """With articles that are withheld, and without."""
    held = export.make(corpus, model="m", options=options)
    made = export.make(in_files(corpus, tmp_path), model="m", options=options)
    assert [file.path for file in made.files] == [file.path for file in held.files]
    assert {file.path for file, other in zip(made.files, held.files, strict=True) if file != other} == set()
    assert dict(made.references) == dict(held.references)


@pytest.mark.parametrize("corpus", CORPORA)
def test_shares_and_digests_are_the_same(corpus: Corpus, tmp_path: Path) -> None:
    """Of each article, and of the whole; and a share is read anew each time."""
    spilled = in_files(corpus, tmp_path)
    held, told = standing.told(corpus), standing.told(spilled)
    assert list(told) == list(held) == sorted(article.id for article in corpus.articles)
    for name, each in told.items():
        assert each.digest == held[name].digest == standing.digest(each.share)
        assert each.share == held[name].share
        assert each.share is not each.share
    assert standing.digest_of(spilled, "x") == standing.digest_of(corpus, "x")
    lists = replace(corpus, **{name: list(getattr(corpus, name)) for name in KINDS})
    assert standing.digest_of(lists, "x") == standing.digest_of(corpus, "x") != standing.digest_of(corpus, "y")


@pytest.mark.parametrize("number", [1, 15, 16, 17, 1000, 1001])
def test_a_digest_is_that_of_all_records_however_many_are_encoded_at_once(number: int, tmp_path: Path) -> None:
    """What stands before a list of them is no part of it."""
    (date, *_) = story().dates
    corpus = replace(story(), dates=tuple(replace(date, start=nth) for nth in range(number)))
    assert standing.digest_of(corpus) == standing.digest_of(in_files(corpus, tmp_path))
    assert standing.digest_of(corpus) != standing.digest_of(replace(corpus, dates=corpus.dates[1:]))


def test_what_is_withheld_is_put_where_the_articles_are(tmp_path: Path) -> None:
    """The same corpus where nothing is; another file where something is; what findings rest on is the same."""
    corpus = withheld(story(), "harbour-post")
    spilled = in_files(corpus, tmp_path)
    assert isinstance(rights.withhold(spilled).articles, Spilled)
    assert rights.withhold(spilled) == rights.withhold(corpus) != corpus
    whole = in_files(story(), tmp_path)
    assert rights.withhold(whole) is whole
    assert dict(evidence.spans(spilled)) == dict(evidence.spans(corpus))
    with pytest.raises(KeyError):
        evidence.spans(spilled)["no such article"]


def built(corpus: Corpus, folder: Path) -> dict[str, bytes]:
    """Build the data files as a build of the site does; return all that stand then, by path."""
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    keeper = DataKeeper(folder / "cache", docs, room_of(corpus.articles))
    with Beside(docs) as beside:
        stands = write.stands(docs, Digests())
        data = keeper.make(corpus, model="m", options=CHOICES[0], stands=stands, beside=beside)
        data.wait()
        beside.move()
    keeper.note()
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.glob("data/**/*") if path.is_file()}


def test_files_made_with_those_of_the_last_build_have_the_same_bytes(tmp_path: Path) -> None:
    """From build to build, and where a folder has become large since."""
    corpus = three_reports()
    many = tuple(replace(corpus.quotes[0], id=f"q{number}", speaker_label=None) for number in range(400))
    steps = (
        corpus,
        edited(corpus),
        edited(corpus),
        replace(corpus, quotes=many),
        replace(corpus, quotes=(*many[:70], replace(many[70], speaker_label="a sailor"), *many[80:])),
        withheld(corpus, "tug"),
    )
    for nth, step in enumerate(steps):
        wanted = {file.path: file.data for file in export.make(step, model="m", options=CHOICES[0]).files}
        assert built(in_files(step, tmp_path), tmp_path / "files") == wanted
        assert built(in_files(step, tmp_path) if nth % 2 else step, tmp_path / "both") == wanted


def test_changes_and_entries_of_corrections_are_the_same(tmp_path: Path) -> None:
    """What two builds do not have alike, and what a person sees of a finding in the browser."""
    old, new = story(), replace(edited(story()), quotes=story().quotes[1:])
    told = changes.between(in_files(old, tmp_path), in_files(new, tmp_path))
    assert told.changes
    assert told == changes.between(old, new) == changes.between(old, in_files(new, tmp_path))
    held, finder = Finder(old), Finder(in_files(old, tmp_path))
    for quote in old.quotes:
        finding = f"quote:{quote.id}"
        assert finder.entry(finding) == held.entry(finding)
        assert finder.says(finding) == held.says(finding)
