"""Review in the browser while `mkdocs serve` runs: what a person decides there is written into curation.yml."""

from sourcebook.review.desk import Desk
from sourcebook.review.server import guarded

__all__ = ["Desk", "guarded"]
