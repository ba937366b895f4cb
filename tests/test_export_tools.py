"""Every exported file is read by the tool it is made for, and says there what the findings say."""

from __future__ import annotations

import importlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict, replace
from tests.made_up import story
from tests.test_pages import hostile_corpus

from sourcebook import export
from sourcebook.records import Corpus

OPTIONS = export.Options(
    site_name="Harbour",
    site_url="https://harbour.example/",
    released="2031-06-01",
    license="https://example.org/licence",
)


def written(corpus: Corpus, folder: Path) -> Path:
    """Return the folder into which all files of the export were written."""
    addresses = {article.id: f"articles/{number}.html" for number, article in enumerate(corpus.articles)}
    options = replace(OPTIONS, pages=addresses)
    for file in export.make(corpus, model="m", options=options).files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder / "data"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of the made-up story."""
    return written(story(), tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of a corpus whose every string is hostile."""
    return written(encodable(), tmp_path_factory.mktemp("hostile"))


def encodable() -> Corpus:
    """Return the hostile corpus without halves of characters, which no reader of articles lets through."""

    def whole(item: object) -> bool:
        return "\\ud" not in ascii(item)

    corpus = hostile_corpus()
    # A digest is made by the reader and never hostile.
    corpus = replace(corpus, articles=tuple(replace(article, sha256="0" * 64) for article in corpus.articles))
    fields = asdict(corpus).items()
    return Corpus(**{n: tuple(filter(whole, value)) if isinstance(value, tuple) else value for n, value in fields})


@pytest.mark.parametrize("which", ["data", "hostile"])
def test_frictionless_accepts_the_data_package(which: str, request: pytest.FixtureRequest) -> None:
    """Every table has the columns, types and keys that the descriptor promises."""
    frictionless = importlib.import_module("frictionless")
    folder: Path = request.getfixturevalue(which)
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert len(report.tasks) > 5


def test_bibtexparser_reads_the_bibliography(data: Path, hostile: Path) -> None:
    """Each article is an entry with its title and a key of its own."""
    parser = importlib.import_module("bibtexparser")
    for folder, corpus in ((data, story()), (hostile, encodable())):
        read = parser.loads((folder / "articles.bib").read_text(encoding="utf-8"))
        assert len(read.entries) == len(corpus.articles)
        assert len({entry["ID"] for entry in read.entries}) == len(corpus.articles)
    titles = " ".join(entry["title"] for entry in parser.loads((data / "articles.bib").read_text("utf-8")).entries)
    assert "leaked harbour tape" in titles


def test_rispy_reads_the_bibliography(data: Path) -> None:
    """Each article is a reference of a known type with its title."""
    read = importlib.import_module("rispy").loads((data / "articles.ris").read_text(encoding="utf-8"))
    assert len(read) == 2
    assert {each["type_of_reference"] for each in read} <= {"NEWS", "MGZN", "ELEC"}
    assert any("leaked harbour tape" in str(each) for each in read)


def test_feedparser_reads_the_feed(data: Path) -> None:
    """The feed is well-formed Atom; every entry has an id, a title, a link and a date."""
    feed = importlib.import_module("feedparser").parse((data / "feed.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.entries
    for entry in feed.entries:
        assert entry.id
        assert entry.title
        assert entry.updated_parsed
        assert entry.link.startswith("https://harbour.example/articles/")


def test_the_crate_is_read_and_describes_every_file(data: Path) -> None:
    """The RO-Crate library loads it, and each file it names is there."""
    crate = importlib.import_module("rocrate.rocrate").ROCrate(str(data))
    named = {entity.id for entity in crate.get_entities() if entity.type == "File" or "File" in entity.type}
    assert {"facts.json", "sourcebook.sqlite", "articles.bib", "datapackage.json"} <= named
    assert [name for name in named if not (data / name).is_file()] == []
    assert "1.2" in str(crate.metadata.get("conformsTo"))


def test_csl_json_has_what_citation_processors_need(data: Path) -> None:
    """A list of items with id and type from the vocabulary, and dates as lists of numbers."""
    items = json.loads((data / "articles.csl.json").read_text(encoding="utf-8"))
    assert len(items) == 2
    for item in items:
        assert item["id"]
        assert item["type"] in {"article-newspaper", "webpage", "article"}
        for day in item.get("issued", {}).get("date-parts", []):
            assert all(isinstance(part, int) for part in day)


def test_annotations_select_what_they_quote(data: Path) -> None:
    """Each annotation's position and quotation lead to the same words of the text it is on (Web Annotation model)."""
    made = json.loads((data / "annotations.jsonld").read_text(encoding="utf-8"))
    assert "http://www.w3.org/ns/anno.jsonld" in json.dumps(made["@context"])
    items = made["first"]["items"] if isinstance(made.get("first"), dict) else made["items"]
    assert len(items) > 20
    for item in items:
        assert item["type"] == "Annotation"
        assert item["body"]
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            _selects(data, target)


def _selects(data: Path, target: dict[str, Any]) -> None:
    selectors = target["selector"] if isinstance(target["selector"], list) else [target["selector"]]
    by_type = {selector["type"]: selector for selector in selectors}
    source = target["source"]
    name = re.sub(r"^https://harbour\.example/(data/)?", "", source["id"] if isinstance(source, dict) else source)
    text = (data / name).read_bytes().decode("utf-8")
    position, quote = by_type["TextPositionSelector"], by_type["TextQuoteSelector"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text[: position["start"]].endswith(quote.get("prefix", ""))
    assert text[position["end"] :].startswith(quote.get("suffix", ""))


def test_sqlite_finds_its_database_sound(data: Path, hostile: Path) -> None:
    """The file is whole, no reference leads nowhere, and the full-text search finds a word."""
    for folder in (data, hostile):
        with sqlite3.connect(folder / "sourcebook.sqlite") as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    with sqlite3.connect(data / "sourcebook.sqlite") as database:
        assert database.execute("select count(*) from search where search match 'harbour'").fetchone()[0] == 2
