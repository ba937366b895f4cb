"""Errors that end in one clear line: what is wrong, where, and what to do about it."""

from __future__ import annotations


class SourcebookError(Exception):
    """Base of all errors a user can cause.

    Args:
        message: what is wrong, in one line.
        file: the file it concerns, as the user would name it.
        line: 1-based line number in that file.
        text: the offending text; shortened when shown.
        remedy: what the user can do.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        text: str | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.text = text
        self.remedy = remedy

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        shown = "" if not self.text else f" ({_shorten(self.text)!r})"
        remedy = "" if not self.remedy else f"; {self.remedy}"
        return " ".join(f"{place}{self.message}{shown}{remedy}".split())


class ReadError(SourcebookError):
    """A seed or its sidecar cannot be read."""


class SkippedError(ReadError):
    """A file among the seeds is no article and was left out: worth a line, not a failure."""


class ModelMissingError(SourcebookError):
    """The language model is not installed."""


class StoreError(SourcebookError):
    """The cache cannot be written."""


class ClusterError(SourcebookError):
    """The machines that were to share the work cannot be used."""


class WriteError(SourcebookError):
    """A page or export cannot be written."""


class FetchError(SourcebookError):
    """An article cannot be fetched."""


class CurationError(SourcebookError):
    """A correction cannot be understood, or has no place."""


class NearError(CurationError):
    """A correction was applied at words that differ a little, or has nothing left to do: a line, not a failure."""


class OrphanError(CurationError):
    """A correction has no place, or contradicts another: listed on the review page; the site is made without it."""


# What is told to the user without failing anything.
NOTES = (SkippedError, NearError)


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
