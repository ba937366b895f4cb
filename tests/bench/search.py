"""What a search costs a reader: bytes and time to the first result, on sites of several sizes.

`python -m tests.bench.search SITE [SIZE ...]` takes a built site and puts search data of made-up articles in it: for
the page Find, and for Material's own search. A search begins with an empty cache on a slowed machine and network (as
`weight.py` has them). Where the environment names the command of Pagefind (PAGEFIND), it is measured, too.
The data alone are made, not all pages: a result's page is not opened.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import ClassVar, NamedTuple

from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as TooLong
from tests.bench.recombined import LETTERS
from tests.bench.sites import STORY
from tests.bench.weight import DELAY, DOWN, SLOWER, Packed, packed
from tests.browser import chromium

from sourcebook.pages import find, indexed, laid, postings, terms
from sourcebook.pages.lines import Line as OfSite
from sourcebook.pages.lines import Lines, terms_of
from sourcebook.pages.lines import packed as packed_lines

SIZES = (100, 1_000, 10_000)
# Sentences of an article; so many of them are told in words that no other story has.
SENTENCES = 25
# Longest wait for a first result, in ms.
PATIENCE = 240_000
_DATA = ("/find/", "/search/", "/assets/javascripts/workers/", "/pagefind/")


class Line(NamedTuple):
    """A sentence with its article's number, its findings and the people it concerns, as a file of Find has it."""

    article: int
    anchor: str
    text: str
    findings: tuple[tuple[int, str, str], ...]
    who: tuple[str, ...]

    def terms(self, outlet: str) -> set[str]:
        """Return what the sentence is found by."""
        return terms_of(self.text, self.findings, self.who, outlet)


class Counted(Packed):
    """Counts what it sends, by path."""

    sent: ClassVar[Counter[str]] = Counter()

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header, and note how much follows."""
        if keyword == "Content-Length":
            self.sent[self.path.partition("?")[0]] += int(value)
        super().send_header(keyword, value)


def articles(lines: Sequence[Line], size: int) -> list[list[Line]]:
    """Return the sentences of `size` made-up articles; the same for the same sentences."""
    chance = random.Random(size)  # noqa: S311 - nothing secret
    return [
        [_moved(line, number) for line in chance.sample(lines, min(SENTENCES, len(lines)))] for number in range(size)
    ]


def _moved(line: Line, number: int) -> Line:
    story = number // STORY
    return Line(
        article=number,
        anchor=line.anchor,
        text=_told(line.text, story),
        findings=tuple((kind, _told(says, story), stance) for kind, says, stance in line.findings),
        who=tuple(_told(name, story) for name in line.who),
    )


def _told(text: str, story: int) -> str:
    """Return a text with the letters of its longer words moved on: each story has words that no other has."""
    moved = str.maketrans(LETTERS, LETTERS[story % 26 :] + LETTERS[: story % 26])
    return re.sub(r"[^\W\d_]{6,}", lambda m: m.group().translate(moved), text)


def given(site: Path) -> list[Line]:
    """Return the sentences of a built site, from its own files."""
    lines = []
    for path in sorted(site.glob("find/part-*.js")):
        part = json.loads(path.read_text(encoding="utf-8").partition("push(")[2].removesuffix(");\n"))[2]
        for article, anchor, text, findings, who in filter(None, part["rows"]):
            found = tuple((kind, says, stance) for kind, says, stance in findings)
            people = tuple(part["people"][at] for at in who)
            lines.append(Line(article=article, anchor=anchor, text=text, findings=found, who=people))
    return lines


def put_find(site: Path, made: list[list[Line]]) -> None:
    """Write the files of the page Find for made-up articles."""
    folder = site / "find"
    about = json.loads((folder / "index.js").read_text(encoding="utf-8").partition("push(")[2].removesuffix(");\n"))[2]
    for path in folder.glob("*.js"):
        path.unlink()
    told = [[f"Report {n} from the harbour", f"Paper {n % 40}", "2031-01-01", f"r/{n}.html"] for n in range(len(made))]
    names = [(f"report-{n}", n.to_bytes(4, "big")) for n in range(len(made))]
    parts = laid.parts(names, [_packed(each) for each in made])
    asked = [
        indexed.Sentences(block.key, start, block.total, partial(_terms, block, told[block.article][1]))
        for start, block in laid.numbered(parts)
    ]
    files: list[tuple[str, list[object]]] = [
        ("part", [find.part_of(each, told) for each in parts]),
        ("terms", list(postings.files(postings.index(asked)))),
    ]
    starts = [next(iter(each), "") for each in files[1][1]]  # type: ignore[call-overload]
    days = ["2031-01-01"] * len(files[0][1])
    about |= {"days": days, "terms": starts, "size": laid.SIZE}
    for name, values in (*files, ("index", [about])):
        for nth, value in enumerate(values, start=1):
            path = folder / ("index.js" if name == "index" else f"{name}-{nth}.js")
            path.write_text(find.script_of(name, nth, value), encoding="utf-8")


def _packed(made: list[Line]) -> Lines:
    return packed_lines(
        tuple(OfSite(anchor=each.anchor, text=each.text, findings=each.findings, who=each.who) for each in made)
    )


def _terms(block: laid.Block, outlet: str) -> list[set[str]]:
    return [terms_of(line.text, line.findings, line.who, outlet) for line in block.lines()]


def put_material(site: Path, made: list[list[Line]]) -> None:
    """Write Material's index of made-up articles: a document an article and one its headline, as it does."""
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    index["docs"] = [
        {"location": f"r/{n}.html", "title": f"Report {n}", "text": " ".join(f"<p>{escape(x.text)}</p>" for x in each)}
        for n, each in enumerate(made)
    ]
    path.write_text(json.dumps(index), encoding="utf-8")


def put_pagefind(site: Path, made: list[list[Line]], program: str) -> float:
    """Let Pagefind index made-up articles; return the seconds that took."""
    with tempfile.TemporaryDirectory() as folder:
        for n, each in enumerate(made):
            body = "".join(f'<p id="{line.anchor}">{escape(line.text)}</p>' for line in each)
            meta = f'<h1>Report {n}</h1><p data-pagefind-filter="outlet">Paper {n % 40}</p>'
            page = f'<!doctype html><html lang="en"><body data-pagefind-body>{meta}{body}</body></html>'
            (Path(folder) / f"{n}.html").write_text(page, encoding="utf-8")
        start = time.perf_counter()
        out = str(site / "pagefind")
        subprocess.run([*program.split(), "--site", folder, "--output-path", out], check=True, capture_output=True)
    (site / "pf.html").write_text('<!doctype html><script src="pf.js" type="module"></script><ol></ol>')
    (site / "pf.js").write_text(
        'import * as p from "./pagefind/pagefind.js"; const q = new URLSearchParams(location.search).get("q");'
        "const r = await p.search(q); const d = await r.results[0].data();"
        'document.querySelector("ol").innerHTML = `<li>${d.excerpt}</li>`;'
    )
    return time.perf_counter() - start


def search(browser: Browser, address: str, result: str) -> tuple[int, int, float]:
    """Return bytes of all and of the search's own files, and the ms from the address to the first result.

    Bytes are counted where they are sent: what a worker asks for is not seen (nor slowed) in the page.
    """
    Counted.sent.clear()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    limits = {"offline": False, "latency": DELAY, "downloadThroughput": DOWN, "uploadThroughput": DOWN}
    session.send("Network.emulateNetworkConditions", limits)
    start = time.perf_counter()
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_selector(result, state="attached", timeout=PATIENCE)
        took = (time.perf_counter() - start) * 1000
    except TooLong:
        took = float("inf")
    context.close()
    own = sum(size for path, size in Counted.sent.items() if path.startswith(_DATA))
    return sum(Counted.sent.values()), own, took


def measure(site: Path, size: int, browser: Browser, program: str | None) -> None:
    """Print what each search costs on a site of `size` made-up articles."""
    made = articles(given(site), size)
    rare = max(terms.words(made[size // 2][3].text), key=len)
    pair = " ".join(sorted(terms.words(made[1][2].text), key=len)[-2:])
    puts: list[tuple[str, Callable[[Path], object], str, str]] = [
        ("Find", lambda at: put_find(at, made), "find/index.html?words={}", ".sb-find-results li"),
        ("Material", lambda at: put_material(at, made), "index.html?q={}", ".md-search-result__item a"),
    ]
    if program:
        puts.append(("Pagefind", lambda at: put_pagefind(at, made, program), "pf.html?q={}", "li"))
    for name, put, path, result in puts:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "site"
            shutil.copytree(site, copy)
            start = time.perf_counter()
            put(copy)
            written = time.perf_counter() - start
            with packed(copy, Counted) as address:
                for label, words in (("rare word", rare), ("two words", pair)):
                    total, own, took = search(browser, address + path.format(words.replace(" ", "+")), result)
                    print(f"{size:6} {name:9} {label:10} {own / 1000:9.1f} kB of {total / 1000:9.1f} kB", end=" ")
                    print(f"{took:9.0f} ms  (made in {written:.1f} s)", flush=True)


if __name__ == "__main__":
    with chromium.browser() as running:
        for wanted in map(int, sys.argv[2:] or SIZES):
            measure(Path(sys.argv[1]), wanted, running, os.environ.get("PAGEFIND"))
