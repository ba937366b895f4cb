"""Hostile seeds: nothing in them is executed, included, or breaks a page."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import Site, build_site, serve

# Every line must be shown as it stands.
LINES = (
    "<script>window.hit = 1; alert(1)</script>",
    '<img src=x onerror="window.hit = 2"> and <svg onload=alert(3)> were in the feed.',
    "See [the tape](javascript:window.hit=4) and <javascript:alert(5)> for more, he said.",
    "| a | b |\n|---|---|\n| c | d |",
    "{{ config.site_name }} and {% include 'base.html' %} and ${7*7} were quoted.",
    '--8<-- "mkdocs.yml"',
    "# A heading that is none {#own .big onclick=alert(6)}",
    "The mayor {: .big onclick='window.hit=7' } said so.",
    "[TOC]",
    "The mayor[^1] said so.\n\n[^1]: A footnote that is none.",
    "*[mayor]: an abbreviation that is none",
    "    an indented line that is no code",
    "```\nfenced\n```",
    '!!! danger "Not an admonition"',
    "- [x] no task\n1. no list",
    "&lt;b&gt; stays as written &amp; so does &#x3C;i&#x3E;",
    "\\*escaped\\* and `code` and **bold** and _em_ and ~~gone~~ and ==mark==",
    "Setext\n======",
    ":smile: and www.example.com and mailto:a@b.example",
    "<!-- a comment that is none --> <![CDATA[ x ]]> <?php echo 1 ?>",
    "</div></article></body></html> The page goes on.",
)
STORY = """<script>window.hit = 9</script> Mayor "quoted" & others speak

Mayor Anna <b>Holm</b> said "the bridge is safe" on Tuesday. About 300 people were there, she said.

{lines}

The recording could not be verified, Holm said.
"""


def hostile_folder(folder: Path) -> Path:
    """Write the hostile seeds and return their folder."""
    seeds = folder / "hostile"
    seeds.mkdir()
    (seeds / "lines.txt").write_text(STORY.replace("{lines}", "\n\n".join(LINES)), encoding="utf-8")
    (seeds / "front.md").write_text(
        "---\ntitle: \"x' <script>window.hit=10</script> --- \\n template: evil.html\"\noutlet: '<b>O</b>'\n"
        "url: javascript:window.hit=11\ntemplate: 404.html\nhide: [navigation]\n---\n\n"
        "---\ntitle: second front matter\n---\n\nThe mayor said that the bridge was safe on Tuesday.\n",
        encoding="utf-8",
    )
    (seeds / "page.html").write_text(
        "<html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>"
        "<script>window.hit=12</script><p onclick='window.hit=13'>The bridge was closed on Tuesday after cracks were "
        "found, the mayor said in a statement to reporters.</p><iframe src='https://example.com'></iframe>"
        "<p>About 300 people were told to leave their homes nearby, the police said on Wednesday.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    (seeds / 'it\'s a "näme" <b>&.txt').write_text("Bridge opens\n\nThe bridge opened on Friday, she said.\n", "utf-8")
    (seeds / "zero.txt").write_bytes(b"Bridge\x00 report\n\nThe mayor\x00 said the bridge was safe.\n")
    (seeds / "line.txt").write_text("The bridge is safe, the mayor said. " * 140_000, encoding="utf-8")
    (seeds / "empty.txt").write_bytes(b"")
    (folder / "secret.txt").write_text("A secret outside of the seeds.\n", encoding="utf-8")
    (seeds / "link.txt").symlink_to(folder / "secret.txt")
    return seeds


@pytest.fixture(scope="module")
def hostile(browser: Browser) -> Iterator[Site]:
    """Return the served site of the hostile seeds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "a project"
        project.mkdir()
        yield from serve(build_site(project, hostile_folder(folder)), browser)


def test_nothing_of_a_hostile_seed_is_executed(hostile: Site) -> None:
    """No script runs, no dialog opens, no foreign request is made, on any page."""
    visit = hostile.visit("index.html")
    for path in hostile.pages():
        visit.open(hostile.address + path)
        assert (path, visit.harmed()) == (path, [])


def test_every_line_is_shown_as_it_stands(hostile: Site) -> None:
    """What looks like markup is text on the page."""
    shown = " ".join(hostile.visit("articles/lines.html").page.locator("article").text_content().split())  # type: ignore[union-attr]
    missing = [line for line in LINES if " ".join(line.split()) not in shown and not _in_parts(line, shown)]
    assert not missing


def _in_parts(line: str, shown: str) -> bool:
    """Return whether each line of a text that spans several is shown, though marks may stand between."""
    return all(" ".join(part.split()) in shown for part in line.splitlines())


def test_nothing_is_included(hostile: Site) -> None:
    """No file of the project or of the machine gets into a page through a seed."""
    for path in hostile.pages():
        html = (hostile.folder / path).read_text(encoding="utf-8")
        assert "A secret outside" not in html
        if path.startswith("articles/lines"):
            assert "site_name:" not in html


def test_titles_are_text_everywhere(hostile: Site) -> None:
    """A title with markup in it is text in the heading, the browser's tab and the lists."""
    page = hostile.visit("articles/lines.html").page
    assert page.locator("h1 script, title script").count() == 0
    assert "<script>" in page.title()
    assert "<script>" in page.locator("h1").first.inner_text()
    listed = hostile.visit("articles/index.html").page
    assert "<script>window.hit = 9</script>" in listed.locator("article").inner_text()


def test_names_of_files_are_text(hostile: Site) -> None:
    """A file name with quotes, tags and other letters has its page, and the page shows the name."""
    pages = [p for p in hostile.pages() if re.search(r"articles/.*name", p)]
    assert len(pages) == 1
    assert 'it\'s a "näme" <b>&.txt' in hostile.visit(pages[0]).page.locator("article").text_content()  # type: ignore[operator]


def test_the_other_articles_have_their_pages(hostile: Site) -> None:
    """The empty file and the link out of the folder have none; all others do."""
    made = {p for p in hostile.pages() if p.startswith("articles/") and "index" not in p}
    for name in ("lines", "front", "page", "zero", "line"):
        assert f"articles/{name}.html" in made
    assert not any(p.startswith(("articles/empty", "articles/link")) for p in made)
