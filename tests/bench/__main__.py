"""Time extraction against the bare language model, and builds cold, warm and with one change.

Machines are noisy, so every figure is the median of runs taken in pairs, one after the other, and the ratio is what
counts.
"""

from __future__ import annotations

import argparse
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tests.bench import weight
from tests.browser import chromium

from sourcebook import clean, compare, link, pipeline, read
from sourcebook.annotate import annotate, language
from sourcebook.records import Seed

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Run the benchmarks and print one table."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds", help="folder of articles to measure on")
    parser.add_argument("--runs", type=int, default=7, help="pairs of runs a figure")
    parser.add_argument("--site", action="store_true", help="also time site builds of the folder")
    arguments = parser.parse_args()
    seeds, _ = read.read_folder(arguments.seeds)
    rows = [extraction(seeds, arguments.runs), folder(seeds, arguments.runs)]
    if arguments.site:
        rows += site(arguments.seeds, max(1, arguments.runs // 3))
    if (ROOT / "site" / "index.html").is_file() and chromium.program():
        rows += weight.measure(ROOT / "site")
    show(rows)


def extraction(seeds: Sequence[Seed], runs: int) -> tuple[str, ...]:
    """Return what cleaning and extraction cost on top of the bare model on the same text."""
    nlp = language.load()
    texts = [seed.text for seed in seeds]
    segments = [clean.segment(text) for text in texts]

    def bare() -> None:
        for text, spans in zip(texts, segments, strict=True):
            language.parse(text, spans, nlp=nlp)

    def whole() -> None:
        for seed in seeds:
            spans = clean.segment(seed.text)
            doc = language.parse(seed.text, spans, nlp=nlp)
            annotate(clean.classify(seed, spans, doc), doc)

    whole()
    a, b = paired(bare, whole, runs)
    words = sum(len(text.split()) for text in texts)
    return (
        "extraction / bare model",
        f"{words} words",
        f"{words / a:,.0f} words/s",
        f"{words / b:,.0f} words/s",
        f"{b / a:.2f}",
    )


def folder(seeds: Sequence[Seed], runs: int) -> tuple[str, ...]:
    """Return what linking and comparing cost against finding everything in the cache."""
    with tempfile.TemporaryDirectory() as cache:
        analysed, _ = pipeline.analyse(seeds, cache=Path(cache))

        def cached() -> None:
            pipeline.analyse(seeds, cache=Path(cache))

        def compared() -> None:
            compare.compare(link.link(analysed))

        a, b = paired(cached, compared, runs)
    return ("link and compare / cache", f"{len(seeds)} articles", f"{a:.3f} s", f"{b:.3f} s", f"{b / a:.2f}")


def site(seeds: Path, runs: int) -> list[tuple[str, ...]]:
    """Return what a build costs warm and with one change, against the cold one."""
    cold, warm, changed = [], [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            project = Path(name)
            shutil.copytree(seeds, project / "seeds")
            shutil.copytree(ROOT / "docs", project / "docs", ignore=shutil.ignore_patterns(".*"))
            shutil.copy(ROOT / "mkdocs.yml", project)
            cold.append(seconds(partial(build, project)))
            warm.append(seconds(partial(build, project)))
            first = min((project / "seeds").glob("*.txt"))
            first.write_text(first.read_text(encoding="utf-8") + "\nOne more sentence was added.\n", encoding="utf-8")
            changed.append(seconds(partial(build, project)))
    base = statistics.median(cold)
    return [
        (f"site, {label} / cold", str(seeds.name), f"{base:.1f} s", f"{m:.1f} s", f"{m / base:.2f}")
        for label, m in (("warm", statistics.median(warm)), ("one change", statistics.median(changed)))
    ]


def build(project: Path) -> None:
    """Build the site of a project."""
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project, check=True)


def paired(one: Callable[[], None], other: Callable[[], None], runs: int) -> tuple[float, float]:
    """Return the median seconds of two things run in turn."""
    times = [(seconds(one), seconds(other)) for _ in range(runs)]
    return statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def seconds(act: Callable[[], None]) -> float:
    """Return how long something takes, in seconds of wall time."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def show(rows: Sequence[tuple[str, ...]]) -> None:
    """Print the table, with the machine, the date and the most memory this process held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    title = f"{datetime.now(UTC).date()}, Python {platform.python_version()}, {platform.machine()}, peak {peak:.0f} MB"
    table = Table(title=title)
    for heading in ("what / against what", "on", "the latter", "the former", "ratio"):
        table.add_column(heading)
    for row in rows:
        table.add_row(*row)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
