"""What is refused or bounded, with one clear line: links out of folders, files made to grow, files too large."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sourcebook import curate, read
from sourcebook.errors import CurationError, ReadError, StoreError, WriteError
from sourcebook.read import folder, sidecar
from sourcebook.read.draft import Draft
from sourcebook.records import Page
from sourcebook.store import Shelf
from sourcebook.write import MANIFEST, write_pages

REPORT = "<p>The bridge was closed on Tuesday after cracks were found, the mayor said in a statement to reporters.</p>"
KEY = "ab" * 32


def test_corrections_are_not_read_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    """Nothing is made then: without the corrections people's word would be unsaid."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    outside = tmp_path / "outside.yml"
    outside.write_text("corrections: [secret words]\n", encoding="utf-8")
    (seeds / "curation.yml").symlink_to(outside)
    with pytest.raises(CurationError, match="a link out of the folder; it was not read") as caught:
        curate.read(seeds)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_corrections_that_are_no_file_stop_the_build(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """They are not taken for none, and nothing is waited for."""
    make(tmp_path / "curation.yml")
    with pytest.raises(CurationError, match="not a regular file"):
        curate.read(tmp_path)


def test_no_page_is_written_or_removed_through_a_link(tmp_path: Path) -> None:
    """A folder of pages that is a link to elsewhere is refused, and all stays as it was."""
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    write_pages([Page(path="people/a.md", content="x"), Page(path="b.md", content="x")], docs)
    (docs / "people").rename(outside)
    (docs / "people").symlink_to(outside)
    for pages in ([Page(path="b.md", content="new")], [Page(path="people/a.md", content="new")]):
        with pytest.raises(WriteError, match="a link leads out of the folder of pages; remove the link"):
            write_pages(pages, docs)
    assert (outside / "a.md").read_text() == "x"
    assert (docs / "b.md").read_text() == "x"


def test_a_page_that_is_a_link_is_replaced_itself(tmp_path: Path) -> None:
    """What the link leads to is not written to."""
    docs, outside = tmp_path / "docs", tmp_path / "outside.md"
    write_pages([Page(path="a.md", content="x")], docs)
    outside.write_text("mine")
    (docs / "a.md").unlink()
    (docs / "a.md").symlink_to(outside)
    write_pages([Page(path="a.md", content="x")], docs)
    assert outside.read_text() == "mine"
    assert (docs / "a.md").read_text() == "x"
    assert not (docs / "a.md").is_symlink()


def test_the_folder_of_pages_itself_may_be_a_link(tmp_path: Path) -> None:
    """Only what is below it must stay below it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "docs").symlink_to(tmp_path / "real")
    write_pages([Page(path="people/a.md", content="x")], tmp_path / "docs")
    assert (tmp_path / "real" / "people" / "a.md").is_file()
    assert (tmp_path / "real" / MANIFEST).is_file()


def test_an_entry_of_the_cache_that_is_a_link_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    """It counts as none, and nothing is waited for."""
    shelf = Shelf(tmp_path / "cache", Draft, "draft")
    shelf.save(KEY, Draft(text="kept"))
    (path,) = tmp_path.rglob("*.draft")
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    assert shelf.load(KEY) is None
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert shelf.load(KEY) is None


def test_a_folder_of_the_cache_that_is_a_link_is_not_written_to(tmp_path: Path) -> None:
    """The build goes on without the cache."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "cache" / KEY[:2]).symlink_to(tmp_path / "outside")
    with pytest.raises(StoreError, match="the cache cannot be written"):
        Shelf(tmp_path / "cache", Draft, "draft").save(KEY, Draft(text="kept"))
    assert list((tmp_path / "outside").iterdir()) == []


def aliases(depth: int) -> str:
    """Return YAML whose few lines stand for 100 to the power of `depth` values."""
    lines = ["a0: &a0 x", *(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 100)}]" for n in range(1, depth + 1))]
    return "\n".join([*lines, f"authors: *a{depth}"])


def zipped(size: int) -> bytes:
    """Return the bytes of an office document whose text is so long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"0" * size)
    return out.getvalue()


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMBS: dict[str, tuple[str, bytes]] = {
    "aliases in front matter": (".md", f"---\n{aliases(6)}\n---\nText.".encode()),
    "deep front matter": (".md", b"---\na: " + b"[" * 90_000 + b"\n---\nText."),
    "long front matter": (".md", b"---\n" + b"a: b\n" * 200_000 + b"---\nText."),
    "deep JSON": (".json", b"[" * 1_000_000),
    "deep objects of JSON": (".json", b'{"articles":' * 100_000),
    "a long number in JSON": (".json", b'{"text": "Words.", "date": ' + b"1" * 1_000_000 + b"}"),
    "wrong lines of JSON": (".jsonl", b"{\n" * 20_000),
    "nested elements": (".html", b"<html><body>" + b"<div>" * 100_000 + REPORT.encode() * 5),
    "nested inline elements": (".html", b"<article>" + REPORT.encode() * 5 + b"<p><i>" * 5_000),
    "headings": (".html", b"<title>A bridge</title>" + b"<h1>A bridge</h1>" * 10_000 + REPORT.encode() * 5),
    "attributes": (".html", b"<article " + b" a=1" * 50_000 + b">" + REPORT.encode() * 5),
    "entities of XML": (
        ".html",
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{ENTITIES}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<html><body><article>{REPORT * 5}<p>It says &l11; and &f; there.</p></article></body></html>".encode(),
    ),
    "a zip file called text": (".txt", zipped(50_000_000)),
    "a zip file called a page": (".html", zipped(50_000_000)),
    "a zip file called Markdown": (".md", zipped(50_000_000)),
    "packed data called JSON": (".json", gzip.compress(b"0" * 50_000_000)),
    "packed data called text": (".txt", gzip.compress(b"0" * 50_000_000)),
}


@pytest.mark.parametrize("what", BOMBS)
def test_files_made_to_grow_are_read_small_or_refused(what: str) -> None:
    """In seconds, without taking memory for what they would become, and without another file's text."""
    suffix, data = BOMBS[what]
    start = time.process_time()
    try:
        drafts, errors = folder.READERS[suffix](data, f"a{suffix}")
    except ReadError as error:
        drafts, errors = [], [error]
    assert time.process_time() - start < 20
    assert sum(len(draft.text) for draft in drafts) <= len(data)
    assert all("root:" not in draft.text for draft in drafts)
    assert len(errors) <= 101
    assert all("\n" not in str(error) and error.remedy for error in errors)


def test_an_alias_names_its_line() -> None:
    """And says what to do, in front matter and sidecars alike; the other files are read."""
    (error,) = sidecar.read(b"title: &a Bridge\noutlet: *a\n", "a.yml").errors
    assert str(error).startswith("a.yml:2: aliases are not read; write the value out")


def test_wrong_lines_are_counted_after_the_first_hundred() -> None:
    """A file of a million wrong lines does not fill the terminal."""
    drafts, errors = folder.READERS[".jsonl"](b"{\n" * 150 + b'{"text": "Words."}', "a.jsonl")
    assert [draft.text for draft in drafts] == ["Words."]
    assert str(errors[-1]) == "a.jsonl: 50 more of its articles cannot be read; mend those named first"
    _, errors = folder.READERS[".json"](
        json.dumps([{"headline": "A", "@type": "NewsArticle"}] * 150).encode(), "a.json"
    )
    assert len(errors) == 101


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [("a.html", 10, "10 MB"), ("a.txt", 50, "50 MB"), ("a.md", 50, "50 MB"), ("a.jsonl", 1_000, "1000 MB")],
)
def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, name: str, size: int, said: str) -> None:
    """One line says so; the others are read. The files here hold nothing but a hole."""
    (tmp_path / "b.txt").write_text("text", encoding="utf-8")
    with (tmp_path / name).open("wb") as file:
        file.truncate(size * 1_000_000 + 1)
    seeds, errors = read.read_folder(tmp_path)
    assert [seed.id for seed in seeds] == ["b"]
    assert [str(error) for error in errors] == [f"{name}: the file is larger than {said}; split it"]
