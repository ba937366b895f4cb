"""The public exports: facts.json and its schema, tables, bibliographies, annotations, feed, descriptors."""

from sourcebook.export.everything import FEED, Kept, Made, make, references
from sourcebook.export.facts import GENERATOR, facts_json, schema_json
from sourcebook.export.options import Cut, ExportFile, Last, Options, Sink
from sourcebook.export.webannotations import Items

__all__ = [
    "FEED",
    "GENERATOR",
    "Cut",
    "ExportFile",
    "Items",
    "Kept",
    "Last",
    "Made",
    "Options",
    "Sink",
    "facts_json",
    "make",
    "references",
    "schema_json",
]
