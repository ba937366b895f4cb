"""The public export: facts.json and its JSON Schema."""

from sourcebook.export.facts import facts_json, schema_json

__all__ = ["facts_json", "schema_json"]
