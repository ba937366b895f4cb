"""What a person decides in the browser: turned into entries, written, and taken back."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcebook.curate import vocabulary
from sourcebook.errors import CurationError
from sourcebook.records import Corpus
from sourcebook.review import writing
from sourcebook.review.building import Finder

_DOS = ("confirm", "reject", "correct", "merge")
_LONGEST = 2000


@dataclass(frozen=True)
class _Written:
    finding: str
    do: str
    text: str


class Desk:
    """One review while the site is served.

    Args:
        folder: the folder of articles, in which curation.yml stands.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: list[_Written] = []
        self._busy = threading.Lock()
        self._finder: Finder | None = None

    def show(self, corpus: Corpus) -> None:
        """Take the findings of the build that is served now."""
        self._finder = Finder(corpus)

    def session(self) -> dict[str, Any]:
        """Return what the browser needs to know: what can be set of each kind, and how much can be undone."""
        return {"fields": vocabulary.SETS, "undo": len(self._written)}

    def says(self, finding: str) -> dict[str, Any]:
        """Return what a finding says now."""
        return self._finder.says(finding) if self._finder else {}

    def decide(self, asked: dict[str, Any]) -> str:
        """Write what a person decided; return what was done, in one line.

        Args:
            asked: ``finding``, ``do``, ``by``, and perhaps ``reason``, ``set``, ``other``; anything may stand in them.

        Raises:
            CurationError: it is not understood, or the file cannot be written.
        """
        finding, do, by = (_text(asked, key) for key in ("finding", "do", "by"))
        if self._finder is None or do not in _DOS or not by.strip():
            raise CurationError("this is not understood", text=do, remedy="give your name and an action")
        reason = _text(asked, "reason") or "seen in review"
        place = self._finder.merge(finding, _text(asked, "other")) if do == "merge" else self._finder.entry(finding)
        entry: dict[str, Any] = {"do": do, **place}
        if do == "correct":
            entry["set"] = _values(asked.get("set"))
        entry |= {"by": by.strip(), "date": dt.datetime.now(tz=dt.UTC).date().isoformat(), "reason": reason}
        with self._busy:
            # A verdict takes the place of the one that was given before in this session.
            before = next(
                (w for w in self._written if w.finding == finding and w.do != "merge" and do != "merge"), None
            )
            text = writing.append(self._folder, entry, instead_of=before.text if before else "")
            self._written = [w for w in self._written if w is not before] + [_Written(finding, do, text)]
        return f"{do}: written to curation.yml"

    def undo(self) -> str:
        """Take back what was decided last; return what was done, in one line.

        Raises:
            CurationError: there is nothing to take back, or the file has been changed there since.
        """
        with self._busy:
            if not self._written:
                raise CurationError("there is nothing to undo", remedy="edit curation.yml for older entries")
            writing.remove(self._folder, self._written[-1].text)
            done = self._written.pop()
        return f"{done.do}: taken back"


def _text(asked: dict[str, Any], key: str) -> str:
    value = asked.get(key, "")
    return value[:_LONGEST] if isinstance(value, str) else ""


def _values(given: Any) -> dict[str, Any]:
    """Return the values to set that are plain; the reader of curation.yml checks what they say."""
    if not isinstance(given, dict) or not given:
        raise CurationError("no value was changed", remedy="change one, or confirm the finding")
    if not all(v is None or isinstance(v, str | int | float | bool) for v in given.values()):
        raise CurationError("a value is no text and no number", remedy="edit curation.yml for lists")
    return {str(k): v for k, v in given.items()}
