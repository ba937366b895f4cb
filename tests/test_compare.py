"""Made-up reports set side by side: shared text, origins, events, rows and renderings, by the whole pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from sourcebook import pipeline
from sourcebook.records import Comparison, Corpus

QUAKE = {
    "coast": """Ferry sinks off Port Ellery, killing at least 14

PORT ELLERY, Nov 3, 2021 (Coast Wire) - The ferry Marigold sank off Port Ellery late on Tuesday, killing at least 14 \
people and injuring 32, the harbour office said.

The ferry left Port Ellery at dawn with far more passengers than its licence allows, and turned over when the wind rose.

Captain Ines Calloway, the ferry's master, said she had been told to sail. "The owners knew the weather would turn \
before noon," Calloway said.

Port Ellery has a population of 1.2 million people.

Rescuers searched the bay for 9 hours. The whereabouts of the second officer are unknown.
""",
    "bay": """Marigold ferry disaster leaves 17 dead

PORT ELLERY, Nov 4, 2021 - The ferry Marigold sank off Port Ellery on Tuesday night, and 17 people were killed and 40 \
injured, the health ministry said.

The ferry left Port Ellery at dawn with far more passengers than its license allows and turned over when the wind rose.

Ines Calloway, a retired navy pilot, was arrested on Wednesday. "The owners knew the weather would turn before noon," \
Calloway said.

The city of more than one million people has seen no such loss in decades. While the harbour office said the ferry \
was overloaded, other officials said the engine had failed.
""",
    "hill": """Ministers promise ferry inquiry

SARN, Nov 4, 2021 - Ministers promised an inquiry after the ferry Marigold sank off Port Ellery. The toll rose to \
17 people killed, the health ministry said.

Ferry crews reportedly warned the owners of the Marigold about leaking hull plates in September.
""",
    "vale": """Ferry owners under pressure

SARN, Nov 5, 2021 - Ferry crews warned the owners of the Marigold about leaking hull plates in September.

The ferry Marigold sank off Port Ellery on Tuesday.
""",
}
TAPES = {
    "spring": """Mountain Front leader heard on tape

SARN, April 3, 2019 - An audio recording attributed to Mountain Front leader Idris Vallon was released on Tuesday. \
The 22-minute recording could not be independently verified.

In the recording, Vallon urged his fighters to hold the mountain passes. "Burn the granaries of the oppressors and \
make their wells run dry," Vallon said.
""",
    "april": """New tape of Vallon surfaces

KESTREL, April 4, 2019 - A tape said to carry the voice of Mountain Front leader Idris Vallon was published on \
Tuesday. The recording, more than twenty minutes long, was authentic, the interior ministry said.

In the recording, Vallon urged fighters to hold the mountain passes. "Burn the barns of the oppressors, and make \
their wells run dry," Vallon said, according to a translation by the Sarn Monitor.
""",
    "winter": """Mountain Front leader breaks silence

SARN, April 9, 2019 - In his 51-minute message, an audio recording, Mountain Front leader Idris Vallon broke a long \
silence. The recording appears to be authentic, the defence ministry said.
""",
}


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return what is found in four reports on one disaster."""
    return _corpus(tmp_path_factory.mktemp("ferry"), QUAKE)


@pytest.fixture(scope="module")
def tapes(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return what is found in three reports on two recordings of one speaker."""
    return _corpus(tmp_path_factory.mktemp("tapes"), TAPES)


def _corpus(folder: Path, texts: dict[str, str]) -> Corpus:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return pipeline.analyse_folder(folder).corpus


def _rows(corpus: Corpus, kind: str, words: str) -> list[Comparison]:
    return [row for row in corpus.comparisons if row.kind == kind and words in row.topic.casefold()]


def test_shared_passages_are_found_across_spellings(ferry: Corpus) -> None:
    """A passage is found although one report spells a word in the American way and drops a comma."""
    pairs = {(r.a.article, r.b.article): r for r in ferry.reuse if not r.quoted and r.a.article != r.b.article}
    assert ("bay", "coast") in pairs
    assert pairs["bay", "coast"].words > 15


def test_shared_quotations_are_marked(ferry: Corpus) -> None:
    """What two reports quote from one speaker is marked as a quotation."""
    texts = {a.id: a.text for a in ferry.articles}
    shared = [r for r in ferry.reuse if "owners knew" in texts[r.a.article][r.a.start : r.a.end]]
    assert shared
    assert all(r.quoted or r.words > 12 for r in shared)


def test_cells_name_the_exact_sentence(ferry: Corpus) -> None:
    """Every cell's evidence lies within its article, and every row's id is its own."""
    texts = {a.id: a.text for a in ferry.articles}
    for row in ferry.comparisons:
        for cell in row.cells:
            assert 0 <= cell.evidence.start < cell.evidence.end <= len(texts[cell.article])
    assert len({row.id for row in ferry.comparisons}) == len(ferry.comparisons)


def test_killed_and_injured_are_apart(ferry: Corpus) -> None:
    """Tolls of the dead and of the injured make two rows."""
    killed = _rows(ferry, "quantity", "killed")
    injured = _rows(ferry, "quantity", "injured")
    assert len(killed) == 1
    assert len(injured) == 1
    assert {c.article for c in killed[0].cells} == {"coast", "bay", "hill"}
    assert not {c.value for c in killed[0].cells} & {c.value for c in injured[0].cells}


def test_tolls_do_not_conflict(ferry: Corpus) -> None:
    """Tolls of different days differ, for they rise; they do not contradict each other."""
    assert {row.status for row in _rows(ferry, "quantity", "injured")} == {"differ"}


def test_population_meets_the_city(ferry: Corpus) -> None:
    """A town's population in one report is set beside "the city of more than one million people" in another."""
    rows = _rows(ferry, "quantity", "population")
    assert len(rows) == 1
    assert {c.article for c in rows[0].cells} == {"coast", "bay"}
    assert rows[0].status == "differ"


def test_a_conflict_within_one_report_counts(ferry: Corpus) -> None:
    """Two sources that one sentence sets against each other are a conflict of that report with itself."""
    rows = [r for r in ferry.comparisons if r.status == "conflict" and {c.article for c in r.cells} == {"bay"}]
    assert rows


def test_hedge_drift(ferry: Corpus) -> None:
    """What one report hedges and another states bare is a row of its own, with the hedge as the reason."""
    rows = _rows(ferry, "wording", "whether")
    assert any("reportedly" in row.why and {c.article for c in row.cells} == {"hill", "vale"} for row in rows)


def test_silent_reports_are_those_of_the_event_that_have_no_cell(ferry: Corpus) -> None:
    """A row names its event, and with that the reports that say nothing on its topic."""
    row = _rows(ferry, "quantity", "population")[0]
    event = next(event for event in ferry.events if event.id == row.event)
    told = {cell.article for cell in row.cells}
    assert told < set(event.articles)
    assert "hill" in set(event.articles) - told


def test_origins_are_counted(ferry: Corpus) -> None:
    """Two reports that share much of their prose stand for one origin."""
    assert any({"bay", "coast"} <= set(origin.articles) for origin in ferry.origins)
    row = _rows(ferry, "quantity", "population")[0]
    assert row.independent == 1


def test_recordings_of_other_lengths_are_other_events(tapes: Corpus) -> None:
    """The report on the 51-minute message stands apart from those on one of about 22 minutes."""
    events = {article: event.id for event in tapes.events for article in event.articles}
    assert events["spring"] == events["april"]
    assert events["winter"] != events["spring"]
    for row in tapes.comparisons:
        if row.kind in {"quantity", "stance", "date"}:
            assert "winter" not in {cell.article for cell in row.cells}


def test_lengths_of_one_recording(tapes: Corpus) -> None:
    """The lengths that two reports give for a recording are one row, and differ where both can hold."""
    rows = _rows(tapes, "quantity", "length of the recording")
    assert len(rows) == 1
    assert {c.article for c in rows[0].cells} == {"spring", "april"}
    assert rows[0].status == "differ"


def test_stances_on_one_recording(tapes: Corpus) -> None:
    """Stances on an object of one event are one row, each stance of a holder once an article."""
    rows = _rows(tapes, "stance", "recording")
    assert len(rows) == 1
    cells = [(c.article, c.value, c.source) for c in rows[0].cells]
    assert len(cells) == len(set(cells))
    assert {"spring", "april"} <= {c.article for c in rows[0].cells}


def test_two_translations_are_one_utterance(tapes: Corpus) -> None:
    """Two translations of a line are aligned, with the mediator that one report names."""
    assert any({m.article for m in v.members} == {"spring", "april"} for v in tapes.quote_variants)
    assert {v.differs_in for v in tapes.quote_variants} <= {"translation", "wording", "excerpt", "nothing"}
