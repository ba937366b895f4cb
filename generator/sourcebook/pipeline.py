"""The file that chains the stages: seeds in, findings and pages out; `analysis.py` does so for single articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sourcebook import (
    changes,
    compare,
    curate,
    export,
    kept_corpus,
    link,
    measured,
    pages,
    read,
    spilled,
    standing,
    write,
)
from sourcebook.analysis import Analysis, Progress
from sourcebook.annotate.language import MODEL
from sourcebook.beside import Beside
from sourcebook.compiled import Compiled
from sourcebook.errors import SourcebookError, StoreError
from sourcebook.held import Held
from sourcebook.kept_data import DataKeeper
from sourcebook.kept_units import UnitsShelf
from sourcebook.later import at_once
from sourcebook.pages.paths import address, stem
from sourcebook.read import Draft
from sourcebook.records import Analysed, Changes, Corpus, Seed
from sourcebook.spilled import Room
from sourcebook.store import Shelf, code_digest
from sourcebook.text import digest
from sourcebook.workers import Workers

if TYPE_CHECKING:
    from sourcebook.compare.kept import Kept

# The pages' templates as code; their environment lives as long as the process.
_TEMPLATES = Compiled()


@dataclass(frozen=True)
class Result:
    """What a run found, and what went wrong on the way. One bad article never stops the others."""

    corpus: Corpus
    errors: tuple[SourcebookError, ...]


def analyse_folder(
    seeds: Path,
    *,
    cache: Path | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
    held: Held | None = None,
) -> Result:
    """Read, clean, annotate, link and compare all articles of a folder.

    Args:
        seeds: the folder of articles.
        cache: where findings are kept between runs; nothing is kept without it.
        workers: where new articles are analysed; in this process where none are given.
        progress: called with the stage, how many articles are done and how many there are.
        held: what was held in memory since the last build of this process.
    """
    held = held or Held()
    articles, errors = _articles(seeds, cache)
    corrections = curate.read(seeds)
    people = curate.Curator(corrections, articles)
    room = Room(len(articles), cache)
    work = Analysis(articles, people=people, cache=cache, folder=seeds, room=room)
    # It alone holds them from now on, and not for longer than it needs them.
    del articles

    def find() -> Callable[[], Sequence[Analysed]]:
        found = work.begin(workers=workers, progress=progress, aside=held.aside)
        return lambda: room.of(Analysed, map(people.findings, found())) if corrections.entries else found()

    def linked(found: Sequence[Analysed]) -> Corpus:
        joined = link.link(found, regroup=people.entities if people.links else None, room=room)
        return room.corpus(people.linked(joined))

    def compared(linked: Corpus, kept: Kept) -> Corpus:
        room.give_back()
        return compare.compare(linked, regroup=people.events, kept=kept, room=room)

    made = kept_corpus.compared(
        work.key,
        find,
        seeds,
        cache=cache,
        corrected=bool(corrections.entries),
        join=linked,
        make=compared,
        held=held,
        room=room,
    )
    return Result(people.compared(made), (*errors, *work.errors, *corrections.errors, *people.problems()))


def _articles(seeds: Path, cache: Path | None) -> tuple[Sequence[Seed], list[SourcebookError]]:
    drafts = Shelf(cache, Draft, "draft")
    found = read.read_folder(seeds, kept=drafts, aside=cache)
    drafts.prune(drafts.asked)
    return found


def build(  # noqa: PLR0913 - each is a choice of its own, and all but two have defaults
    seeds: Path,
    docs: Path,
    *,
    cache: Path | None = None,
    options: pages.Options | None = None,
    exports: export.Options | None = None,
    workers: Workers | None = None,
    published: Path | None = None,
    keep: bool = True,
    held: Held | None = None,
    progress: Progress | None = None,
) -> tuple[Result, int]:
    """Make the generated pages of a site, and the files it offers.

    Args:
        seeds: the folder of articles.
        docs: the folder that MkDocs reads; hand-written files in it are never touched.
        cache: where findings are kept between runs.
        options: what the pages show; the defaults where none are given.
        exports: what the files need to know of the site; how much text they give is the pages' choice.
        workers: as for `analyse_folder`.
        published: facts.json of the last published build; the overview tells what changed since.
        held: what was held in memory since the last build of this process.
        keep: leave pages as they stand that nothing changed since the last build, as far as the cache tells.
        progress: as for `analyse_folder`.

    Returns:
        What was found, and the number of files written or removed.
    """
    held = held or Held()
    # What is written beside its place is removed when nobody writes there any more.
    with Beside(docs) as beside, held.aside:
        result = analyse_folder(seeds, cache=cache, workers=workers, progress=progress, held=held)
        chosen = replace(options or pages.Options(), scores=measured.scores(), generator=export.GENERATOR, model=MODEL)
        addresses = {
            a.id: address(f"articles/{stem(a.id)}.md", directory_urls=chosen.directory_urls)
            for a in result.corpus.articles
        }
        site = replace(exports or export.Options(), text=chosen.text, pages=addresses)
        since, wrong = _since(published, result.corpus)
        result = Result(result.corpus, (*result.errors, *wrong))
        chosen = replace(chosen, changes=since)
        return result, _written(result.corpus, chosen, site, beside, cache if keep else None, held)


def _written(
    corpus: Corpus,
    options: pages.Options,
    exports: export.Options,
    beside: Beside,
    cache: Path | None,
    held: Held,
) -> int:
    """Make files and pages and write them; those are left as they stand that nothing changed since the last build."""
    docs = beside.docs
    stands = write.stands(docs, held.digests)
    room = spilled.beside(corpus.articles)
    keeper = DataKeeper(cache, docs, room)
    later = held.later is not at_once
    data = keeper.make(
        corpus, model=MODEL, options=exports, stands=stands, beside=beside, later=later, aside=held.aside
    )
    held.aside.settle()
    room.give_back()
    options = replace(options, references=data.references)
    shelf = UnitsShelf(cache)
    place = digest(code_digest(), sys.version, pages.templates(), str(docs.resolve()), length=32)
    last = held.units.get(place) or shelf.load(place, room)
    # How articles are cited is made of what the data files are.
    made_of = b"" if data.stale else standing.digest((keeper.made_of, replace(options, references={})))
    kept = pages.Kept(last or pages.Units(), stands, keeper.find, keeper.told(corpus), made_of, keeper.made_of)
    _TEMPLATES.begin(pages.environment(), cache, code_digest())
    made = pages.each(corpus, options=options, kept=kept if cache else None, downloads=data.downloads)
    written = write.write_pages(made, docs, standing=lambda: kept.standing | data.standing(), beside=beside)
    _TEMPLATES.finish()
    room.give_back()
    units = kept.units()
    held.units = {place: units}
    shelf.prune()
    left = keeper.left()

    def finish() -> None:
        if left is not None:
            write.rewrite(left, docs, is_over=held.hurried)
        if units is not last:
            with suppress(StoreError):
                shelf.save(place, units)
        keeper.note()

    held.later(finish)
    return written


def _since(published: Path | None, corpus: Corpus) -> tuple[Changes | None, tuple[SourcebookError, ...]]:
    """Return what changed since the last published build, and what is wrong with its file."""
    if published is None or not published.is_file():
        return None, ()
    try:
        return changes.between(changes.corpus_of(published.read_bytes(), file=str(published)), corpus), ()
    except SourcebookError as error:
        return None, (error,)
