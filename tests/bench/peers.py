"""What other generators take for the same Markdown: those that install from the package registries.

Each is installed into a scratch environment of its own when asked for (`--peers`), with the ordinary clients; one that
cannot be installed or does not build is named with the reason. Each gets the Markdown files of the plain project, the
least theme that it works with, and settings that let HTML in them pass, so that all of them render the same text. The
fastest of them is measured a second time making what plain MkDocs makes: each page in the theme's frame, cut from a
page that plain MkDocs built, with its table of contents, and a search index of all pages.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.rows import Row, Spent, medians, spent

# Longest wait for an installation or a build, in seconds.
PATIENCE = 1_800
_PAGE = "<!doctype html><html><head><title>{title}</title></head><body>{content}</body></html>\n"
_HUGO = 'title = "Pages"\ndisableKinds = ["taxonomy", "term", "RSS"]\n[markup.goldmark.renderer]\nunsafe = true\n'
_HUGO_INDEX = '[outputs]\nhome = ["HTML", "JSON"]\n'
_HUGO_INDEXED = (
    "[{{ range $nth, $page := .Site.Pages }}{{ if $nth }},{{ end }}"
    '{{ dict "location" .RelPermalink "title" .Title "text" .Plain | jsonify }}{{ end }}]\n'
)
# What a page of the theme holds of its own, and what Hugo calls it.
_OF_PAGE = (
    (r"<title>.*?</title>", "<title>{{ .Title }}</title>"),
    (r'(<article class="md-content__inner[^>]*>).*?(</article>)', r"\1{{ .Content }}\2"),
    (r'(<ul class="md-nav__list" data-md-component="toc"[^>]*>).*?(</ul>\s*</nav>)', r"\1{{ .TableOfContents }}\2"),
)
_PELICAN = """
SITENAME = SITEURL = "pages"
PATH, ARTICLE_PATHS, PAGE_PATHS = "content", [], ["."]
PATH_METADATA = r"(?P<slug>.*)\\.md"
PAGE_SAVE_AS = PAGE_URL = "{slug}.html"
TIMEZONE, DEFAULT_LANG = "UTC", "en"
DIRECT_TEMPLATES, DEFAULT_METADATA = [], {"title": "Untitled"}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
_ELEVENTY = """module.exports = function (settings) {
  settings.setUseGitIgnore(false);
  settings.addGlobalData("layout", "page.njk");
  return { markdownTemplateEngine: false, dir: { input: "content", includes: "../layouts", output: "out" } };
};
"""


class Peer(NamedTuple):
    """A generator: what is installed, how a project of it is laid out, what builds that, and what tells its version."""

    name: str
    packages: tuple[str, ...]
    lay: Callable[[Path, Path], None]
    command: tuple[str, ...]
    version: tuple[str, ...]


class AbsentError(Exception):
    """A peer cannot be measured here; the message says why."""


def rows(
    plain: Path, ours: Sequence[Row], folder: Path, runs: int, known: Sequence[Peer]
) -> tuple[list[Row], list[str]]:
    """Return what each peer takes against plain MkDocs, what we take after one change against it, and who is absent.

    Args:
        plain: the project that plain MkDocs builds.
        ours: what `sites.rows` measured of the same articles.
        folder: where environments and projects are made; environments that are there are used.
        runs: builds of each, of which the median counts.
        known: the peers.
    """
    made: list[Row] = []
    absent: list[str] = []
    folder.mkdir(parents=True, exist_ok=True)
    for peer in known:
        try:
            programs = _installed(peer, folder / peer.name.split()[0])
            told = re.search(r"\d+\.\d+[.\w]*", _run([programs / peer.command[0], *peer.version], folder))
            taken = medians([_build(peer, programs, plain, folder / f"{peer.name}-project") for _ in range(runs)])
        except AbsentError as error:
            absent.append(f"{peer.name}: {error}")
            continue
        first, *further = peer.name.split(" ", 1)
        called = " ".join((first, *([told[0]] if told else []), *further))
        changed, by_clock = (row for row in ours if row.what.startswith("build, one change"))
        made.append(Row(f"{called} / plain MkDocs", changed.on, changed.base, taken.processor, "s"))
        made.append(Row(f"build, one change / {called}", changed.on, taken.processor, changed.value, "s"))
        made.append(Row(f"build, one change, by the clock / {called}", changed.on, taken.clock, by_clock.value, "s"))
    return made, absent


def _installed(peer: Peer, place: Path) -> Path:
    """Return the folder of a peer's programs, installing it where it is not there."""
    npm = peer.command[0] == "eleventy"
    programs = place / "node_modules" / ".bin" if npm else place / "bin"
    if (programs / peer.command[0]).exists():
        return programs
    place.mkdir(parents=True, exist_ok=True)
    if npm:
        _run(["npm", "install", "--no-audit", "--no-fund", "--silent", *peer.packages], place)
    else:
        _run([sys.executable, "-m", "venv", place], place)
        pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, *peer.packages], place)
    return programs


def _build(peer: Peer, programs: Path, plain: Path, project: Path) -> Spent:
    """Build the pages anew."""
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    peer.lay(plain, project)
    told, taken = spent(lambda: _run([programs / peer.command[0], *peer.command[1:]], project))
    wanted = len(list((plain / "docs").rglob("*.md")))
    built = sum(1 for path in project.rglob("*.html") if "layouts" not in path.parts and "docs" not in path.parts)
    if built < wanted:
        raise AbsentError(f"it made {built} of {wanted} pages: {told.strip()[-200:]}")
    return taken


def _run(command: Sequence[str | Path], folder: Path) -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AbsentError(f"{Path(command[0]).name} cannot be run: {error}") from error
    if done.returncode:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason given")
        raise AbsentError(f"{' '.join(map(str, command))[-80:]}: {last.strip()[:200]}")
    return done.stdout + done.stderr


def _hugo(plain: Path, project: Path) -> None:
    shutil.copytree(plain / "docs", project / "content")
    for path in list((project / "content").rglob("index.md")):
        # A file of that name makes its folder one page.
        path.rename(path.with_name("_index.md"))
    (project / "layouts" / "_default").mkdir(parents=True)
    page = _PAGE.format(title="{{ .Title }}", content="{{ .Content }}")
    for name in ("single", "list", "home"):
        (project / "layouts" / "_default" / f"{name}.html").write_text(page, encoding="utf-8")
    (project / "hugo.toml").write_text(_HUGO, encoding="utf-8")


def framed(plain: Path, project: Path) -> None:
    """Lay a project of Hugo that makes the pages of the theme.

    Raises:
        AbsentError: if the page that plain MkDocs built has no place for its content.
    """
    _hugo(plain, project)
    built = (plain / "site" / "articles" / "report-00000.html").read_text(encoding="utf-8").replace("{{", "{ {")
    for own, called in _OF_PAGE:
        built = re.sub(own, called, built, count=1, flags=re.DOTALL)
    if "{{ .Content }}" not in built:
        raise AbsentError("a page of plain MkDocs has no place for its content")
    layouts = project / "layouts" / "_default"
    for path in layouts.glob("*.html"):
        path.write_text(built, encoding="utf-8")
    (layouts / "home.json").write_text(_HUGO_INDEXED, encoding="utf-8")
    (project / "hugo.toml").write_text(_HUGO.replace("[markup", _HUGO_INDEX + "[markup"), encoding="utf-8")


def _pelican(plain: Path, project: Path) -> None:
    shutil.copytree(plain / "docs", project / "content")
    (project / "pelicanconf.py").write_text(_PELICAN, encoding="utf-8")


def _zensical(plain: Path, project: Path) -> None:
    shutil.copytree(plain / "docs", project / "docs")
    shutil.copy(plain / "mkdocs.yml", project)


def _eleventy(plain: Path, project: Path) -> None:
    shutil.copytree(plain / "docs", project / "content")
    (project / "layouts").mkdir()
    page = _PAGE.format(title="{{ title }}", content="{{ content | safe }}")
    (project / "layouts" / "page.njk").write_text(page, encoding="utf-8")
    (project / ".eleventy.js").write_text(_ELEVENTY, encoding="utf-8")


PEERS = (
    Peer("Hugo", ("hugo",), _hugo, ("hugo", "--quiet"), ("version",)),
    Peer("Hugo in the theme's frame", ("hugo",), framed, ("hugo", "--quiet"), ("version",)),
    Peer("Pelican", ("pelican[markdown]",), _pelican, ("pelican", "--quiet", "-o", "output"), ("--version",)),
    Peer("Zensical", ("zensical",), _zensical, ("zensical", "build", "-f", "mkdocs.yml"), ("--version",)),
    # Of the third version a part is missing from the registry.
    Peer("Eleventy", ("@11ty/eleventy@2",), _eleventy, ("eleventy", "--quiet"), ("--version",)),
)
