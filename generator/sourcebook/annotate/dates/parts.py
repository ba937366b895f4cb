"""Parts of a day told before its date: "the morning of March 2" is one time, on that day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sourcebook.annotate.timex.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.records import DateMention

_PART = re.compile(
    r"(?:\b(?:in|on|by|during) )?(?:\bthe )?(?:\b(?:early|late|mid)[- ])?"
    r"(?:\b(?P<part>morning|afternoon|evening|night|dawn)|\bearly hours) (?:of|on) $",
    re.IGNORECASE,
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The longest opening, "during the early afternoon of ", in characters.
_REACH = 40


def joined(text: str, mentions: Iterable[DateMention]) -> tuple[DateMention, ...]:
    """Join parts of a day to the dates behind them, as TIMEX3 does.

    Args:
        text: the article's text.
        mentions: its time expressions, in text order.

    Returns:
        The expressions; a day with a part of it before is one, of type ``TIME``.
    """
    made: list[DateMention] = []
    for mention in mentions:
        found = _PART.search(text, max(0, mention.start - _REACH), mention.start)
        if found is None or not _DAY.fullmatch(mention.value or ""):
            made.append(mention)
            continue
        while made and made[-1].end > found.start():
            made.pop()
        code = words().parts.get((found["part"] or "morning").lower())
        start = found.start()
        whole = {"start": start, "text": text[start : mention.end], "value": f"{mention.value}T{code}", "type": "TIME"}
        made.append(replace(mention, **whole))
    return tuple(made)
