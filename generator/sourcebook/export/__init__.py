"""The public exports: facts.json and its schema, tables, bibliographies, annotations, feed, descriptors."""

from sourcebook.export.everything import FEED, Kept, Made, make
from sourcebook.export.facts import GENERATOR, facts_json, schema_json
from sourcebook.export.options import ExportFile, Options

__all__ = [
    "FEED",
    "GENERATOR",
    "ExportFile",
    "Kept",
    "Made",
    "Options",
    "facts_json",
    "make",
    "schema_json",
]
