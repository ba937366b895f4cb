"""Data files and Find's files that are not made again: whatever changed, they equal those made from nothing."""

from __future__ import annotations

import random
import threading
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.made_up_three import three_reports, withheld
from tests.test_kept_units import IMPOSSIBLE, changed

from sourcebook import export, kept_data, pages, spilled, write
from sourcebook.aside import Aside
from sourcebook.beside import Beside
from sourcebook.digests import Digests
from sourcebook.export import webannotations
from sourcebook.kept_data import DataKeeper
from sourcebook.pages import find
from sourcebook.pages.kept import Kept
from sourcebook.records import Corpus, File, Page
from sourcebook.spilled import Room, rooms

CHOICES = (
    export.Options(),
    export.Options(site_url="https://harbour.example/", released="2031-06-01"),
    export.Options(site_name="Another"),
    export.Options(text="excerpts"),
    export.Options(most_annotated=2),
    export.Options(feed=1),
)


class Folder:
    """A docs folder and a cache, and what the last build noted of its pages.

    What was found lies in files where it is a large one.
    """

    def __init__(self, folder: Path, *, large: bool = False) -> None:
        self.room = Room(rooms.LARGE if large else 0, folder / "room")
        self.docs = folder / "docs"
        self.cache = folder / "cache"
        self.docs.mkdir(parents=True)
        self.kept = pages.Units()

    def build(self, corpus: Corpus, options: export.Options, *, copies: bool = False) -> set[str]:
        """Build the data files and Find as a build of the site does; return which of them were made here."""
        corpus = self.room.corpus(corpus)
        stands = write.stands(self.docs, Digests())
        keeper = DataKeeper(self.cache, self.docs, spilled.beside(corpus.articles))
        with Beside(self.docs) as beside, Aside(1 + copies) as aside:
            data = keeper.make(corpus, model="m", options=options, stands=stands, beside=beside, aside=aside)
            # Else no copy would be made, and nothing of it be tried.
            assert threading.active_count() == 1 or not copies
            kept = Kept(self.kept, stands, keeper.find, keeper.told(corpus))
            chosen = pages.Options(text=options.text, references=data.references)
            made: list[Page | File] = [*pages.each(corpus, options=chosen, kept=kept, downloads=data.downloads)]
            data.wait()
            paths = {page.path for page in made} | set(beside.paths)
            write.write_pages(made, self.docs, standing=lambda: kept.standing | data.standing(), beside=beside)
        keeper.note()
        self.kept = kept.units()
        return {path for path in paths if path.startswith(("data/", "find/"))}

    def files(self) -> dict[str, bytes]:
        """Return all files but the manifest, by path."""
        paths = (path for path in self.docs.rglob("*") if path.is_file() and path.name != write.MANIFEST)
        return {path.relative_to(self.docs).as_posix(): path.read_bytes() for path in paths}


def fresh(corpus: Corpus, options: export.Options) -> dict[str, bytes]:
    """Return all files as made from nothing, by path."""
    made = export.make(corpus, model="m", options=options)
    downloads = tuple(
        pages.Download(path=f.path, label=f.label, note=f.note, size=len(f.data)) for f in made.files if f.label
    )
    chosen = pages.Options(text=options.text, references=made.references)
    written = {page.path: page.content.encode() for page in pages.build(corpus, options=chosen, downloads=downloads)}
    return written | {file.path: file.data for file in made.files}


def edited(corpus: Corpus) -> Corpus:
    """Return the corpus with another outlet for its first article."""
    first, *others = corpus.articles
    return replace(corpus, articles=(replace(first, outlet="The Other Gazette"), *others))


STEPS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, len(CHOICES) * 3)), min_size=2, max_size=5)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, copies=st.booleans(), large=st.booleans())
def test_after_any_changes_the_files_equal_those_made_from_nothing(
    steps: list[tuple[int, int]], *, copies: bool, large: bool
) -> None:
    """Any value of any finding, anything left out, any choice of the site; by a copy of the process, and without."""
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept_data, "LATER_FROM", 1)
        folder, corpus = Folder(Path(place), large=large), three_reports()
        folder.build(corpus, CHOICES[0])
        for number, choice in steps:
            # Mostly the same choices: it is then that what is kept is taken.
            options = CHOICES[choice] if choice < len(CHOICES) else CHOICES[0]
            try:
                next_ = changed(corpus, number)
                wanted = fresh(next_, options)
            except IMPOSSIBLE:
                next_, wanted = corpus, fresh(corpus, options)
            corpus = next_
            folder.build(corpus, options, copies=copies)
            assert folder.files() == wanted


@pytest.mark.parametrize("corpus", [three_reports(), withheld(three_reports(), "one")])
def test_nothing_is_made_where_nothing_changed(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build makes no data file and no file of Find, nor anything of an article; a changed file is made."""
    folder = Folder(tmp_path)
    assert {path.split("/")[0] for path in folder.build(corpus, CHOICES[0])} == {"data", "find"}
    counts = counted(monkeypatch)
    assert folder.build(corpus, CHOICES[0]) == set()
    assert not counts
    (folder.docs / "find" / "terms-1.js").write_text("changed by hand", encoding="utf-8")
    (folder.docs / "data" / "tables" / "quotes.csv").unlink()
    folder.build(corpus, CHOICES[0])
    # All files are made again, from what is kept of each article.
    assert counts == {"tables": 1}
    assert folder.files() == fresh(corpus, CHOICES[0])


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return counts, from now on, of what is made of articles, and of all files together."""
    counts: Counter[str] = Counter()

    def count(module: Any, name: str, called: str) -> None:
        act = getattr(module, name)

        def counting(*given: Any, **named: Any) -> Any:
            counts[called] += 1
            return act(*given, **named)

        monkeypatch.setattr(module, name, counting)

    count(webannotations, "_items", "annotations")
    count(export.everything, "_reference", "references")
    count(export.everything, "_tables", "tables")
    count(find, "of_article", "lines")
    count(find, "_terms", "terms")
    return counts


def test_only_what_changed_is_made_of_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change in one article its annotations, reference, lines and terms are made, and those of no other."""
    folder, corpus = Folder(tmp_path), three_reports()
    folder.build(corpus, CHOICES[0])
    counts = counted(monkeypatch)
    folder.build(edited(corpus), CHOICES[0])
    assert counts == {"annotations": 1, "references": 1, "lines": 1, "terms": 1, "tables": 1}
    assert folder.files() == fresh(edited(corpus), CHOICES[0])


@pytest.mark.parametrize("given_up_at", range(0, 60, 7))
def test_files_that_are_given_up_are_made_by_the_next_build(
    given_up_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever they are given up all stay as they were, and nothing that is kept of articles is lost."""
    monkeypatch.setattr(kept_data, "LATER_FROM", 1)
    folder, corpus = Folder(tmp_path), three_reports()
    folder.build(corpus, CHOICES[0])
    before = folder.files()
    keeper = DataKeeper(folder.cache, folder.docs, spilled.Room())
    stands = write.stands(folder.docs, Digests())
    with Beside(folder.docs) as beside:
        options = CHOICES[0]
        data = keeper.make(edited(corpus), model="m", options=options, stands=stands, beside=beside, later=True)
        assert data.stale
    pieces = iter(range(10**6))
    left = keeper.left()
    assert left is not None
    write.rewrite(left, folder.docs, is_over=lambda: next(pieces) >= given_up_at)
    assert folder.files() == before
    keeper.note()
    counts = counted(monkeypatch)
    folder.build(edited(corpus), CHOICES[0])
    assert counts["annotations"] == 1
    assert folder.files() == fresh(edited(corpus), CHOICES[0])


@pytest.mark.parametrize("large", [False, True], ids=["held", "in files"])
@pytest.mark.parametrize("number", range(6))
def test_a_damaged_or_foreign_cache_is_not_believed(number: int, tmp_path: Path, *, large: bool) -> None:
    """With bytes of the cache changed, files cut, emptied or exchanged for each other, a build is as from nothing."""
    folder, corpus = Folder(tmp_path, large=large), three_reports()
    folder.build(corpus, CHOICES[0])
    chance = random.Random(number)  # noqa: S311 - nothing secret
    kept = sorted(path for path in folder.cache.rglob("*") if path.is_file() and not path.name.startswith("."))
    assert {path.suffix for path in kept} == {".annotations", ".references", ".find", ".index", ".terms", ".offers"}
    for path in kept:
        data = bytearray(path.read_bytes())
        at = chance.randrange(len(data))
        damage = (bytes(data[:at]), b"", kept[number % len(kept)].read_bytes(), bytes([*data[:at], data[at] ^ 1]))
        path.write_bytes(damage[chance.randrange(len(damage))])
    for each in (corpus, edited(corpus)):
        folder.build(each, CHOICES[0])
        assert folder.files() == fresh(each, CHOICES[0])


def test_sites_that_share_a_cache_keep_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sites built in turn take each what is kept of their own, and never each other's."""
    one, other = Folder(tmp_path / "one"), Folder(tmp_path / "other")
    other.cache = one.cache
    first, second = three_reports(), edited(three_reports())
    for folder, corpus in ((one, first), (other, second)):
        folder.build(corpus, CHOICES[0])
    counts = counted(monkeypatch)
    for folder, corpus in ((one, first), (other, second)):
        folder.build(corpus, CHOICES[0])
        assert folder.files() == fresh(corpus, CHOICES[0])
    # Only those that `fresh` made.
    assert counts["tables"] == 2
