"""What a reader waits for: bytes and paint of an article's page, cold and warm, on a slowed machine and network.

`python -m tests.bench.weight SITE` serves a built site compressed, opens an article as a first visit and a second one
as the next page, in Debian's chromium with the processor slowed 4 times and the network of a slow phone (1.6 Mbit/s
down, 150 ms there and back), and prints bytes received, largest contentful paint and layout shift.
"""

from __future__ import annotations

import gzip
import http.server
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import BrowserContext
from tests.bench.rows import Row
from tests.browser import chromium

ROOT = Path(__file__).parents[2]
RUNS = 3
# Bytes on the wire.
FIRST, NEXT = 300_000, 60_000
SLOWER = 4
DOWN = 1.6e6 / 8
DELAY = 150
_PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
_WATCH = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver(l => { for (const e of l.getEntries()) seen.paint = e.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) seen.shift += e.value; })
  .observe({type: "layout-shift", buffered: true});
"""


class Packed(http.server.SimpleHTTPRequestHandler):
    """Serves files as web hosts do: compressed, to be kept by the browser."""

    def do_GET(self) -> None:
        """Answer with the file, compressed where that helps."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        if path.suffix in _PACKED:
            data = gzip.compress(data, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def packed(site: Path, handler: type[Packed] = Packed) -> Iterator[str]:
    """Return the address at which a site is served compressed."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def visit(context: BrowserContext, address: str, *, slowed: bool = True) -> tuple[int, float, float]:
    """Return the bytes that one page made the browser receive, its largest paint in ms, and its layout shift."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if slowed:
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        limits = {"offline": False, "latency": DELAY, "downloadThroughput": DOWN, "uploadThroughput": DOWN}
        session.send("Network.emulateNetworkConditions", limits)
    received = [0]

    def count(event: dict[str, float]) -> None:
        received[0] += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", count)
    page.add_init_script(_WATCH)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("seen")
    page.close()
    return received[0], float(seen["paint"]), float(seen["shift"])


def measure(site: Path, runs: int = RUNS) -> list[Row]:
    """Return rows for the table of the benchmarks: a first visit and the next page, the median of some runs."""
    articles = sorted((site / "articles").glob("*.html"), key=lambda path: -path.stat().st_size)
    chosen = [path.relative_to(site).as_posix() for path in articles if path.name != "index.html"][:2]
    seen: dict[str, list[tuple[int, float, float]]] = {"first visit": [], "next page": []}
    with chromium.browser() as browser, packed(site) as address:
        for _ in range(runs):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            for label, path in zip(seen, (chosen[0], chosen[-1]), strict=True):
                seen[label].append(visit(context, address + path))
            context.close()
    rows = []
    for (label, found), limit in zip(seen.items(), (FIRST, NEXT), strict=True):
        size, paint, shift = (statistics.median(each) for each in zip(*found, strict=True))
        rows.append(Row(f"article, {label} / limit", label, limit / 1000, size / 1000, "kB"))
        rows.append(Row(f"article, {label}: paint / limit", label, 2500, paint, "ms"))
        rows.append(Row(f"article, {label}: shift / limit", label, 0.1, shift, ""))
    return rows


if __name__ == "__main__":
    site_folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    if not (site_folder / "index.html").is_file():
        sys.exit(f"{site_folder}: there is no site; run make site")
    for row in measure(site_folder):
        print(f"{row.what}  {row.base:,.3f} {row.unit}  {row.value:,.3f} {row.unit}  {row.ratio():.2f}")
