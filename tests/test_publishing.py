"""What is withheld is nowhere: not in pages, search index, the files of Find, exports, nor in what a browser gets."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT, STORY

# A sentence in which nothing is found, and a line that is no prose; of the one article that is given in excerpts.
SECRETS = ("quietly shimmering marble", "Subscribe to our delightful marmalade letter")
OPEN = "gently rolling velvet"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site in which one article is whole and another is given in excerpts by its sidecar."""
    project = tmp_path_factory.mktemp("withheld")
    shutil.copytree(STORY, project / "seeds")
    held = project / "seeds" / "harbour-post.txt"
    text = held.read_text(encoding="utf-8").rstrip()
    held.write_text(
        f"{text}\n\nClouds drifted over {SECRETS[0]} all along the shore.\n\n{SECRETS[1]}\n", encoding="utf-8"
    )
    held.with_suffix(".yml").write_text("rights: excerpts\n", encoding="utf-8")
    other = project / "seeds" / "island-times.txt"
    other.write_text(
        f"{other.read_text(encoding='utf-8').rstrip()}\n\nThe hills were {OPEN} all along the shore.\n",
        encoding="utf-8",
    )
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"nav": [{"Articles": "articles/index.md"}], "not_in_nav": "*", "validation": {}}
    (project / "docs" / "assets").mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "assets" / "favicon.svg", project / "docs" / "assets")
    (project / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return project / "site"


def holding(site: Path, words: str) -> set[str]:
    """Return the files of a site that hold some words, whatever stands between them; packed files unpacked."""
    found = set()
    wanted = "".join(words.lower().split()).encode()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if wanted in b"".join(data.lower().split()):
            found.add(path.relative_to(site).as_posix())
    return found


@pytest.mark.parametrize("words", [*SECRETS, "marmalade", "shimmering"])
def test_withheld_text_is_in_no_file_of_the_site(site: Path, words: str) -> None:
    """Neither the sentence nor a single word of it."""
    assert holding(site, words) == set()


def test_the_same_search_finds_what_is_not_withheld(site: Path) -> None:
    """The other article's text is on its page, in the search index and in the exports: the test above can fail."""
    found = holding(site, OPEN)
    assert {"articles/island-times.html", "search/search_index.json", "data/facts.json"} <= found
    assert any(path.endswith(".sqlite") for path in found)


def test_evidence_of_a_withheld_article_is_shown(site: Path) -> None:
    """Sentences that findings rest on stay readable, with their marks."""
    page = (site / "articles" / "harbour-post.html").read_text(encoding="utf-8")
    assert "never saw the barge" in page
    assert "Only the sentences that carry findings are shown" in page


def test_the_full_text_index_of_the_database_has_no_withheld_word(site: Path) -> None:
    """The words are not in the index's own tables either."""
    with sqlite3.connect(site / "data" / "sourcebook.sqlite") as database:
        assert database.execute("select count(*) from search where search match 'shimmering'").fetchone() == (0,)
        assert database.execute("select count(*) from search where search match 'velvet'").fetchone() == (1,)
