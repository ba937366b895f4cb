"""The analysis of articles, each for itself: cleaned and annotated, from the cache where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import overload

import msgspec
from msgspec.structs import replace

from sourcebook import annotate, clean, curate, furniture
from sourcebook.annotate.language import MODEL
from sourcebook.aside import Aside
from sourcebook.errors import SourcebookError, StoreError
from sourcebook.packed import Packs
from sourcebook.records import Analysed, Seed
from sourcebook.spilled import Room, by_name, selected
from sourcebook.store import Store
from sourcebook.text import digest
from sourcebook.workers import POOL_FROM, Workers

# New articles of so many characters at most are analysed while the findings of the others are read.
_ASIDE_TO = 40_000
# The findings of so many are held until all are there, some megabytes, and not read back.
_HELD = 256
_FOUND = msgspec.msgpack.Encoder()
_SEVERAL = msgspec.msgpack.Decoder(list[bytes])
# What people say of an article of which they say nothing.
_NOTHING = curate.Given()

# Called with the stage, how many articles are done and how many there are.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Job:
    """What the analysis of an article depends on, the language model aside."""

    seed: Seed
    repeated: frozenset[str]
    told: curate.Given


class Jobs(Sequence[Job]):
    """What the analyses of articles depend on, put together when it is asked for.

    Args:
        seeds: the articles.
        repeated: of each the lines that its folder repeats.
        told: by its id what people say of an article, if they say something.
    """

    def __init__(
        self, seeds: Sequence[Seed], repeated: Sequence[frozenset[str]], told: Mapping[str, curate.Given]
    ) -> None:
        self._seeds = seeds
        self._repeated = repeated
        self._told = told

    def __len__(self) -> int:
        return len(self._seeds)

    @overload
    def __getitem__(self, at: int) -> Job: ...
    @overload
    def __getitem__(self, at: slice) -> list[Job]: ...
    def __getitem__(self, at: int | slice) -> Job | list[Job]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        seed = self._seeds[at]
        return Job(seed, self._repeated[at], self._told.get(seed.id, _NOTHING))

    def only(self, numbers: Sequence[int]) -> Jobs:
        """Return those of some articles."""
        return Jobs(selected(self._seeds, numbers), [self._repeated[number] for number in numbers], self._told)

    def size(self, most: int) -> int:
        """Return how many characters of text there are; not all is read where there are more than so many."""
        total = 0
        for seed in self._seeds:
            total += len(seed.text)
            if total > most:
                break
        return total


def jobs_of(seeds: Sequence[Seed], cache: Path | None, people: curate.Curator | None) -> Jobs:
    """Return what the analyses of a folder's articles depend on."""
    lines, same = furniture.Furniture(seeds, cache), dict[frozenset[str], frozenset[str]]()
    repeated = furniture.repeated(lines)
    # Mostly the same lines, or none.
    own = [same.setdefault(each, each) for each in (each & repeated for each in lines)]
    told = {seed.id: people.given(seed.id) for seed in seeds} if people else {}
    return Jobs(seeds, own, {article: given for article, given in told.items() if given.key})


def analyse(
    seeds: Sequence[Seed], *, workers: Workers | None = None, progress: Progress | None = None
) -> tuple[list[Analysed], list[SourcebookError]]:
    """Clean and annotate each seed for itself, without a cache."""
    work = Analysis(seeds)
    return work.run(workers=workers, progress=progress), work.errors


class Analysis:
    """The analysis of a folder's articles, from the cache where nothing changed.

    Of people's corrections only those count here that change the analysis: kinds of blocks and publication data.

    Attributes:
        key: a digest of all that the findings are made of, known before any of them is.
        errors: that the cache could not be written, if it could not.
        room: where findings are put.
    """

    def __init__(
        self,
        seeds: Sequence[Seed],
        *,
        people: curate.Curator | None = None,
        cache: Path | None = None,
        folder: Path | None = None,
        room: Room | None = None,
    ) -> None:
        self.room = room or Room()
        self.errors: list[SourcebookError] = []
        self._store = Store(cache, model=MODEL)
        self._packs = Packs(cache, self._store, folder)
        self._jobs = jobs_of(seeds, cache, people)
        self._keys = [self._store.key(job.seed.key + job.told.key, job.repeated) for job in self._jobs]
        self.key = digest(*self._keys, length=64)

    def run(
        self, *, workers: Workers | None = None, progress: Progress | None = None, aside: Aside | None = None
    ) -> list[Analysed]:
        """Return the findings of each article, in their order; `begin` tells the arguments."""
        return list(self.begin(workers=workers, progress=progress, aside=aside)())

    def begin(
        self, *, workers: Workers | None = None, progress: Progress | None = None, aside: Aside | None = None
    ) -> Callable[[], Sequence[Analysed]]:
        """Begin, once, and return what returns the findings of each article, in their order.

        Args:
            workers: where new articles are analysed; in this process where none are given.
            progress: called with the stage, how many articles are done and how many there are.
            aside: where new articles are analysed from now on, if they are few.
        """
        return partial(self._found, self._ahead(workers or Workers(), aside), workers, progress)

    def _found(
        self, ahead: Callable[[], dict[str, bytes]], workers: Workers | None, progress: Progress | None
    ) -> Sequence[Analysed]:
        found = self.room.taker(Analysed)
        places: dict[str, int] = {}
        for key, kept in self._packs.load(self._keys):
            places[key] = len(places)
            found.put(kept)
        early = ahead()
        missing = {key: number for number, key in enumerate(self._keys) if key not in places}
        later = self._jobs.only([number for key, number in missing.items() if key not in early])
        made = (workers or Workers()).run(_packed, later, size=later.size(POOL_FROM))
        # Of many articles what the cache holds is not held here: memory does not grow with their number.
        held: dict[str, bytes] = {}
        for done, key in enumerate(missing, start=1 + len(places)):
            body = early[key] if key in early else next(made)
            if not self._kept(key, body) or len(held) < _HELD:
                held[key] = body
            if progress:
                progress("articles", done, len(self._keys))
        for key in missing:
            places[key] = len(places)
            found.put(self._read(key, held, missing))
        # The findings hold the texts once more.
        self._jobs = self._jobs.only(())
        whole = selected(found.done(), [places[key] for key in self._keys])
        self._packs.save(by_name(self._keys, whole))
        self._store.prune(self._store.asked)
        return whole

    def _kept(self, key: str, body: bytes) -> bool:
        """Keep findings; return whether they can be read back."""
        try:
            self._store.put(key, body)
        except StoreError as error:
            self.errors = self.errors or [error]
        return self._store.holds(key)

    def _read(self, key: str, held: dict[str, bytes], numbers: Mapping[str, int]) -> bytes:
        """Return new findings, which are held no longer; they are made again where the cache has lost them since."""
        body = held.pop(key, None)
        known = self._store.load(key) if body is None else None
        return body or (_packed(self._jobs[numbers[key]]) if known is None else _FOUND.encode(known))

    def _ahead(self, workers: Workers, aside: Aside | None) -> Callable[[], dict[str, bytes]]:
        """Begin with the new articles aside, if they are few; return what waits for their findings, by their keys."""
        new = [number for number, key in enumerate(self._keys) if not self._store.holds(key)]
        jobs = self._jobs.only(new)
        if aside is None or workers.scheduler or not 0 < len(new) < len(self._keys) or jobs.size(_ASIDE_TO) > _ASIDE_TO:
            return dict
        if not aside.begin(lambda: _FOUND.encode([_packed(job) for job in jobs])):
            return dict
        return lambda: dict(zip(map(self._keys.__getitem__, new), _SEVERAL.decode(aside.result()), strict=True))


def _packed(job: Job) -> bytes:
    """Return the findings of an article as the cache keeps them: what is handed from process to process, too."""
    return _FOUND.encode(analyse_one(job.seed, repeated=job.repeated, told=job.told))


def analyse_one(seed: Seed, *, repeated: frozenset[str] = frozenset(), told: curate.Given | None = None) -> Analysed:
    """Clean and annotate one seed.

    A pure function of it, the lines its folder repeats, what people tell of its blocks and publication data, and the
    language model.
    """
    from sourcebook.annotate import language

    segments = language.within(seed.text, clean.segment(seed.text))
    told = told or curate.Given()
    metadata = curate.with_values(seed.metadata, told)
    seed = replace(seed, notes=(*seed.notes, *language.left_out(seed.text)), metadata=metadata)
    doc = language.parse(seed.text, segments)
    article = clean.classify(seed, segments, doc, repeated=repeated, told=told.blocks)
    return annotate.annotate(curate.corrected(article, told), doc)


def ready() -> None:
    """Load what the first article needs that is analysed: the language model, word lists.

    Raises:
        ModelMissingError: the language model is not installed.
    """
    text = "A sentence\n\nThe harbour master said on Friday, “Three boats were lost in 2019.”\n"
    analyse_one(Seed(id="ready", path="ready.txt", sha256="", key="", text=text))
