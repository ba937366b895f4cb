"""Numbers and what they count."""

from sourcebook.annotate.quantities.find import find

__all__ = ["find"]
