"""What a site costs to build: against plain MkDocs on the same pages; cold, warm and with one article changed.

The articles are recombined sentences of given ones. Each keeps to one story's names and tells them in words of its own
(letters changed), and every tenth takes sentences from another: reports share people and passages as reports do.
"""

from __future__ import annotations

import compileall
import gzip
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.bench.recombined import LETTERS
from tests.bench.rows import Row, Spent, medians, seconds, spent

import sourcebook
from sourcebook.records import Seed

ROOT = Path(__file__).parents[2]
# Articles of one story, sentences of one article; every so many articles one has so many sentences of another.
STORY = 50
SENTENCES = 10
COPYING = 10
COPIED = 4
_SENTENCE = re.compile(r"[^.?!]{40,300}[.?!][”\"]?(?=\s)")
# Longest wait for a page, in seconds.
PATIENCE = 600
# Somebody looks at what is shown before the next change, in seconds.
PAUSE = 4
_ADDED = "\n\nOne more sentence was added by the desk on Friday, in run {}.\n"


def articles(seeds: Sequence[Seed], size: int) -> list[str]:
    """Return the texts of `size` articles; the same for the same seeds."""
    chance = random.Random(size)  # noqa: S311 - nothing secret
    known = [" ".join(m.group().split()) for seed in seeds for m in _SENTENCE.finditer(seed.text)]
    made: list[list[str]] = []
    for number in range(size):
        chosen = [_told(sentence, number // STORY) for sentence in chance.sample(known, SENTENCES)]
        moved = "".join(chance.sample(LETTERS, len(LETTERS)))
        told = [_own(text, moved) for text in chosen]
        if number % COPYING == COPYING - 1:
            told[:COPIED] = made[number - chance.randrange(1, COPYING)][:COPIED]
        made.append(told)
    return [f"Report {number} from the harbour\n\n" + "\n\n".join(told) + "\n" for number, told in enumerate(made)]


def _told(text: str, story: int) -> str:
    """Return a sentence in a story's words: the letters of longer words moved on."""
    moved = str.maketrans(LETTERS, LETTERS[story % 26 :] + LETTERS[: story % 26])
    return re.sub(r"[^\W\d_]{5,}", lambda m: m.group().translate(moved), text)


def _own(text: str, letters: str) -> str:
    moved = str.maketrans(LETTERS, letters)
    return re.sub(r"\b[a-z]{4,}", lambda m: m.group().translate(moved), text)


def rows(seeds: Sequence[Seed], size: int, runs: int, folder: Path) -> list[Row]:
    """Return what a site of `size` articles costs.

    Args:
        seeds: the articles whose sentences are used.
        size: how many articles the site has.
        runs: pairs of runs of a plain build and one after a change.
        folder: an empty folder to work in, or that of an earlier run; there nothing is built from nothing.
    """
    # As pip does when it installs the package: a build does not compile it, even where Python may write no bytecode.
    compileall.compile_dir(Path(sourcebook.__file__).parent, quiet=1)
    ours, plain = folder / "ours", folder / "plain"
    measured: list[tuple[str, Spent]] = []
    if not ours.exists():
        _project(ours, articles(seeds, size))
        measured.append(("cold", _build(ours)))
        _plain(ours, plain)
    bare, warm, changed = [], [], []
    for run in range(runs):
        bare.append(_build(plain))
        warm.append(_build(ours))
        first = ours / "seeds" / "report-00000.txt"
        first.write_text(first.read_text(encoding="utf-8") + _ADDED.format(run), encoding="utf-8")
        changed.append(_build(ours))
    pages = len(list((ours / "docs").rglob("*.md")))
    what = f"{size} articles, {pages} pages"
    base = medians(bare)
    measured += [("warm", medians(warm)), ("one change", medians(changed))]
    return [
        *(
            Row(f"build, {label} / plain MkDocs", what, base.processor, taken.processor, "s")
            for label, taken in measured
        ),
        *(
            Row(f"build, {label}, by the clock / plain MkDocs", what, base.clock, taken.clock, "s")
            for label, taken in measured
        ),
        *(
            Row(f"serve, {label} / plain MkDocs", what, base.clock, told, "s")
            for label, told in shown_after(ours, runs)
        ),
        *_weight(ours / "site", what),
    ]


def _project(project: Path, texts: Sequence[str]) -> None:
    (project / "seeds").mkdir(parents=True)
    for number, text in enumerate(texts):
        (project / "seeds" / f"report-{number:05}.txt").write_text(text, encoding="utf-8")
    written = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in written.stdout.split():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)


def _plain(ours: Path, plain: Path) -> None:
    """Make a project of the same Markdown that is built without our plugin."""
    shutil.copytree(ours / "docs", plain / "docs", ignore=shutil.ignore_patterns(".*"))
    settings = (ours / "mkdocs.yml").read_text(encoding="utf-8")
    (plain / "mkdocs.yml").write_text(
        re.sub(r"(?m)^  - sourcebook:\s*\n(?:      .*\n)*|^  - sourcebook\s*\n", "", settings), encoding="utf-8"
    )


def _build(project: Path) -> Spent:
    """Build a site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return spent(lambda: subprocess.run(command, cwd=project, check=True, capture_output=True))[1]


def _weight(site: Path, what: str) -> list[Row]:
    index = (site / "search" / "search_index.json").read_bytes()
    sizes = sorted(path.stat().st_size for path in (site / "articles").glob("report-*.html"))
    listed = (site / "articles" / "index.html").stat().st_size
    return [
        Row("search index, packed / plain", what, len(index) / 1000, len(gzip.compress(index)) / 1000, "kB"),
        Row("page of an article / list of articles", what, listed / 1000, sizes[len(sizes) // 2] / 1000, "kB"),
    ]


def shown_after(project: Path, runs: int) -> list[tuple[str, float]]:
    """Return how many seconds after an article was saved `mkdocs serve` shows it.

    The first change comes as soon as the site is served; of further ones the median of `runs` is told, each made as
    soon as the one before is shown, while files are still made that were put off; and of as many made after a pause.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    server = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        page = f"http://{address}/articles/report-00000.html"
        _wait(page, "report")
        first, *further = [_shown(project, page, f"number {run} while serving") for run in range(runs + 1)]
        rested = []
        for run in range(runs):
            time.sleep(PAUSE)
            rested.append(_shown(project, page, f"number {run} after a pause"))
        told = (("a change", further), ("a change after a pause", rested))
        medians = [(f"{what} shown after", statistics.median(times)) for what, times in told]
        return [("first change shown after", first), *medians]
    finally:
        server.terminate()
        server.wait()


def _shown(project: Path, page: str, words: str) -> float:
    first = project / "seeds" / "report-00000.txt"
    first.write_text(first.read_text(encoding="utf-8") + f"\n\nThis is sentence {words}.\n", encoding="utf-8")
    return seconds(partial(_wait, page, words))


def _wait(page: str, words: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            if words in re.sub(r"<[^>]+>", "", answer.read().decode("utf-8")):
                return
        time.sleep(0.05)
    raise TimeoutError(page)
