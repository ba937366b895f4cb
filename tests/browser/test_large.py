"""The tour of a large site: on a small one it opens each kind of page, finds by each question, and shows each page."""

from __future__ import annotations

from pathlib import Path

from tests.bench import large, search, weight
from tests.browser.conftest import Site


def test_every_kind_of_page_is_opened_and_every_question_answered(site: Site, tmp_path: Path) -> None:
    """Bytes and paints are told for each page, no page is in error or wider than a phone, each search finds."""
    paths = large.chosen(site.folder)
    assert {"index.html", "articles/index.html", "find/index.html", "compare/timeline.html"} <= set(paths)
    assert any(path.startswith("people/") for path in paths if "index" not in path)
    with weight.packed(site.folder, search.Counted) as address:
        for path in (paths[0], paths[-1]):
            opened = large.visit(site.browser, address, path)
            assert opened.received > 10_000
            assert 0 < opened.first <= opened.last
            assert (opened.errors, opened.shape["over"]) == ([], 0)
        for label, path, result in large.questions(site.folder):
            own, took = large.search(site.browser, address, path, result)
            assert own > 1_000, label
            assert took < weight.DELAY * 100, label
        large.pictures(site.browser, address, paths[:1], tmp_path)
    assert sorted(shown.name for shown in tmp_path.iterdir()) == [
        f"index-{label}{end}.png" for label in ("desktop", "phone") for end in ("-end", "")
    ]


def test_the_weight_of_a_site_is_told(tmp_path: Path) -> None:
    """Files, bytes, folders, the largest page and pages that are too large are counted."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.html").write_text("<tr>" * 300_000, encoding="utf-8")
    (tmp_path / "index.html").write_text('<a href="articles/one.html">', encoding="utf-8")
    told = dict(large.sizes(tmp_path))
    assert told["files"] == "2, 1.2 MB"
    assert told["pages above 1 MB"] == "1"
    assert told["  articles/one.html"] == "1,200 kB, 300000 rows, 0 links"
