"""facts.json, version 1, and its JSON Schema, both made from the record types."""

from __future__ import annotations

from typing import Any

import msgspec

from sourcebook import __version__
from sourcebook.records import Corpus, Export

GENERATOR = f"sourcebook {__version__}"


def facts_json(corpus: Corpus, *, model: str) -> bytes:
    """Return the export of a corpus as UTF-8 JSON, two spaces deep, ending in a line feed.

    Args:
        corpus: what was found.
        model: name and version of the language model.
    """
    fields = {name: getattr(corpus, name) for name in Corpus.__struct_fields__}
    export = Export(generator=GENERATOR, model=model, **fields)
    first = {"schema": export.schema, "generator": export.generator, "model": export.model}
    return msgspec.json.format(msgspec.json.encode({**first, **fields}), indent=2) + b"\n"


def schema_json() -> bytes:
    """Return the JSON Schema (draft 2020-12) that every export validates against."""
    schema: dict[str, Any] = msgspec.json.schema(Export)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Sourcebook facts", **schema}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
