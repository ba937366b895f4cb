"""People's corrections of what the machine found: seeds/curation.yml, read, anchored and laid over the findings."""

from sourcebook.curate.curator import Curator, Given, corrected, with_values
from sourcebook.curate.entries import Corrections
from sourcebook.curate.reading import path_of, read
from sourcebook.curate.schema import NAME as SCHEMA
from sourcebook.curate.schema import schema_json
from sourcebook.errors import CurationError

__all__ = [
    "SCHEMA",
    "Corrections",
    "CurationError",
    "Curator",
    "Given",
    "corrected",
    "path_of",
    "read",
    "schema_json",
    "with_values",
]
