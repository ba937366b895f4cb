"""Time extraction against the bare language model, and sites against plain MkDocs, cold, warm and with one change.

Machines are noisy, so every figure is the median of runs taken in pairs, one after the other, and the ratio is what
counts. `--record NAME` keeps the table in `tests/bench/results`, with the machine and the day.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tests.bench import peers, scale, sites, weight
from tests.bench.rows import Row, machine, paired, seconds
from tests.browser import chromium

from sourcebook import analysis, clean, compare, link, read
from sourcebook.annotate import annotate, language
from sourcebook.records import Seed

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
SIZES = (100, 1_000)


def main() -> None:
    """Run the benchmarks and print one table."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--seeds", type=Path, nargs="*", default=[ROOT / "seeds"], help="folders to measure on")
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs a figure")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="articles of the sites that are built")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", help="build with other generators, installed there, too"
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="of the other generators these alone")
    parser.add_argument(
        "--again", type=Path, metavar="FOLDER", help="measure what an earlier run of one size made there"
    )
    parser.add_argument("--sites-only", action="store_true", help="build sites, measure nothing else")
    parser.add_argument("--large", action="store_true", help="link and compare 10,000 articles, too")
    parser.add_argument("--record", help="name under which the table is kept")
    arguments = parser.parse_args()
    seeds = [seed for folder in arguments.seeds for seed in read.read_folder(folder)[0]]
    rows = [] if arguments.sites_only else [extraction(seeds, arguments.runs), folder(seeds, arguments.runs)]
    rows += [] if arguments.sites_only else scale.rows(arguments.seeds, large=arguments.large)
    absent: list[str] = []
    for size in arguments.sizes:
        runs = max(1, arguments.runs // 2)
        with nullcontext(arguments.again) if arguments.again else tempfile.TemporaryDirectory() as place:
            ours = sites.rows(seeds, size, runs, Path(place))
            rows += ours
            if arguments.peers:
                known = [p for p in peers.PEERS if not arguments.only or p.name.split()[0] in arguments.only]
                more, absent = peers.rows(Path(place) / "plain", ours, arguments.peers.resolve(), runs, known)
                rows += more
        show(rows[-8:])
    if not arguments.sites_only and (ROOT / "site" / "index.html").is_file() and chromium.program():
        rows += weight.measure(ROOT / "site")
    show(rows)
    for line in absent:
        print(f"not measured: {line}")
    if arguments.record:
        record(rows, arguments.record, absent)


def extraction(seeds: Sequence[Seed], runs: int) -> Row:
    """Return what cleaning and extraction cost on top of the bare model on the same text, in seconds of processor."""
    nlp = language.load()
    segments = [clean.segment(seed.text) for seed in seeds]

    def bare() -> None:
        for seed, spans in zip(seeds, segments, strict=True):
            language.model(seed.text, spans, nlp=nlp)

    def whole() -> None:
        for seed in seeds:
            spans = clean.segment(seed.text)
            doc = language.parse(seed.text, spans, nlp=nlp)
            annotate(clean.classify(seed, spans, doc), doc)

    whole()
    # Time of the processor: what else the machine does counts less.
    clock = time.process_time
    pairs = [(seconds(bare, clock), seconds(whole, clock)) for _ in range(runs)]
    base, value = min(pairs, key=lambda pair: abs(pair[1] / pair[0] - _middle([b / a for a, b in pairs])))
    return Row("extraction / bare language model", f"{_words(seeds)} words", base, value, "s")


def folder(seeds: Sequence[Seed], runs: int) -> Row:
    """Return what linking and comparing cost against the bare model on the same text."""
    analysed, _ = analysis.analyse(seeds)
    nlp = language.load()
    segments = [clean.segment(seed.text) for seed in seeds]

    def bare() -> None:
        for seed, spans in zip(seeds, segments, strict=True):
            language.model(seed.text, spans, nlp=nlp)

    base, value = paired(bare, lambda: compare.compare(link.link(analysed)), runs)
    return Row("link and compare / bare language model", f"{len(seeds)} articles", base, value, "s")


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _words(seeds: Sequence[Seed]) -> int:
    return sum(len(seed.text.split()) for seed in seeds)


def show(rows: Sequence[Row]) -> None:
    """Print the table, with the machine, the date and the most memory this process held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table = Table(title=f"{datetime.now(UTC).date()}, {machine()}, peak {peak:.0f} MB")
    for heading in ("what / against what", "on", "the latter", "the former", "ratio"):
        table.add_column(heading)
    for row in rows:
        values = (f"{value:,.1f} {row.unit}" for value in (row.base, row.value))
        table.add_row(row.what, row.on, *values, f"{row.ratio():.2f}")
    Console(width=120).print(table)


def record(rows: Sequence[Row], name: str, absent: Sequence[str] = ()) -> None:
    """Keep the table in the repository, with what could not be measured."""
    RESULTS.mkdir(exist_ok=True)
    kept = [
        {"what": r.what, "on": r.on, "base": round(r.base, 2), "value": round(r.value, 2), "unit": r.unit}
        | {"ratio": round(r.ratio(), 3)}
        for r in rows
    ]
    made = {"date": str(datetime.now(UTC).date()), "machine": machine(), "rows": kept, "absent": list(absent)}
    (RESULTS / f"{name}.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
