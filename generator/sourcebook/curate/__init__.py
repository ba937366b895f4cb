"""People's corrections of what the machine found: seeds/curation.yml, read, anchored and laid over the findings."""

from sourcebook.curate.agreeing import Agreement, agreement
from sourcebook.curate.curator import Curator, Given, corrected, with_values
from sourcebook.curate.entries import Corrections
from sourcebook.curate.reading import parse, path_of, read
from sourcebook.curate.schema import NAME as SCHEMA
from sourcebook.curate.schema import schema_json
from sourcebook.errors import CurationError

__all__ = [
    "SCHEMA",
    "Agreement",
    "Corrections",
    "CurationError",
    "Curator",
    "Given",
    "agreement",
    "corrected",
    "parse",
    "path_of",
    "read",
    "schema_json",
    "with_values",
]
