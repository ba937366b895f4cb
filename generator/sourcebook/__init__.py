"""Sourcebook: a folder of news articles about one story becomes a searchable research site."""

__version__ = "0.1.0"
