"""The public export: facts.json and its JSON Schema."""

from sourcebook.export.facts import GENERATOR, facts_json, schema_json

__all__ = ["GENERATOR", "facts_json", "schema_json"]
