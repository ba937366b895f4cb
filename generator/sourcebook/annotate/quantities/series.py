"""What a number counts that something has come to: "the number of people killed rose to 61"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.counted import Counted, phrase_of, scan
from sourcebook.annotate.quantities.lexicon import forms, words

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token

# "The number of people killed when the ferry sank on Sunday rose to 61": so many tokens lie between at most.
_SERIES_REACH = 25


def of_series(doc: Doc, first: int, last: int) -> Counted | None:
    """Return what a number counts that has come to it: "the number of people killed rose to 61".

    Args:
        doc: the parsed article.
        first: index of the first token of the number or its bound words.
        last: index of the number's last token.
    """
    before = doc[first - 1] if first else None
    if before is not None and before.lower_ in {"to", "at"} and before.i:
        before = doc[before.i - 1]
    if before is None or before.lemma_.lower() not in words("series"):
        return None
    for at in range(before.i - 1, max(0, before.i - _SERIES_REACH), -1):
        if doc[at].lower_ == "of" and doc[at - 1].lower_ == "number":
            noun = scan(doc, at, determined=True)
            return Counted(noun, doc[last].idx + len(doc[last]), _lost(noun, at), sure=False) if noun else None
        if doc[at].is_sent_start:
            return None
    return None


def _lost(noun: Token, of: int) -> str:
    """Return a noun's phrase with what is said of it right behind, which the parse may hang elsewhere."""
    phrase, after = phrase_of(noun, of), noun.doc[noun.i + 1].lemma_.lower()
    for group in ("killed", "injured"):
        if after in words(group) and group not in phrase.split():
            return f"{phrase} {group}"
    state = forms("states").get(after, "")
    return phrase if not state or state in phrase.split() else f"{phrase} {state}"
