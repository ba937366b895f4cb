"""The lines of an article while they are being classified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sourcebook.clean.alone import Verdict
from sourcebook.clean.lines import Line


@dataclass
class Page:
    """The lines of an article and what they have been taken for so far."""

    lines: Sequence[Line]
    given_title: str
    repeated: frozenset[str]
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    title: Line | None = None

    def open(self) -> Iterator[Line]:
        """Give the lines that nothing is known of yet."""
        return (line for line in self.lines if line.number not in self.verdicts)

    def kind(self, number: int) -> str | None:
        """Return what a line has been taken for."""
        verdict = self.verdicts.get(number)
        return verdict[0] if verdict else None
