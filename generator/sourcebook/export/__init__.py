"""The public exports: facts.json and its schema, tables, bibliographies, annotations, feed, descriptors."""

from sourcebook.export.everything import FEED, all_files, references
from sourcebook.export.facts import GENERATOR, facts_json, schema_json
from sourcebook.export.options import ExportFile, Options

__all__ = [
    "FEED",
    "GENERATOR",
    "ExportFile",
    "Options",
    "all_files",
    "facts_json",
    "references",
    "schema_json",
]
