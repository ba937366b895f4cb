"""What the text calls somebody: ranks, offices, appositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.names.candidates import is_title
from sourcebook.annotate.names.lexicon import words
from sourcebook.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from sourcebook.annotate.names.candidates import Candidate

_LONGEST = 16


def find(doc: Doc, text: str, article: str, mentions: list[Candidate]) -> tuple[Role, ...]:
    """Return the roles that stand beside the `mentions` of a person, each wording once, in text order."""
    found: dict[str, Role] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        for start, end in (*_before(doc, mention), *_after(doc, mention)):
            a, b = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
            wording = " ".join(text[a:b].split())
            found.setdefault(wording.casefold(), Role(text=text[a:b], article=article, start=a, end=b))
    return tuple(found.values())


def _before(doc: Doc, mention: Candidate) -> Iterator[tuple[int, int]]:
    """Yield "White House spokesman" or "Lt. Gen." right before the name."""
    end = mention.start
    start = end
    while start > 0 and _of_role(doc, start - 1, end):
        start -= 1
    while start < end and doc[start].pos_ in {"DET", "PUNCT", "CCONJ", "ADP", "PART", "PRON"}:
        start += 1
    named = {t.lower_.rstrip(".") for t in doc[start:end]}
    if start < end and named & (words("roles") | words("ranks")) and doc[end - 1].text != ",":
        yield start, end


def _of_role(doc: Doc, at: int, end: int) -> bool:
    token = doc[at]
    if end - at > _LONGEST or token.is_space or token.sent != doc[end - 1].sent:
        return False
    if token.lower_.rstrip(".") in words("courtesies"):
        return False
    if at == end - 1:
        return token.lower_ in words("roles") or is_title(token) or token.text == "."
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "PART"} or token.text in {"-", ".", "/"}


def _after(doc: Doc, mention: Candidate) -> Iterator[tuple[int, int]]:
    """Yield "a professor at X" after the name and a comma, and what stands in brackets."""
    at = mention.end
    if at + 1 >= len(doc) or doc[at].text != ",":
        return
    start = at + 1
    if doc[start].lower_ not in {"a", "an", "the", "who"} and doc[start].pos_ not in {"NOUN", "ADJ", "PROPN"}:
        return
    end = start
    while end < len(doc) and end - start < _LONGEST and doc[end].sent == doc[at].sent:
        if doc[end].text in {",", ".", ";", "-", "--", "(", '"'} or doc[end].pos_ == "VERB":
            break
        end += 1
    head = doc[start:end]
    if end > start and any(t.lower_ in words("roles") for t in head) and doc[start].lower_ != "who":
        yield start, end
