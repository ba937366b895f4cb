"""Time and memory of linking and comparing many articles, made by recombining sentences of given ones.

`python -m tests.bench.scale [FOLDER ...]` reads folders of articles (the seeds, where none are given), analyses them
once, and links and compares 100, 1,000 and, with `--large`, 10,000 articles made of their sentences, each size in a
process of its own. It tells seconds of the processor, the most memory held, how either grows with the number of
articles, what each stage takes, and what a second comparison costs after one article has changed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pkgutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.table import Table
from tests.bench import memory
from tests.bench.recombined import FORMS, Piece, each, pieces
from tests.bench.rows import Row, machine

from sourcebook import analysis, link, read
from sourcebook.compare import compare
from sourcebook.compare.kept import Kept
from sourcebook.records import Analysed, Block, Record, Span
from sourcebook.spilled import Room

ROOT = Path(__file__).parents[2]
# Where the records of a large folder lie meanwhile.
ROOM = ROOT / "build"
SIZES = (100, 1_000)
LARGE = (10_000,)
# What one article says more when the comparison is made a second time.
ADDED = "Nobody in the harbour had seen the ferry leave before dawn on Friday."
# The functions that are timed, by the name under which they are told.
STAGES = {
    "link people": "link.merge_entities",
    "link sources": "link.merge_sources",
    "words and sentences": "compare.kept.part_of",
    "shared text": "compare.folder:Folder.passages",
    "direction": "compare.direction.with_direction",
    "origins": "compare.origins.find",
    "events": "compare.events.find",
    "quotations": "compare.variants.find",
    "statements": "compare.claims.find",
    "rows of statements": "compare.claim_rows.rows",
    "figures": "compare.figures.figures_of",
    "rows of figures": "compare.figure_rows.rows",
    "rows of days": "compare.date_rows.rows",
    "rows of stances": "compare.stance_rows.rows",
    "rows of names": "compare.name_rows.rows",
    "rows of fates": "compare.fate_rows.rows",
    "rows of short names": "compare.gloss_rows.rows",
}


class Cost(Record, frozen=True):
    """What a size cost: seconds of the processor and megabytes; what was found; seconds by stage.

    ``again`` is what both stages take after a change in one article, with what is kept of the first time.
    """

    form: str
    size: int
    link: float
    compare: float
    again: float
    memory: float
    inputs: float
    passages: int
    events: int
    rows: int
    stages: dict[str, float]

    @property
    def seconds(self) -> float:
        """Both stages together."""
        return self.link + self.compare


def main() -> int:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="scale", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--forms", nargs="*", choices=FORMS, default=list(FORMS))
    parser.add_argument("--large", action="store_true", help="also 10,000 articles")
    parser.add_argument("--record", help="name under which what was measured is kept")
    arguments = parser.parse_args()
    sizes = (*arguments.sizes, *(LARGE if arguments.large else ()))
    costs = measure(arguments.folders or [ROOT / "seeds"], sizes, arguments.forms)
    show(costs)
    if arguments.record:
        kept = {"date": str(datetime.now(UTC).date()), "machine": machine(), "costs": costs}
        made = msgspec.json.format(msgspec.json.encode(kept), indent=1)
        (Path(__file__).parent / "results" / f"{arguments.record}.json").write_bytes(made + b"\n")
    return 0


def rows(folders: Sequence[Path], *, large: bool) -> list[Row]:
    """Measure both kinds of folder, print what each stage takes, and return how time and memory grow."""
    costs = measure(folders, (*SIZES, *(LARGE if large else ())))
    show(costs)
    return growth(costs)


def growth(costs: Iterable[Cost]) -> list[Row]:
    """Return how time and memory grow from each size to the next, as rows of the table of benchmarks."""
    found: list[Row] = []
    before: dict[str, Cost] = {}
    for cost in costs:
        last = before.get(cost.form)
        before[cost.form] = cost
        if last:
            on = f"{cost.size:,} / {last.size:,} articles, {cost.form}"
            found.append(Row("link and compare, growth of time", on, last.seconds, cost.seconds, "s"))
            found.append(Row("link and compare, growth of memory", on, last.memory, cost.memory, "MB"))
        on = f"{cost.size:,} articles, {cost.form}"
        found.append(Row("link and compare, one change / all", on, cost.seconds, cost.again, "s"))
    return found


def measure(folders: Iterable[Path], sizes: Iterable[int], forms: Iterable[str] = FORMS) -> list[Cost]:
    """Return what each kind of folder costs at each size."""
    stories = [pieces(analysis.analyse(read.read_folder(folder)[0])[0]) for folder in folders]
    found = []
    for form in forms:
        for size in sizes:
            # A new process: the most memory held is of this size alone.
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
                found.append(process.submit(_cost, stories, size, form).result())
            sys.stderr.write(f"{form} {size} {found[-1].seconds:.1f} s\n")
    return found


def _cost(stories: Sequence[Sequence[Piece]], size: int, form: str) -> Cost:
    room = Room(size, ROOM)
    analysed = room.of(Analysed, each(stories, size, FORMS[form]))
    inputs = memory.most()
    # The gazetteer and the word lists are read once, whatever the size.
    compare(link.link(analysed[:1]))
    stages: Counter[str] = Counter()
    for label, name in STAGES.items():
        _time(name, label, stages)
    start = time.process_time()
    linked = link.link(analysed, room=room)
    between = time.process_time()
    kept = Kept()
    corpus = compare(linked, kept=kept, room=room)
    end = time.process_time()
    told, held = dict(stages), memory.most()
    return Cost(
        form=form,
        size=size,
        link=between - start,
        compare=end - between,
        again=_again(analysed, Kept(corpus, kept.trace(room=room)), room),
        memory=held,
        inputs=inputs,
        passages=len(corpus.reuse),
        events=len(corpus.events),
        rows=len(corpus.comparisons),
        stages=told,
    )


def _again(analysed: Sequence[Analysed], kept: Kept, room: Room) -> float:
    """Return how long it takes to link and compare when one article has a sentence more."""
    nth = len(analysed) // 2
    article = analysed[nth].article
    start = len(article.text)
    text = f"{article.text}{ADDED}\n\n"
    block = Block(start=start, end=start + len(ADDED), kind="body", why="made")
    span = Span(block.start, block.end)
    longer = replace(article, text=text, blocks=(*article.blocks, block), sentences=(*article.sentences, span))
    other = replace(analysed[nth], article=longer)
    changed = room.of(Analysed, (other if at == nth else one for at, one in enumerate(analysed)))
    begun = time.process_time()
    compare(link.link(changed, room=room), kept=kept, room=room)
    return time.process_time() - begun


def _time(name: str, label: str, stages: Counter[str]) -> None:
    """Let a function of the package add the time it takes to `stages`."""
    module, function = f"sourcebook.{name}".rsplit(".", 1)
    home = pkgutil.resolve_name(module)
    asked: Callable[..., object] = getattr(home, function)

    def timed(*arguments: object, **named: object) -> object:
        start = time.process_time()
        try:
            return asked(*arguments, **named)
        finally:
            stages[label] += time.process_time() - start

    setattr(home, function, timed)


def show(costs: Sequence[Cost]) -> None:
    """Print what each size cost with the growth from the one before, and what each stage took."""
    table = Table(
        "folder",
        "articles",
        "link",
        "compare",
        "one change",
        "growth",
        "most MB",
        "growth",
        "passages",
        "events",
        "rows",
    )
    before: dict[str, Cost] = {}
    for cost in costs:
        last = before.get(cost.form)
        before[cost.form] = cost
        times = f"{cost.seconds / last.seconds:.1f}" if last else ""
        memory = f"{cost.memory / last.memory:.1f}" if last else ""
        seconds = (f"{cost.link:.1f} s", f"{cost.compare:.1f} s", f"{cost.again:.1f} s")
        found = (f"{number:,}" for number in (cost.passages, cost.events, cost.rows))
        table.add_row(cost.form, f"{cost.size:,}", *seconds, times, f"{cost.memory:.0f}", memory, *found)
    stages = Table("stage", *(f"{cost.form} {cost.size:,}" for cost in costs))
    for label in STAGES:
        stages.add_row(label, *(f"{cost.stages.get(label, 0):.1f} s" for cost in costs))
    console = Console(width=120)
    console.print(table)
    console.print(stages)


if __name__ == "__main__":
    sys.exit(main())
