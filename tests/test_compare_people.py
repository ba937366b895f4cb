"""What reports tell of people and names, set side by side: fates, descriptions, other names, what letters stand for."""

from __future__ import annotations

import pytest

from sourcebook import pipeline
from sourcebook.compare import name_rows
from sourcebook.compare.spoken import spoken
from sourcebook.records import Comparison, Corpus

REPORTS = {
    "harbour": """Engineer killed in Port Ellery

PORT ELLERY, May 4, 2020 - Harbour engineer Mirko Tandel was killed on Sunday when a crane fell, the Ellery Dock Board \
(EDB) said. The crane stood less than a kilometer (mile) away from the harbour office.

Mirko Tandel, a father of three, had worked at the docks since 1998. The mayor, Ruta Osk, also known as Ruta Brandell, \
visited the docks.

The crane killed two people, including one engineer.
""",
    "valley": """Family mourns Tandel

KESTREL, May 5, 2020 - The death of engineer Mirko Tandel was the first at the docks in ten years, said the Eastern \
Dock Brotherhood (EDB). The crane stood less than a mile away from the harbour office.

Mirko Tandel, one of the founders of the dockers' choir, was reportedly killed by a falling crane. Mayor Ruta Osk did \
not speak.
""",
    "sound": """Crane falls

SARN, May 5, 2020 - Colleagues of Mirko Tandel doubted that the crane had been checked. Ruta Osk, the former minister \
of ports whose real name is Ruta Vindel, promised an inquiry.
""",
}


@pytest.fixture(scope="module")
def docks(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return what is found in three reports on one accident."""
    folder = tmp_path_factory.mktemp("docks")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return pipeline.analyse_folder(folder).corpus


def _row(corpus: Corpus, topic: str) -> Comparison:
    return next(row for row in corpus.comparisons if row.topic == topic)


def test_a_death_told_by_two_reports(docks: Corpus) -> None:
    """The death stands in a row; that one report hedges it is said."""
    row = _row(docks, "death of Mirko Tandel")
    assert {cell.article for cell in row.cells} == {"harbour", "valley"}
    assert row.status == "differ"
    assert "hedged" in row.why


def test_short_names_spelt_out_differently(docks: Corpus) -> None:
    """What the letters stand for differs from report to report."""
    row = _row(docks, "what EDB stands for")
    assert {cell.value for cell in row.cells} == {"Ellery Dock Board", "Eastern Dock Brotherhood"}
    assert row.status == "differ"


def test_other_names_of_one_person(docks: Corpus) -> None:
    """Names given as the real one or as known otherwise stand side by side."""
    row = _row(docks, "names of Ruta Osk")
    assert {cell.value for cell in row.cells} == {"Ruta Brandell", "Ruta Vindel"}


def test_a_conversion_without_its_number(docks: Corpus) -> None:
    """A mile against a "kilometer (mile)" is told as a slip, not as a conflict."""
    row = next(row for row in docks.comparisons if "distance" in row.topic)
    assert row.status == "differ"
    assert "lost its number" in row.why


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('He said "go now" and left.', ["go now"]),
        ('go now," he said, and "never return".', ["go now,", "never return"]),
        ("He said he would go.", ["He said he would go."]),
        ('"Go now," he said. "Go', ["Go now,", "Go"]),
    ],
)
def test_what_stands_within_marks(text: str, parts: list[str]) -> None:
    """Marks that close come behind words, marks that open before them, whatever their number."""
    assert [text[start:end] for start, end in spoken(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("also known as EDB or EDC", False),
        ("also EDB", False),
        ("the dockers' union", True),
        ("the Ellery choir", True),
    ],
)
def test_another_name_is_no_description(said: str, says: bool) -> None:  # noqa: FBT001 - a parameter of the case
    """What only names a body once more does not say what it is."""
    assert name_rows._says(said) is says
