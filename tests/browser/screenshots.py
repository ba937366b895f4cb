"""Pictures of every kind of page of the built site, in both colour schemes and both widths: `make screenshots`.

`python -m tests.browser.screenshots site --readme` takes the picture of the README anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser import chromium

ROOT = Path(__file__).parent.parent.parent
WIDTHS = {"desktop": 1440, "phone": 360}


# The pages of a folder that are lists, each of a kind of its own; all others are alike, and one of them stands for all.
LISTS = frozenset(
    {"index", "find", "ledger", "organisations", "places", "possible", "quotations", "scores", "shared", "timeline"}
)


def kinds(site: Path) -> list[str]:
    """Return one page of each kind, the first of its folder where there are many."""
    chosen = ["index.html", "method.html", "about.html"]
    for folder in ("articles", "people", "numbers", "compare", "sources", "authenticity", "find", "review", "data"):
        pages = sorted((site / folder).glob("*.html"))
        alike = [page for page in pages if page.stem not in LISTS]
        chosen += [page.relative_to(site).as_posix() for page in pages if page.stem in LISTS]
        chosen += [page.relative_to(site).as_posix() for page in alike[:1]]
    return [page for page in chosen if (site / page).is_file()]


def main(site: Path, out: Path) -> None:
    """Write the pictures to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with chromium.browser() as browser, chromium.served(site) as address:
        for width, pixels in WIDTHS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": pixels, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                for path in kinds(site):
                    page.goto(address + path)
                    name = path.removesuffix(".html").replace("/", "-")
                    page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
                    print(out / f"{name}-{width}-{scheme}.png")
                context.close()


def readme(site: Path, out: Path) -> None:
    """Write the picture that the README shows: the first article, as it opens on a desktop."""
    path = next(page for page in kinds(site) if page.startswith("articles/") and not page.endswith("index.html"))
    with chromium.browser() as browser, chromium.served(site) as address:
        page = browser.new_page(viewport={"width": 1240, "height": 880}, color_scheme="light")
        page.goto(address + path)
        page.screenshot(path=out)


if __name__ == "__main__":
    site_folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    if not (site_folder / "index.html").is_file():
        sys.exit(f"{site_folder}: there is no site; run make site")
    if sys.argv[2:] == ["--readme"]:
        readme(site_folder, ROOT / "docs" / "assets" / "screenshot.png")
        sys.exit()
    main(site_folder, Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "build" / "screenshots")
