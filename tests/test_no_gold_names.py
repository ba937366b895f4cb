"""Extraction is general: no name or phrase of the annotated articles stands in the package or its cases."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import sourcebook
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("SOURCEBOOK_DATA", "../shared"))
PACKAGE = Path(sourcebook.__file__).parent
CASES = Path(__file__).with_name("cases")
SUFFIXES = {".py", ".yml", ".j2", ".json"}
# Words of a quotation in a row that nobody writes by chance.
PHRASE = 6
# Forms of one word that are common words too, or shorter than this, are not looked for.
SHORTEST = 4
ARTICLE = re.compile("^(?:the|an?) ")
# General data, which any list of the kind holds: each group with its reason.
ALLOWED = {
    "places of the world: countries, peoples, capitals and continents are known to every extractor": """
        iraq iraqi iraqis syria syrian syrians turkey turkish egypt egyptian germany german france french britain
        british briton uk us usa u.s america american americans united states kurd kurds kurdish kurdistan kobane
        lebanon lebanese libya libyan london washington europe european west western arab arabs arabic russia russian
        saudi arabia middle east africa islam islamic muslim muslims sunni shia shiite iran iranian european union
    """,
    "international agencies and broadcasters, which credits and datelines name": """
        associated press ap reuters agence france-presse afp bbc cnn cbs news cbs
    """,
    "furniture of many sites: networks and picture libraries": """
        twitter facebook youtube google instagram whatsapp telegram getty images getty internet
    """,
    "given names of which lists of transliterations and of given names hold every frequent one": """
        muhammad mohammad hussein abdullah hassan ibrahim
    """,
    "common nouns that the annotation lists as forms of a name": """
        army navy police pentagon parliament congress council government ministry coalition group state department
        defense department defence ministry white house senate fighters militants officials journalists mail post
        mirror times press photo news journalist friend regime jihadists prophet terrorist group intelligence
        community
    """,
}


def allowed() -> set[str]:
    """Return the folded words and names that are general data."""
    lines = " ".join(ALLOWED.values()).split()
    pairs = {" ".join(lines[at : at + size]) for size in (1, 2, 3) for at in range(len(lines))}
    return {fold(words) for words in pairs}


def annotated() -> Iterator[dict[str, Any]]:
    """Yield the annotation of every article annotated whole."""
    for path in sorted((DATA / "gold").glob("*/*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and "people" in content:
            yield content


def names() -> set[str]:
    """Return the folded names of the annotated people, organisations and outlets."""
    found: set[str] = set()
    for gold in annotated():
        for item in [*(gold.get("people") or ()), *(gold.get("organisations") or ())]:
            found.update([item["canonical"], *item.get("surface_forms", ())])
        outlet = gold.get("outlet")
        found.add(outlet if isinstance(outlet, str) else (outlet or {}).get("name", ""))
    plain = {ARTICLE.sub("", fold(re.sub(r"\(.*?\)", "", str(form)))) for form in found if form}
    return {form for form in plain if len(form) >= SHORTEST} - allowed()


def phrases() -> set[str]:
    """Return every run of words of the annotated quotations that is long enough to be theirs alone."""
    found: set[str] = set()
    for gold in annotated():
        for quote in gold.get("quotes") or ():
            words = fold(str(quote.get("text", ""))).split()
            found.update(" ".join(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1))
    return found


def files() -> list[Path]:
    """Return the files of the package and the cases."""
    return [p for folder in (PACKAGE, CASES) for p in sorted(folder.rglob("*")) if p.suffix in SUFFIXES]


@pytest.mark.skipif(not (DATA / "gold").is_dir(), reason="the annotated articles are not here; set SOURCEBOOK_DATA")
def test_no_name_of_the_annotated_articles_stands_in_the_package() -> None:
    """People, organisations and outlets of the annotated articles are neither in code nor in word lists or cases."""
    wanted = names()
    assert wanted
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(wanted, key=len, reverse=True))) + r")(?!\w)")
    found = {
        f"{path.name}: {match}"
        for path in files()
        if path.name != "scores.json"
        for match in pattern.findall(fold(path.read_text(encoding="utf-8")))
    }
    assert not found, "\n".join(sorted(found))


@pytest.mark.skipif(not (DATA / "gold").is_dir(), reason="the annotated articles are not here; set SOURCEBOOK_DATA")
def test_no_phrase_of_an_annotated_quotation_stands_in_the_package() -> None:
    """No six words in a row of an annotated quotation stand in code, word lists or cases."""
    wanted = phrases()
    assert wanted
    found = set()
    for path in files():
        words = fold(path.read_text(encoding="utf-8")).split()
        runs = {" ".join(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1)}
        found |= {f"{path.name}: {run}" for run in runs & wanted}
    assert not found, "\n".join(sorted(found))
