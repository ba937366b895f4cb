"""What bears a person's name and is none: ships, storms, laws, prizes, airports, illnesses."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sourcebook.annotate.names.lexicon import words
from sourcebook.annotate.names.runs import is_capitalised, is_title, run_end

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token


def find(doc: Doc) -> set[int]:
    """Return the tokens that name a thing and nobody: "the ferry X Y", "the X Y Prize", "X's disease".

    A storm is called by its bare name later on, so what an article calls a storm is no person in it unless a title or a
    first name stands before.
    """
    found: set[int] = set()
    storms: set[str] = set()
    cues = _cues()
    for token in doc:
        word = token.lower_
        if word not in cues:
            continue
        if word in words("storms") and is_capitalised(token):
            end = _after(doc, token.i + 1)
            found.update(range(token.i + 1, end))
            storms.update(t.text for t in doc[token.i + 1 : end])
        elif word in words("vessels") and not token.text.istitle():
            found.update(range(token.i + 1, _after(doc, token.i + 1)))
        elif _is_thing(token):
            found.update(range(_before(doc, token), token.i))
    return found | {t.i for t in doc if t.text in storms and not _is_of_person(t)} if storms else found


@functools.cache
def _cues() -> frozenset[str]:
    return frozenset().union(*(words(g) for g in ("storms", "vessels", "things", "namesakes", "ailments")))


def _after(doc: Doc, start: int) -> int:
    """Return the end of the name that begins at token `start`; `start` where a rank or no name does."""
    if start >= len(doc) or not is_capitalised(doc[start]):
        return start
    if is_title(doc[start]) and doc[start].lower_.rstrip(".") not in words("royal"):
        return start
    end = start + 1
    while is_title(doc[end - 1]) and end < len(doc) and is_capitalised(doc[end]):
        end += 1
    return max(end, run_end(doc, start))


def _is_thing(token: Token) -> bool:
    """Say whether a noun makes what stands before it a thing's name: "Act", "airport", "disease" after "X's"."""
    word = token.lower_
    if word in words("ailments"):
        return bool(token.i > 1 and (token.text[0].isupper() or token.nbor(-1).tag_ == "POS"))
    if word in words("namesakes"):
        return bool(token.ent_type_ not in {"FAC", "GPE", "LOC", "ORG"})
    # "Jude Law" and "Bill" before a surname are names themselves.
    named = token.ent_type_ == "PERSON" or (token.i + 1 < len(token.doc) and is_capitalised(token.nbor(1)))
    return word in words("things") and is_capitalised(token) and not named


def _before(doc: Doc, noun: Token) -> int:
    """Return where the capitalised words right before a thing's noun begin, the noun's own place where none do."""
    at = int(noun.i)
    if noun.lower_ in words("ailments") and doc[at - 1].tag_ == "POS":
        at -= 1
    first = doc[noun.i].sent.start
    while at > first and (is_capitalised(doc[at - 1]) or doc[at - 1].text == "-"):
        at -= 1
    return at


def _is_of_person(token: Token) -> bool:
    """Say whether a word stands in a person's name here: a title or another name's part stands right before it."""
    if token.i == 0 or token.nbor(-1).lower_ in words("storms"):
        return False
    before = token.nbor(-1)
    return is_title(before) or (before.ent_type_ == "PERSON" and is_capitalised(before))
