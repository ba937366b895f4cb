"""facts.json holds what its description promises and validates against its own schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest
from msgspec.structs import replace

from sourcebook import export
from sourcebook.pipeline import Result

# The keys of the public export; others may be added, these stay.
KEYS = {
    "": "schema generator model articles entities quotes quantities dates sources authenticity reuse origins events "
    "comparisons quote_variants curation",
    "articles": "id path sha256 title outlet authors agencies dateline url language words published text blocks",
    "entities": "id type name aliases roles mentions",
    "quotes": "id article kind content cue source speaker speaker_label channel in_recording confidence",
    "quantities": "id article start end text low high bound unit dimension counted attributed_to confidence",
    "dates": "article start end text value type",
    "sources": "id name entity kind citations",
    "authenticity": "id article start end cue object object_span stance holder confidence",
    "reuse": "id a b words similarity kind",
}


@pytest.fixture(scope="module")
def exported(made: Result) -> dict[str, Any]:
    """Return the export of the made-up story as a reader of the file sees it."""
    return json.loads(export.facts_json(made.corpus, model="m"))


def test_the_export_validates_against_its_schema(exported: dict[str, Any]) -> None:
    """The schema made from the record types is valid and accepts the export."""
    schema = json.loads(export.schema_json())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(exported)


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_the_file_is_one_text_however_many_records_are_written_at_once(
    made: Result, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is indented like any JSON, empty lists and objects, too."""
    monkeypatch.setattr(export.facts, "_AT_ONCE", at_once)
    for corpus in (made.corpus, replace(made.corpus, quotes=(), reuse=(), entities=made.corpus.entities[:1])):
        written = export.facts_json(corpus, model="m")
        assert written == msgspec.json.format(written, indent=2) + b"\n"
        assert len(json.loads(written)["articles"]) == len(corpus.articles)


def test_the_schema_refuses_what_is_not_an_export(exported: dict[str, Any]) -> None:
    """A wrong stance is no valid export: the schema is not empty."""
    wrong = {**exported, "authenticity": [{**exported["authenticity"][0], "stance": "true"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(export.schema_json()))


@pytest.mark.parametrize("table", KEYS)
def test_every_promised_key_is_there(exported: dict[str, Any], table: str) -> None:
    """No key is left out, whether it holds a value or not."""
    records = [exported] if not table else exported[table]
    assert records
    for record in records:
        assert set(KEYS[table].split()) <= set(record)


def test_working_data_of_the_stages_is_neither_exported_nor_described(exported: dict[str, Any]) -> None:
    """What articles carry from stage to stage is no key of the file, and the schema names the keys that are."""
    described = json.loads(export.schema_json())["$defs"]
    assert "Gist" not in described
    for article in exported["articles"]:
        assert set(article) == set(described["Article"]["properties"])
        assert "gists" not in article


def test_every_span_lies_in_its_article_and_reads_as_said(exported: dict[str, Any]) -> None:
    """Offsets are character offsets into the article's text, and texts stand there."""
    texts = {a["id"]: a["text"] for a in exported["articles"]}
    for table in ("quantities", "dates"):
        for record in exported[table]:
            assert texts[record["article"]][record["start"] : record["end"]] == record["text"]
    for entity in exported["entities"]:
        forms = {a["form"] for a in entity["aliases"]} | {entity["name"]}
        for mention in entity["mentions"]:
            text = texts[mention["article"]][mention["start"] : mention["end"]]
            assert text
            assert any(form in text or text in form for form in forms), (text, forms)
    for quote in exported["quotes"]:
        for span in (*quote["content"], *(s for s in (quote["cue"], quote["source"], quote["channel"]) if s)):
            assert 0 <= span["start"] < span["end"] <= len(texts[quote["article"]])


def test_every_reference_leads_to_a_record(exported: dict[str, Any]) -> None:
    """Speakers and entities, holders and sources, cited quotations: every id that is named exists."""
    entities = {e["id"] for e in exported["entities"]}
    sources = {s["id"] for s in exported["sources"]}
    quotes = {q["id"] for q in exported["quotes"]}
    assert {q["speaker"] for q in exported["quotes"]} - {None} <= entities
    assert {s["entity"] for s in exported["sources"]} - {None} <= entities
    assert {a["holder"] for a in exported["authenticity"]} - {None} <= sources
    assert {n["attributed_to"] for n in exported["quantities"]} - {None} <= sources
    assert {q for s in exported["sources"] for c in s["citations"] for q in c["quotes"]} <= quotes
    for table in ("entities", "quotes", "quantities", "sources", "authenticity", "reuse"):
        ids = [record["id"] for record in exported[table]]
        assert len(ids) == len(set(ids)), table
