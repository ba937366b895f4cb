"""Quotations and attributions of an article: what is said, by whom, through whom."""

from __future__ import annotations

from sourcebook.annotate.quotes.finder import find

__all__ = ["find"]
