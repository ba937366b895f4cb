"""What changed between two builds: findings gained, lost and changed, corrections that lost their place."""

from sourcebook.changes.between import between
from sourcebook.changes.loading import corpus_of
from sourcebook.changes.shown import FORMATS, Format, shown

__all__ = ["FORMATS", "Format", "between", "corpus_of", "shown"]
