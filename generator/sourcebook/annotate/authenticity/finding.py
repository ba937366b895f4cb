"""What a rule hands on: the cue, what it is about, the stance, and who may hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sourcebook.annotate.authenticity.objects import Thing
    from sourcebook.parsed import Token
    from sourcebook.records import Confidence, Stance


@dataclass(frozen=True)
class Finding:
    """A statement as a rule found it; `cue` is token bounds, `holder` the token of a subject that takes the stance."""

    cue: tuple[int, int]
    anchor: Token
    thing: Thing
    stance: Stance
    rule: str
    confidence: Confidence = "high"
    holder: Token | None = None
