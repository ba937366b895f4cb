"""A large site, sized, opened and searched: `python -m tests.bench.large SITE [PICTURES]`.

Files, bytes and the largest pages are counted on disk. Then pages of each kind are opened in Debian's chromium with an
empty cache, as a reader with a slow phone has it (`weight.py`: the processor slowed 4 times, 1.6 Mbit/s, 150 ms): bytes
on the wire, time to the first paint and to the last large one, elements, errors in the console, and whether the page is
wider than a phone. The page Find and the theme's search are asked for words of the site itself. With a folder for
PICTURES each page is shown as a desktop and a phone show it.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooLong
from rich.console import Console
from rich.table import Table
from tests.bench.search import _DATA, PATIENCE, Counted, given
from tests.bench.weight import DELAY, DOWN, SLOWER, packed
from tests.browser import chromium

from sourcebook.pages import terms
from sourcebook.pages.lines import KINDS

WIDTHS = {"desktop": 1440, "phone": 390}
# Pages of each kind, where the site has them; of folders with many alike the largest, too.
NAMED = (
    "index.html",
    *(f"articles/{name}.html" for name in ("index", "page-2")),
    *(f"people/{name}.html" for name in ("index", "organisations", "places")),
    *(f"compare/{name}.html" for name in ("index", "possible", "shared", "quotations", "timeline")),
    "numbers/index.html",
    "numbers/count.html",
    "sources/index.html",
    "authenticity/index.html",
    "find/index.html",
    "review/index.html",
    "data/index.html",
)
FOLDERS = ("articles", "people", "compare", "numbers", "sources", "authenticity")
# Bytes of a page's HTML above which it is named as large.
LARGE = 1_000_000
_WATCH = """
window.seen = {first: 0, last: 0};
new PerformanceObserver(l => { for (const e of l.getEntries()) if (e.name === "first-contentful-paint")
  seen.first = e.startTime; }).observe({type: "paint", buffered: true});
new PerformanceObserver(l => { for (const e of l.getEntries()) seen.last = e.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
"""
_SHAPE = """() => ({elements: document.querySelectorAll("*").length, rows: document.querySelectorAll("tbody tr").length,
  links: document.querySelectorAll("article a").length,
  pager: Math.max(0, ...[...document.querySelectorAll(".sb-pager")].map(nav => nav.querySelectorAll("li").length)),
  height: document.documentElement.scrollHeight,
  over: Math.max(0, document.documentElement.scrollWidth - window.innerWidth)})"""


@dataclass
class Opened:
    """What a page cost and showed: bytes on the wire, times in ms, its shape, what the console said."""

    path: str
    received: int = 0
    first: float = 0.0
    last: float = 0.0
    shape: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def sizes(site: Path) -> list[tuple[str, str]]:
    """Return what a site weighs, a line each thing."""
    files = [(path.relative_to(site), path.stat().st_size) for path in site.rglob("*") if path.is_file()]
    folders: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for path, size in files:
        top = path.parts[0] if len(path.parts) > 1 else "(top)"
        folders[top] += size
        numbers[top] += 1
    pages = sorted(((size, path) for path, size in files if path.suffix == ".html"), reverse=True)
    lines = [("files", f"{len(files):,}, {sum(size for _, size in files) / 1e6:,.1f} MB"), ("pages", f"{len(pages):,}")]
    lines += [(f"  {top}", f"{numbers[top]:,} files, {size / 1e6:,.1f} MB") for top, size in folders.most_common()]
    lines += [("pages above 1 MB", str(sum(size > LARGE for size, _ in pages)))]
    for size, path in pages[:10]:
        text = (site / path).read_text(encoding="utf-8")
        shown = f"{size / 1e3:,.0f} kB, {text.count('<tr')} rows, {text.count('<a ')} links"
        lines.append((f"  {path.as_posix()}", shown))
    for name in ("search/search_index.json", "find/index.js"):
        if (site / name).is_file():
            lines.append((name, f"{(site / name).stat().st_size / 1e3:,.0f} kB"))
    return lines


def chosen(site: Path) -> list[str]:
    """Return the paths of the pages that are opened: those with a name, and the largest of each folder."""
    found = [path for path in NAMED if (site / path).is_file()]
    for folder in FOLDERS:
        pages = sorted((site / folder).glob("*.html"), key=lambda page: -page.stat().st_size)
        single = [page for page in pages if not re.search(r"^index$|page-\d+$", page.stem)]
        for page in (*pages[:1], *single[:1], *single[len(single) // 2 :][:1]):
            path = page.relative_to(site).as_posix()
            if path not in found:
                found.append(path)
    return found


@contextmanager
def window(browser: Browser, opened: Opened, *, width: int) -> Iterator[Page]:
    """Return an empty window on a slow machine and network, which notes what it receives and what goes wrong."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    limits = {"offline": False, "latency": DELAY, "downloadThroughput": DOWN, "uploadThroughput": DOWN}
    session.send("Network.emulateNetworkConditions", limits)

    def count(event: dict[str, float]) -> None:
        opened.received += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", count)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("console", lambda m: opened.errors.append(m.text) if m.type == "error" else None)
    page.add_init_script(_WATCH)
    try:
        yield page
    finally:
        context.close()


def visit(browser: Browser, address: str, path: str) -> Opened:
    """Open a page as a phone does."""
    opened = Opened(path)
    with window(browser, opened, width=WIDTHS["phone"]) as page:
        page.goto(address + path, timeout=PATIENCE)
        page.wait_for_load_state("networkidle", timeout=PATIENCE)
        seen = page.evaluate("seen")
        opened.first, opened.last, opened.shape = seen["first"], seen["last"], page.evaluate(_SHAPE)
    return opened


def questions(site: Path) -> list[tuple[str, str, str]]:
    """Return searches to be made: what is asked, the address, and what a result is; the words are the site's own."""
    lines = given(site)
    counts = Counter(word for line in lines for word in terms.words(line.text) if word.isalpha() and len(word) > 5)
    rare = min(counts, key=lambda word: (abs(counts[word] - 3), word))
    often = max(counts, key=lambda word: (counts[word], word))
    names = Counter(name for line in lines for name in line.who)
    asked = [(f"a rare word ({counts[rare]} sentences)", f"words={rare}")]
    asked += [(f"a frequent word ({counts[often]}), numbers only", f"words={often}&kind=number")]
    asked += [(f"a kind alone: {kind}", f"kind={kind}") for kind in list(KINDS)[:1]]
    asked += [("a name", f"person={names.most_common(1)[0][0].replace(' ', '+')}")] if names else []
    found = [(f"Find: {label}", f"find/index.html?{query}", ".sb-find-results li") for label, query in asked]
    return [*found, ("the theme's search: correcting", "index.html?q=correcting", ".md-search-result__item a")]


def search(browser: Browser, address: str, path: str, result: str) -> tuple[int, float]:
    """Return the bytes that a search loads beside its page, and the ms from the address to its first result."""
    Counted.sent.clear()
    opened = Opened(path)
    with window(browser, opened, width=WIDTHS["phone"]) as page:
        start = time.perf_counter()
        try:
            page.goto(address + path, wait_until="commit")
            page.wait_for_selector(result, state="attached", timeout=PATIENCE)
            took = (time.perf_counter() - start) * 1000
        except TooLong:
            took = float("inf")
    if opened.errors:
        print(path, opened.errors)
    return sum(size for sent, size in Counted.sent.items() if sent.startswith(_DATA)), took


def pictures(browser: Browser, address: str, paths: list[str], out: Path) -> None:
    """Show each page as a desktop and a phone show it: its beginning and its end."""
    out.mkdir(parents=True, exist_ok=True)
    for label, width in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": 1400})
        for path in paths:
            name = re.sub(r"\W+", "-", path.removesuffix(".html"))
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=out / f"{name}-{label}.png")
            page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
            page.screenshot(path=out / f"{name}-{label}-end.png")
        page.close()


def show(title: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print a table."""
    table = Table(title=title)
    for nth, heading in enumerate(headings):
        table.add_column(heading, justify="right" if nth else "left")
    for row in rows:
        table.add_row(*row)
    Console(width=150).print(table)


def main(site: Path, out: Path | None) -> None:
    """Print what there is to say of a site."""
    show(site.name, ("what", "how much"), [*sizes(site)])
    paths = chosen(site)
    with chromium.browser() as browser, packed(site, Counted) as address:
        made = [visit(browser, address, path) for path in paths]
        headings = (
            "page",
            "wire",
            "first paint",
            "last",
            "elements",
            "rows",
            "links",
            "pager",
            "px high",
            "px too wide",
        )
        rows = [
            (
                *(each.path, f"{each.received / 1e3:,.0f} kB", f"{each.first:,.0f} ms", f"{each.last:,.0f} ms"),
                *(f"{each.shape[name]:,}" for name in ("elements", "rows", "links", "pager", "height", "over")),
            )
            for each in made
        ]
        show("opened with an empty cache on a slow phone", headings, rows)
        print("errors:", json.dumps({each.path: each.errors for each in made if each.errors}))
        found = [(label, *search(browser, address, path, result)) for label, path, result in questions(site)]
        show(
            "searched",
            ("question", "own files", "first result"),
            [(label, f"{own / 1e3:,.0f} kB", f"{took:,.0f} ms") for label, own, took in found],
        )
        if out is not None:
            pictures(browser, address, paths, out)


if __name__ == "__main__":
    built = Path(sys.argv[1])
    if not (built / "index.html").is_file():
        sys.exit(f"{built}: there is no site")
    main(built, Path(sys.argv[2]) if sys.argv[2:] else None)
