"""Cleaning: every block of an article is taken for what it is; nothing is deleted."""

from sourcebook.clean.classify import classify, furniture
from sourcebook.clean.segment import segment

__all__ = ["classify", "furniture", "segment"]
